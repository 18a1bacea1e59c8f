/** What a visitor sees of a shift. */
import type { ShiftView } from '#shared/activities.ts'
import { fill, words as w } from '#shared/locales/index.ts'
import type { CalendarEvent } from './ics.ts'
import type { ShiftRow } from './shift.ts'

const iso = (at: Date): string => at.toISOString()
export const cancelBy = (shift: ShiftRow): string => iso(new Date(shift.from.getTime() - shift.cancelHours * 3_600_000))

export function stateOf(shift: ShiftRow, now: Date): ShiftView['state'] {
  if (shift.cancelled) return 'cancelled'
  if (shift.settled || shift.to <= now) return 'over'
  if (!shift.open) return 'planned'
  if (shift.from <= now) return 'closed'
  const free = (id: string) => (shift.free[id] ?? 0) > 0 && (shift.waiting[id] ?? 0) === 0
  if (shift.roles.some((r) => free(r.id))) return 'open'
  return shift.roles.some((r) => (shift.waiting[r.id] ?? 0) < shift.waitAtMost) ? 'waitlist' : 'full'
}

export const presentShift = (shift: ShiftRow, now: Date, mine?: string): ShiftView => ({
  id: shift._id,
  from: iso(shift.from),
  to: iso(shift.to),
  state: stateOf(shift, now),
  cancelBy: cancelBy(shift),
  roles: shift.roles.map((r) => ({
    id: r.id,
    name: r.name,
    capacity: shift.capacity[r.id] ?? 0,
    free: Math.max(0, shift.free[r.id] ?? 0),
    waiting: Math.max(0, shift.waiting[r.id] ?? 0),
    skills: r.skills
  })),
  ...(mine && { mine })
})

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0)
export const totals = (shifts: readonly ShiftRow[]) => ({
  capacity: shifts.reduce((n, s) => n + sum(s.capacity), 0),
  free: Math.max(
    0,
    shifts.reduce((n, s) => n + sum(s.free), 0)
  ),
  waiting: Math.max(
    0,
    shifts.reduce((n, s) => n + sum(s.waiting), 0)
  )
})

/** Seats to be had at once: a free one that somebody in the queue is about to be offered is nobody's to promise. */
export const seatsIn = (shifts: readonly ShiftRow[], now: Date): number =>
  shifts
    .filter((s) => s.open && !s.cancelled && s.from > now)
    .flatMap((s) => s.roles.map(({ id }) => ((s.waiting[id] ?? 0) > 0 ? 0 : Math.max(0, s.free[id] ?? 0))))
    .reduce((a, b) => a + b, 0)

/** Two days before it begins and not half full: its organiser should do something. */
export const isAtRisk = (shift: ShiftRow, now: Date): boolean => {
  const left = shift.from.getTime() - now.getTime()
  const { capacity, free } = totals([shift])
  return shift.open && !shift.cancelled && left > 0 && left < 48 * 3_600_000 && free > capacity / 2
}

/** A shift as an entry of somebody's calendar; nothing in it says who he is. */
export const calendarEvent = (
  shift: ShiftRow,
  uid: string,
  more: { sequence: number; stamp: Date; alarm?: number; cancelled?: boolean }
): CalendarEvent => ({
  uid,
  sequence: more.sequence,
  stamp: more.stamp,
  from: shift.from,
  to: shift.to,
  title: shift.title,
  place: shift.address,
  at: shift.place,
  words: [
    fill(w.activities.ics.meet, { address: shift.address }),
    fill(w.activities.ics.contact, { name: shift.contact.name, phone: shift.contact.phone })
  ].join('\n'),
  ...(more.alarm && { alarm: more.alarm }),
  ...((shift.cancelled || more.cancelled) && { cancelled: true })
})
