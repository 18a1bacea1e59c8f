/** B14: the figures of the home page from kept sums, beside counting the cases themselves. */
import { isDeepStrictEqual } from 'node:util'
import { database } from '../kit/database.ts'
import { median, quantile } from '../kit/measure.ts'
import { ms, x, type Finding, type Progress } from '../kit/report.ts'
import type { Stage } from '../kit/stage.ts'

const [times, goalMs] = [100, 50]
/** Counting a million cases takes minutes: once for each period. */
const slowTimesOf = (cases: number): number => (cases > 200_000 ? 1 : 3)
interface Figures {
  view: unknown
  took: number[]
}

export async function b14(stage: Stage, at: Progress): Promise<Finding[]> {
  const { child, database: name } = await stage.large(at)
  const slowTimes = slowTimesOf(await database(name).collection('cases').estimatedDocumentCount())
  const findings: Finding[] = []
  for (const days of ['30', '365'] as const) {
    at.note(`figures of ${days} days`)
    // Both at one moment of the clock: what is due depends on it.
    const pairs: [Figures, Figures][] = []
    for (let n = 0; n < slowTimes; n++) {
      const kept = await child.ask<Figures>('figures', { days, times: Math.ceil(times / slowTimes), kept: true })
      pairs.push([kept, await child.ask<Figures>('figures', { days, times: 1, kept: false })])
    }
    const took = pairs.flatMap(([kept]) => kept.took)
    const counted = median(pairs.flatMap(([, cases]) => cases.took))
    const p99 = quantile(took, 0.99)
    const isEqual = pairs.some(([kept, cases]) =>
      isDeepStrictEqual(withoutMoment(kept.view), withoutMoment(cases.view))
    )
    findings.push({
      id: 'B14',
      what: `figures of ${days} days from kept sums, p99`,
      goal: `<= ${goalMs} ms, equal`,
      measured: `${ms(p99)}, ${isEqual ? 'equal' : 'not equal'}`,
      ok: p99 <= goalMs && isEqual,
      why: `p50 ${ms(median(took))}; counted from the cases ${ms(counted)}, ${x(median(took) / counted)} of it.`,
      values: { p99, p50: median(took), countedMs: counted, equal: isEqual ? 1 : 0 }
    })
  }
  return findings
}

const withoutMoment = (view: unknown): unknown => ({ ...(view as object), at: undefined })
