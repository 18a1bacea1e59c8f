/** Who may move a certificate? Who recorded certifies (谁记录谁证明); who signs is not who checked, and nobody serves himself. */
import type { CertificateVerb } from '#shared/certificates.ts'
import { anyOf, policyOf, rule, type Rule } from '#server/kernel/policy.ts'
import { personOf, type Viewer } from '#server/kernel/viewer.ts'
import { organiserOrReviewer } from '#server/members/index.ts'
import type { CertificateDoc } from './model.ts'

/** What a rule may look at. */
export interface Subject {
  office: string
  person: string
  /** Who announced it. */
  approvedBy?: string
}

export const subjectOf = (certificate: CertificateDoc): Subject => ({
  office: certificate.office,
  person: certificate.person,
  ...(certificate.notice && { approvedBy: certificate.notice.by })
})

export const isHolder = (viewer: Viewer, certificate: Subject): boolean => personOf(viewer) === certificate.person
const issues = (viewer: Viewer, certificate: Subject): boolean =>
  organiserOrReviewer.holds(viewer, certificate) && !isHolder(viewer, certificate)

const holder = rule('holder', isHolder)
const issuer = rule('issuerButNotTheHolder', issues)
const second = rule(
  'issuerButNotWhoChecked',
  (viewer: Viewer, certificate: Subject) =>
    issues(viewer, certificate) && viewer.kind === 'staff' && viewer.id !== certificate.approvedBy
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
} satisfies Record<CertificateVerb, Rule<Subject>>

export const certificatePolicy = policyOf<CertificateVerb, Subject>(policy, anyOf(holder, issuer))
