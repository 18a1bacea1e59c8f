/** Where may a certificate go next? Closed by `satisfies`; who may is policy.ts, what must be said is the contract. */
import type { CertificateStatus, CertificateVerb } from '#shared/certificates.ts'

export const lifecycle = {
  requested: { approve: 'notice', refuse: 'refused', withdraw: 'withdrawn' },
  // Changed hours are announced anew, for the whole time.
  notice: { renew: 'notice', issue: 'issued', refuse: 'refused', withdraw: 'withdrawn' },
  issued: { revoke: 'revoked', show: 'issued' },
  // Nobody takes a revocation back: what was right after all is certified under a new number.
  revoked: {},
  refused: {},
  withdrawn: {}
} as const satisfies Record<CertificateStatus, Partial<Record<CertificateVerb, CertificateStatus>>>

const moves: Record<CertificateStatus, Partial<Record<CertificateVerb, CertificateStatus>>> = lifecycle
export const next = (status: CertificateStatus, verb: CertificateVerb): CertificateStatus | undefined =>
  moves[status][verb]
