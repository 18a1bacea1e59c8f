/** B20 and memory: starting, standing idle, taking many photos, and going down under load without losing anybody. */
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { photoIdOf } from '#server/photos/index.ts'
import { startChild, type Child } from '../kit/child.ts'
import { database, uriOf } from '../kit/database.ts'
import { bytesOf, load, loadOk } from '../kit/load.ts'
import { median } from '../kit/measure.ts'
import { another, multipart, phone12mp } from '../kit/photo.ts'
import { mb, x, type Finding, type Progress } from '../kit/report.ts'
import { ask, json, type Demo, type Stage } from '../kit/stage.ts'
import { treeRss } from '../kit/rss.ts'

const s = (millis: number): string => `${(millis / 1000).toFixed(2)} s`

/** Something that may be reported, wherever the city lies. */
async function subject(url: string): Promise<{ category: string; place: { lng: number; lat: number } }> {
  const { body: known } = await ask<{ categories: { code: string }[] }>(url, { path: '/api/categories' })
  const { body: areas } = await ask<{ items: { place: { lng: number; lat: number } }[] }>(url, { path: '/api/areas' })
  const [category, area] = [known.categories[0], areas.items[0]]
  if (!category || !area) throw new Error('the city has neither a category nor an area')
  return { category: category.code, place: area.place }
}

const report = (about: object, photo: string, n: number): Buffer =>
  bytesOf({
    path: '/api/reports',
    ...json(
      { ...about, photos: [photo], consentPublic: true, text: `bench ${n}` },
      { 'idempotency-key': `bench-life-${String(n).padStart(8, '0')}-${process.pid}` }
    )
  })

export async function b20(stage: Stage, at: Progress): Promise<Finding[]> {
  const demo = await stage.demo(at)
  const ready: { ours: number; bare: number }[] = []
  for (let n = 1; n <= 3; n++) {
    at.note(`start ${n} of 3`)
    const bare = await startChild('tests/bench/children/bare.ts', { env: { MONGODB_URI: uriOf(demo.database) } })
    await bare.stop()
    const server = await demo.start()
    await server.end('SIGTERM')
    ready.push({ ours: server.readyMs, bare: bare.readyMs })
  }
  const ours = median(ready.map((r) => r.ours))
  const bare = median(ready.map((r) => r.bare))
  return [
    {
      id: 'B20',
      what: 'start to ready on a filled database',
      goal: '<= 2.0 s',
      measured: s(ours),
      ok: ours <= 2_000,
      why: `Median of 3 (${ready.map((r) => s(r.ours)).join(', ')}); ${x(ours / bare)} bare Koa with a driver that connects (${s(bare)}, through tsx); the first start, which draws the demo city, ${s(demo.firstMs)}.`,
      values: { ms: ours, bareMs: bare, firstMs: demo.firstMs }
    },
    await stopUnderLoad(demo, at)
  ]
}

/** Fifty connections that read and report; in the middle of it the server is asked to stop. */
async function stopUnderLoad(demo: Demo, at: Progress): Promise<Finding> {
  at.note('SIGTERM under fifty connections')
  const server = await demo.start()
  const { url } = server.ready
  const about = await subject(url)
  const ids = Array.from({ length: 4_000 }, (_, i) =>
    createHash('sha256').update(`b20 photo ${process.pid} ${i}`).digest('hex')
  )
  const photos = database(demo.database).collection<{ _id: string }>('photos')
  await photos.insertMany(
    ids.map((id) => ({
      _id: photoIdOf(id),
      width: 1600,
      height: 1200,
      usedIn: [],
      sweepAt: new Date(Date.now() + 86_400_000)
    }))
  )
  const cases = database(demo.database).collection('cases')
  const before = await cases.estimatedDocumentCount()
  const reads = ['/cases', '/api/cases', '/', '/api/stats'].map((path) =>
    bytesOf({ path, headers: { 'accept-encoding': 'gzip' } })
  )
  let reported = 0
  let accepted = 0
  const request = (n: number): Buffer =>
    n % 10 === 0 && reported < ids.length
      ? report(about, ids[reported] ?? '', reported++)
      : (reads[n % 4] ?? Buffer.alloc(0))
  const running = load(url, { connections: 50, requests: Infinity, request, until: AbortSignal.timeout(20_000) })
  await wait(2_000)
  const { ms, code } = await server.end('SIGTERM')
  const result = await running
  accepted = result.statuses[201] ?? 0
  const stored = (await cases.estimatedDocumentCount()) - before
  const good = (result.statuses[200] ?? 0) + accepted
  const failed = result.answered - good + result.lost
  return {
    id: 'B20',
    what: 'SIGTERM under 50 connections: failed requests, exit',
    goal: '0, <= 10 s',
    measured: `${failed}, ${s(ms)}`,
    ok: failed === 0 && ms <= 10_000 && code === 0 && stored >= accepted,
    why: `${good} answered, ${result.lost} sent and left without an answer, ${result.answered - good} with another status; ${accepted} reports acknowledged, ${stored} stored; exit code ${code ?? 'none'}.`,
    values: { failed, lost: result.lost, answered: result.answered, accepted, stored, ms }
  }
}

/** Resident memory once it has stopped moving. */
async function settled(server: Child<unknown>): Promise<number> {
  let before = 0
  for (let n = 0; n < 20; n++) {
    const now = await treeRss(server)
    if (Math.abs(now - before) < 1 << 20) return now
    before = now
    await wait(1_000)
  }
  return before
}

export async function memory(stage: Stage, at: Progress): Promise<Finding[]> {
  const demo = await stage.demo(at)
  const server = await demo.start()
  const { url } = server.ready
  at.note('standing idle')
  const idle = await settled(server)
  const alone = await server.rss()
  const about = await subject(url)
  const photo = await phone12mp({ turned: true })
  const count = 200
  let peak = 0
  let taken = 0
  const sampler = setInterval(() => {
    void treeRss(server).then((now) => {
      peak = Math.max(peak, now)
      at.note(`${taken} of ${count} photos, ${mb(peak - idle)} more than idle`)
    })
  }, 100)
  try {
    const one = async (n: number): Promise<void> => {
      const { body, type } = multipart(another(photo, n))
      const bytes = bytesOf({ method: 'POST', path: '/api/photos', headers: { 'content-type': type }, body })
      const sent = await loadOk(url, { connections: 1, requests: 1, request: () => bytes }, 201)
      const { id } = JSON.parse(sent.sample.slice(sent.sample.indexOf('\r\n\r\n') + 4)) as { id: string }
      await loadOk(url, { connections: 1, requests: 1, request: () => report(about, id, 100_000 + n) }, 201)
    }
    // On a crowded machine the row ends early and says so.
    const end = performance.now() + 150_000
    const next = async (): Promise<void> => {
      while (taken < count && performance.now() < end) await one(taken++)
    }
    await Promise.all([next(), next(), next(), next()])
  } finally {
    clearInterval(sampler)
  }
  const after = await settled(server)
  await server.end('SIGTERM')
  const growth = peak - idle
  return [
    {
      id: 'memory',
      what: 'server resident, idle with the demo city',
      goal: '<= 200 MB',
      measured: mb(idle),
      ok: idle <= 200 * 1048576,
      why: `The process itself ${mb(alone)}, the rest is what it keeps beside it.`,
      values: { bytes: idle, process: alone }
    },
    {
      id: 'memory',
      what: `growth while ${taken} photos of 12 MP are submitted four at a time`,
      goal: '<= 100 MB',
      measured: mb(growth),
      ok: growth <= 100 * 1048576,
      why: `At most ${mb(peak)}, ${mb(after)} afterwards; each photo with its report.`,
      values: { growth, peak, after }
    }
  ]
}
