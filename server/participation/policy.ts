/** Who may touch a shift and the sign-ups in it; which verbs a sign-up has, for whom, and when. */
import { signupVerbs, type SignupVerb } from '#shared/activities.ts'
import { anyOf, policyOf, rule, type Rule } from '#server/kernel/policy.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import { isOrganiserOf, organiserOfOffice, organiserOrReviewer, reviewer } from '#server/members/index.ts'
import type { Entry, ShiftRow } from './shift.ts'

/** What a rule may look at. */
interface Subject {
  shift: { office: string }
  entry: { member: string }
}

export const isOwner = (viewer: Viewer, entry: { member: string }): boolean => personOf(viewer) === entry.member

/** What is done with a shift as a whole. */
export const shiftPolicy = policyOf(
  { showCodes: organiserOfOffice, readRoster: organiserOrReviewer, settle: organiserOfOffice },
  organiserOrReviewer
)

const owner = rule('owner', (viewer: Viewer, { entry }: Subject) => isOwner(viewer, entry))
const organiser = rule('organiserOfOffice', (viewer: Viewer, { shift }: Subject) => isOrganiserOf(viewer, shift))

const signupRules = {
  confirm: owner,
  decline: owner,
  cancel: owner,
  rename: owner,
  hand_on: owner,
  keep: owner,
  feedback: owner,
  remove: organiser,
  excuse: organiser
} satisfies Record<SignupVerb, Rule<Subject>>

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
  hand_on: (e, s, now) => e.state === 'in' && e.substituteHash === undefined && before(e, s, now),
  keep: (e, s, now) => e.substituteHash !== undefined && e.state === 'in' && before(e, s, now),
  feedback: (e, s, now) =>
    e.outcome === 'came' && s.to <= now && now.getTime() < s.to.getTime() + feedbackDays * 86_400_000,
  remove: (e, s, now) => active(e, s, now) && s.settled === undefined,
  excuse: (e, s) => e.state === 'in' && s.settled === undefined && e.outcome === undefined
}

const byRules = policyOf<SignupVerb, Subject>(signupRules, anyOf(owner, organiser, reviewer))

export const signupPolicy = {
  ...byRules,
  /** The verbs that this viewer has now. */
  verbs: (viewer: Viewer, shift: ShiftRow, entry: Entry, now: Date): SignupVerb[] =>
    signupVerbs.filter((verb) => byRules.permits(viewer, verb, { shift, entry }) && when[verb](entry, shift, now))
}
