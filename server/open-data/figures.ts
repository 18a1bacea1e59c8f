/** Every day's figures as lines of JSON: of these alone the numbers of the home page can be computed again (recompute.mjs). */
import type { AppContext } from '#server/context.ts'
import { withDeadline } from '#server/kernel/mongo.ts'
import { readKept, type Sums } from '#server/statistics/index.ts'

interface FiguresLine {
  day: string
  areas: Record<string, Record<string, number>>
  offices: Record<string, Record<string, number>>
  /** Closed cases by the days from the first report to the close. */
  spans: Record<string, number>
}
const plain = (cells: Sums['areas']): FiguresLine['areas'] =>
  Object.fromEntries([...cells].sort(([a], [b]) => (a < b ? -1 : 1)) as [string, Record<string, number>][])

/** Where nothing is counted yet, all cases are gone through. */
const countingMs = 10_000

/** Made once for all who ask within so many milliseconds. */
const sharedMs = 5_000

/** A line a day, and at the end how many there are and as of when. */
export function figuresFile({ now }: Pick<AppContext, 'now'>): () => Promise<string> {
  let made: { at: number; file: Promise<string> } | undefined
  return () => {
    const at = now().getTime()
    if (!made || at < made.at || at - made.at >= sharedMs) {
      const file = written(now())
      made = { at, file }
      file.catch(() => (made = undefined))
    }
    return made.file
  }
}

async function written(now: Date): Promise<string> {
  const [kept, days] = await withDeadline(countingMs, async () => {
    const reading = await readKept(now)
    return [reading, await reading.days()] as const
  })
  const lines: FiguresLine[] = days.map(([day, { areas, offices, spans }]) => ({
    day,
    areas: plain(areas),
    offices: plain(offices),
    spans: Object.fromEntries(spans)
  }))
  const end = { end: { rows: lines.length, upTo: kept.upTo.toISOString() } }
  return `${[...lines, end].map((line) => JSON.stringify(line)).join('\n')}\n`
}
