/** Whoever has lost his telephone and his recovery codes: an administrator takes the second factor off, and he sets up another. */
import type { AppContext } from '#server/context.ts'
import { dropFactor } from './factor-model.ts'

/** Ends all sessions of the person; false where he had no second factor. Whether somebody may ask for it is decided before. */
export async function resetSecondFactor(login: string, { sessions }: Pick<AppContext, 'sessions'>): Promise<boolean> {
  if (!(await dropFactor(login))) return false
  await sessions.endAllOf({ kind: 'staff', id: login }, 'factor')
  return true
}
