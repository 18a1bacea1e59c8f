/** Comings and goings taken in: weighed one by one in the order they happened, kept once, and never trusted blindly. */
import { createHash } from 'node:crypto'
import { metresBetween } from '#shared/distance.ts'
import {
  comeMinutes,
  comingsAtMost,
  goMinutes,
  reportWithinHours,
  type PresenceEvent,
  type PresenceFlag,
  type PresenceRefusal
} from '#shared/presence.ts'
import { dayOf } from '#shared/time-format.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { isOrganiserOf } from '#server/members/index.ts'
import { findEntry, isOwner, type Entry, type ShiftRow } from '#server/participation/index.ts'
import { isPass, readCode } from './codes.ts'
import { addEvent, daysAround, isShared, type DayDoc, type StoredEvent } from './model.ts'
import { inSince, sumUp, tooFast, type Sum } from './sum.ts'

const minute = 60_000
/** A phone's clock may be off by so much without a word, and by so much with one. */
const clockGraceMs = 90_000
const clockAtMostMs = 15 * minute

/** What sent the events: the phone, and by how much its clock is behind the server's. */
export interface Sender {
  device: string
  off: number
}
/** Worse than this a place says nothing. */
const accuracyAtMostM = 200

export type Reported =
  { id: string; kept: true; sum: Sum; events: StoredEvent[] } | { id: string; kept: false; why: PresenceRefusal }

/** Shows what would be answered; what cannot be shown is not kept. */
type Show = (report: Reported) => Promise<void>

/** What codes and passes were signed under: the server's key, and those before. */
type Roots = readonly Buffer[]

function firstOf<T>(roots: Roots, find: (root: Buffer) => T | undefined): T | undefined {
  for (const root of roots) {
    const found = find(root)
    if (found !== undefined) return found
  }
  return undefined
}

type Proof = { how: StoredEvent['how']; at: Date; flags: PresenceFlag[]; by?: string } | PresenceRefusal

const where = (event: PresenceEvent, shift: ShiftRow): 'near' | 'far' | 'nowhere' => {
  const { place } = event
  if (!place || (place.accuracyM ?? 0) > accuracyAtMostM) return 'nowhere'
  return metresBetween(place, shift.place) - (place.accuracyM ?? 0) <= shift.radiusM ? 'near' : 'far'
}

interface Case {
  event: PresenceEvent
  /** When it happened, by the server's clock as far as the phone let it be known. */
  at: Date
  now: Date
}

/** How far a moment lies outside a code's half minute. */
const outside = (at: Date, shown: { from: number; to: number }): number =>
  Math.max(shown.from - at.getTime(), at.getTime() - shown.to, 0)

/** What stands for it: the organiser's code, the place alone, or the organiser himself. */
function proofOf({ event, at, now }: Case, shift: ShiftRow, entry: Entry, viewer: Viewer, roots: Roots): Proof {
  // Nobody vouches for himself, an organiser no more than others.
  if (!isOwner(viewer, entry)) {
    const by = viewer.kind === 'staff' ? viewer.id : ''
    if (event.code)
      return roots.some((root) => isPass(root, event.code ?? '', shift._id, entry.id))
        ? { how: 'scan', at, flags: [], by }
        : 'wrong_code'
    return event.reason ? { how: 'manual', at, flags: [], by } : 'reason_needed'
  }
  const place = where(event, shift)
  if (!event.code) return place === 'near' ? { how: 'place', at, flags: ['no_code'] } : 'too_far'
  const shown = firstOf(roots, (root) => readCode(root, event.code ?? '', shift._id))
  if (!shown) return 'wrong_code'
  // The code's half minute is the organiser's time; the phone may be wrong, but not by much. A code that arrives while it
  // is being shown is fresh whatever the phone thinks.
  const off = outside(at, shown)
  if (off > clockAtMostMs && outside(now, shown) > clockGraceMs) return 'old_code'
  const flags: PresenceFlag[] = [
    ...(off > clockGraceMs ? (['clock'] as const) : []),
    ...(place === 'far' ? (['far'] as const) : place === 'nowhere' ? (['no_place'] as const) : [])
  ]
  return { how: 'code', at: new Date(Math.min(Math.max(at.getTime(), shown.from), shown.to)), flags }
}

/** Is this the time for it? */
function timely(event: PresenceEvent, at: Date, shift: ShiftRow, now: Date): PresenceRefusal | undefined {
  if (at.getTime() > now.getTime() + 5 * minute) return 'in_future'
  if (now.getTime() > shift.to.getTime() + reportWithinHours * 60 * minute) return 'too_late'
  if (at.getTime() < shift.from.getTime() - comeMinutes * minute) return 'too_early'
  const last = shift.to.getTime() + (event.kind === 'out' ? goMinutes * minute : 0)
  return at.getTime() > last ? 'too_late' : undefined
}

/** What the day so far says to it. */
function fits(
  event: PresenceEvent,
  at: Date,
  shift: ShiftRow,
  events: readonly StoredEvent[],
  today: readonly StoredEvent[]
): PresenceRefusal | undefined {
  const there = inSince(events, shift._id, at) !== undefined
  if (event.kind === 'out') return there ? undefined : 'not_in'
  if (there) return 'already_in'
  return today.filter((e) => e.kind === 'in').length >= comingsAtMost ? 'too_often' : undefined
}

/** One event. Kept once, whatever order they come in; a repeat is answered as the first was. */
async function take(
  event: PresenceEvent,
  sender: Sender,
  viewer: Viewer,
  now: Date,
  roots: Roots,
  show: Show
): Promise<Reported> {
  const no = (why: PresenceRefusal): Reported => ({ id: event.id, kept: false, why })
  const found = await findEntry(event.signup)
  if (!found || !(isOwner(viewer, found.entry) || isOrganiserOf(viewer, found.shift))) return no('unknown')
  const { shift, entry } = found
  const person = entry.member
  const day = dayOf(shift.from)
  const wrongClock = Math.abs(sender.off) > clockGraceMs
  const happened = new Date(Date.parse(event.at) + (wrongClock ? sender.off : 0))
  for (let turn = 0; turn < 6; turn++) {
    const days = await daysAround([person], [shift.from])
    const before: DayDoc | null = days.find((d) => d.day === day) ?? null
    const events = days.flatMap((d) => d.events)
    const done = (all: StoredEvent[]): Reported => ({
      id: event.id,
      kept: true,
      sum: sumUp(all, shift, now),
      events: all.filter((e) => e.shift === shift._id)
    })
    if (events.some((e) => e.id === event.id && e.signup === event.signup)) return done(events)
    if (!found.active || entry.state !== 'in' || shift.cancelled) return no('not_on_list')
    if (shift.settled) return no('settled')
    const proof = proofOf({ event, at: happened, now }, shift, entry, viewer, roots)
    if (typeof proof === 'string') return no(proof)
    const why = timely(event, proof.at, shift, now) ?? fits(event, proof.at, shift, events, before?.events ?? [])
    if (why) return no(why)
    const { place } = event
    const stored: StoredEvent = {
      id: event.id,
      shift: shift._id,
      signup: entry.id,
      kind: event.kind,
      at: proof.at,
      got: now,
      how: proof.how,
      ...(proof.by && { by: proof.by }),
      ...(proof.how === 'manual' && event.reason && { reason: event.reason }),
      ...(place && {
        place: {
          lng: place.lng,
          lat: place.lat,
          ...(place.accuracyM !== undefined && { accuracyM: place.accuracyM })
        }
      }),
      device: hashed(sender.device),
      flags: [
        ...new Set([...(wrongClock ? (['clock'] as const) : []), ...proof.flags]),
        ...(now.getTime() - proof.at.getTime() > 10 * minute ? (['reported_late'] as const) : [])
      ]
    }
    if (tooFast(stored, events)) stored.flags.push('fast_travel')
    // One phone for two people; an organiser's phone speaks for everybody.
    const own = proof.how === 'code' || proof.how === 'place'
    if (own && (await isShared(stored.device, person, day, stored.at))) stored.flags.push('shared_device')
    const kept = done([...events, stored])
    await show(kept)
    if (await addEvent(before, person, day, stored)) return kept
  }
  return no('unknown')
}

const hashed = (device: string): string => createHash('sha256').update(`device|${device}`).digest('hex').slice(0, 24)

/** A phone's queue: in the order things happened, answered in the order they were sent. `roots` are what codes were signed under. */
export async function report(
  events: readonly PresenceEvent[],
  sender: Sender,
  viewer: Viewer,
  now: Date,
  roots: Roots,
  show: Show
): Promise<Reported[]> {
  const answers = new Map<PresenceEvent, Reported>()
  for (const event of [...events].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)))
    answers.set(event, await take(event, sender, viewer, now, roots, show))
  return events.flatMap((event) => answers.get(event) ?? [])
}
