/** What happens after a notice was written: its way out of the app. Each is safe to repeat. */
import type { JobHandler } from '#server/kernel/jobs.ts'
import type { AppContext } from '#server/context.ts'
import { sendConfirmation } from './choosing.ts'
import { tellAmber } from './clock.ts'
import { deliver } from './deliveries.ts'
import { work } from './deliver.ts'
import { findNotice } from './model.ts'
import { reachesOf } from './reach.ts'
import { tellNow } from './told.ts'

export { forgetErased } from './forget.ts'
export { expectAmber, tellQueues } from './clock.ts'
export { issueDigests } from './digests.ts'
export { followStranded } from './deliveries.ts'
export { deliveryOutboxes } from './deliveries-model.ts'
export { notifyGroups } from './groups.ts'
export { notify } from './tell.ts'

export const noticeJobHandlers = (context: AppContext): Record<string, JobHandler> => ({
  async notice({ notice, request }) {
    const sent = await findNotice(String(notice))
    // Whoever was erased in the meantime is told nothing more.
    if (sent) await deliver(sent, await reachesOf(sent, context), request as string | undefined)
  },
  told: tellNow,
  amber: (facts) => tellAmber(facts, context),
  confirm_address: ({ member, request }) => sendConfirmation(String(member), context, request as string | undefined)
})

/** What other systems are asked for; done apart from everything of our own. */
export const deliveryJobHandlers = (context: AppContext): Record<string, JobHandler> => ({
  deliver: ({ delivery }) => work(String(delivery), context)
})
