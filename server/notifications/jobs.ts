/** What happens after a notice was written: its way out of the app. Each is safe to repeat. */
import type { JobHandler } from '#server/kernel/jobs.ts'
import { deliver } from './deliveries.ts'
import { findNotice } from './model.ts'
import { reachesOf } from './reach.ts'

export { notify } from './tell.ts'

export const noticeJobHandlers = (): Record<string, JobHandler> => ({
  async notice({ notice }) {
    const it = await findNotice(String(notice))
    // Whoever was erased in the meantime is told nothing more.
    if (it) await deliver(it, reachesOf(it))
  }
})
