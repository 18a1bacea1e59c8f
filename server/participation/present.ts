/** What a visitor sees of a shift, a person of his own sign-up, and the organiser of it. */
import type { ShiftView, SignupView } from '#shared/activities.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { calendarAddress } from './calendar.ts'
import { isOwner, signupPolicy } from './policy.ts'
import type { Entry, ShiftRow } from './shift.ts'
import { keptSubstituteCode } from './substitute.ts'

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

// ——— a sign-up

export interface SignupMore {
  ahead?: number
  overlaps?: ShiftRow
}

export function presentSignup(
  shift: ShiftRow,
  entry: Entry,
  viewer: Viewer,
  { now, city, keys }: { now: Date; city: CitySnapshot; keys: Keys },
  more: SignupMore = {}
): SignupView {
  const office = city.office(shift.office)
  return {
    id: entry.id,
    activity: {
      no: shift.activity,
      title: shift.title,
      kind: shift.kind,
      place: shift.place,
      address: shift.address,
      office: { id: shift.office, name: office?.name ?? shift.office, short: office?.short ?? shift.office }
    },
    shift: { id: shift._id, from: iso(shift.from), to: iso(shift.to), state: stateOf(shift, now) },
    role: { id: entry.role, name: shift.roles.find((r) => r.id === entry.role)?.name ?? entry.role },
    seats: entry.n,
    names: entry.names ?? [],
    ...(entry.team && { team: entry.team }),
    state: entry.state,
    ...(entry.outcome && { outcome: entry.outcome }),
    at: iso(entry.at),
    ...(entry.state === 'waiting' && more.ahead !== undefined && { ahead: more.ahead }),
    ...(entry.state === 'offered' && entry.until && { confirmBy: iso(entry.until) }),
    cancelBy: cancelBy(shift),
    may: signupPolicy.verbs(viewer, shift, entry, now),
    ...(more.overlaps && {
      overlaps: { title: more.overlaps.title, from: iso(more.overlaps.from), to: iso(more.overlaps.to) }
    }),
    ...(entry.substituteHash &&
      entry.state === 'in' &&
      isOwner(viewer, entry) && { substituteCode: keptSubstituteCode(keys, entry) }),
    ...(entry.words && { words: entry.words }),
    // The organiser reads what was said without a name beside it.
    ...(entry.feedback &&
      isOwner(viewer, entry) && {
        feedback: { good: entry.feedback.good, ...(entry.feedback.words && { words: entry.feedback.words }) }
      }),
    calendar: calendarAddress(keys, entry.id)
  }
}
