/**
 * Which days' sums a case is part of: those of its first report, of its close, of the closes that were rated, and of the
 * day it is due. Whoever changes a case writes them beside it, so that these days are counted anew.
 */
import { dayOf } from '#shared/time-format.ts'
import type { Projection } from './state.ts'

/** As much of a case as sums look at. */
interface Counted extends Pick<
  Projection,
  'at' | 'area' | 'office' | 'status' | 'joinedInto' | 'closedAt' | 'onTime' | 'counts' | 'returnedBy' | 'ratings'
> {
  publishedAt: Date | null
  dueAt: Date | null
}

/** All that sums look at: when none of it changes, no sum does. */
const looksAt = (counted: Counted): unknown[] => [
  counted.at,
  counted.area,
  counted.office,
  counted.status,
  counted.joinedInto,
  counted.publishedAt,
  counted.dueAt,
  counted.closedAt,
  counted.onTime,
  counted.counts.reopenRequests > 0,
  counted.returnedBy,
  counted.ratings.map(({ closedAt, solved, satisfied, superseded }) => [closedAt, solved, satisfied, superseded])
]

const daysOf = (counted: Counted): string[] =>
  [counted.at, counted.closedAt, counted.dueAt, ...counted.ratings.map(({ closedAt }) => closedAt)].flatMap((at) =>
    at ? [dayOf(at)] : []
  )

/** The days whose sums are others once `after` stands where `before` stood; of a new case there is nothing before. */
export function daysToCount(before: Counted | undefined, after: Counted): string[] {
  if (before && JSON.stringify(looksAt(before)) === JSON.stringify(looksAt(after))) return []
  return [...new Set([...(before ? daysOf(before) : []), ...daysOf(after)])].sort()
}
