/** B8: is it reported already, by place, words and photo, uncached over HTTP, beside one bare question for what is near. */
import { bytesOf, loadOk } from '../kit/load.ts'
import { interleave, median, quantile } from '../kit/measure.ts'
import { ms, x, type Finding, type Progress } from '../kit/report.ts'
import { ask, json, type Stage } from '../kit/stage.ts'

interface Place {
  category: string
  /** Categories of its kind, which are compared. */
  kinds: string[]
  lng: number
  lat: number
  photo: string
}
const goalX = 2
const asked = 300
const daysBack = 84
const text = '人行道被货架占满了，推婴儿车过不去，请来人看看。'

export async function b8(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.large(at)
  at.note('places to ask about')
  const places = await core.child.ask<Place[]>('places', asked)
  const since = new Date(Date.now() - daysBack * 86_400_000).toISOString()
  let [n, m] = [0, 0]
  const turn = (i: number): Place => {
    const place = places[i % places.length]
    if (!place) throw new Error('there is no place to ask about')
    return place
  }
  const requestAt = ({ category, lng, lat, photo }: Place) => ({
    path: '/api/cases/similar',
    ...json({ category, place: { lng, lat }, text, photos: [photo] })
  })
  const bareAt = ({ kinds, lng, lat }: Place) => ({
    path: `/near?lng=${lng}&lat=${lat}&categories=${kinds.join(',')}&since=${since}`
  })
  const { ratio, pairs } = await interleave(
    () => loadOk(core.child.ready.bare, { connections: 1, requests: asked, request: () => bytesOf(bareAt(turn(n++))) }),
    () => loadOk(core.url, { connections: 1, requests: asked, request: () => bytesOf(requestAt(turn(m++))) }),
    (l) => quantile(l.latencies, 0.99),
    { rounds: 9, atMost: 15, calm: 0.15, onRound: (round) => at.note(`round ${round}`) }
  )
  const p50 = median(pairs.map((p) => quantile(p.ours.latencies, 0.5) / quantile(p.bare.latencies, 0.5)))
  const looked = places.slice(0, 50)
  let shown = 0
  for (const place of looked)
    shown += (await ask<{ items: unknown[] }>(core.url, requestAt(place))).body.items.length / looked.length
  return [
    {
      id: 'B8',
      what: 'reported already? by place, words and photo, p99 / one bare question for what is near',
      goal: `<= ${goalX}x`,
      measured: x(ratio.x),
      ok: ratio.x <= goalX,
      why: `Uncached over HTTP, ${ms(ratio.ours)} to ${ms(ratio.bare)} (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)} in ${ratio.rounds} rounds); p50 ${x(p50)}. ${shown.toFixed(1)} cases shown on average.`,
      values: { x: ratio.x, low: ratio.low, high: ratio.high, oursMs: ratio.ours, bareMs: ratio.bare, p50, shown }
    }
  ]
}
