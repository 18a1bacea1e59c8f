/** The numbers of the public pages by the slowest way to count: every case looked at, one after the other. */
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'

/** As much of a case as numbers hang on. */
export interface Counted {
  area: string
  office: string
  status: string
  at: string
  closedAt?: string
  onTime?: boolean
  dueAt: Date | null
  publishedAt?: Date | null
  joinedInto?: string
  counts: { reopenRequests: number }
  returnedBy: readonly string[]
  ratings: readonly { solved: string; satisfied: string; closedAt: string; superseded?: true }[]
}

const waiting: ReadonlySet<string> = new Set([
  'received',
  'dispatched',
  'handling',
  'on_hold',
  'replied',
  'rework',
  'returned'
])

export function figuresByHand(
  all: readonly Counted[],
  days: number,
  now: Date,
  areas: readonly string[],
  offices: readonly string[]
) {
  const today = dayOf(now)
  const from = new Date(startOfDay(addDays(today, 1 - days))).toISOString()
  const endOfToday = startOfDay(addDays(today, 1))
  const alone = all.filter((counted) => counted.joinedInto === undefined)
  const received = alone.filter((counted) => counted.at >= from)
  const closed = alone.filter((counted) => counted.status === 'closed' && (counted.closedAt ?? '') >= from)
  const open = alone.filter((counted) => waiting.has(counted.status))
  // The last word of each reporter, also while the case is done again.
  const ratingsOf = (cases: readonly Counted[]) =>
    cases.flatMap((counted) => counted.ratings).filter((r) => r.closedAt >= from && !r.superseded)
  const rated = ratingsOf(alone)
  const overdue = open.filter((counted) => counted.dueAt !== null && counted.dueAt.getTime() < now.getTime())
  const returns = all.filter((counted) => counted.at >= from).flatMap((counted) => counted.returnedBy)
  const inPlace = <K extends 'area' | 'office'>(key: K, value: string) => ({
    received: received.filter((counted) => counted[key] === value).length,
    closed: closed.filter((counted) => counted[key] === value).length,
    overdue: overdue.filter((counted) => counted[key] === value).length,
    satisfied: ratingsOf(alone.filter((counted) => counted[key] === value)).filter((r) => r.satisfied === 'satisfied')
      .length,
    rated: ratingsOf(alone.filter((counted) => counted[key] === value)).length
  })
  return {
    received: received.length,
    closed: closed.length,
    handling: open.length,
    overdue: overdue.length,
    dueToday: open.filter(
      (counted) =>
        counted.dueAt !== null && counted.dueAt.getTime() >= now.getTime() && counted.dueAt.getTime() < endOfToday
    ).length,
    onTime: { n: closed.filter((counted) => counted.onTime).length, of: closed.length },
    solved: { n: rated.filter((item) => item.solved === 'solved').length, of: rated.length },
    satisfied: { n: rated.filter((item) => item.satisfied === 'satisfied').length, of: rated.length },
    dissatisfied: rated.filter((item) => item.satisfied === 'dissatisfied').length,
    reopened: { n: closed.filter((counted) => counted.counts.reopenRequests > 0).length, of: closed.length },
    daily: Array.from({ length: days }, (_, i) => {
      const on = addDays(dayOf(from), i)
      return {
        day: on,
        received: received.filter((counted) => dayOf(counted.at) === on).length,
        closed: closed.filter((counted) => dayOf(counted.closedAt ?? '') === on).length
      }
    }),
    byArea: Object.fromEntries(areas.map((area) => [area, inPlace('area', area)])),
    byOffice: Object.fromEntries(
      offices.map((office) => [
        office,
        { ...inPlace('office', office), returns: returns.filter((text) => text === office).length }
      ])
    )
  }
}

/** What the map shows of street areas, seen from afar; of what was reported in the last days, where a number is named. */
export function mapByHand(all: readonly Counted[], now: Date, days?: number) {
  const from = days === undefined ? '' : new Date(startOfDay(addDays(dayOf(now), 1 - days))).toISOString()
  const shown = all.filter((counted) => counted.publishedAt && counted.at >= from)
  return Object.fromEntries(
    [...new Set(shown.map(({ area }) => area))].map((area) => {
      const here = shown.filter((counted) => counted.area === area)
      return [
        area,
        {
          count: here.length,
          closed: here.filter(({ status }) => status === 'closed').length,
          overdue: here.filter(({ status, dueAt }) => waiting.has(status) && dueAt && dueAt < now).length
        }
      ]
    })
  )
}
