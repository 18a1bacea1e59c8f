/**
 * An event reaches its recipients: a notice each, once, and a job for each that finds out by which channels it also leaves
 * the app. Whoever dies between the two is repeated, and repeats nothing.
 */
import { rowOf } from '#shared/verbs.ts'
import { findCase } from '#server/cases/index.ts'
import { failPoint } from '#server/kernel/failpoints.ts'
import { enqueue } from '#server/kernel/jobs.ts'
import { keepNotices, type Notice } from './model.ts'
import { recipientsOf } from './recipients.ts'

/** Tells many at once; who has been told already is not told again. */
export async function tell(notices: readonly Notice[]): Promise<void> {
  await keepNotices(notices)
  if (notices.length > 0) failPoint('notice written')
  await enqueue(
    notices.map(({ _id, member, at }) => ({
      _id: `notice:${_id}`,
      topic: 'notice',
      dueAt: at,
      facts: { notice: _id, member }
    }))
  )
}

/** Tells the reporters of a case, and the staff whom it concerns, what happened to it, as the verb's row says. */
export async function notify(facts: Record<string, unknown>): Promise<void> {
  const { no, n, verb, at } = facts as { no: string; n: number; verb: string; at: string }
  const { tells = 'nobody', alerts = [] } = rowOf(verb) ?? {}
  if (tells === 'nobody' && alerts.length === 0) return
  const it = await findCase(no)
  if (!it) return
  const members = await recipientsOf(it, n, verb)
  await tell(members.map((member) => ({ _id: `${no}:${n}:${member}`, member, no, n, verb, at: new Date(at) })))
}
