/** What the public finds: lists, the map, and which photos it may see. Only what a moderator approved is in any of it. */
import {
  Cases,
  openStatuses,
  isExact,
  mayMatch,
  mustMatch,
  pinFields,
  placeIndex,
  readRows,
  type CaseDoc,
  type CasePinDoc,
  type CaseRowDoc,
  type Filter
} from '#server/cases/index.ts'
import type { ShownInArea } from '#server/statistics/index.ts'
import { countedAtMost, type listStates } from '#shared/cases.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'

export interface ListFilter {
  /** All of them are in it (cases/search.ts). */
  words?: readonly string[]
  no?: string
  area?: string
  categories?: string[]
  office?: string
  status?: string
  state?: (typeof listStates)[number]
  /** ISO moments of the first report. */
  from?: string
  to?: string
  now: Date
  endOfToday: Date
}

/** Every figure and its list are asked for by these, so that they are the same cases (figures: server/statistics). */
const states: Record<NonNullable<ListFilter['state']>, (f: ListFilter, closed: Filter) => Filter> = {
  open: () => ({ status: { $in: [...openStatuses] } }),
  overdue: (f) => ({
    status: { $in: [...openStatuses] },
    dueAt: { $ne: null },
    'deadline.dueAt': { $lt: f.now.getTime() }
  }),
  // Off the list once it is over; its own page keeps the entry.
  exposed: () => ({ exposedAt: { $exists: true }, status: { $in: [...openStatuses] } }),
  today: (f) => ({
    status: { $in: [...openStatuses] },
    dueAt: { $ne: null },
    'deadline.dueAt': { $gte: f.now.getTime(), $lt: f.endOfToday.getTime() }
  }),
  closed: (_f, closed) => ({ status: 'closed', ...closed }),
  late: (_f, closed) => ({ status: 'closed', onTime: false, ...closed }),
  // By what each says now, as the figures count it.
  dissatisfied: (_f, closed) => ({
    // Said twice for the index, which does not look into $elemMatch to know that these are its cases.
    'ratings.satisfied': 'dissatisfied',
    ratings: { $elemMatch: { satisfied: 'dissatisfied', superseded: { $ne: true }, ...closed } }
  }),
  // A share of the closed; without a period, whatever has become of it since.
  reopened: (_f, closed) => ({
    'counts.reopenRequests': { $gt: 0 },
    ...('closedAt' in closed && { status: 'closed', ...closed })
  })
}
/** Whose period is that of the close; all others' that of the first report. */
const byClose: ReadonlySet<string> = new Set(['closed', 'late', 'dissatisfied', 'reopened'])

function matching(f: ListFilter): Filter {
  const period = (f.from ?? f.to) && { ...(f.from && { $gte: f.from }), ...(f.to && { $lt: f.to }) }
  const ofClose = f.state !== undefined && byClose.has(f.state)
  return {
    $and: [
      {
        ...(f.no && { no: f.no }),
        ...(f.area && { area: f.area }),
        ...(f.categories && { category: { $in: f.categories } }),
        ...(f.office && { office: f.office }),
        ...(f.status && { status: f.status }),
        ...(period && !ofClose && { at: period })
      },
      ...(f.state ? [states[f.state](f, period ? { closedAt: period } : {})] : [])
    ]
  } as Filter
}
/** Whatever it says. */
const publishedOf = (f: ListFilter): Filter => ({ publishedAt: { $ne: null }, ...matching(f) })
const published = (f: ListFilter): Filter => (f.words ? { $and: [publishedOf(f), mustMatch(f.words)] } : publishedOf(f))

/** Nobody pays for the exact number of what he will never page through. */
const countUpTo = (filter: Filter): Promise<number> => Cases.countDocuments(filter, { limit: countedAtMost + 1 }).exec()

/** Of more candidates nobody looks whether they have the words. */
const candidatesAtMost = 2 * countedAtMost
/** Unknown where so many have the pairs of the words, but too few of those the words, that to count them takes too long. */
export async function countPublished(f: ListFilter): Promise<number | undefined> {
  const { words } = f
  if (words === undefined || isExact(words)) return countUpTo(published(f))
  const [found = { looked: 0, n: 0 }] = await Cases.aggregate<{ looked: number; n: number }>([
    { $match: { $and: [publishedOf(f), mayMatch(words)] } },
    { $limit: candidatesAtMost },
    {
      $group: {
        _id: null,
        looked: { $sum: 1 },
        n: {
          $sum: { $cond: [{ $and: words.map((word) => ({ $gte: [{ $indexOfCP: ['$searchText', word] }, 0] })) }, 1, 0] }
        }
      }
    }
  ])
  const n = Math.min(found.n, countedAtMost + 1)
  return n > countedAtMost || found.looked < candidatesAtMost ? n : undefined
}
/** With those that are not public; a case taken into another counts as that other, as in every figure. */
export const countAll = (f: ListFilter): Promise<number> =>
  countUpTo({ joinedInto: { $exists: false }, ...matching(f) })

/**
 * A keyset page, newest publication first; `before` turns the page back. Where words are searched, the newest report first: the index of
 * the words has that order.
 */
export async function listPublished(
  f: ListFilter,
  page: { after?: string; before?: string; limit: number },
  candidates?: number
): Promise<{ items: CaseRowDoc[]; newer?: string; older?: string }> {
  const by = f.words ? undefined : 'publishedAt'
  const cursor = readCursor(page.after ?? page.before)
  const back = cursor !== undefined && page.before !== undefined
  const [beyond, direction] = back ? (['$gt', 1] as const) : (['$lt', -1] as const)
  const from = (at: Date | null, _id: CaseRowDoc['_id']): Filter =>
    by ? { $or: [{ [by]: { [beyond]: at } }, { [by]: at, _id: { [beyond]: _id } }] } : { _id: { [beyond]: _id } }
  const { rows, last } = await readRows(
    { $and: [publishedOf(f), cursor ? from(cursor.at, cursor.id) : {}] },
    {
      words: f.words,
      order: by ? { [by]: direction, _id: direction } : { _id: direction },
      limit: page.limit,
      beyond: (row) => from(row.publishedAt, row._id)
    },
    candidates
  )
  const items = back ? rows.toReversed() : rows
  const markOf = (row: CaseRowDoc | undefined): string | undefined =>
    row && cursorOf((by && row[by]) ?? row.at, row._id)
  // A page without a row turns on from where it has looked to, and back from there as well, or from where it began.
  const on = markOf(last)
  const behind = cursor && (markOf(back ? items.at(-1) : items[0]) ?? on ?? page.after ?? page.before)
  const [newer, older] = back ? [on, behind] : [behind, on]
  return { items, ...(newer && { newer }), ...(older && { older }) }
}

/** Exposed and not over yet, as a keyset page, the latest first; whole documents, for their dates are in the ledger. */
export async function listExposed(
  f: ListFilter,
  page: { after?: string; before?: string; limit: number }
): Promise<{ items: CaseDoc[]; newer?: string; older?: string }> {
  const cursor = readCursor(page.after ?? page.before)
  const back = cursor !== undefined && page.before !== undefined
  const at = cursor?.at.toISOString()
  const step = cursor && {
    $or: back
      ? [{ exposedAt: { $gt: at } }, { exposedAt: at, _id: { $gt: cursor.id } }]
      : [{ exposedAt: { $lt: at } }, { exposedAt: at, _id: { $lt: cursor.id } }]
  }
  const found = await Cases.find({ $and: [published({ ...f, state: 'exposed' }), step ?? {}] } as Filter)
    .sort(back ? { exposedAt: 1, _id: 1 } : { exposedAt: -1, _id: -1 })
    .limit(page.limit + 1)
    .lean<CaseDoc[]>()
  const more = found.length > page.limit
  const items = found.slice(0, page.limit)
  if (back) items.reverse()
  const [first, last] = [items[0], items.at(-1)]
  const markOf = (caseDoc: CaseDoc): string => cursorOf(caseDoc.exposedAt ?? caseDoc.at, caseDoc._id)
  return {
    items,
    ...((back ? more : cursor !== undefined) && first && { newer: markOf(first) }),
    ...((back ? cursor !== undefined : more) && last && { older: markOf(last) })
  }
}

const asksForAll = ({ now: _now, endOfToday: _endOfToday, ...asked }: ListFilter): boolean =>
  Object.values(asked).every((value) => value === undefined)

/** Published cases in a box, WGS-84, at most `limit`. */
export const listInBox = (
  f: ListFilter,
  box: [number, number, number, number],
  limit: number
): Promise<CasePinDoc[]> => {
  const [west, south, east, north] = box
  return (
    Cases.find(
      {
        ...published(f),
        publicPlace: {
          $geoWithin: {
            $geometry: {
              type: 'Polygon',
              coordinates: [
                [
                  [west, south],
                  [east, south],
                  [east, north],
                  [west, north],
                  [west, south]
                ]
              ]
            }
          }
        }
      } as Filter,
      pinFields
    )
      .limit(limit)
      // In one answer; the driver's own first one holds a hundred.
      .batchSize(limit)
      // Where nothing else narrows it down, the database took the order of publication now and then, and read on to the far end of it.
      .setOptions(asksForAll(f) ? { hint: placeIndex } : {})
      .lean<CasePinDoc[]>()
      .exec()
  )
}

/** The newest of what a filter shows, as places. */
export const listNewestPins = (f: ListFilter, limit: number): Promise<CasePinDoc[]> =>
  Cases.find(published(f), pinFields)
    .sort({ publishedAt: -1, _id: -1 })
    .limit(limit)
    .batchSize(limit)
    .lean<CasePinDoc[]>()
    .exec()

/** Of more nobody waits for the counts, and a map that everybody may ask for must not cost what all of them do. */
const countedOnMapAtMost = 2_000

/**
 * Counts per street area of what a filter shows that no sums are kept of, for the map seen from afar; nothing where there are more than
 * can be counted while somebody waits.
 */
export async function countByArea(f: ListFilter): Promise<ShownInArea[] | undefined> {
  const found = await Cases.aggregate<ShownInArea>([
    { $match: published(f) },
    { $limit: countedOnMapAtMost + 1 },
    {
      $group: {
        _id: '$area',
        count: { $sum: 1 },
        closed: { $sum: { $cond: [{ $eq: ['$status', 'closed'] }, 1, 0] } },
        overdue: {
          $sum: {
            $cond: [
              {
                $and: [{ $in: ['$status', [...openStatuses]] }, { $gt: ['$dueAt', null] }, { $lt: ['$dueAt', f.now] }]
              },
              1,
              0
            ]
          }
        }
      }
    },
    { $project: { _id: 0, area: '$_id', count: 1, closed: 1, overdue: 1 } }
  ]).exec()
  return found.reduce((sum, { count }) => sum + count, 0) > countedOnMapAtMost ? undefined : found
}

/** Whether a photo is among those approved for the public. */
export const isPublicPhoto = async (id: string): Promise<boolean> =>
  (await Cases.exists({ 'publication.photos': id, publishedAt: { $ne: null } } as Filter)) !== null
