/** B6: photos in, against decoding and encoding them and nothing else, and what the loop feels meanwhile. */
import { startChild } from '../kit/child.ts'
import { bytesOf, loadOk } from '../kit/load.ts'
import { interleave } from '../kit/measure.ts'
import { another, multipart, phone12mp } from '../kit/photo.ts'
import { ms, x, type Finding, type Progress } from '../kit/report.ts'
import type { Stage } from '../kit/stage.ts'

const photos = 32

export async function b6(stage: Stage, at: Progress): Promise<Finding[]> {
  at.note('taking photos of twelve megapixels')
  const child = await startChild<{ bytes: number; small: number }>('tests/bench/children/photos.ts')
  const time = (task: string) => () => child.ask<number>('time', task)
  const options = (what: string) => ({ rounds: 9, atMost: 21, onRound: (n: number) => at.note(`${what}, round ${n}`) })
  const whole = await interleave(time('floor'), time('pipeline'), (n) => n, options('pipeline and floor'))
  const small = await interleave(
    time('pipeline'),
    time('precompressed'),
    (n) => n,
    options('twelve megapixels and 1600 px')
  )
  await child.stop()

  const core = await stage.core(at)
  const photo = await phone12mp({ turned: true })
  at.note(`${photos} photos, four at a time`)
  const upload = (n: number): Buffer => {
    const { body, type } = multipart(another(photo, n))
    return bytesOf({ method: 'POST', path: '/api/photos', headers: { 'content-type': type }, body })
  }
  const four = (first: number, requests: number) =>
    loadOk(core.url, { connections: 4, requests, request: (n) => upload(first + n) }, 201)
  await four(0, 4)
  await core.child.ask('watchLoop')
  const load = await four(100, photos)
  const loop = await core.child.ask<{ p99: number; max: number }>('loopP99')
  return [
    {
      id: 'B6',
      what: 'photo pipeline, CPU / decode 12 MP + encode 1600 px',
      goal: '<= 1.45x',
      measured: x(whole.ratio.x),
      ok: whole.ratio.x <= 1.45,
      why: `Three sizes of a ${(child.ready.bytes / 1e6).toFixed(1)} MB JPEG, ${ms(whole.ratio.ours)} to ${ms(whole.ratio.bare)} (${whole.ratio.low.toFixed(2)} to ${whole.ratio.high.toFixed(2)} in ${whole.ratio.rounds} rounds). No comparison with jimp: it is no dependency.`,
      values: { x: whole.ratio.x, oursMs: whole.ratio.ours, floorMs: whole.ratio.bare }
    },
    {
      id: 'B6',
      what: 'photo compressed on the phone / photo of 12 MP, CPU',
      goal: '<= 0.40x',
      measured: x(small.ratio.x),
      ok: small.ratio.x <= 0.4,
      why: `1600 px, ${(child.ready.small / 1e3).toFixed(0)} kB: ${ms(small.ratio.ours)} to ${ms(small.ratio.bare)} (${small.ratio.low.toFixed(2)} to ${small.ratio.high.toFixed(2)} in ${small.ratio.rounds} rounds).`,
      values: { x: small.ratio.x, smallMs: small.ratio.ours, wholeMs: small.ratio.bare }
    },
    {
      id: 'B6',
      what: 'event loop while photos come four at a time, p99',
      goal: '<= 50 ms',
      measured: ms(loop.p99),
      ok: loop.p99 <= 50,
      why: `${photos} different photos of 12 MP, turned by EXIF, over HTTP in ${(load.ms / 1000).toFixed(1)} s; longest stop ${ms(loop.max)}.`,
      values: { p99Ms: loop.p99, maxMs: loop.max, photosPerS: (photos / load.ms) * 1000 }
    }
  ]
}
