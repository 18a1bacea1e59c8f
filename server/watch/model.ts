/** What somebody has to see to: open cases by their clocks and by how far the escalation has gone. */
import { watchMarks, type WatchMark, type WatchSums } from '#shared/watch.ts'
import { Cases, deskOf, openStatuses, rowFields, visibleTo, type CaseDoc, type Filter } from '#server/cases/index.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import type { Staff } from '#server/kernel/viewer.ts'

const runs: Filter = { dueAt: { $ne: null } }
const standsStill: Filter = { dueAt: null }
const escalated = (...steps: readonly CaseDoc['escalation']['step'][]): Filter => ({
  'escalation.step': { $in: steps }
})

/** Which cases bear a mark; the steps count once, at the highest. */
const marks: Record<WatchMark, (now: number) => Filter> = {
  amber: (now) => ({ ...runs, 'deadline.amberAt': { $lte: now }, 'deadline.dueAt': { $gte: now } }),
  overdue: (now) => ({ ...runs, 'deadline.dueAt': { $lt: now } }),
  urged: () => escalated('urge', 'overdue'),
  supervised: () => escalated('supervise'),
  raised: () => escalated('escalate'),
  exposed: () => escalated('expose')
}
/** The same within a pipeline. */
const bears: Record<WatchMark, (now: number) => object> = {
  amber: (now) => ({
    $and: [{ $ne: ['$dueAt', null] }, { $lte: ['$deadline.amberAt', now] }, { $gte: ['$deadline.dueAt', now] }]
  }),
  overdue: (now) => ({ $and: [{ $ne: ['$dueAt', null] }, { $lt: ['$deadline.dueAt', now] }] }),
  urged: () => ({ $in: ['$escalation.step', ['urge', 'overdue']] }),
  supervised: () => ({ $eq: ['$escalation.step', 'supervise'] }),
  raised: () => ({ $eq: ['$escalation.step', 'escalate'] }),
  exposed: () => ({ $eq: ['$escalation.step', 'expose'] })
}

export interface Wanted {
  office?: string | undefined
  category?: string | undefined
  mark?: WatchMark | undefined
}
const open = (viewer: Staff, { office, category }: Wanted): Filter => ({
  $and: [
    visibleTo(viewer),
    {
      status: { $in: [...openStatuses] },
      joinedInto: { $exists: false },
      ...(category !== undefined && { category }),
      // By the desk of its officers, which the index is by.
      ...(office !== undefined && { office, desks: deskOf('officer', office) })
    }
  ]
})
const byDeadline = { 'deadline.dueAt': 1, _id: 1 } as const

/** In a cursor, the moment of what stands still lies so much later: it comes after all whose clock runs. */
const laterMs = 5e13

/** Numbers of open cases that he may read: whose clock runs, longest overdue first, then what stands still. */
export async function listWatched(
  viewer: Staff,
  wanted: Wanted,
  page: { after?: string; limit: number },
  now: number
): Promise<{ nos: string[]; older?: string }> {
  const cursor = readCursor(page.after)
  const at = cursor?.at.getTime() ?? 0
  const part = { no: 1, 'deadline.dueAt': 1, dueAt: 1 } as const
  const read = async (clock: Filter, after: number | undefined, limit: number): Promise<CaseDoc[]> => {
    const step =
      cursor && after !== undefined
        ? {
            // The first part is what the index goes by.
            'deadline.dueAt': { $gte: after },
            $or: [{ 'deadline.dueAt': { $gt: after } }, { _id: { $gt: cursor.id } }]
          }
        : {}
    const filter = [open(viewer, wanted), clock, wanted.mark ? marks[wanted.mark](now) : {}, step]
    return Cases.find({ $and: filter } as Filter, part)
      .sort(byDeadline)
      .limit(limit)
      .lean<CaseDoc[]>()
  }
  const stopped = at >= laterMs
  const found = stopped ? [] : await read(runs, cursor && at, page.limit + 1)
  if (found.length <= page.limit)
    found.push(...(await read(standsStill, stopped ? at - laterMs : undefined, page.limit + 1 - found.length)))
  const shown = found.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    nos: shown.map(({ no }) => no),
    ...(found.length > page.limit &&
      last && { older: cursorOf(last.deadline.dueAt + (last.dueAt === null ? laterMs : 0), last._id) })
  }
}

/** The longest overdue are counted first; of a backlog beyond this nobody needs the rest. */
const countedAtMost = 10_000

export interface OfficeSums extends WatchSums {
  office: string
  /** What has been overdue for the longest. */
  oldest: { dueAt: number; no: string } | null
}

/** Sums by office over open cases that he may read; `all` false where there are more than are counted. */
export async function sumsByOffice(
  viewer: Staff,
  wanted: Pick<Wanted, 'category'>,
  now: number,
  atMost = countedAtMost
): Promise<{ offices: OfficeSums[]; all: boolean }> {
  const orders = { $ifNull: ['$escalation.orders', []] }
  const unanswered = { $filter: { input: orders, cond: { $ne: ['$$this.answered', true] } } }
  const offices = await Cases.aggregate<OfficeSums>([
    { $match: open(viewer, wanted) },
    { $sort: byDeadline },
    { $limit: atMost + 1 },
    {
      $group: {
        _id: '$office',
        open: { $sum: 1 },
        ...Object.fromEntries(watchMarks.map((mark) => [mark, { $sum: { $cond: [bears[mark](now), 1, 0] } }])),
        orders: { $sum: { $size: orders } },
        unanswered: { $sum: { $size: unanswered } },
        // Nothing is passed over.
        oldest: { $min: { $cond: [bears.overdue(now), { dueAt: '$deadline.dueAt', no: '$no' }, null] } }
      }
    },
    { $set: { office: '$_id' } },
    { $unset: '_id' }
  ])
  return { offices, all: offices.reduce((sum, office) => sum + office.open, 0) <= atMost }
}

export function totalOf(offices: readonly WatchSums[]): WatchSums {
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
  for (const office of offices) for (const name of Object.keys(sums) as (keyof WatchSums)[]) sums[name] += office[name]
  return sums
}

/** Those cases whole, in the order of their numbers here. */
export async function casesOf(nos: readonly string[]): Promise<CaseDoc[]> {
  const { ledger: _, ...without } = rowFields
  const found = await Cases.find({ no: { $in: [...nos] } } as Filter, without).lean<CaseDoc[]>()
  const byNo = new Map(found.map((caseDoc) => [caseDoc.no, caseDoc]))
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
const unanswered = (viewer: Staff): Filter => ({ $and: [visibleTo(viewer), { unhappySince: { $exists: true } }] })
type Page = { after?: string; limit: number }

/** Open ones by the moment of the rating, and so by their day; done ones from the newest back. */
export async function listUnhappy(
  viewer: Staff,
  asked: Asked,
  page: Page,
  now: Date
): Promise<{ items: UnhappyRow[]; older?: string }> {
  const forwards = asked.state === 'open'
  const cursor = readCursor(page.after)
  const found = forwards
    ? await entries(unanswered(viewer), asked, page)
    : await doneEntries(viewer, asked, page, cursor?.at ?? new Date(now.getTime() + dayMs))
  const items = found.slice(0, page.limit)
  const last = items.at(-1)
  const sortedBy = last && (forwards ? last.unhappy.at : (last.unhappy.done?.at ?? last.unhappy.at))
  return { items, ...(found.length > page.limit && last && sortedBy && { older: cursorOf(sortedBy, last._id) }) }
}

/** Entries of some cases, in their order, one more than fit on the page. */
function entries(cases: Filter, asked: Asked, page: Page, more: object = {}): Promise<UnhappyRow[]> {
  const [by, beyond, order] =
    asked.state === 'open' ? (['unhappy.at', '$gt', 1] as const) : (['unhappy.done.at', '$lt', -1] as const)
  const cursor = readCursor(page.after)
  const at = cursor?.at.toISOString()
  const step = cursor ? { $or: [{ [by]: { [beyond]: at } }, { [by]: at, _id: { [beyond]: cursor.id } }] } : {}
  return Cases.aggregate<UnhappyRow>([
    { $match: cases },
    { $project: entryFields },
    { $unwind: '$unhappy' },
    { $match: { $and: [entryIs(asked), step, more] } },
    { $sort: { [by]: order, _id: order } },
    { $limit: page.limit + 1 }
  ]).exec()
}

const dayMs = 86_400_000
/** Days that are looked back for a page of what is done: years of it are read only where so little was done. */
const stretches = [31, 366, undefined] as const
async function doneEntries(viewer: Staff, asked: Asked, page: Page, to: Date): Promise<UnhappyRow[]> {
  let found: UnhappyRow[] = []
  for (const days of stretches) {
    const within = {
      $lte: to.toISOString(),
      ...(days !== undefined && { $gte: new Date(to.getTime() - days * dayMs).toISOString() })
    }
    const cases = {
      // Said twice for the index, which does not look into $elemMatch to know that these are its cases.
      $and: [
        visibleTo(viewer),
        { 'unhappy.done.at': { $exists: true }, unhappy: { $elemMatch: { 'done.at': within } } }
      ]
    } as Filter
    found = await entries(cases, asked, page, { 'unhappy.done.at': within })
    if (found.length > page.limit) break
  }
  return found
}

/** How many are open, and how many of them past their day. */
export async function countUnhappy(viewer: Staff, office: string | undefined, now: Date) {
  const [found] = await Cases.aggregate<{ open: number; late: number }>([
    { $match: unanswered(viewer) },
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
