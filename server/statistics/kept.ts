/**
 * Sums as they are kept, and from the cases where what is kept is not right (docs/decisions/057-sums-that-are-kept.md). The worker
 * counts anew what was marked; where it stands still, who reads counts what has waited too long.
 */
import { daysWaiting } from '#server/cases/index.ts'
import { failPoint, pausePoint } from '#server/kernel/failpoints.ts'
import type { Log } from '#server/kernel/log.ts'
import { addDays } from '#shared/time-format.ts'
import {
  keep,
  keptUnder,
  lastCheck,
  mark,
  monthOf,
  months,
  noteCheck,
  waitingDays,
  waitingMonths,
  whole,
  type Kept
} from './kept-model.ts'
import { countDays, daysThereAre, type Part } from './model.ts'
import { addUp, fromStore, isSame, noSums, type Sums } from './sums.ts'

/** What is shown is at most so far behind the cases. */
const behindMs = 2_000
/** So many cases that no relay has taken up are looked into; where more wait, the figures say as of when they are. */
const casesWaitingAtMost = 500

const isRight = ({ counted, since }: Kept, latest: Date): boolean =>
  counted !== undefined && (since === undefined || since > latest)
const sumsIn = ({ areas = [], offices = [], days = [], spans = [] }: Kept): Sums =>
  fromStore({ areas, offices, days, spans })

/** The days from one to before another. */
export function daysFrom(first: string, end: string): string[] {
  const days: string[] = []
  for (let day = first; day < end; day = addDays(day, 1)) days.push(day)
  return days
}
const nextMonth = (month: string): string => monthOf(addDays(`${month}-01`, 31))
const daysOfMonth = (month: string): string[] => daysFrom(`${month}-01`, `${nextMonth(month)}-01`)

/** From a day to before another; what is left out has no end. */
interface Stretch {
  from?: string
  to?: string
}
export interface Reading {
  /** The figures are at least as new as this. */
  upTo: Date
  sums(stretch: Stretch, parts: readonly Part[]): Promise<Sums>
  /** Every day that has something to count, in their order. */
  days(): Promise<[string, Sums][]>
}

/** What is kept, as it is now. */
export async function readKept(now: Date): Promise<Reading> {
  const latest = new Date(now.getTime() - behindMs)
  // What waits is read before what is kept: in between it may be marked, never forgotten.
  const waiting = await daysWaiting(latest, casesWaitingAtMost)
  const byMonth = new Map((await keptUnder([months])).map((kept) => [kept._id, kept]))
  if (!byMonth.delete(whole)) return { upTo: now, sums: uncounted, days: uncountedDays }
  const doubted = new Set([...waiting.days].map(monthOf))
  const known = new Set([...byMonth.keys(), ...doubted])
  const read = new Map<string, Promise<Kept[]>>()
  const daysUnder = async (wanted: readonly string[]): Promise<Kept[]> => {
    const missing = wanted.filter((month) => !read.has(month))
    const found = keptUnder(missing)
    for (const month of missing)
      read.set(
        month,
        found.then((days) => days.filter(({ parent }) => parent === month))
      )
    const days = await Promise.all([...read.values()])
    return days.flat().filter(({ parent }) => wanted.includes(parent))
  }
  return {
    upTo: waiting.all ? now : (waiting.oldest ?? now),
    async sums({ from = '', to = '~' }, parts) {
      const asked = [...known].filter((month) => `${month}-31` >= from && `${month}-01` < to)
      const taken = asked.flatMap((month) => {
        const kept = byMonth.get(month)
        const inside = `${month}-01` >= from && `${month}-31` < to
        return inside && kept && isRight(kept, latest) && !doubted.has(month) ? [kept] : []
      })
      const names = new Set(taken.map(({ _id }) => _id))
      const days = await daysUnder(asked.filter((month) => !names.has(month)))
      const isAsked = (day: string): boolean => day >= from && day < to
      const right = days.filter((day) => isAsked(day._id) && isRight(day, latest) && !waiting.days.has(day._id))
      const sure = new Set(right.map(({ _id }) => _id))
      const wrong = [...days.map(({ _id }) => _id), ...waiting.days].filter((day) => isAsked(day) && !sure.has(day))
      const counted = await countDays([...new Set(wrong)], parts)
      return addUp([...[...taken, ...right].map(sumsIn), ...counted.values()])
    },
    async days() {
      const days = await daysUnder([...known])
      const right = days.filter((day) => isRight(day, latest) && !waiting.days.has(day._id))
      const sure = new Set(right.map(({ _id }) => _id))
      const wrong = [...days.map(({ _id }) => _id), ...waiting.days].filter((day) => !sure.has(day))
      const counted = await countDays([...new Set(wrong)])
      return inOrder([...right.map((kept): [string, Sums] => [kept._id, sumsIn(kept)]), ...counted])
    }
  }
}

/** As if nothing were kept: every figure from the cases. */
export const readCases = (now: Date): Promise<Reading> =>
  Promise.resolve({ upTo: now, sums: uncounted, days: uncountedDays })

const inOrder = (days: Iterable<[string, Sums]>): [string, Sums][] =>
  [...days].filter(([, sums]) => !isSame(sums, noSums())).sort(([a], [b]) => (a < b ? -1 : 1))
const uncountedDays = async (): Promise<[string, Sums][]> => inOrder(await countDays('all'))

/** All from the cases, where nothing has been kept yet. */
async function uncounted({ from, to }: Stretch, parts: readonly Part[]): Promise<Sums> {
  if (from !== undefined && to !== undefined) return addUp((await countDays(daysFrom(from, to), parts)).values())
  const counted = await countDays('all', parts)
  return addUp([...counted].flatMap(([day, sums]) => (day >= (from ?? '') && day < (to ?? '~') ? [sums] : [])))
}

// ——— what the worker does

const daysAtOnce = 62
const roundsAtMost = 20

/** Counts the days anew that were marked, and adds up their months; how many days there were. */
export async function countMarked(): Promise<number> {
  let sum = 0
  for (let round = 0; round < roundsAtMost; round++) {
    const waiting = await waitingDays(daysAtOnce)
    if (waiting.length === 0) break
    const counted = await countDays(waiting.map(({ _id }) => _id))
    failPoint('sums counted')
    await pausePoint('sums counted')
    await keep(waiting.map(({ _id, marked }) => ({ _id, marked, sums: counted.get(_id) ?? noSums() })))
    failPoint('sums kept')
    sum += waiting.length
    if (waiting.length < daysAtOnce) break
  }
  await pausePoint('days kept')
  for (const { _id, marked } of await waitingMonths()) {
    const days = await keptUnder([_id])
    // While one of its days waits, it waits too.
    if (days.some(({ since }) => since)) continue
    await keep([{ _id, marked, sums: addUp(days.map(sumsIn)) }])
    failPoint('months kept')
  }
  return sum
}

const checkEveryMs = 24 * 3_600_000

/** Counts everything anew once a day, and says what differed although nobody had marked it; what differed is put right. */
export async function checkKept(now: Date, log: Log): Promise<void> {
  const last = await lastCheck()
  if (last && now.getTime() - last.at.getTime() < checkEveryMs) return
  const wrong: string[] = []
  const there = await daysThereAre()
  if (there) {
    const kept = (await keptUnder([months])).map(({ _id }) => _id).filter((id) => id !== whole)
    const end = [monthOf(there.last), ...kept].sort().at(-1) ?? monthOf(there.last)
    for (let month = [monthOf(there.first), ...kept].sort()[0] ?? end; month <= end; month = nextMonth(month)) {
      const differing = await differingIn(month)
      wrong.push(...differing.unmarked)
      await mark(differing.all, now)
      await countMarked()
    }
  }
  if (last && wrong.length > 0)
    log.error({ days: wrong.slice(0, 20), n: wrong.length }, 'kept sums were wrong and are counted anew')
  await noteCheck(now, last ? wrong.length : 0)
}

/** The days of a month whose kept sums are not what the cases say, and what of it nobody had marked and nothing waits for. */
async function differingIn(month: string): Promise<{ all: string[]; unmarked: string[] }> {
  const read = async (): Promise<Map<string, Kept>> =>
    new Map(
      (await keptUnder([month, months])).flatMap((kept) =>
        kept.parent === month || kept._id === month ? [[kept._id, kept]] : []
      )
    )
  const before = await read()
  const counted = await countDays(daysOfMonth(month))
  // In this order: what was changed before it was counted waits now, or has been marked since.
  const waiting = await daysWaiting(new Date(8.64e15), casesWaitingAtMost)
  const after = await read()
  const isWrong = (id: string, sums: Sums): boolean => {
    const kept = after.get(id)
    return kept === undefined ? !isSame(sums, noSums()) : kept.counted === undefined || !isSame(sumsIn(kept), sums)
  }
  const isQuiet = (id: string): boolean =>
    waiting.all &&
    !waiting.days.has(id) &&
    after.get(id)?.since === undefined &&
    before.get(id)?.marked === after.get(id)?.marked
  const days = daysOfMonth(month)
  const all = days.filter((day) => isWrong(day, counted.get(day) ?? noSums()))
  const unmarked = all.filter(isQuiet)
  // A month is wrong by itself where its days are not.
  const added = addUp([...after.values()].flatMap((kept) => (kept.parent === month ? [sumsIn(kept)] : [])))
  if (all.length === 0 && days.every(isQuiet) && isQuiet(month) && isWrong(month, added))
    return { all: [`${month}-01`], unmarked: [month] }
  return { all, unmarked }
}
