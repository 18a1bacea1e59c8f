/** What a viewer may see of a certificate: its holder and its issuer all of it, a stranger what the holder allows. */
import {
  certificateVerbs,
  type CertificateRow,
  type CertificateView,
  type Showable,
  type VerificationView
} from '#shared/certificates.ts'
import type { OfficeRef } from '#shared/city.ts'
import { certificates as w } from '#shared/locales/certificates.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { identityOf, isIntact } from './facts.ts'
import { next } from './lifecycle.ts'
import type { CertificateDoc } from './model.ts'
import { certificatePolicy, isHolder, subjectOf } from './policy.ts'
import { codeOf, isCodeOf, linkFor } from './signing.ts'
import { servedIn } from './served.ts'

export const officeRefOf = (id: string, city: CitySnapshot): OfficeRef => {
  const office = city.office(id)
  return { id, name: office?.name ?? id, short: office?.short ?? id }
}

export const presentCertificateRow = (certificate: CertificateDoc, { keys, city }: AppContext): CertificateRow => ({
  id: certificate._id.toHexString(),
  status: certificate.status,
  at: certificate.at.toISOString(),
  office: officeRefOf(certificate.office, city()),
  name: identityOf(keys, certificate)?.name ?? w.erased,
  from: certificate.from,
  to: certificate.to,
  minutes: certificate.minutes,
  ...(certificate.number && { number: certificate.number }),
  ...(certificate.status === 'notice' && certificate.notice && { until: certificate.notice.until.toISOString() }),
  lowered: certificate.lowered !== undefined
})

export async function presentCertificate(
  certificate: CertificateDoc,
  viewer: Viewer,
  context: AppContext
): Promise<CertificateView> {
  const { keys } = context
  const city = context.city()
  const now = context.now()
  const id = certificate._id.toHexString()
  const nameOf = (who: string): string => city.person(who)?.name ?? who
  const identity = identityOf(keys, certificate)
  const subject = subjectOf(certificate)
  const { minutes: ledger } = await servedIn(certificate.person, certificate.office, certificate.from, certificate.to)
  const { shows, issued, notice, revoked, number } = certificate
  return {
    id,
    version: certificate.version,
    status: certificate.status,
    at: certificate.at.toISOString(),
    office: officeRefOf(certificate.office, city),
    from: certificate.from,
    to: certificate.to,
    ...(certificate.purpose && { purpose: certificate.purpose }),
    ...(identity && { identity }),
    shows,
    minutes: certificate.minutes,
    services: certificate.services,
    ...(ledger !== certificate.minutes && { ledger: Math.max(0, ledger) }),
    ...(notice && {
      notice: { from: notice.from.toISOString(), until: notice.until.toISOString(), by: nameOf(notice.by) }
    }),
    ...(number && { number, ...(isHolder(viewer, certificate) && { code: codeOf(keys, number) }) }),
    ...(issued && {
      issued: {
        at: issued.at.toISOString(),
        responsible: issued.responsible,
        handler: issued.handler,
        contact: issued.contact
      }
    }),
    ...(certificate.fingerprint && { fingerprint: certificate.fingerprint }),
    ...(certificate.lowered && {
      lowered: { at: certificate.lowered.at.toISOString(), minutes: Math.max(0, certificate.lowered.minutes) }
    }),
    ...(revoked && {
      revoked: { at: revoked.at.toISOString(), by: nameOf(revoked.by), cause: revoked.cause, words: revoked.words }
    }),
    ...(certificate.refused && {
      refused: { at: certificate.refused.at.toISOString(), words: certificate.refused.words }
    }),
    ...(certificate.status === 'issued' && identity && { pdf: linkFor(keys, id, now) }),
    log: certificate.log.map((e) => ({
      n: e.n,
      at: e.at.toISOString(),
      by: e.by ? nameOf(e.by) : '',
      verb: e.verb,
      to: e.to,
      ...(e.words && { words: e.words })
    })),
    may: certificateVerbs.filter(
      (verb) =>
        next(certificate.status, verb) !== undefined &&
        certificatePolicy.permits(viewer, verb, subject) &&
        (verb !== 'issue' || (notice !== undefined && notice.until <= now && ledger === certificate.minutes)) &&
        // Announcing again makes sense where something has changed.
        (verb !== 'renew' || ledger !== certificate.minutes)
    )
  }
}

/**
 * The answer to a stranger. Without the right code a number tells nothing that its holder did not make public: where that is
 * nothing, not even that there is such a certificate. A revoked one stands in the public register.
 */
export async function presentVerification(
  number: string,
  code: string | undefined,
  certificate: CertificateDoc | null,
  keys: Keys
): Promise<VerificationView> {
  // Weighed for every number, so that one that nobody has is not answered sooner.
  const codeRight = code !== undefined && isCodeOf(keys, code, number) && certificate !== null
  const asked = { number, ...(code !== undefined && { codeRight }) }
  if (!certificate || (certificate.status !== 'issued' && certificate.status !== 'revoked'))
    return { ...asked, verdict: 'unknown' }
  if (certificate.status === 'revoked' && certificate.revoked)
    return {
      ...asked,
      verdict: 'revoked',
      revoked: { at: certificate.revoked.at.toISOString(), cause: certificate.revoked.cause }
    }
  if (!codeRight && certificate.shows.all.length === 0) return { ...asked, verdict: 'unknown' }
  const { minutes } = await servedIn(certificate.person, certificate.office, certificate.from, certificate.to)
  // Asked of the ledger itself, so that a stranger does not wait for the clock.
  const verdict = minutes < certificate.minutes || !isIntact(keys, certificate) ? 'checking' : 'valid'
  const shown = new Set<Showable>(codeRight ? certificate.shows.code : certificate.shows.all)
  const identity = identityOf(keys, certificate)
  return {
    ...asked,
    verdict,
    ...(codeRight && {
      paper: {
        office: certificate.issued?.office ?? '',
        at: (certificate.issued?.at ?? certificate.at).toISOString(),
        from: certificate.from,
        to: certificate.to,
        fingerprint: certificate.fingerprint ?? ''
      }
    }),
    ...(shown.has('name') && identity && { name: identity.name }),
    ...(shown.has('identity') && identity?.document && { document: identity.document }),
    ...(shown.has('hours') && { minutes: certificate.minutes }),
    ...(shown.has('activities') && { services: certificate.services })
  }
}
