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
  const it = city.office(id)
  return { id, name: it?.name ?? id, short: it?.short ?? id }
}

export const presentCertificateRow = (it: CertificateDoc, { keys, city }: AppContext): CertificateRow => ({
  id: it._id.toHexString(),
  status: it.status,
  at: it.at.toISOString(),
  office: officeRefOf(it.office, city()),
  name: identityOf(keys, it)?.name ?? w.erased,
  from: it.from,
  to: it.to,
  minutes: it.minutes,
  ...(it.number && { number: it.number }),
  ...(it.status === 'notice' && it.notice && { until: it.notice.until.toISOString() }),
  lowered: it.lowered !== undefined
})

export async function presentCertificate(
  it: CertificateDoc,
  viewer: Viewer,
  context: AppContext
): Promise<CertificateView> {
  const { keys } = context
  const city = context.city()
  const now = context.now()
  const id = it._id.toHexString()
  const nameOf = (who: string): string => city.person(who)?.name ?? who
  const identity = identityOf(keys, it)
  const subject = subjectOf(it)
  const { minutes: ledger } = await servedIn(it.person, it.office, it.from, it.to)
  const { shows, issued, notice, revoked, number } = it
  return {
    id,
    version: it.version,
    status: it.status,
    at: it.at.toISOString(),
    office: officeRefOf(it.office, city),
    from: it.from,
    to: it.to,
    ...(it.purpose && { purpose: it.purpose }),
    ...(identity && { identity }),
    shows,
    minutes: it.minutes,
    services: it.services,
    ...(ledger !== it.minutes && { ledger: Math.max(0, ledger) }),
    ...(notice && {
      notice: { from: notice.from.toISOString(), until: notice.until.toISOString(), by: nameOf(notice.by) }
    }),
    ...(number && { number, ...(isHolder(viewer, it) && { code: codeOf(keys, number) }) }),
    ...(issued && {
      issued: {
        at: issued.at.toISOString(),
        responsible: issued.responsible,
        handler: issued.handler,
        contact: issued.contact
      }
    }),
    ...(it.fingerprint && { fingerprint: it.fingerprint }),
    ...(it.lowered && { lowered: { at: it.lowered.at.toISOString(), minutes: Math.max(0, it.lowered.minutes) } }),
    ...(revoked && {
      revoked: { at: revoked.at.toISOString(), by: nameOf(revoked.by), cause: revoked.cause, words: revoked.words }
    }),
    ...(it.refused && { refused: { at: it.refused.at.toISOString(), words: it.refused.words } }),
    ...(it.status === 'issued' && identity && { pdf: linkFor(keys, id, now) }),
    log: it.log.map((e) => ({
      n: e.n,
      at: e.at.toISOString(),
      by: e.by ? nameOf(e.by) : '',
      verb: e.verb,
      to: e.to,
      ...(e.words && { words: e.words })
    })),
    may: certificateVerbs.filter(
      (verb) =>
        next(it.status, verb) !== undefined &&
        certificatePolicy.permits(viewer, verb, subject) &&
        (verb !== 'issue' || (notice !== undefined && notice.until <= now && ledger === it.minutes)) &&
        // Announcing again makes sense where something has changed.
        (verb !== 'renew' || ledger !== it.minutes)
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
  it: CertificateDoc | null,
  keys: Keys
): Promise<VerificationView> {
  // Weighed for every number, so that one that nobody has is not answered sooner.
  const codeRight = code !== undefined && isCodeOf(keys, code, number) && it !== null
  const asked = { number, ...(code !== undefined && { codeRight }) }
  if (!it || (it.status !== 'issued' && it.status !== 'revoked')) return { ...asked, verdict: 'unknown' }
  if (it.status === 'revoked' && it.revoked)
    return { ...asked, verdict: 'revoked', revoked: { at: it.revoked.at.toISOString(), cause: it.revoked.cause } }
  if (!codeRight && it.shows.all.length === 0) return { ...asked, verdict: 'unknown' }
  const { minutes } = await servedIn(it.person, it.office, it.from, it.to)
  // Asked of the ledger itself, so that a stranger does not wait for the clock.
  const verdict = minutes < it.minutes || !isIntact(keys, it) ? 'checking' : 'valid'
  const shown = new Set<Showable>(codeRight ? it.shows.code : it.shows.all)
  const identity = identityOf(keys, it)
  return {
    ...asked,
    verdict,
    ...(codeRight && {
      paper: {
        office: it.issued?.office ?? '',
        at: (it.issued?.at ?? it.at).toISOString(),
        from: it.from,
        to: it.to,
        fingerprint: it.fingerprint ?? ''
      }
    }),
    ...(shown.has('name') && identity && { name: identity.name }),
    ...(shown.has('identity') && identity?.document && { document: identity.document }),
    ...(shown.has('hours') && { minutes: it.minutes }),
    ...(shown.has('activities') && { services: it.services })
  }
}
