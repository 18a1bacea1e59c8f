/** What the house costs on top of Koa: B1 with nothing behind it, B12 the token alone, B13 out of the cache. */
import { startChild } from '../kit/child.ts'
import { always, cost, type Served } from '../kit/cost.ts'
import { watch } from '../kit/database.ts'
import { bytesOf, load } from '../kit/load.ts'
import { interleave, type Ratio } from '../kit/measure.ts'
import { us, x, type Finding, type Progress } from '../kit/report.ts'
import { ask, type Stage } from '../kit/stage.ts'

const connections = 50
const requests = 4_000
const spread = (r: Ratio): string => `${r.low.toFixed(2)} to ${r.high.toFixed(2)} in ${r.rounds} rounds`

async function compare(bare: Served, ours: Served, what: string, at: Progress): Promise<Ratio> {
  const { ratio } = await interleave(
    cost(bare, requests, connections),
    cost(ours, requests, connections),
    (c) => c.cpuUs,
    { onRound: (n) => at.note(`${what}, round ${n}`) }
  )
  return ratio
}

export async function b1(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.core(at)
  const bare = await stage.bare()
  const token = await core.token()
  const hello: Served = { child: bare, url: bare.ready.hello, request: always(bytesOf({ path: '/' })) }
  const served = (path: string, headers: Record<string, string> = {}): Served => ({
    child: core.child,
    url: core.url,
    request: always(bytesOf({ path, headers }))
  })
  const door = served('/api/where?lng=120.005&lat=32.005', { authorization: `Bearer ${token}` })
  const api = await compare(hello, door, 'an API door with a token', at)
  const plain = await compare(hello, served('/healthz'), '/healthz', at)
  return [
    {
      id: 'B1',
      what: 'whole stack without database, CPU a request / bare Koa',
      goal: '<= 1.80x',
      measured: x(api.x),
      ok: api.x <= 1.8,
      why: `GET /api/where with a staff token: auth, limiter, metrics, helmet, contract in and out, ${us(api.ours)} to ${us(api.bare)} (${spread(api)}); /healthz alone ${x(plain.x)}.`,
      values: { x: api.x, low: api.low, high: api.high, oursUs: api.ours, bareUs: api.bare, healthz: plain.x }
    }
  ]
}

export async function b12(_stage: Stage, at: Progress): Promise<Finding[]> {
  const child = await startChild('tests/bench/children/token.ts')
  const { ratio, pairs } = await interleave(
    () => child.ask<number>('floor'),
    () => child.ask<number>('check'),
    (n) => n,
    { rounds: 9, atMost: 25, onRound: (n) => at.note(`round ${n}`) }
  )
  await child.stop()
  // An absolute goal on a shared machine: the calmest round is the nearest to the truth.
  const best = Math.min(...pairs.map((p) => p.ours))
  return [
    {
      id: 'B12',
      what: 'token check, CPU',
      goal: '<= 15 us',
      measured: us(best),
      ok: best <= 15,
      why: `viewerIn on tokens it has not seen, calmest of ${pairs.length} rounds of 5,000 (median ${us(ratio.ours)}); ${x(ratio.x)} one HMAC and one JSON.parse.`,
      values: { us: best, medianUs: ratio.ours, x: ratio.x }
    }
  ]
}

export async function b13(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.core(at)
  const bare = await stage.bare()
  const gzip = { 'accept-encoding': 'gzip' }
  const list = await ask<{ items: { no: string }[] }>(core.url, { path: '/api/cases' })
  const no = list.body.items[0]?.no ?? ''
  const findings: Finding[] = []
  for (const [name, path] of [
    ['list', '/api/cases'],
    ['detail', `/api/cases/${no}`]
  ] as const) {
    const request = bytesOf({ path, headers: gzip })
    const once = await load(core.url, { connections: 1, requests: 1, request: always(request) })
    const body = Number(/content-length: (\d+)/i.exec(once.sample)?.[1] ?? 0)
    const etag = /etag: ("[^"]+")/i.exec(once.sample)?.[1] ?? ''
    await bare.ask('body', body)
    const ours: Served = { child: core.child, url: core.url, request: always(request) }
    const same: Served = {
      child: bare,
      url: bare.ready.sized,
      request: always(bytesOf({ path: `/${body}`, headers: gzip }))
    }
    const hello: Served = { child: bare, url: bare.ready.hello, request: always(bytesOf({ path: '/' })) }
    const ratio = await compare(hello, ours, `cached ${name}`, at)
    at.note(`cached ${name}, against as many bytes`)
    const [sent, mine] = [await cost(same, requests, connections)(), await cost(ours, requests, connections)()]
    const sized = mine.cpuUs / sent.cpuUs
    const again = bytesOf({ path, headers: { ...gzip, 'if-none-match': etag } })
    const unchanged = await load(core.url, { connections: 1, requests: 1, request: always(again) })
    findings.push({
      id: 'B13',
      what: `cached public ${name}, CPU / bare Koa`,
      goal: '<= 1.50x, 304',
      measured: `${x(ratio.x)}, ${Object.keys(unchanged.statuses).join()}`,
      ok: ratio.x <= 1.5 && unchanged.statuses[304] === 1,
      why: `${us(ratio.ours)} to ${us(ratio.bare)} for bare Koa's hello (${spread(ratio)}); ${x(sized)} bare Koa sending as many bytes (${body}) out of a buffer.`,
      values: {
        x: ratio.x,
        low: ratio.low,
        high: ratio.high,
        oursUs: ratio.ours,
        bareUs: ratio.bare,
        sized,
        bytes: body
      }
    })
  }
  // Addresses nobody has asked for yet: 200 people at once, one query each for the list and for a case.
  at.note('200 concurrent misses')
  const cold = list.body.items[1]?.no ?? ''
  for (const [name, path] of [
    ['list', '/api/cases?limit=19'],
    ['detail', `/api/cases/${cold}`]
  ] as const) {
    const seen = await watch(core.database, () =>
      load(core.url, { connections: 200, requests: 200, request: always(bytesOf({ path })) })
    )
    const queries = seen.filter((s) => s.ns.endsWith('.cases')).length
    findings.push({
      id: 'B13',
      what: `200 concurrent misses of one ${name}, queries`,
      goal: '1',
      measured: String(queries),
      ok: queries === 1,
      why: "Counted by the database's own profiler.",
      values: { queries }
    })
  }
  return findings
}
