/** What happens after hours were changed. Each is safe to repeat. */
import type { JobHandler } from '#server/kernel/jobs.ts'
import type { OutboxOwners } from '#server/kernel/outbox.ts'
import { sumRevoked } from './corrections.ts'
import { correctionOutboxes } from './corrections-model.ts'
import { findByKey, hourOutboxOwners } from './model.ts'

export { applyLeft } from './corrections.ts'

export const hourOutboxes = (): OutboxOwners[] => [hourOutboxOwners(), correctionOutboxes()]

export const hourJobHandlers: Record<string, JobHandler> = {
  async hours_revoked({ transaction }) {
    const made = await findByKey(String(transaction))
    if (made) await sumRevoked(made)
  }
}
