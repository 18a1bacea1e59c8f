/**
 * May you move it? Permissions that read themselves aloud; the same values print /docs/permissions. A rule looks only at
 * the viewer and at a few stored fields, so that the same population can be asked as a query (model.ts, visibleTo).
 */
import type { Verb } from '#shared/cases.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { anyOf, policyOf, rule, staffWith, type Rule as RuleOf } from '#server/kernel/policy.ts'

/** What a rule may look at. */
export interface Subject {
  office: string
  assisting: readonly string[]
  /** 首问责任: who received it first, until another office has accepted it. */
  answerable?: string
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

export type Rule = RuleOf<Subject, RuleName>

const staff = staffWith<Subject>
const officerOfLead = rule(
  'officerOfLead',
  staff('officer', (v, it) => v.office === it.office)
)
const officerConcerned = rule(
  'officerConcerned',
  staff('officer', (v, it) => v.office === it.office || v.office === it.answerable || it.assisting.includes(v.office))
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
const itsReporter = rule('itsReporter', (viewer: Viewer, it: Subject) =>
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
  transfer_accept: dispatcher,
  transfer_decline: dispatcher,
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
  help: byRule,
  erase: anyOf(moderator, admin),
  urge: byRule,
  overdue: byRule,
  supervise: byRule,
  escalate: byRule,
  expose: byRule
} satisfies Record<Verb, Rule>

/** Reading on the desk: internal notes, exact place, every word. */
export const readsDesk: Rule = anyOf(officerConcerned, centre)
/** Reading who reported and how to reach him. */
export const readsContact: Rule = anyOf(officerOfLead, dispatcher)
export const isReporter = itsReporter

/** What one may not know does not exist. */
export const casePolicy = policyOf<Verb, Subject>(policy, anyOf<Subject, RuleName>(readsDesk, itsReporter))
