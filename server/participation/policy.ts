/** Who may touch a shift and the sign-ups in it; which verbs a sign-up has, for whom, and when. */
import type { SignupVerb } from '#shared/activities.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import type { Entry, ShiftRow } from './shift.ts'

/** An organiser of the office that holds the activity. */
export const organises = (viewer: Viewer, it: { office: string }): boolean =>
  viewer.kind === 'staff' && viewer.roles.includes('organiser') && viewer.office === it.office

/** The centre looks over every organiser's shoulder. */
export const oversees = (viewer: Viewer): boolean =>
  viewer.kind === 'staff' && viewer.roles.some((r) => r === 'moderator' || r === 'admin')

export const isOwner = (viewer: Viewer, entry: { member: string }): boolean => personOf(viewer) === entry.member

/** Whose verb it is. */
const whose: Record<SignupVerb, 'owner' | 'organiser'> = {
  confirm: 'owner',
  decline: 'owner',
  cancel: 'owner',
  rename: 'owner',
  hand_on: 'owner',
  keep: 'owner',
  feedback: 'owner',
  remove: 'organiser',
  excuse: 'organiser'
}

type When = (entry: Entry, shift: ShiftRow, now: Date) => boolean
const before: When = (_entry, shift, now) => shift.from > now && !shift.cancelled
const active: When = ({ state }) => state === 'in' || state === 'offered' || state === 'waiting'
/** Days after its end in which one may say how a shift was, and think better of it. */
const feedbackDays = 30

/** What has to be true of the sign-up. */
const when: Record<SignupVerb, When> = {
  confirm: (e, s, now) => e.state === 'offered' && before(e, s, now) && (e.until === undefined || e.until > now),
  decline: (e, s, now) => e.state === 'offered' && before(e, s, now),
  cancel: (e, s, now) => (e.state === 'in' || e.state === 'waiting') && before(e, s, now),
  rename: (e, s, now) => e.n > 1 && active(e, s, now) && before(e, s, now),
  hand_on: (e, s, now) => e.state === 'in' && e.standIn === undefined && before(e, s, now),
  keep: (e, s, now) => e.standIn !== undefined && e.state === 'in' && before(e, s, now),
  feedback: (e, s, now) =>
    e.outcome === 'came' && s.to <= now && now.getTime() < s.to.getTime() + feedbackDays * 86_400_000,
  remove: (e, s, now) => active(e, s, now) && s.settled === undefined,
  excuse: (e, s) => e.state === 'in' && s.settled === undefined && e.outcome === undefined
}

export const signupPolicy = {
  sees: (viewer: Viewer, shift: ShiftRow, entry: Entry): boolean =>
    isOwner(viewer, entry) || organises(viewer, shift) || oversees(viewer),
  permits: (viewer: Viewer, verb: SignupVerb, shift: ShiftRow, entry: Entry): boolean =>
    whose[verb] === 'owner' ? isOwner(viewer, entry) : organises(viewer, shift),
  verbs: (viewer: Viewer, shift: ShiftRow, entry: Entry, now: Date): SignupVerb[] =>
    (Object.keys(whose) as SignupVerb[]).filter(
      (verb) => signupPolicy.permits(viewer, verb, shift, entry) && when[verb](entry, shift, now)
    )
}
