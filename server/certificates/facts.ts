/** What the paper says, as a value: fingerprinted when it is issued, and again whenever somebody asks. */
import type { Identity } from '#shared/certificates.ts'
import { sameText } from '#server/kernel/keys.ts'
import type { CertificateDoc } from './model.ts'
import { fingerprintOf, openIdentity, sealOf } from './signing.ts'

type Issued = Pick<CertificateDoc, 'from' | 'to' | 'minutes' | 'services' | 'number' | 'issued'>

const printed = ({ number, from, to, minutes, services, issued }: Issued): object => ({
  number,
  from,
  to,
  minutes,
  services: services.map(({ activity, title, kind, role, from: at, minutes: m }) => [
    activity,
    title,
    kind,
    role,
    at,
    m
  ]),
  issued: issued && {
    at: issued.at.toISOString(),
    office: issued.office,
    responsible: issued.responsible,
    handler: issued.handler,
    contact: issued.contact
  }
})

export function stamp(it: Issued, identity: Identity): { fingerprint: string; seal: string } {
  const facts = printed(it)
  const fingerprint = fingerprintOf({ ...facts, identity })
  return { fingerprint, seal: sealOf({ ...facts, fingerprint }) }
}

export const identityOf = (it: CertificateDoc): Identity | undefined =>
  it.identity === undefined ? undefined : openIdentity(it.identity, it._id.toHexString())

/** What is kept is what was issued. Without an identity the rest is still known by its seal. */
export function isIntact(it: CertificateDoc): boolean {
  const { fingerprint = '', seal = '' } = it
  const facts = printed(it)
  if (!sameText(seal, sealOf({ ...facts, fingerprint }))) return false
  if (it.identity === undefined) return true
  const identity = identityOf(it)
  return identity !== undefined && sameText(fingerprint, fingerprintOf({ ...facts, identity }))
}
