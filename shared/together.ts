/** When activities are: the next shift of each, and what a home page proposes for the weekend, or for soon. */
import type { ActivityRow } from './activities.ts'
import { addDays, dayOf, weekdayOf } from './time-format.ts'

/** When one can take part: the first shift that is not over; of what is over altogether, all of it. */
export const nextSpan = <S extends { from: string; to: string; next?: { from: string; to: string } | undefined }>(
  row: S
): { from: string; to: string } => row.next ?? { from: row.from, to: row.to }

/** Of what can still be joined the soonest first; what is over stays as it came. */
export const soonestFirst = <S extends { from: string; to: string; next?: { from: string; to: string } | undefined }>(
  rows: readonly S[]
): S[] =>
  rows.some((row) => row.next)
    ? [...rows].sort((a, b) => Date.parse(nextSpan(a).from) - Date.parse(nextSpan(b).from))
    : [...rows]

/** The days of the weekend that is coming; once it has begun, what is left of it. */
export function weekendOf(today: string): { from: string; to: string } {
  const weekday = weekdayOf(today)
  if (weekday === 0) return { from: today, to: today }
  const saturday = addDays(today, 6 - weekday)
  return { from: saturday, to: addDays(saturday, 1) }
}

export interface Together {
  /** Whether they are of the weekend. */
  weekend: boolean
  rows: ActivityRow[]
}

/**
 * Asks for the weekend, and where that is empty for what comes next. Only what has a shift to come is proposed, under the
 * day of that shift.
 */
export async function findTogether(
  list: (query: { from?: string; to?: string; limit: number }) => Promise<readonly ActivityRow[]>,
  now: Date | number,
  atMost: number
): Promise<Together> {
  const weekend = weekendOf(dayOf(now))
  const on = (await list({ ...weekend, limit: 20 })).filter((row) => {
    const day = row.next && dayOf(nextSpan(row).from)
    return day !== undefined && day >= weekend.from && day <= weekend.to
  })
  if (on.length > 0) return { weekend: true, rows: soonestFirst(on).slice(0, atMost) }
  const next = (await list({ limit: 20 })).filter((row) => row.next)
  return { weekend: false, rows: soonestFirst(next).slice(0, atMost) }
}
