/** 我也遇到了 */
import { refuse } from '#shared/errors.ts'
import { findCase, isOver, isReporter, type CaseDoc } from '#server/cases/index.ts'
import type { AppContext } from '#server/context.ts'
import { enqueue } from '#server/kernel/jobs.ts'
import { isKey } from '#server/kernel/idempotency.ts'
import { hmac } from '#server/kernel/keys.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { Handlers, RequestMeta } from '#server/kernel/serve.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { ofReport } from '#server/notifications/index.ts'
import { recount } from './index.ts'
import { dropAffected, isAffected, keepAffected } from './model.ts'

const dayMs = 86_400_000
/** A guest is known by a key that he makes himself: behind one address so many in a day. */
const guestsAtMost = 50
/** A burst is counted anew once it is over, whatever became of who wrote it. */
const countedWithinMs = 10_000

type Names = 'readAffected' | 'sayAffected' | 'takeBackAffected'

export function affectedRoutes(context: AppContext): Pick<Handlers, Names> {
  const guests = context.counts.limit({ name: 'affected guests of an address', atMost: guestsAtMost, withinMs: dayMs })

  /** What is not public, or not any more, is not there; what was joined to another is that other. */
  async function publicCase(no: string): Promise<CaseDoc> {
    const caseDoc = (await findCase(no)) ?? refuse('not_found')
    const now =
      caseDoc.joinedInto === undefined ? caseDoc : ((await findCase(caseDoc.joinedInto)) ?? refuse('not_found'))
    return now.publishedAt ? now : refuse('not_found')
  }
  /** The same of one person whatever key he sends; a guest is nobody but his key. */
  const personOf = (viewer: Viewer): string | undefined =>
    viewer.kind === 'resident' ? viewer.member : viewer.kind === 'code' ? ofReport(viewer.report) : undefined
  const byOf = (viewer: Viewer, { key }: RequestMeta): string =>
    personOf(viewer) ??
    (isKey(key) ? hmac(context.keys.idempotency, `affected|${key}`).toString('hex') : refuse('key_missing'))
  const answer = (no: string, affected: number, mine: boolean) => ({ no, affected, mine })

  /** Counted anew now, and once more later: who dies in between leaves no wrong number. */
  async function changed(no: string, change: () => Promise<void>): Promise<number> {
    const slot = Math.floor(Date.now() / countedWithinMs)
    const dueAt = new Date(context.now().getTime() + 2 * countedWithinMs)
    await enqueue([{ _id: `affected:${no}:${slot}`, topic: 'affected', dueAt, facts: { no } }])
    await change()
    return recount(no, context)
  }

  function takeShare(viewer: Viewer, { ip }: RequestMeta): void {
    if (viewer.kind !== 'guest') return
    const { used, leftMs } = guests.add(ip, 1)
    if (used > guestsAtMost) refuse('too_many', { retryAfterS: Math.ceil(leftMs / 1000) })
  }

  return {
    async readAffected({ params }, viewer) {
      const { no, affected = 0 } = await publicCase(params.no)
      const person = personOf(viewer)
      return answer(no, affected, person !== undefined && (await isAffected(no, person)))
    },

    async sayAffected({ params }, viewer, meta) {
      const caseDoc = await publicCase(params.no)
      const { no, affected = 0 } = caseDoc
      const by = byOf(viewer, meta)
      // Whoever reported it is counted as that.
      if (isReporter.holds(viewer, caseDoc) || (await isAffected(no, by))) return answer(no, affected, true)
      if (isOver(caseDoc.status)) refuse('not_in_this_status')
      takeShare(viewer, meta)
      const row = { no, by, at: context.now(), ...(viewer.kind === 'guest' && { guest: true as const }) }
      await mustShow('sayAffected', () => answer(no, affected + 1, true))
      return answer(no, await changed(no, () => keepAffected(row)), true)
    },

    async takeBackAffected({ params }, viewer, meta) {
      const { no, affected = 0 } = await publicCase(params.no)
      const by = byOf(viewer, meta)
      if (!(await isAffected(no, by))) return answer(no, affected, false)
      await mustShow('takeBackAffected', () => answer(no, affected, false))
      return answer(no, await changed(no, () => dropAffected(no, by)), false)
    }
  }
}
