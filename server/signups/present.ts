/** What a person sees of his own sign-up, and the organiser of it. */
import type { SignupView } from '#shared/activities.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { hmac, sameText } from '#server/kernel/keys.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { cancelBy, isOwner, stateOf, type Entry, type ShiftRow } from '#server/shifts/index.ts'
import { mayMove } from './policy.ts'
import { standInCode } from './stand-in.ts'

const iso = (at: Date): string => at.toISOString()

let calendarKey: Buffer
export const setUpCalendars = (key: Buffer): void => {
  calendarKey = key
}
const calendarSign = (id: string): string => hmac(calendarKey, id).toString('base64url').slice(0, 22)
export const calendarAddress = (id: string): string => `/calendar/${id}.ics?key=${calendarSign(id)}`
export const isCalendarSigned = (id: string, key: string): boolean => sameText(calendarSign(id), key)

export interface SignupMore {
  ahead?: number
  overlaps?: ShiftRow
}

export function presentSignup(
  shift: ShiftRow,
  entry: Entry,
  viewer: Viewer,
  { now, city }: { now: Date; city: CitySnapshot },
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
    may: mayMove.verbs(viewer, shift, entry, now),
    ...(more.overlaps && {
      overlaps: { title: more.overlaps.title, from: iso(more.overlaps.from), to: iso(more.overlaps.to) }
    }),
    ...(entry.standIn && entry.state === 'in' && isOwner(viewer, entry) && { standIn: standInCode(entry) }),
    ...(entry.words && { words: entry.words }),
    // The organiser reads what was said without a name beside it.
    ...(entry.feedback &&
      isOwner(viewer, entry) && {
        feedback: { good: entry.feedback.good, ...(entry.feedback.words && { words: entry.feedback.words }) }
      }),
    calendar: calendarAddress(entry.id)
  }
}
