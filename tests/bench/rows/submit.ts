/** B2: a report in, durable before it is acknowledged, against Koa with one majority insert of an equally large document. */
import { createHash } from 'node:crypto'
import { photoIdOf } from '#server/photos/index.ts'
import { cost, type Served } from '../kit/cost.ts'
import { database, watch } from '../kit/database.ts'
import { bytesOf } from '../kit/load.ts'
import { interleave, median, ratioOf } from '../kit/measure.ts'
import { us, x, type Finding, type Progress } from '../kit/report.ts'
import { ask, json, type Core, type Stage } from '../kit/stage.ts'

const connections = 20
const requests = 600
const atMost = 11

/** Photos as they lie there after uploading, one for each report to come. */
export async function storePhotos(core: Core, count: number, whose: string): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, i) => createHash('sha256').update(`${whose} photo ${i}`).digest('hex'))
  const photos = database(core.database).collection<{ _id: string }>('photos')
  const kept = ids.map((id) => ({
    _id: photoIdOf(id),
    width: 1600,
    height: 1200,
    usedIn: [],
    sweepAt: new Date(Date.now() + 86_400_000)
  }))
  await photos.insertMany(kept, { ordered: false })
  return ids
}

export async function b2(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.core(at)
  const bare = await stage.bare()
  const ids = await storePhotos(core, requests * (atMost + 1) + 10, 'b2')
  let sent = 0
  const report = (): Buffer => {
    const n = sent++
    const body = {
      category: 'shopfront',
      photos: [ids[n] ?? ''],
      place: { lng: 120.001 + (n % 180) / 10_000, lat: 32.001 + (n % 170) / 10_000, accuracyM: 8 },
      address: `文庙巷 ${n} 号`,
      text: '货架摆到盲道上，推着婴儿车只能绕到机动车道上走，请尽快处理。',
      contact: { name: '王女士', phone: '138 0000 0371' },
      consentPublic: true
    }
    return bytesOf({
      path: '/api/reports',
      ...json(body, { 'idempotency-key': `bench-key-${String(n).padStart(10, '0')}` })
    })
  }
  let no = ''
  const seen = await watch(core.database, async () => {
    const n = sent
    const body = {
      category: 'shopfront',
      photos: [ids[n] ?? ''],
      place: { lng: 120.005, lat: 32.005 },
      address: '文庙巷 7 号',
      text: '货架摆到盲道上，推着婴儿车只能绕到机动车道上走，请尽快处理。',
      consentPublic: true
    }
    sent++
    const first = await ask<{ no: string }>(core.url, {
      path: '/api/reports',
      ...json(body, { 'idempotency-key': 'bench-key-of-the-pattern' })
    })
    no = first.body.no
  })
  const trips = seen.map((s) => `${s.op} ${s.ns.split('.')[1] ?? ''}`)
  const bytes = await bare.ask<number>('pattern', no)
  const ours: Served = { child: core.child, url: core.url, request: report, status: 201 }
  const theirs: Served = { child: bare, url: bare.ready.insert, request: report, status: 201 }
  // The bare side spends report texts too, but no photos: it looks at none.
  const used = (served: Served): Served => ({
    ...served,
    request: (n) => {
      const bytes = served.request(n)
      sent--
      return bytes
    }
  })
  const { pairs } = await interleave(
    cost(used(theirs), requests, connections),
    cost(ours, requests, connections),
    (c) => 1 / c.rps,
    {
      rounds: 7,
      atMost,
      onRound: (n) => at.note(`round ${n}`)
    }
  )
  const rate = ratioOf(pairs.map((p) => ({ ours: p.ours.rps, bare: p.bare.rps })))
  const cpu = ratioOf(pairs.map((p) => ({ ours: p.bare.cpuUs, bare: p.ours.cpuUs })))
  // What of the difference is the database keeping twenty indexes instead of two.
  await bare.ask('indexed')
  at.note('the bare insert with as many indexes')
  const indexed = median(
    (
      await interleave(
        cost(used(theirs), requests, connections),
        cost(used(theirs), requests, connections),
        (c) => c.rps,
        { rounds: 2, atMost: 2 }
      )
    ).pairs.flatMap((p) => [p.ours.rps, p.bare.rps])
  )
  const said = `${trips.length} round trips (${trips.join(', ')}) against one; document of ${bytes} bytes`
  return [
    {
      id: 'B2',
      what: 'POST /api/reports, throughput / Koa + insertOne majority',
      goal: '>= 0.80x',
      measured: x(rate.x),
      ok: rate.x >= 0.8,
      why: `${rate.ours.toFixed(0)} to ${rate.bare.toFixed(0)} a second on ${connections} connections (${rate.low.toFixed(2)} to ${rate.high.toFixed(2)} in ${rate.rounds} rounds); ${said}; ${x(rate.ours / indexed)} the same insert under the same indexes.`,
      values: {
        x: rate.x,
        oursPerS: rate.ours,
        barePerS: rate.bare,
        sameIndexes: rate.ours / indexed,
        trips: trips.length
      }
    },
    {
      id: 'B2',
      what: 'POST /api/reports, CPU of Koa + insertOne / ours',
      goal: '>= 0.80x',
      measured: x(cpu.x),
      ok: cpu.x >= 0.8,
      why: `${us(cpu.bare)} to ${us(cpu.ours)} a report in the server's process (${cpu.low.toFixed(2)} to ${cpu.high.toFixed(2)}).`,
      values: { x: cpu.x, oursUs: cpu.bare, bareUs: cpu.ours }
    }
  ]
}
