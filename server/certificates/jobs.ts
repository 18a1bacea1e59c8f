/** The ledger may be corrected after a certificate was issued: who answers for it is told, and strangers are not misled. */
import { changesSince } from '#server/hours/index.ts'
import type { AppContext } from '#server/context.ts'
import { informing } from './commands.ts'
import { issuedTo, markLowered, unmarkLowered, watched, watchedUntil, type CertificateDoc } from './model.ts'
import { servedIn } from './served.ts'

export { certificateOutboxes } from './model.ts'

const atOnce = 500

/** Marks a certificate that says more than the ledger, and takes the mark off when it does no longer. */
export async function compare(certificate: CertificateDoc, now: Date): Promise<void> {
  const { minutes } = await servedIn(certificate.person, certificate.office, certificate.from, certificate.to)
  if (minutes >= certificate.minutes) {
    if (certificate.lowered) await unmarkLowered(certificate._id)
    return
  }
  const told = informing(
    certificate,
    `lowered:${minutes}`,
    { code: 'lowered', facts: { no: certificate.number ?? '' } },
    now
  )
  await markLowered(certificate._id, { at: now, minutes }, [told])
}

export async function watchCertificates(context: AppContext): Promise<void> {
  const changes = await changesSince(await watchedUntil(), atOnce)
  const accounts = new Map(changes.map((t) => [`${t.office} ${t.person}`, t]))
  for (const { person, office } of accounts.values())
    for (const certificate of await issuedTo(person, office)) await compare(certificate, context.now())
  const last = changes.at(-1)
  if (last) await watched(last._id)
}
