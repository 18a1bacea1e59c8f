/** What somebody has to see to: open cases by their clocks and by how far the escalation has gone. */
import type { WatchMark, WatchSums } from '#shared/watch.ts'
import { Cases, openStatuses, rowFields, visibleTo, type CaseDoc, type Filter } from '#server/cases/index.ts'
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

/** Every open case that he may read: whose clock runs, longest overdue first, then what stands still. */
export async function listWatched(viewer: Staff): Promise<Watched[]> {
  const found = await Cases.find(
    { $and: [visibleTo(viewer), { status: { $in: [...openStatuses] }, joinedInto: { $exists: false } }] } as Filter,
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

// ——— 不满意台账: who was not satisfied, whose it is to speak to him, and what came of it

/** One entry of one case, with as much of the case as it is shown with. */
export type UnhappyRow = Pick<CaseDoc, '_id' | 'no' | 'title' | 'category' | 'publicPlace' | 'ratings' | 'words'> & {
  unhappy: CaseDoc['unhappy'][number]
}
const entryFields = { no: 1, title: 1, category: 1, publicPlace: 1, ratings: 1, words: 1, unhappy: 1 } as const

type Asked = { state: 'open' | 'done'; office?: string }
const entryIs = ({ state, office }: Asked) => ({
  'unhappy.done': { $exists: state === 'done' },
  ...(office !== undefined && { 'unhappy.office': office })
})
const withEntries = (viewer: Staff): Filter => ({ $and: [visibleTo(viewer), { 'unhappy.at': { $exists: true } }] })

/** Open ones by the moment of the rating, and so by their day; done ones from the newest back. */
export async function listUnhappy(
  viewer: Staff,
  asked: Asked,
  page: { after?: string; limit: number }
): Promise<{ items: UnhappyRow[]; older?: string }> {
  const forwards = asked.state === 'open'
  const by = forwards ? 'unhappy.at' : 'unhappy.done.at'
  const cursor = readCursor(page.after)
  const at = cursor?.at.toISOString()
  const [beyond, order] = forwards ? (['$gt', 1] as const) : (['$lt', -1] as const)
  const step = cursor ? { $or: [{ [by]: { [beyond]: at } }, { [by]: at, _id: { [beyond]: cursor.id } }] } : {}
  const found = await Cases.aggregate<UnhappyRow>([
    { $match: withEntries(viewer) },
    { $project: entryFields },
    { $unwind: '$unhappy' },
    { $match: { $and: [entryIs(asked), step] } },
    { $sort: { [by]: order, _id: order } },
    { $limit: page.limit + 1 }
  ])
  const items = found.slice(0, page.limit)
  const last = items.at(-1)
  const sortedBy = last && (forwards ? last.unhappy.at : (last.unhappy.done?.at ?? last.unhappy.at))
  return { items, ...(found.length > page.limit && last && sortedBy && { older: cursorOf(sortedBy, last._id) }) }
}

/** How many are open, and how many of them past their day. */
export async function countUnhappy(viewer: Staff, office: string | undefined, now: Date) {
  const [found] = await Cases.aggregate<{ open: number; late: number }>([
    { $match: withEntries(viewer) },
    { $project: { unhappy: 1 } },
    { $unwind: '$unhappy' },
    { $match: entryIs({ state: 'open', ...(office !== undefined && { office }) }) },
    {
      $group: {
        _id: null,
        open: { $sum: 1 },
        late: { $sum: { $cond: [{ $lt: ['$unhappy.dueAt', now.toISOString()] }, 1, 0] } }
      }
    }
  ])
  return { open: found?.open ?? 0, late: found?.late ?? 0 }
}
