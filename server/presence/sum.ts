/**
 * What comings and goings amount to, as pure functions. A person is in one place at a time: coming to another shift is
 * leaving the first. Who never went is taken to have stayed to the planned end, and somebody has to look. What an
 * organiser writes down by hand counts within the planned time alone; coming early and staying on takes the person too.
 */
import { metresBetween } from '#shared/distance.ts'
import { earlyMinutes, overtimeMinutes, presenceFlags, type PresenceFlag } from '#shared/presence.ts'
import type { StoredEvent } from './model.ts'

export interface Span {
  _id: string
  from: Date
  to: Date
}
export interface Sum {
  state: 'none' | 'in' | 'out'
  /** Whole minutes within the time that counts. */
  minutes: number
  flags: PresenceFlag[]
}

const minute = 60_000

/** By time; who goes and comes in the same moment has gone first. */
export const inOrder = (events: readonly StoredEvent[]): StoredEvent[] =>
  [...events].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.kind === b.kind ? 0 : a.kind === 'out' ? -1 : 1))

/** Since when somebody is at this shift, at a given moment; nothing when he is not. */
export function inSince(events: readonly StoredEvent[], shift: string, at: Date): Date | undefined {
  let since: Date | undefined
  for (const e of inOrder(events)) {
    if (e.at > at) break
    if (e.shift !== shift) since = e.kind === 'in' ? undefined : since
    else if (e.kind === 'out') since = undefined
    else since ??= e.at
  }
  return since
}

/** All of a person's events around the time of a shift, those of other shifts too. */
export function sumUp(events: readonly StoredEvent[], shift: Span, now: Date): Sum {
  const [from, to] = [shift.from.getTime(), shift.to.getTime()]
  const [earliest, latest] = [from - earlyMinutes * minute, to + overtimeMinutes * minute]
  const counted = ({ at, how }: Pick<StoredEvent, 'at' | 'how'>): number =>
    how === 'manual' ? Math.min(Math.max(at.getTime(), from), to) : Math.min(Math.max(at.getTime(), earliest), latest)
  const own = events.filter((e) => e.shift === shift._id)
  const flags = new Set<PresenceFlag>(own.flatMap((e) => e.flags))
  let since: number | undefined
  let ms = 0
  const close = (at: number): void => {
    if (since !== undefined) ms += Math.max(0, at - since)
    since = undefined
  }
  const forget = (): void => {
    if (since !== undefined) flags.add('no_out')
    close(to)
  }
  for (const e of inOrder(events)) {
    if (e.shift === shift._id && e.kind === 'in') since ??= counted(e)
    else if (e.shift === shift._id) close(counted(e))
    // Who turns up elsewhere when this was long over left it at a time that nobody knows.
    else if (e.kind === 'in' && e.at.getTime() > latest) forget()
    else if (e.kind === 'in') close(counted({ at: e.at, how: 'code' }))
  }
  let state: Sum['state'] = own.length === 0 ? 'none' : since !== undefined ? 'in' : 'out'
  if (since !== undefined) {
    if (now < shift.to) close(now.getTime())
    else {
      state = 'out'
      forget()
    }
  }
  return { state, minutes: Math.floor(ms / minute), flags: presenceFlags.filter((f) => flags.has(f)) }
}

/** Flags that a person has to look at before hours are granted; the others only say how it was reported. */
const weighty = new Set<PresenceFlag>(['far', 'no_code', 'clock', 'fast_travel', 'shared_device', 'no_out'])
export const wantsLook = (sum: Sum): boolean => sum.flags.some((f) => weighty.has(f))

/** Faster than anybody gets through a city, metres a second, after both phones' uncertainty is taken off. */
const fastest = 25
export function tooFast(event: StoredEvent, others: readonly StoredEvent[]): boolean {
  const here = event.place
  if (!here) return false
  return others.some((other) => {
    if (!other.place) return false
    const apart = metresBetween(here, other.place) - (here.accuracyM ?? 0) - (other.place.accuracyM ?? 0)
    const seconds = Math.abs(event.at.getTime() - other.at.getTime()) / 1000
    return apart > 250 && apart > seconds * fastest
  })
}
