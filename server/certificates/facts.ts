/** What the paper says, as a value: fingerprinted when it is issued, and again whenever somebody asks. */
import type { Identity } from '#shared/certificates.ts'
import { ring, sameText, type Keys } from '#server/kernel/keys.ts'
import type { CertificateDoc } from './model.ts'
import { fingerprintOf, decryptIdentity, signatureOf } from './signing.ts'

type Issued = Pick<CertificateDoc, 'from' | 'to' | 'minutes' | 'services' | 'number' | 'issued'>

const printed = ({ number, from, to, minutes, services, issued }: Issued): object => ({
  number,
  from,
  to,
  minutes,
  services: services.map(({ activity, title, kind, role, from: at, minutes: m, beyond }) => [
    activity,
    title,
    kind,
    role,
    at,
    m,
    // As older papers were sealed, where there is nothing to say.
    ...(beyond === undefined ? [] : [beyond])
  ]),
  issued: issued && {
    at: issued.at.toISOString(),
    office: issued.office,
    responsible: issued.responsible,
    handler: issued.handler,
    contact: issued.contact
  }
})

export function signed(
  keys: Keys,
  certificate: Issued,
  identity: Identity
): { fingerprint: string; signature: string } {
  const facts = printed(certificate)
  const fingerprint = fingerprintOf(keys, { ...facts, identity })
  return { fingerprint, signature: signatureOf(keys, { ...facts, fingerprint }) }
}

export const identityOf = (keys: Keys, certificate: CertificateDoc): Identity | undefined =>
  certificate.identity === undefined
    ? undefined
    : decryptIdentity(keys, certificate.identity, certificate._id.toHexString())

/** What is kept is what was issued. Without an identity the rest is still known by its signature. */
export function isIntact(keys: Keys, certificate: CertificateDoc): boolean {
  const { fingerprint = '', signature = '' } = certificate
  const facts = printed(certificate)
  // Under the key of its day.
  const own = ring(keys).find((one) => sameText(signature, signatureOf(one, { ...facts, fingerprint })))
  if (!own) return false
  if (certificate.identity === undefined) return true
  const identity = identityOf(keys, certificate)
  return identity !== undefined && sameText(fingerprint, fingerprintOf(own, { ...facts, identity }))
}
