/** B3 and B4: the public list over a hundred thousand published cases. */
import { cursorOf } from '#server/kernel/cursor.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { bytesOf, loadOk, type Load } from '../kit/load.ts'
import { database, watch, type Seen } from '../kit/database.ts'
import { interleave, median, quantile, type Ratio } from '../kit/measure.ts'
import { ms, x, type Finding, type Progress } from '../kit/report.ts'
import type { Core, Stage } from '../kit/stage.ts'

interface Spot {
  at: string
  id: string
}

/** Every case in the order of the list; a page begins after any of them. */
async function spots(core: Core): Promise<Spot[]> {
  const cases = database(core.database).collection<{ publishedAt: Date }>('cases')
  const found = await cases
    .find({}, { projection: { publishedAt: 1 } })
    .sort({ publishedAt: -1, _id: -1 })
    .toArray()
  return found.map((doc) => ({ at: doc.publishedAt.toISOString(), id: doc._id.toHexString() }))
}

const after = ({ at, id }: Spot): string => cursorOf(at, new mongoose.Types.ObjectId(id))
const ours = (spot: Spot): Buffer => bytesOf({ path: `/api/cases?after=${after(spot)}` })
const bare = (spot: Spot): Buffer => bytesOf({ path: `/?at=${spot.at}&id=${spot.id}` })

const said = (r: Ratio): string => `${r.low.toFixed(2)} to ${r.high.toFixed(2)} in ${r.rounds} rounds`

const rounds =
  (url: string, connections: number, requests: number, request: (n: number) => Buffer) => (): Promise<Load> =>
    loadOk(url, { connections, requests, request })

export async function b3(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.large(at)
  at.note('reading the order of the list')
  const all = await spots(core)
  // A stride that visits every page once: no address comes twice, so that nothing comes out of the cache.
  const stride = 7_919
  const turn = (make: (spot: Spot) => Buffer) => {
    let n = 0
    return () => make(all[(n++ * stride) % (all.length - 25)] ?? { at: '', id: '' })
  }
  const [mine, raw] = [turn(ours), turn(bare)]
  const findings: Finding[] = []
  for (const connections of [1, 8]) {
    const { ratio, pairs } = await interleave(
      rounds(core.child.ready.bare, connections, 300, raw),
      rounds(core.url, connections, 300, mine),
      (l) => quantile(l.latencies, 0.99),
      { rounds: 9, atMost: 15, calm: 0.15, onRound: (n) => at.note(`${connections} at once, round ${n}`) }
    )
    const p50 = median(pairs.map((p) => quantile(p.ours.latencies, 0.5) / quantile(p.bare.latencies, 0.5)))
    findings.push({
      id: 'B3',
      what: `list at ${all.length} cases over HTTP, p99 / raw query, ${connections} at once`,
      goal: '<= 1.50x',
      measured: x(ratio.x),
      ok: ratio.x <= 1.5,
      why: `Uncached pages, ${ms(ratio.ours)} to ${ms(ratio.bare)} (${said(ratio)}); p50 ${x(p50)}.`,
      values: { x: ratio.x, low: ratio.low, high: ratio.high, oursMs: ratio.ours, bareMs: ratio.bare, p50, connections }
    })
  }
  return findings
}

const counts = (seen: Seen[]): number =>
  seen.filter((s) => 'count' in s.command || JSON.stringify(s.command['pipeline'] ?? '').includes('$count')).length

export async function b4(stage: Stage, at: Progress): Promise<Finding[]> {
  const core = await stage.large(at)
  const all = await spots(core)
  const pages = Math.floor((all.length - 20) / 20)
  // A hundred pages at either end, each row of them a page's beginning in turn, so that nothing comes out of the cache.
  const near = (first: number) => {
    let n = 0
    return () => ours(all[first + (n++ % 2_000)] ?? { at: '', id: '' })
  }
  const { ratio } = await interleave(
    rounds(core.url, 1, 300, near(0)),
    rounds(core.url, 1, 300, near(all.length - 2_040)),
    (l) => quantile(l.latencies, 0.5),
    { rounds: 7, atMost: 15, onRound: (n) => at.note(`first and last hundred pages, round ${n}`) }
  )
  const deep = await watch(core.database, () =>
    loadOk(core.url, { connections: 1, requests: 1, request: () => ours(all[(pages - 3) * 20] ?? { at: '', id: '' }) })
  )
  const listing = await watch(core.database, async () => {
    for (const query of [
      '',
      '?state=open',
      '?area=hebin',
      '?tile=stall',
      '?q=%E7%9B%B2%E9%81%93',
      '?state=overdue&days=90'
    ]) {
      await loadOk(core.url, { connections: 1, requests: 1, request: () => bytesOf({ path: `/api/cases${query}` }) })
    }
  })
  const examined = deep.find((s) => s.ns.endsWith('.cases'))
  return [
    {
      id: 'B4',
      what: `page ${pages} / page 1, p50`,
      goal: '<= 1.20x',
      measured: x(ratio.x),
      ok: ratio.x <= 1.2,
      why: `Keyset pages, ${ms(ratio.ours)} to ${ms(ratio.bare)} (${said(ratio)}); the deep page looks at ${examined?.keysExamined ?? '?'} keys and ${examined?.docsExamined ?? '?'} documents for 21 rows. ${all.length} cases have ${pages} pages; page 25,000 needs half a million.`,
      values: {
        x: ratio.x,
        low: ratio.low,
        high: ratio.high,
        deepMs: ratio.ours,
        firstMs: ratio.bare,
        keys: examined?.keysExamined ?? NaN,
        pages
      }
    },
    {
      id: 'B4',
      what: 'counts asked for six filtered list pages',
      goal: '0',
      measured: String(counts(listing)),
      ok: counts(listing) === 0,
      why: `${listing.length} commands in all, counted by the database's own profiler.`,
      values: { counts: counts(listing), commands: listing.length }
    }
  ]
}
