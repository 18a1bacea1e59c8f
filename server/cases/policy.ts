/** May you move it? The column `who` of the verb table; the same values print /docs/permissions. */
import type { Verb } from '#shared/cases.ts'
import { anyOf, policyOf } from '#server/kernel/policy.ts'
import { caseVerbs } from './verbs.ts'
import { itsReporter, readsDesk, type Rule, type RuleName, type Subject } from './who.ts'

export { itsReporter as isReporter, readsContact, readsDesk, ruleNames } from './who.ts'
export type { Rule, RuleName, Subject } from './who.ts'

export const policy = Object.fromEntries(Object.entries(caseVerbs).map(([verb, { who }]) => [verb, who])) as Record<
  Verb,
  Rule
>

/** What one may not know does not exist. */
export const casePolicy = policyOf<Verb, Subject>(policy, anyOf<Subject, RuleName>(readsDesk, itsReporter))
