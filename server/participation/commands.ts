/** What a person does with his sign-up, and the organiser with it: each verb one update of one entry. */
import { tooManyNames, type SignupMove } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { comingOf, findEntry } from './model.ts'
import { signupPolicy } from './policy.ts'
import { changeEntry, leave } from './seats-model.ts'
import type { Entry, ShiftRow } from './shift.ts'
import { substituteHash } from './substitute.ts'
import { inShift, moveUp, telling, type Held } from './waitlist.ts'

const isLate = (shift: ShiftRow, now: Date): boolean =>
  now.getTime() > shift.from.getTime() - shift.cancelHours * 3_600_000

/** What has come of a verb already; a repeat is answered alike. */
const already: Partial<Record<SignupMove['verb'], Entry['state']>> = {
  confirm: 'in',
  decline: 'declined',
  cancel: 'cancelled',
  remove: 'removed'
}
const frees = new Set<SignupMove['verb']>(['cancel', 'decline', 'remove'])

export async function moveSignup(
  id: string,
  said: SignupMove,
  viewer: Viewer,
  now: Date,
  keys: Keys,
  /** Its name; whoever hears of it can be followed back to it. */
  request?: string
): Promise<Held> {
  for (let turn = 0; turn < 5; turn++) {
    const found = (await findEntry(id)) ?? refuse('not_found')
    const { shift, entry } = found
    signupPolicy.permit(viewer, said.verb, found)
    if (already[said.verb] === entry.state) return found
    if (said.verb === 'confirm' && (entry.state === 'lapsed' || (entry.until && entry.until <= now)))
      refuse('offer_over')
    if (!signupPolicy.verbs(viewer, shift, entry, now).includes(said.verb)) refuse('not_in_this_status')
    if (!(await inShift(shift._id, () => step(shift, entry, said, now, keys, request)))) continue
    if (frees.has(said.verb)) await moveUp(shift._id, entry.role, now, request)
    return (await findEntry(id)) ?? refuse('not_found')
  }
  return refuse('not_in_this_status')
}

/** One verb as one update; false when the entry has moved meanwhile. */
function step(
  shift: ShiftRow,
  entry: Entry,
  said: SignupMove,
  now: Date,
  keys: Keys,
  request?: string
): Promise<boolean> {
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
      if (tooManyNames(said.names, entry.n)) refuse('invalid', { errors: [{ at: '/body/names', code: 'names' }] })
      return changeEntry(shift._id, entry, { names: said.names })
    case 'hand_on':
      return changeEntry(shift._id, entry, { substituteHash: substituteHash(keys, entry) })
    case 'keep':
      return changeEntry(shift._id, entry, {}, ['substituteHash'])
    case 'feedback':
      return changeEntry(shift._id, entry, {
        feedback: { good: said.good, ...(said.words && { words: said.words }) }
      })
    case 'remove': {
      const notice = { code: 'removed', facts: { title: shift.title, words: said.words } } as const
      return leave(shift._id, entry, { state: 'removed', leftAt: now, words: said.words }, [
        telling(shift, entry, 'removed', notice, now, request)
      ])
    }
    case 'excuse':
      return changeEntry(shift._id, entry, { outcome: 'excused', words: said.words })
  }
}

/** Leaves every shift that has not begun. */
export async function cancelComing(person: string, viewer: Viewer, now: Date, keys: Keys): Promise<void> {
  for (const { people } of await comingOf(person, now)) {
    const entry = people[0]
    if (entry) await moveSignup(entry.id, { verb: entry.state === 'offered' ? 'decline' : 'cancel' }, viewer, now, keys)
  }
}
