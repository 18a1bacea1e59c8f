/**
 * An event reaches its recipients: a notice each, once, and a job for each that finds out by which channels it also leaves
 * the app. Whoever dies between the two is repeated, and repeats nothing.
 */
import { rowOf } from '#shared/verbs.ts'
import { affectedPrefix, type NoticeFacts } from '#shared/notices.ts'
import { findCase, type CaseDoc, type Facts } from '#server/cases/index.ts'
import { failPoint } from '#server/kernel/failpoints.ts'
import { enqueue } from '#server/kernel/jobs.ts'
import { keepNotices, type Notice } from './model.ts'
import { recipientsOf } from './recipients.ts'

/** Tells many at once; who has been told already is not told again. `request`: by whose name it can be followed. */
export async function tell(notices: readonly Notice[], request?: string): Promise<void> {
  await keepNotices(notices)
  if (notices.length > 0) failPoint('notice written')
  await enqueue(
    notices.map(({ _id, member, at }) => ({
      _id: `notice:${_id}`,
      topic: 'notice',
      dueAt: at,
      facts: { notice: _id, member, ...(request !== undefined && { request }) }
    }))
  )
}

/** What of an entry its notice says: codes and numbers, never words. */
function factsOf(caseDoc: CaseDoc, { office, until, count }: Facts): NoticeFacts {
  return {
    office: office ?? caseDoc.office,
    ...(until !== undefined && { until }),
    ...(count !== undefined && { count })
  }
}

/** What comes in and is sent on in the same breath is one piece of news by mail, however many it is in the app. */
const isSentOn = (caseDoc: CaseDoc, n: number): boolean =>
  caseDoc.ledger[n - 1]?.verb === 'receive' &&
  caseDoc.ledger[n]?.verb === 'dispatch' &&
  caseDoc.ledger[n]?.at === caseDoc.ledger[n - 1]?.at

/** Tells the reporters of a case, and the staff whom it concerns, what happened to it, as the verb's row says. */
export async function notify(job: Record<string, unknown>): Promise<void> {
  const { no, n, verb, at, request } = job as { no: string; n: number; verb: string; at: string; request?: string }
  const { tells = 'nobody', alerts = [] } = rowOf(verb) ?? {}
  if (tells === 'nobody' && alerts.length === 0) return
  const caseDoc = await findCase(no)
  if (!caseDoc) return
  const facts = factsOf(caseDoc, caseDoc.ledger[n - 1]?.facts ?? {})
  const notices = (await recipientsOf(caseDoc, n, verb)).map(({ affected, ...to }) => ({
    _id: `${no}:${n}:${to.member}`,
    ...to,
    no,
    about: 'case' as const,
    n,
    verb,
    said: { code: affected ? `${affectedPrefix}${verb}` : verb, facts },
    at: new Date(at)
  }))
  await (isSentOn(caseDoc, n) ? keepNotices(notices) : tell(notices, request))
}
