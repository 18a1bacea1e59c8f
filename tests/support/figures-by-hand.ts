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
  const alone = all.filter((it) => it.joinedInto === undefined)
  const received = alone.filter((it) => it.at >= from)
  const closed = alone.filter((it) => it.status === 'closed' && (it.closedAt ?? '') >= from)
  const open = alone.filter((it) => waiting.has(it.status))
  // The last word of each reporter, also while the case is done again.
  const ratingsOf = (cases: readonly Counted[]) =>
    cases.flatMap((it) => it.ratings).filter((r) => r.closedAt >= from && !r.superseded)
  const rated = ratingsOf(alone)
  const overdue = open.filter((it) => it.dueAt !== null && it.dueAt.getTime() < now.getTime())
  const returns = all.filter((it) => it.at >= from).flatMap((it) => it.returnedBy)
  const inPlace = <K extends 'area' | 'office'>(key: K, value: string) => ({
    received: received.filter((it) => it[key] === value).length,
    closed: closed.filter((it) => it[key] === value).length,
    overdue: overdue.filter((it) => it[key] === value).length,
    satisfied: ratingsOf(alone.filter((it) => it[key] === value)).filter((r) => r.satisfied === 'satisfied').length,
    rated: ratingsOf(alone.filter((it) => it[key] === value)).length
  })
  return {
    received: received.length,
    closed: closed.length,
    handling: open.length,
    overdue: overdue.length,
    dueToday: open.filter(
      (it) => it.dueAt !== null && it.dueAt.getTime() >= now.getTime() && it.dueAt.getTime() < endOfToday
    ).length,
    onTime: { n: closed.filter((it) => it.onTime).length, of: closed.length },
    solved: { n: rated.filter((it) => it.solved === 'solved').length, of: rated.length },
    satisfied: { n: rated.filter((it) => it.satisfied === 'satisfied').length, of: rated.length },
    dissatisfied: rated.filter((it) => it.satisfied === 'dissatisfied').length,
    reopened: { n: closed.filter((it) => it.counts.reopenRequests > 0).length, of: closed.length },
    daily: Array.from({ length: days }, (_, i) => {
      const on = addDays(dayOf(from), i)
      return {
        day: on,
        received: received.filter((it) => dayOf(it.at) === on).length,
        closed: closed.filter((it) => dayOf(it.closedAt ?? '') === on).length
      }
    }),
    byArea: Object.fromEntries(areas.map((area) => [area, inPlace('area', area)])),
    byOffice: Object.fromEntries(
      offices.map((office) => [
        office,
        { ...inPlace('office', office), returns: returns.filter((it) => it === office).length }
      ])
    )
  }
}

/** What the map shows of street areas, seen from afar; of what was reported in the last days, where a number is named. */
export function mapByHand(all: readonly Counted[], now: Date, days?: number) {
  const from = days === undefined ? '' : new Date(startOfDay(addDays(dayOf(now), 1 - days))).toISOString()
  const shown = all.filter((it) => it.publishedAt && it.at >= from)
  return Object.fromEntries(
    [...new Set(shown.map(({ area }) => area))].map((area) => {
      const here = shown.filter((it) => it.area === area)
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
