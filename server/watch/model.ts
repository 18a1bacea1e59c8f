/** What somebody has to see to: open cases by their clocks and by how far the escalation has gone. */
import type { WatchMark, WatchSums } from '#shared/watch.ts'
import { Cases, rowFields, visibleTo, type CaseDoc, type Filter } from '#server/cases/index.ts'
import { deadlineClock } from '#server/deadlines/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import type { Staff } from '#server/kernel/viewer.ts'

/** As much of a case as is counted. */
export type Watched = Pick<
  CaseDoc,
  '_id' | 'no' | 'title' | 'publicPlace' | 'office' | 'category' | 'status' | 'deadline' | 'dueAt' | 'escalation'
>
const fields = Object.fromEntries(
  ['no', 'title', 'publicPlace', 'office', 'category', 'status', 'deadline', 'dueAt', 'escalation'].map((it) => [it, 1])
)
const open = ['received', 'dispatched', 'handling', 'on_hold', 'replied', 'rework', 'returned']

/** Every open case that he may read: whose clock runs, longest overdue first, then what stands still. */
export async function listWatched(viewer: Staff): Promise<Watched[]> {
  const found = await Cases.find(
    { $and: [visibleTo(viewer), { status: { $in: open }, joinedInto: { $exists: false } }] } as Filter,
    fields
  )
    .sort({ 'deadline.dueAt': 1, _id: 1 })
    .lean<Watched[]>()
  const runs = (it: Watched): boolean => it.dueAt !== null
  return [...found.filter(runs), ...found.filter((it) => !runs(it))]
}

/** Whether a case bears a mark; the steps count once, at the highest. */
export const marks: Record<WatchMark, (it: Watched, now: number, city: CitySnapshot) => boolean> = {
  amber: ({ deadline, status, dueAt }, now, { calendar }) =>
    dueAt !== null && deadlineClock(deadline, status, calendar, now).light === 'yellow',
  overdue: ({ dueAt }, now) => dueAt !== null && dueAt.getTime() < now,
  urged: ({ escalation: { step } }) => step === 'urge' || step === 'overdue',
  supervised: ({ escalation: { step } }) => step === 'supervise',
  raised: ({ escalation: { step } }) => step === 'escalate',
  exposed: ({ escalation: { step } }) => step === 'expose'
}
const marked = Object.entries(marks) as [WatchMark, (typeof marks)[WatchMark]][]

export function sumOf(found: readonly Watched[], now: number, city: CitySnapshot): WatchSums {
  const sums = {
    open: 0,
    amber: 0,
    overdue: 0,
    urged: 0,
    supervised: 0,
    raised: 0,
    exposed: 0,
    orders: 0,
    unanswered: 0
  }
  for (const it of found) {
    sums.open++
    for (const [mark, holds] of marked) if (holds(it, now, city)) sums[mark]++
    const { orders = [] } = it.escalation
    sums.orders += orders.length
    sums.unanswered += orders.filter(({ answered }) => !answered).length
  }
  return sums
}

/** A page of what was found, and where the next one begins. */
export function pageOf(
  found: readonly Watched[],
  page: { after?: string; limit: number }
): { nos: string[]; older?: string } {
  const cursor = readCursor(page.after)
  // Where the last row of the page before has left the list meanwhile, one begins again.
  const rest = cursor ? found.slice(found.findIndex(({ _id }) => _id.equals(cursor.id)) + 1) : found
  const items = rest.slice(0, page.limit)
  const last = items.at(-1)
  return {
    nos: items.map(({ no }) => no),
    ...(rest.length > items.length && last && { older: cursorOf(last.deadline.dueAt, last._id) })
  }
}

/** Those cases whole, in the order of their numbers here. */
export async function casesOf(nos: readonly string[]): Promise<CaseDoc[]> {
  const { ledger: _, ...without } = rowFields
  const found = await Cases.find({ no: { $in: [...nos] } } as Filter, without).lean<CaseDoc[]>()
  const byNo = new Map(found.map((it) => [it.no, it]))
  return nos.flatMap((no) => byNo.get(no) ?? [])
}
