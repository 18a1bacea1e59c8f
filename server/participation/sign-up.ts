/**
 * Signing up. Everybody who comes to a shift while the last ones are being seated is seated together: three questions for
 * all of them, one command with a conditional update for each, one look at how it went. Exactness is the updates' own and
 * holds between processes; the gathering only keeps them out of each other's way.
 */
import type { SignupInput } from '#shared/activities.ts'
import { refuse, Refused, type Refusal } from '#shared/errors.ts'
import { batches, turns, type Thunk } from '#server/kernel/batches.ts'
import type { Once } from '#server/kernel/idempotency.ts'
import { newId } from '#server/kernel/mongo.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import { findVolunteers } from '#server/volunteers/index.ts'
import { admit, conflicts } from './eligibility.ts'
import { findShiftFor, findShiftRow } from './model.ts'
import { enter, knownIn, leave, overlapping } from './seats-model.ts'
import type { Entry, ShiftRow } from './shift.ts'
import { inShift, moveUp, type Held, type Show } from './waitlist.ts'

interface Entrant {
  body: SignupInput
  once: Once
  person: string
  now: Date
  show: Show
  request: string | undefined
}

/** One person's clicks come one after the other, so that two of them cannot take two seats at the same hour. */
export const inTurn = turns()
/** Who signs up and leaves again and again is stopped; five changes of mind are enough for one shift. */
const returnsAtMost = 5

/** A seat, or a place in the queue. Refuses what `signUp` promises. */
export async function signUp(
  shift: string,
  body: SignupInput,
  once: Once,
  viewer: Viewer,
  now: Date,
  show: Show,
  request?: string
): Promise<Held> {
  const person = personOf(viewer) ?? refuse('unauthenticated')
  return inTurn(person, () => together(shift, { body, once, person, now, show, request }))
}

type Answer = Held | Error
const together = batches<Entrant, Held>(async (shiftId, entrants) => {
  const answers = await seat(shiftId, entrants)
  return entrants.map((e): Thunk<Held> => () => {
    const answer = answers.get(e) ?? refuse('no_seat')
    if (answer instanceof Error) throw answer
    return answer
  })
})

async function seat(shiftId: string, entrants: readonly Entrant[]): Promise<Map<Entrant, Answer>> {
  const answers = new Map<Entrant, Answer>()
  const turnAway = (e: Entrant, code: Refusal): void => void answers.set(e, new Refused(code))
  const shift = await findShiftRow(shiftId)
  if (!shift) {
    for (const e of entrants) turnAway(e, 'not_found')
    return answers
  }
  const persons = entrants.map((e) => e.person)
  const [profiles, known, others] = await Promise.all([
    findVolunteers(persons),
    knownIn(shiftId, persons),
    overlapping(persons, shift.from, shift.to, shiftId)
  ])
  const entries = new Map<Entrant, Entry>()
  for (const e of entrants) {
    const before = known.has(e.person) ? await fromBefore(shift, e) : undefined
    if (before) answers.set(e, before)
    else if (shift.cancelled || !shift.open || shift.from <= e.now) turnAway(e, 'sign_up_closed')
    else if (!shift.roles.some((r) => r.id === e.body.role)) turnAway(e, 'unknown_role')
    else if (clash(shift, e.person, others)) turnAway(e, 'overlap')
    else {
      const more = await admit(shift, e.body.role, e.person, profiles.get(e.person) ?? null, e.body, e.now)
      if (more instanceof Refused) answers.set(e, more)
      else {
        const entry = entryOf(e, more)
        const unshown = await e.show({ shift, entry, more: {} }).catch((error: unknown) => error)
        if (unshown === undefined) entries.set(e, entry)
        // One that cannot be shown keeps nobody else from a seat.
        else answers.set(e, unshown instanceof Error ? unshown : new Error('not shown', { cause: unshown }))
      }
    }
  }
  await sitDown(shift, entries, answers, others)
  return answers
}

const clash = (shift: ShiftRow, person: string, others: readonly (ShiftRow & { members: string[] })[]): boolean =>
  others.some((other) => other.members.includes(person) && conflicts(shift, other))

/** What a person's earlier sign-ups to the same shift say to this one. */
async function fromBefore(shift: ShiftRow, e: Entrant): Promise<Answer | undefined> {
  const { people = [], gone = [] } = (await findShiftFor(shift._id, e.person)) ?? {}
  const same = [...people, ...gone].find((entry) => e.once.isKeptUnder(entry.key))
  if (same) return e.once.isSame(same) ? { shift, entry: same } : new Refused('key_reused')
  if (people.length > 0) return new Refused('already_signed_up')
  return gone.length >= returnsAtMost ? new Refused('sign_up_closed') : undefined
}

const entryOf = ({ body, once: { key, requestHash }, person, now }: Entrant, more: Partial<Entry>): Entry => ({
  id: newId().toHexString(),
  member: person,
  role: body.role,
  n: body.seats ?? 1,
  state: 'in',
  at: now,
  key,
  requestHash,
  rev: 1,
  ...(body.names && body.names.length > 0 && { names: body.names }),
  ...(body.team && { team: body.team }),
  ...(body.note && { note: body.note }),
  passed: [],
  ...more
})

/** Lets them in, and looks why somebody was turned away; where the world moved in between, it is tried again. */
async function sitDown(
  shift: ShiftRow,
  entries: Map<Entrant, Entry>,
  answers: Map<Entrant, Answer>,
  others: readonly (ShiftRow & { members: string[] })[]
): Promise<void> {
  for (let turn = 0; turn < 8 && entries.size > 0; turn++) {
    const now = new Date(Math.max(...[...entries.keys()].map((e) => e.now.getTime())))
    const { states, row, ahead } = await inShift(shift._id, () => enter(shift, [...entries.values()], now))
    const seated: [Entrant, Entry][] = []
    for (const [e, entry] of [...entries]) {
      const state = states.get(entry.id)
      const why = state ? undefined : await whyNot(row, e, entry)
      if (!state && !why) continue
      entries.delete(e)
      if (!state) answers.set(e, why ?? new Refused('no_seat'))
      else seated.push([e, { ...entry, state }])
    }
    const near =
      seated.length > 0
        ? await overlapping(
            seated.map(([e]) => e.person),
            shift.from,
            shift.to,
            shift._id
          )
        : []
    for (const [e, entry] of seated) {
      // Another process may have seated the same person at the same hour meanwhile: whoever sees that leaves again.
      if (clash(shift, e.person, near)) {
        await inShift(shift._id, () => leave(shift._id, entry, { state: 'cancelled', leftAt: e.now }))
        await moveUp(shift._id, entry.role, now, e.request)
        answers.set(e, new Refused('overlap'))
        continue
      }
      const overlaps = others.find((other) => other.members.includes(e.person))
      const before = ahead.get(entry.id)
      answers.set(e, {
        shift: row,
        entry,
        more: { ...(overlaps && { overlaps }), ...(before !== undefined && { ahead: before }) }
      })
    }
    for (const { id } of row.roles)
      if ((row.free[id] ?? 0) > 0 && (row.waiting[id] ?? 0) > 0) await moveUp(shift._id, id, now)
  }
}

/** Nothing where the seat, or the queue, should have taken him: then it is worth another try. */
async function whyNot(row: ShiftRow, e: Entrant, entry: Entry): Promise<Answer | undefined> {
  if (!row.open || row.cancelled || row.from <= e.now) return new Refused('sign_up_closed')
  const waiting = row.waiting[entry.role] ?? 0
  const free = row.free[entry.role] ?? 0
  if ((free < entry.n || waiting > 0) && waiting + entry.n > row.waitAtMost) return new Refused('no_seat')
  return fromBefore(row, e)
}
