/** What happens after a notice was written: its way out of the app. Each is safe to repeat. */
import type { JobHandler } from '#server/kernel/jobs.ts'
import type { AppContext } from '#server/context.ts'
import { sendConfirmation } from './choosing.ts'
import { tellAmber } from './clock.ts'
import { deliver } from './deliveries.ts'
import { findNotice } from './model.ts'
import { reachesOf } from './reach.ts'

export { forgetErased } from './forget.ts'
export { expectAmber, tellQueues } from './clock.ts'
export { issueDigests } from './digests.ts'
export { notify } from './tell.ts'

export const noticeJobHandlers = (context: AppContext): Record<string, JobHandler> => ({
  async notice({ notice }) {
    const it = await findNotice(String(notice))
    // Whoever was erased in the meantime is told nothing more.
    if (it) await deliver(it, await reachesOf(it, context))
  },
  amber: (facts) => tellAmber(facts, context),
  confirm_address: ({ member }) => sendConfirmation(String(member), context)
})
