/** What happens to an act that was asked for and that nobody decided in time: who asked hears so. */
import type { AppContext } from '#server/context.ts'
import type { JobHandler } from '#server/kernel/jobs.ts'
import { tell } from '#server/notifications/index.ts'
import { findApproval } from './model.ts'
import { ranOut } from './told.ts'

export { approvalOutboxes } from './model.ts'

export const approvalJobHandlers = (context: AppContext): Record<string, JobHandler> => ({
  async approval_over({ approval }) {
    const asked = await findApproval(String(approval))
    if (asked?.state === 'waiting' && asked.until <= context.now()) await tell([ranOut(asked)])
  }
})
