/** What a person does with his sign-up, and the organiser with it: each verb one update of one entry. */
import { tooManyNames, type SignupMove } from '#shared/activities.ts'
import { refuse } from '#shared/errors.ts'
import type { OutboxItem } from '#server/kernel/outbox.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { comingOf, findEntry } from './model.ts'
import { signupPolicy } from './policy.ts'
import { changeEntry, leave } from './seats-model.ts'
import type { Entry, ShiftRow } from './shift.ts'
import { substituteHash } from './substitute.ts'
import { inShift, moveUp, telling, type Held, type Show } from './waitlist.ts'

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
  /** Shows it as it would be; what cannot be shown is not written. */
  show: Show,
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
    const change = changeOf(shift, entry, said, now, keys, request)
    await show({ shift, entry: after(entry, change) })
    if (!(await inShift(shift._id, () => write(shift, entry, change)))) continue
    if (frees.has(said.verb)) await moveUp(shift._id, entry.role, now, request)
    return (await findEntry(id)) ?? refuse('not_found')
  }
  return refuse('not_in_this_status')
}

interface Change {
  set: Partial<Entry>
  unset?: readonly (keyof Entry)[]
  /** His place is free with it; who is told. */
  leaves?: { state: Entry['state']; told: OutboxItem[] }
}

/** What a verb makes of an entry. */
function changeOf(shift: ShiftRow, entry: Entry, said: SignupMove, now: Date, keys: Keys, request?: string): Change {
  switch (said.verb) {
    case 'confirm':
      return { set: { state: 'in' }, unset: ['until'] }
    case 'decline':
      return { set: { leftAt: now }, leaves: { state: 'declined', told: [] } }
    case 'cancel': {
      const late = entry.state === 'in' && isLate(shift, now) && { late: true as const }
      return {
        set: { leftAt: now, ...(said.words && { note: said.words }), ...late },
        leaves: { state: 'cancelled', told: [] }
      }
    }
    case 'rename':
      if (tooManyNames(said.names, entry.n)) refuse('invalid', { errors: [{ at: '/body/names', code: 'names' }] })
      return { set: { names: said.names } }
    case 'hand_on':
      return { set: { substituteHash: substituteHash(keys, entry) } }
    case 'keep':
      return { set: {}, unset: ['substituteHash'] }
    case 'feedback':
      return { set: { feedback: { good: said.good, ...(said.words && { words: said.words }) } } }
    case 'remove': {
      const notice = { code: 'removed', facts: { title: shift.title, words: said.words } } as const
      const told = [telling(shift, entry, 'removed', notice, now, request)]
      return { set: { leftAt: now, words: said.words }, leaves: { state: 'removed', told } }
    }
    case 'excuse':
      return { set: { outcome: 'excused', words: said.words } }
  }
}

/** The entry as it would be. */
const after = (entry: Entry, { set, unset = [], leaves }: Change): Entry => {
  const rest = Object.fromEntries(Object.entries(entry).filter(([name]) => !unset.some((field) => field === name)))
  return { ...(rest as unknown as Entry), ...set, ...(leaves && { state: leaves.state }) }
}

/** In one update; false when the entry has moved meanwhile. */
const write = ({ _id }: ShiftRow, entry: Entry, { set, unset, leaves }: Change): Promise<boolean> =>
  leaves ? leave(_id, entry, { ...set, state: leaves.state }, leaves.told) : changeEntry(_id, entry, set, unset)

/** Leaves every shift that has not begun. */
export async function cancelComing(person: string, viewer: Viewer, now: Date, keys: Keys): Promise<void> {
  const unseen = () => Promise.resolve()
  for (const { people } of await comingOf(person, now)) {
    const entry = people[0]
    if (entry)
      await moveSignup(entry.id, { verb: entry.state === 'offered' ? 'decline' : 'cancel' }, viewer, now, keys, unseen)
  }
}
