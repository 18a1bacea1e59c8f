/**
 * Sums from the cases themselves, day by day. Everything is counted once: a case taken into another counts as that other.
 * What is kept (kept-model.ts) is made here, and so is what is not kept.
 */
import type { PipelineStage } from 'mongoose'
import { Cases, openStatuses, type Filter } from '#server/cases/index.ts'
import { daysBetween } from '#server/deadlines/index.ts'
import { statuses, type Status } from '#shared/cases.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import { addTo, noSums, shownIn, type Cell, type FigureName, type Sums } from './sums.ts'

const alone = { joinedInto: { $exists: false } }
const isOpen = { status: { $in: [...openStatuses] } }
const isShown = { $gt: ['$publishedAt', null] }
const count = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } })
/** Whole hours are enough to know the day of the city. */
const hourOf = (field: string) => ({ $substrBytes: [field, 0, 13] })
const dayOfHour = (hour: string): string => dayOf(`${hour}:00:00Z`)

/** From a moment to before another. */
type Span = [from: Date, to: Date]
/** Days, or all there ever was. */
export type Days = readonly string[] | 'all'
/** What is asked for: each is a pass over an index of its own. */
export type Part = 'received' | 'closed' | 'rated' | 'due'
export const everyPart: readonly Part[] = ['received', 'closed', 'rated', 'due']

/** Days that follow each other become one stretch. */
function stretches(days: readonly string[]): Span[] {
  const spans: [string, string][] = []
  for (const day of [...new Set(days)].sort()) {
    const last = spans.at(-1)
    if (last?.[1] === day) last[1] = addDays(day, 1)
    else spans.push([day, addDays(day, 1)])
  }
  return spans.map(([from, to]) => [new Date(startOfDay(from)), new Date(startOfDay(to))])
}
/** Some fields are moments, most are their text. */
function within(field: string, days: Days, as: (at: Date) => number | string): Filter {
  if (days === 'all') return { [field]: { $gt: as(new Date(0)) } }
  return {
    $or: stretches(days).map(([from, to]) => ({ [field]: { $gte: as(from), $lt: as(to) } }))
  }
}
/**
 * One of a list: both ends are said of the same one, else the index is read from the first day to its end, for one of them
 * could be after the one day and another before the other. Said twice for the index, which holds cases with a list alone.
 */
const someWithin = (list: string, field: string, days: Days, as: (at: Date) => string): Filter => ({
  [`${list}.${field}`]: { $exists: true },
  $or:
    days === 'all'
      ? [within(`${list}.${field}`, days, as)]
      : stretches(days).map(([from, to]) => ({ [list]: { $elemMatch: { [field]: { $gte: as(from), $lt: as(to) } } } }))
})
const asText = (at: Date): string => at.toISOString()
const asMs = (at: Date): number => at.getTime()

/** What a majority has: a sum that is kept must not hold what a failover takes back. */
const committed = <T>(pipeline: PipelineStage[]): Promise<T[]> =>
  Cases.aggregate<T>(pipeline).readConcern('majority').exec()

interface Found {
  area: string
  office: string
  hour: string
}
const by = (hour: unknown) => ({ area: '$area', office: '$office', hour })

type Note = (finding: Found, name: FigureName, n: number) => void
const passes: Record<Part, (days: Days, note: Note, sumsOf: (hour: string) => Sums) => Promise<void>> = {
  // A return counts for its office although the case was taken into another.
  async received(days, note, sumsOf) {
    const shown = (status: Status) => count({ $and: [isShown, { $eq: ['$status', status] }] })
    type Group = { _id: Found & { joined: boolean } } & Record<string, number>
    const [groups, returns] = await Promise.all([
      committed<Group>([
        { $match: { ...within('at', days, asText), ...alone } },
        {
          $group: {
            _id: by(hourOf('$at')),
            received: { $sum: 1 },
            open: count({ $in: ['$status', [...openStatuses]] }),
            ...Object.fromEntries(statuses.map((status) => [shownIn(status), shown(status)]))
          }
        }
      ]),
      committed<{ _id: { office: string; hour: string }; n: number }>([
        { $match: { ...within('at', days, asText), 'returnedBy.0': { $exists: true } } },
        { $unwind: '$returnedBy' },
        { $group: { _id: { office: '$returnedBy', hour: hourOf('$at') }, n: { $sum: 1 } } }
      ])
    ])
    for (const { _id, ...n } of groups)
      for (const name of ['received', 'open', ...statuses.map(shownIn)] as const) note(_id, name, n[name] ?? 0)
    for (const { _id, n } of returns) addTo(sumsOf(_id.hour).offices, _id.office, 'returns', n)
  },
  async closed(days, note, sumsOf) {
    type Group = { _id: Found & { from: string } } & Pick<Required<Cell>, 'closed' | 'onTime' | 'reopened'>
    const groups = await committed<Group>([
      { $match: { ...within('closedAt', days, asText), ...alone, status: 'closed' } },
      {
        $group: {
          _id: { ...by(hourOf('$closedAt')), from: hourOf('$at') },
          closed: { $sum: 1 },
          onTime: count('$onTime'),
          reopened: count({ $gt: ['$counts.reopenRequests', 0] })
        }
      }
    ])
    for (const { _id, ...n } of groups) {
      for (const name of ['closed', 'onTime', 'reopened'] as const) note(_id, name, n[name])
      const { spans } = sumsOf(_id.hour)
      const took = daysBetween(Date.parse(`${_id.from}:00:00Z`), Date.parse(`${_id.hour}:00:00Z`))
      spans.set(took, (spans.get(took) ?? 0) + n.closed)
    }
  },
  /**
   * The last word of every reporter, on the close that it is about: it stays while the case is done again, and his answer
   * to the next close takes its place.
   */
  async rated(days, note) {
    type Group = { _id: Found } & Pick<Required<Cell>, 'rated' | 'solved' | 'satisfied' | 'dissatisfied'>
    const groups = await committed<Group>([
      { $match: { ...someWithin('ratings', 'closedAt', days, asText), ...alone } },
      { $unwind: '$ratings' },
      { $match: { ...within('ratings.closedAt', days, asText), 'ratings.superseded': { $ne: true } } },
      {
        $group: {
          _id: by(hourOf('$ratings.closedAt')),
          rated: { $sum: 1 },
          solved: count({ $eq: ['$ratings.solved', 'solved'] }),
          satisfied: count({ $eq: ['$ratings.satisfied', 'satisfied'] }),
          dissatisfied: count({ $eq: ['$ratings.satisfied', 'dissatisfied'] })
        }
      }
    ])
    for (const { _id, ...n } of groups)
      for (const name of ['rated', 'solved', 'satisfied', 'dissatisfied'] as const) note(_id, name, n[name])
  },
  async due(days, note) {
    type Group = { _id: Found } & Pick<Required<Cell>, 'due' | 'dueShown'>
    const groups = await committed<Group>([
      { $match: { ...within('deadline.dueAt', days, asMs), ...isOpen, ...alone, dueAt: { $ne: null } } },
      {
        $group: {
          _id: by({ $dateToString: { date: '$dueAt', format: '%Y-%m-%dT%H' } }),
          due: { $sum: 1 },
          dueShown: count(isShown)
        }
      }
    ])
    for (const { _id, ...n } of groups) for (const name of ['due', 'dueShown'] as const) note(_id, name, n[name])
  }
}
const byDay: ReadonlySet<FigureName> = new Set(['received', 'closed'])

/** The sums of some days, counted from the cases; a day on which nothing was is not among them. */
export async function countDays(days: Days, parts: readonly Part[] = everyPart): Promise<Map<string, Sums>> {
  const found = new Map<string, Sums>()
  if (days.length === 0) return found
  const sumsOf = (hour: string): Sums => {
    const day = dayOfHour(hour)
    const sums = found.get(day) ?? noSums()
    found.set(day, sums)
    return sums
  }
  const note: Note = ({ area, office, hour }, name, n) => {
    if (n === 0) return
    const sums = sumsOf(hour)
    addTo(sums.areas, area, name, n)
    addTo(sums.offices, office, name, n)
    if (byDay.has(name)) addTo(sums.days, dayOfHour(hour), name, n)
  }
  await Promise.all(parts.map((part) => passes[part](days, note, sumsOf)))
  return found
}

export interface DueToday {
  area: string
  office: string
  overdue: number
  overdueShown: number
  later: number
}
/** Open cases that are due between two moments, parted by a third. */
export const dueBetween = (from: Date, now: Date, to: Date): Promise<DueToday[]> =>
  Cases.aggregate<DueToday>([
    {
      $match: {
        ...isOpen,
        ...alone,
        dueAt: { $ne: null },
        'deadline.dueAt': { $gte: from.getTime(), $lt: to.getTime() }
      }
    },
    {
      $group: {
        _id: { area: '$area', office: '$office' },
        overdue: count({ $lt: ['$dueAt', now] }),
        overdueShown: count({ $and: [{ $lt: ['$dueAt', now] }, isShown] }),
        later: count({ $gte: ['$dueAt', now] })
      }
    },
    { $project: { _id: 0, area: '$_id.area', office: '$_id.office', overdue: 1, overdueShown: 1, later: 1 } }
  ]).exec()

/** Public cases reported since a moment that are late now, by area. */
export async function lateShownSince(from: Date, now: Date): Promise<Map<string, number>> {
  const found = await Cases.aggregate<{ _id: string; n: number }>([
    {
      $match: {
        ...isOpen,
        ...alone,
        dueAt: { $ne: null },
        'deadline.dueAt': { $lt: now.getTime() },
        at: { $gte: asText(from) },
        publishedAt: { $ne: null }
      }
    },
    { $group: { _id: '$area', n: { $sum: 1 } } }
  ])
  return new Map(found.map(({ _id, n }) => [_id, n]))
}

/** The first and the last day on which anything is counted; nothing where there is no case. */
export async function daysThereAre(): Promise<{ first: string; last: string } | undefined> {
  const [oldest, newest, due] = await Promise.all([
    Cases.findOne({}, { _id: 0, at: 1 }).sort({ at: 1 }).lean<{ at: string }>(),
    Cases.findOne({}, { _id: 0, at: 1 }).sort({ at: -1 }).lean<{ at: string }>(),
    Cases.findOne({ ...isOpen, dueAt: { $ne: null } } as Filter, { _id: 0, dueAt: 1 })
      .sort({ 'deadline.dueAt': -1 })
      .lean<{ dueAt: Date }>()
  ])
  if (!oldest || !newest) return undefined
  const [first, last] = [dayOf(oldest.at), dayOf(newest.at)]
  const lastDue = due ? dayOf(due.dueAt) : last
  return { first, last: lastDue > last ? lastDue : last }
}
