/** 找人替: whoever cannot come gives a friend a code, and the seat changes hands in one update; the queue does not move. */
import { refuse, Refused } from '#shared/errors.ts'
import { codeFor } from '#server/kernel/codes.ts'
import { hmac, ring, type Keys } from '#server/kernel/keys.ts'
import { newId } from '#server/kernel/mongo.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { findVolunteer } from '#server/volunteers/index.ts'
import { admit, conflicts, type Said } from './eligibility.ts'
import { findShiftFor } from './model.ts'
import { findBySubstituteCode, handOver, overlapping } from './seats-model.ts'
import type { Entry } from './shift.ts'
import { inTurn } from './sign-up.ts'
import { inShift, telling, type Held, type Show } from './waitlist.ts'

/** Made again from the entry, so that only its hash is kept. */
const substituteCode = ({ substitutes }: Keys, entry: Pick<Entry, 'id' | 'member'>): string =>
  codeFor(substitutes, `${entry.id}|${entry.member}`, 8)
const hashOf = ({ substitutes }: Keys, code: string): string =>
  hmac(substitutes, `hash|${code}`).toString('hex').slice(0, 32)
export const substituteHash = (keys: Keys, entry: Pick<Entry, 'id' | 'member'>): string =>
  hashOf(keys, substituteCode(keys, entry))

/** The code whose hash is kept, under the key of its day. */
export const keptSubstituteCode = (keys: Keys, entry: Pick<Entry, 'id' | 'member' | 'substituteHash'>): string =>
  substituteCode(ring(keys).find((one) => substituteHash(one, entry) === entry.substituteHash) ?? keys, entry)

/** A friend takes the seat over; who gave it is told. */
export function takeOver(
  shiftId: string,
  code: string,
  said: Said,
  viewer: Viewer,
  { keys, now: clock }: AppContext,
  show: Show,
  request?: string
): Promise<Held> {
  const now = clock()
  const person = personOf(viewer) ?? refuse('unauthenticated')
  return inTurn(person, async () => {
    const found =
      (await findBySubstituteCode(
        shiftId,
        ring(keys).map((one) => hashOf(one, code))
      )) ?? refuse('not_found')
    const { people, gone: _, ...shift } = found
    const from = people[0] ?? refuse('not_found')
    if (from.member === person) refuse('already_signed_up')
    if (!shift.open || shift.from <= now) refuse('sign_up_closed')
    const [who, others] = await Promise.all([
      findVolunteer(person),
      overlapping([person], shift.from, shift.to, shiftId)
    ])
    if (others.some((other) => conflicts(shift, other))) refuse('overlap')
    const more = await admit(shift, from.role, person, who, said, now)
    if (more instanceof Refused) throw more
    const {
      name: _name,
      phone: _phone,
      note: _note,
      guardian: _guardian,
      substituteHash: _substituteHash,
      ...seat
    } = from
    const to: Entry = {
      ...seat,
      id: newId().toHexString(),
      member: person,
      state: 'in',
      at: now,
      key: `substitute:${from.id}:${person}`,
      requestHash: '',
      rev: 1,
      after: from.id,
      passed: [],
      ...more
    }
    await show({ shift, entry: to, more: {} })
    const notice = { code: 'handedOn', facts: { title: shift.title } } as const
    const handed = await inShift(shiftId, () =>
      handOver(shiftId, from, to, now, [telling(shift, from, 'handed_on', notice, now, request)])
    )
    if (handed) return { shift, entry: to }
    const again = (await findShiftFor(shiftId, person)) ?? refuse('not_found')
    return again.people.length > 0 ? refuse('already_signed_up') : refuse('not_found')
  })
}
