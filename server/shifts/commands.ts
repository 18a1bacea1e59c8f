/** Signing up, leaving, standing in, and the queue that moves up: what changes in a shift, and who must hear. */
import { activeStates, overlapGraceMinutes, type SignupInput, type SignupMove } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import { monthDayTime } from '#shared/when.ts'
import { fill, words as w } from '#shared/words/zh-CN.ts'
import { jcs, sha256 } from '#server/cases/index.ts'
import { hmac, sameText, type Keys } from '#server/kernel/keys.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { turns } from '#server/kernel/turns.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import { findVolunteer } from '#server/volunteers/index.ts'
import {
  changeEntry,
  comingOf,
  findByStandIn,
  findEntry,
  findShiftFor,
  findShiftRow,
  handOver,
  keepVerdict,
  leave,
  nextInLine,
  offerSeat,
  overlapping,
  takePlace,
  takeSeat,
  type Entry,
  type OutboxItem,
  type ShiftRow
} from './model.ts'
import { mayMove } from './policy.ts'
import { judge } from './rules.ts'

export interface Held {
  shift: ShiftRow
  entry: Entry
}

const inFlight = new Set<string>()
const inTurn = turns()
const minute = 60_000
/** Who signs up and leaves again and again is stopped; five changes of mind are enough for one shift. */
const returnsAtMost = 5

const scoped = (person: string, key: string, keys: Keys): string =>
  hmac(keys.idempotency, `signup:${person}|${key}`).toString('hex')

/** A notice for the outbox of a shift: the job tells it once, however often it runs. */
export const telling = (
  shift: Pick<ShiftRow, 'activity'>,
  entry: Pick<Entry, 'id' | 'member' | 'rev'>,
  verb: string,
  words: string,
  at: Date
): OutboxItem => ({
  id: `${entry.id}:${entry.rev}:${verb}`,
  topic: 'told',
  at,
  facts: { member: entry.member, no: shift.activity, signup: entry.id, verb, words }
})

/** More than a little: two shifts of one person may touch, and overlap by the grace. */
const conflicts = (a: { from: Date; to: Date }, b: { from: Date; to: Date }): boolean =>
  Math.min(a.to.getTime(), b.to.getTime()) - Math.max(a.from.getTime(), b.from.getTime()) > overlapGraceMinutes * minute

async function freeOfConflicts(person: string, shift: ShiftRow): Promise<void> {
  const others = await overlapping(person, shift.from, shift.to, shift._id)
  if (others.some((other) => conflicts(shift, other))) refuse('overlap')
}

type Said = Pick<SignupInput, 'name' | 'phone' | 'guardian' | 'adult'>

/** May this person sit there? A refusal is kept for the organiser, with what was asked; what held goes into the entry. */
async function admitted(shift: ShiftRow, role: string, person: string, said: Said, now: Date): Promise<Partial<Entry>> {
  const who = await findVolunteer(person)
  const verdict = judge(shift, role, who, { guardian: said.guardian !== undefined, adult: said.adult === true })
  if (verdict.failed.length > 0 || verdict.guardianNeeded) {
    const failed = [...verdict.failed.map((f) => f.code), ...(verdict.guardianNeeded ? ['guardian'] : [])]
    await keepVerdict({ shift: shift._id, person, role, at: now, passed: verdict.passed, failed })
    if (verdict.failed.length > 0) refuse('not_eligible', { errors: verdict.failed })
    refuse('guardian_needed')
  }
  const name = said.name ?? who?.name
  const phone = said.phone ?? who?.phone
  return {
    passed: verdict.passed,
    ...(name && { name }),
    ...(phone && { phone }),
    ...(said.guardian && { guardian: { name: said.guardian.name, phone: said.guardian.phone, at: now } })
  }
}

/** A seat, or a place in the queue. Refuses what `signUp` promises. */
export async function signUp(
  shiftId: string,
  body: SignupInput,
  key: string,
  viewer: Viewer,
  now: Date,
  keys: Keys
): Promise<Held> {
  const person = personOf(viewer) ?? refuse('unauthenticated')
  const own = scoped(person, key, keys)
  if (inFlight.has(own)) refuse('in_flight', { retryAfterS: 1 })
  inFlight.add(own)
  try {
    // One person's clicks come one after the other, so that two of them cannot take two seats at the same hour.
    return await inTurn(person, () => enter(shiftId, body, own, person, now))
  } finally {
    inFlight.delete(own)
  }
}

async function enter(shiftId: string, body: SignupInput, key: string, person: string, now: Date): Promise<Held> {
  const bodyHash = sha256(jcs(body))
  const found = (await findShiftFor(shiftId, person)) ?? refuse('not_found')
  const { people, gone, ...shift } = found
  const before = [...people, ...gone].find((e) => e.key === key)
  if (before) {
    if (!sameText(before.bodyHash, bodyHash)) refuse('key_reused')
    return { shift, entry: before }
  }
  if (people.length > 0) refuse('already_signed_up')
  if (shift.cancelled || !shift.open || shift.from <= now) refuse('sign_up_closed')
  if (!shift.roles.some((r) => r.id === body.role)) refuse('unknown_role')
  const [more] = await Promise.all([admitted(shift, body.role, person, body, now), freeOfConflicts(person, shift)])
  if (gone.length >= returnsAtMost) refuse('sign_up_closed')
  const entry: Entry = {
    id: new mongoose.Types.ObjectId().toHexString(),
    member: person,
    role: body.role,
    n: body.seats ?? 1,
    state: 'in',
    at: now,
    key,
    bodyHash,
    rev: 1,
    ...(body.names && body.names.length > 0 && { names: body.names }),
    ...(body.team && { team: body.team }),
    ...(body.note && { note: body.note }),
    passed: [],
    ...more
  }
  const state = await sit(shift, entry, now)
  const sat = { ...entry, state }
  await stayOnlyIfFree(person, shift, sat, now)
  if (state === 'waiting') await moveUp(shift._id, entry.role, now)
  const counter = state === 'in' ? 'free' : 'waiting'
  const change = state === 'in' ? -entry.n : entry.n
  // As it is now, as far as this sign-up goes; nobody waits for another look at the database.
  const counted = { ...shift[counter], [entry.role]: (shift[counter][entry.role] ?? 0) + change }
  return { shift: { ...shift, [counter]: counted }, entry: sat }
}

/** Tries the seat, then the queue; when both say no it looks why, and again where the world moved in between. */
async function sit(shift: ShiftRow, entry: Entry, now: Date): Promise<'in' | 'waiting'> {
  for (let turn = 0; turn < 8; turn++) {
    if (await takeSeat(shift._id, entry, now)) return 'in'
    if (await takePlace(shift._id, entry, shift.waitAtMost, now)) return 'waiting'
    const it = (await findShiftFor(shift._id, entry.member)) ?? refuse('not_found')
    if (it.people.length > 0) refuse('already_signed_up')
    if (!it.open || it.cancelled) refuse('sign_up_closed')
    const waiting = it.waiting[entry.role] ?? 0
    const free = it.free[entry.role] ?? 0
    if ((free < entry.n || waiting > 0) && waiting + entry.n > it.waitAtMost) refuse('no_seat')
  }
  return refuse('no_seat')
}

/** Another process may have seated the same person at the same hour meanwhile: whoever sees that leaves again. */
async function stayOnlyIfFree(person: string, shift: ShiftRow, entry: Entry, now: Date): Promise<void> {
  const others = await overlapping(person, shift.from, shift.to, shift._id)
  if (!others.some((other) => conflicts(shift, other))) return
  await leave(shift._id, entry, { state: 'cancelled', leftAt: now })
  await moveUp(shift._id, entry.role, now)
  refuse('overlap')
}

/** Offers every seat that is free to the next in line; safe to call at any time, from anywhere, twice. */
export async function moveUp(shiftId: string, role: string, now: Date): Promise<void> {
  for (let turn = 0; turn < 1000; turn++) {
    const next = await nextInLine(shiftId, role)
    if (!next) return
    const shift = await findShiftRow(shiftId)
    if (!shift || shift.from <= now) return
    const until = new Date(Math.min(now.getTime() + shift.confirmMinutes * minute, shift.from.getTime()))
    const offered = { ...next, rev: next.rev + 1 }
    const words = fill(w.activities.notice.offered, { title: shift.title, until: monthDayTime(until) })
    await offerSeat(shiftId, next, until, [
      telling(shift, offered, 'offered', words, now),
      { id: `${next.id}:${offered.rev}:lapse`, topic: 'seat_lapsed', at: until, facts: { signup: next.id } }
    ])
  }
}

/** The time to confirm is over: the seat goes to the next. */
export async function lapse(signup: string, now: Date): Promise<void> {
  const it = await findEntry(signup)
  if (!it?.active || it.entry.state !== 'offered' || (it.entry.until && it.entry.until > now)) return
  const { shift, entry } = it
  const words = fill(w.activities.notice.lapsed, { title: shift.title })
  await leave(shift._id, entry, { state: 'lapsed', leftAt: now }, [telling(shift, entry, 'lapsed', words, now)])
  await moveUp(shift._id, entry.role, now)
}

// ——— what a person does with his sign-up, and the organiser with it

const isLate = (shift: ShiftRow, now: Date): boolean =>
  now.getTime() > shift.from.getTime() - shift.cancelHours * 3_600_000

/** What has come of a verb already; a repeat is answered alike. */
const already: Partial<Record<SignupMove['verb'], Entry['state']>> = {
  confirm: 'in',
  decline: 'declined',
  cancel: 'cancelled',
  remove: 'removed'
}

export async function moveSignup(id: string, said: SignupMove, viewer: Viewer, now: Date): Promise<Held> {
  for (let turn = 0; turn < 5; turn++) {
    const found = (await findEntry(id)) ?? refuse('not_found')
    const { shift, entry } = found
    if (!mayMove.sees(viewer, shift, entry)) refuse('not_found')
    if (!mayMove.permits(viewer, said.verb, shift, entry)) refuse('forbidden')
    if (already[said.verb] === entry.state) return found
    if (said.verb === 'confirm' && (entry.state === 'lapsed' || (entry.until && entry.until <= now)))
      refuse('offer_over')
    if (!mayMove.verbs(viewer, shift, entry, now).includes(said.verb)) refuse('not_in_this_status')
    if (await step(shift, entry, said, now)) {
      if (said.verb === 'cancel' || said.verb === 'decline' || said.verb === 'remove')
        await moveUp(shift._id, entry.role, now)
      return (await findEntry(id)) ?? refuse('not_found')
    }
  }
  return refuse('not_in_this_status')
}

/** One verb as one update; false when the entry has moved meanwhile. */
function step(shift: ShiftRow, entry: Entry, said: SignupMove, now: Date): Promise<boolean> {
  switch (said.verb) {
    case 'confirm':
      return changeEntry(shift._id, entry, { state: 'in' }, ['until'])
    case 'decline':
      return leave(shift._id, entry, { state: 'declined', leftAt: now })
    case 'cancel':
      return leave(shift._id, entry, {
        state: 'cancelled',
        leftAt: now,
        ...(said.words && { note: said.words }),
        ...(entry.state === 'in' && isLate(shift, now) && { late: true as const })
      })
    case 'rename':
      return changeEntry(shift._id, entry, { names: said.names })
    case 'hand_on':
      return changeEntry(shift._id, entry, { standIn: standInHash(entry) })
    case 'keep':
      return changeEntry(shift._id, entry, {}, ['standIn'])
    case 'feedback':
      return changeEntry(shift._id, entry, {
        feedback: { good: said.good, ...(said.words && { words: said.words }) }
      })
    case 'remove': {
      const words = fill(w.activities.notice.removed, { title: shift.title, words: said.words })
      return leave(shift._id, entry, { state: 'removed', leftAt: now, words: said.words }, [
        telling(shift, entry, 'removed', words, now)
      ])
    }
    case 'excuse':
      return changeEntry(shift._id, entry, { outcome: 'excused', words: said.words })
  }
}

// ——— standing in

let standInKey: Buffer
export const setUpShifts = (keys: Keys): void => {
  standInKey = keys.standIns
}
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 8 characters of Crockford base32; made again from the entry, so that only its hash is kept. */
export function standInCode(entry: Pick<Entry, 'id' | 'member'>): string {
  const bits = hmac(standInKey, `${entry.id}|${entry.member}`).readBigUInt64BE()
  return Array.from({ length: 8 }, (_, i) => alphabet[Number((bits >> BigInt(i * 5)) & 31n)]).join('')
}
const standInHash = (entry: Pick<Entry, 'id' | 'member'>): string => hashOfCode(standInCode(entry))
const hashOfCode = (code: string): string => hmac(standInKey, `hash|${code}`).toString('hex')
const normal = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')

/** A friend takes the seat over; who gave it is told. */
export function takeOver(shiftId: string, code: string, said: Said, viewer: Viewer, now: Date): Promise<Held> {
  const person = personOf(viewer) ?? refuse('unauthenticated')
  return inTurn(person, async () => {
    const hash = hashOfCode(normal(code))
    const found = (await findByStandIn(shiftId, hash)) ?? refuse('not_found')
    const { people, gone: _, ...shift } = found
    const from = people[0] ?? refuse('not_found')
    if (from.member === person) refuse('already_signed_up')
    if (!shift.open || shift.from <= now) refuse('sign_up_closed')
    const [more] = await Promise.all([admitted(shift, from.role, person, said, now), freeOfConflicts(person, shift)])
    const { name: _name, phone: _phone, note: _note, guardian: _guardian, standIn: _standIn, ...seat } = from
    const to: Entry = {
      ...seat,
      id: new mongoose.Types.ObjectId().toHexString(),
      member: person,
      state: 'in',
      at: now,
      key: `stand-in:${from.id}:${person}`,
      bodyHash: '',
      rev: 1,
      after: from.id,
      passed: [],
      ...more
    }
    const words = fill(w.activities.notice.handedOn, { title: shift.title })
    if (await handOver(shiftId, from, to, now, [telling(shift, from, 'handed_on', words, now)]))
      return { shift, entry: to }
    const again = (await findShiftFor(shiftId, person)) ?? refuse('not_found')
    return again.people.length > 0 ? refuse('already_signed_up') : refuse('not_found')
  })
}

export const isActive = (entry: Entry): boolean => (activeStates as readonly string[]).includes(entry.state)

/** Leaves every shift that has not begun. */
export async function cancelComing(person: string, viewer: Viewer, now: Date): Promise<void> {
  for (const { people, from } of await comingOf(person, now)) {
    const entry = people[0]
    if (!entry || from <= now) continue
    const verb = entry.state === 'offered' ? 'decline' : 'cancel'
    await moveSignup(entry.id, { verb }, viewer, now)
  }
}
