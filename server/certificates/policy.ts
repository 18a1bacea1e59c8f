/** Who may move a certificate? Who recorded certifies (谁记录谁证明); who signs is not who checked, and nobody serves himself. */
import type { CertificateVerb } from '#shared/certificates.ts'
import { refuse } from '#shared/errors.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import { organises, oversees } from '#server/participation/index.ts'
import type { CertificateDoc } from './model.ts'

/** What a rule may look at. */
export interface Subject {
  office: string
  person: string
  /** Who announced it. */
  approvedBy?: string
}

export const subjectOf = (it: CertificateDoc): Subject => ({
  office: it.office,
  person: it.person,
  ...(it.notice && { approvedBy: it.notice.by })
})

export const ruleNames = ['holder', 'issuerButNotTheHolder', 'issuerButNotWhoChecked'] as const
export type RuleName = (typeof ruleNames)[number]
interface Rule {
  names: readonly RuleName[]
  holds(viewer: Viewer, it: Subject): boolean
}
const rule = (name: RuleName, holds: Rule['holds']): Rule => ({ names: [name], holds })

export const isHolder = (viewer: Viewer, it: Subject): boolean => personOf(viewer) === it.person
const issues = (viewer: Viewer, it: Subject): boolean =>
  (organises(viewer, it) || oversees(viewer)) && !isHolder(viewer, it)

const holder = rule('holder', isHolder)
const issuer = rule('issuerButNotTheHolder', issues)
const second = rule(
  'issuerButNotWhoChecked',
  (viewer, it) => issues(viewer, it) && viewer.kind === 'staff' && viewer.id !== it.approvedBy
)

export const policy = {
  request: holder,
  withdraw: holder,
  show: holder,
  approve: issuer,
  renew: issuer,
  refuse: issuer,
  issue: second,
  revoke: issuer
} satisfies Record<CertificateVerb, Rule>

export const certificatePolicy = {
  sees: (viewer: Viewer, it: Subject): boolean => isHolder(viewer, it) || issues(viewer, it),
  permits: (viewer: Viewer, verb: CertificateVerb, it: Subject): boolean => policy[verb].holds(viewer, it),
  permit(viewer: Viewer, verb: CertificateVerb, it: Subject): void {
    if (!certificatePolicy.sees(viewer, it)) refuse('not_found')
    if (!policy[verb].holds(viewer, it)) refuse('forbidden')
  }
}
