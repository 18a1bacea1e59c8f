/** The ledger may be corrected after a certificate was issued: who answers for it is told, and strangers are not misled. */
import { changesSince } from '#server/hours/index.ts'
import type { AppContext } from '#server/context.ts'
import { informing } from './commands.ts'
import { issuedTo, markLowered, unmarkLowered, watched, watchedUntil, type CertificateDoc } from './model.ts'
import { servedIn } from './served.ts'

export { certificateOutboxes } from './model.ts'

const atOnce = 500

/** Marks a certificate that says more than the ledger, and takes the mark off when it does no longer. */
export async function compare(it: CertificateDoc, now: Date): Promise<void> {
  const { minutes } = await servedIn(it.person, it.office, it.from, it.to)
  if (minutes >= it.minutes) {
    if (it.lowered) await unmarkLowered(it._id)
    return
  }
  const told = informing(it, `lowered:${minutes}`, { code: 'lowered', facts: { no: it.number ?? '' } }, now)
  await markLowered(it._id, { at: now, minutes }, [told])
}

export async function watchCertificates(context: AppContext): Promise<void> {
  const changes = await changesSince(await watchedUntil(), atOnce)
  const accounts = new Map(changes.map((t) => [`${t.office} ${t.person}`, t]))
  for (const { person, office } of accounts.values())
    for (const it of await issuedTo(person, office)) await compare(it, context.now())
  const last = changes.at(-1)
  if (last) await watched(last._id)
}
