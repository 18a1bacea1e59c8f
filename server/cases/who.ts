/**
 * The rules that verbs and readers name, each with a name that it is printed by. A rule looks only at the viewer and at a
 * few stored fields, so that the same population can be asked as a query (model.ts, visibleTo).
 */
import { anyOf, rule, staffWith, type Rule as RuleOf } from '#server/kernel/policy.ts'

/** What a rule may look at. */
export interface Subject {
  office: string
  assisting: readonly string[]
  /** 首问责任: who received it first, until another office has accepted it. */
  answerable?: string
  supervising: string
  /** The upper level that the escalation has reached. */
  raisedTo?: string
  repliedBy?: string
  closedBy?: string
  refusedBy?: string
  reports: readonly { id: string; reporter: { member?: string } }[]
}

export const ruleNames = [
  'officerOfLead',
  'officerConcerned',
  'verifierOfSupervising',
  'verifierButNotWhoReplied',
  'verifierButNotWhoClosed',
  'upperLevel',
  'dispatcherOrVerifierButNotWhoRefused',
  'dispatcher',
  'moderator',
  'admin',
  'itsReporter',
  'rule'
] as const
export type RuleName = (typeof ruleNames)[number]

export type Rule = RuleOf<Subject, RuleName>

const staff = staffWith<Subject>
export const officerOfLead: Rule = rule(
  'officerOfLead',
  staff('officer', (v, { office }) => v.office === office)
)
export const officerConcerned: Rule = rule(
  'officerConcerned',
  staff(
    'officer',
    (v, { office, answerable, assisting }) =>
      v.office === office || v.office === answerable || assisting.includes(v.office)
  )
)
const supervises = (v: { office: string }, { supervising }: Subject) => v.office === supervising
export const verifierOfSupervising: Rule = rule('verifierOfSupervising', staff('verifier', supervises))
/** The doer is never the checker. */
export const verifierButNotWhoReplied: Rule = rule(
  'verifierButNotWhoReplied',
  staff('verifier', (v, subject) => supervises(v, subject) && v.id !== subject.repliedBy)
)
export const verifierButNotWhoClosed: Rule = rule(
  'verifierButNotWhoClosed',
  staff('verifier', (v, subject) => supervises(v, subject) && v.id !== subject.closedBy)
)
/** Who stands above whoever supervises it, once it has been raised there. */
export const upperLevel: Rule = rule(
  'upperLevel',
  staff(['officer', 'verifier'], (v, { raisedTo }) => v.office === raisedTo)
)
/** Nobody rules on an objection to what he has refused himself. */
export const dispatcherOrVerifierButNotWhoRefused: Rule = rule(
  'dispatcherOrVerifierButNotWhoRefused',
  staff(
    ['dispatcher', 'verifier'],
    (v, subject) => (v.roles.includes('dispatcher') || supervises(v, subject)) && v.id !== subject.refusedBy
  )
)
/**
 * The same as officerConcerned, verifierOfSupervising and upperLevel say, written down in the case so that one index answers for
 * all of them: for whose role in which office it is.
 */
export const desksOf = (
  subject: Pick<Subject, 'office' | 'assisting' | 'answerable' | 'supervising' | 'raisedTo'>
): string[] => {
  const raised = subject.raisedTo ? [subject.raisedTo] : []
  const officers = [
    subject.office,
    ...subject.assisting,
    ...(subject.answerable ? [subject.answerable] : []),
    ...raised
  ]
  return [
    ...[...new Set(officers)].map((office) => deskOf('officer', office)),
    ...[...new Set([subject.supervising, ...raised])].map((office) => deskOf('verifier', office))
  ]
}
export const deskOf = (role: 'officer' | 'verifier', office: string): string => `${role}:${office}`
export const dispatcher: Rule = rule('dispatcher', staff('dispatcher'))
export const moderator: Rule = rule('moderator', staff('moderator'))
export const admin: Rule = rule('admin', staff('admin'))
export const itsReporter: Rule = rule('itsReporter', (viewer, { reports }) =>
  reports.some(
    (r) =>
      (viewer.kind === 'code' && viewer.report === r.id) ||
      (viewer.kind === 'resident' && viewer.member === r.reporter.member)
  )
)
/** The routing rules, at the moment a report comes in, and the clock; no person holds this. */
export const byRule: Rule = rule('rule', () => false)

export const centre: Rule = anyOf(dispatcher, moderator, admin, verifierOfSupervising)

/** Reading on the desk: internal notes, exact place, every word. */
export const readsDesk: Rule = anyOf(officerConcerned, centre, upperLevel)
/** Reading who reported and how to reach him. */
export const readsContact: Rule = anyOf(officerOfLead, dispatcher)
