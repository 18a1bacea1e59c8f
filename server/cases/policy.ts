/**
 * May you move it? Permissions that read themselves aloud; the same values print /docs/permissions. A rule looks only at
 * the viewer and at a few stored fields, so that the same population can be asked as a query (model.ts, visibleTo).
 */
import { refuse } from '#shared/errors.ts'
import type { Verb } from '#shared/cases.ts'
import type { Role } from '#shared/members.ts'
import type { Viewer } from '#server/kernel/viewer.ts'

/** What a rule may look at. */
export interface Subject {
  office: string
  assisting: readonly string[]
  supervising: string
  repliedBy?: string
  closedBy?: string
  reports: readonly { id: string; reporter: { member?: string } }[]
}

export const ruleNames = [
  'officerOfLead',
  'officerConcerned',
  'verifierOfSupervising',
  'verifierButNotWhoReplied',
  'verifierButNotWhoClosed',
  'dispatcher',
  'moderator',
  'admin',
  'itsReporter',
  'rule'
] as const
export type RuleName = (typeof ruleNames)[number]

export interface Rule {
  names: readonly RuleName[]
  holds(viewer: Viewer, it: Subject): boolean
}

const staff =
  (role: Role, holds: (v: Extract<Viewer, { kind: 'staff' }>, it: Subject) => boolean = () => true) =>
  (viewer: Viewer, it: Subject) =>
    viewer.kind === 'staff' && viewer.roles.includes(role) && holds(viewer, it)

const rule = (name: RuleName, holds: Rule['holds']): Rule => ({ names: [name], holds })
export const anyOf = (...rules: Rule[]): Rule => ({
  names: rules.flatMap((r) => r.names),
  holds: (viewer, it) => rules.some((r) => r.holds(viewer, it))
})

const officerOfLead = rule(
  'officerOfLead',
  staff('officer', (v, it) => v.office === it.office)
)
const officerConcerned = rule(
  'officerConcerned',
  staff('officer', (v, it) => v.office === it.office || it.assisting.includes(v.office))
)
const supervises = (v: { office: string }, it: Subject) => v.office === it.supervising
const verifierOfSupervising = rule('verifierOfSupervising', staff('verifier', supervises))
/** The doer is never the checker. */
const verifierButNotWhoReplied = rule(
  'verifierButNotWhoReplied',
  staff('verifier', (v, it) => supervises(v, it) && v.id !== it.repliedBy)
)
const verifierButNotWhoClosed = rule(
  'verifierButNotWhoClosed',
  staff('verifier', (v, it) => supervises(v, it) && v.id !== it.closedBy)
)
const dispatcher = rule('dispatcher', staff('dispatcher'))
const moderator = rule('moderator', staff('moderator'))
const admin = rule('admin', staff('admin'))
const itsReporter = rule('itsReporter', (viewer, it) =>
  it.reports.some(
    (r) =>
      (viewer.kind === 'code' && viewer.report === r.id) ||
      (viewer.kind === 'resident' && viewer.member === r.reporter.member)
  )
)
/** The routing rules, at the moment a report comes in; no person holds this. */
const byRule = rule('rule', () => false)

const centre = anyOf(dispatcher, moderator, admin, verifierOfSupervising)

export const policy = {
  receive: byRule,
  dispatch: anyOf(byRule, dispatcher),
  refuse: dispatcher,
  withdraw: itsReporter,
  accept: officerOfLead,
  return: officerOfLead,
  reply: officerOfLead,
  request_hold: officerOfLead,
  refuse_hold: dispatcher,
  hold: dispatcher,
  resume: anyOf(officerOfLead, dispatcher, byRule),
  request_extend: officerOfLead,
  refuse_extend: dispatcher,
  extend: dispatcher,
  verify: verifierButNotWhoReplied,
  fail: verifierButNotWhoReplied,
  reopen: verifierButNotWhoClosed,
  rate: itsReporter,
  request_reopen: itsReporter,
  ask: anyOf(officerOfLead, dispatcher),
  answer: itsReporter,
  note: anyOf(officerConcerned, centre),
  join: dispatcher,
  unjoin: dispatcher,
  reclassify: dispatcher,
  publish: moderator,
  withhold: moderator,
  erase: anyOf(moderator, admin),
  urge: byRule,
  overdue: byRule,
  supervise: byRule,
  escalate: byRule,
  expose: byRule
} satisfies Record<Verb, Rule>

/** Reading on the desk: internal notes, exact place, every word. */
export const readsDesk = anyOf(officerConcerned, centre)
/** Reading who reported and how to reach him. */
export const readsContact = anyOf(officerOfLead, dispatcher)
export const isReporter = itsReporter

export const casePolicy = {
  permits: (viewer: Viewer, verb: Verb, it: Subject): boolean => policy[verb].holds(viewer, it),
  permit(viewer: Viewer, verb: Verb, it: Subject): void {
    if (policy[verb].holds(viewer, it)) return
    // What one may not know does not exist.
    refuse(readsDesk.holds(viewer, it) || itsReporter.holds(viewer, it) ? 'forbidden' : 'not_found')
  }
}
