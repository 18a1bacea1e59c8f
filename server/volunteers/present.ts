/** What is seen of what a volunteer has learned. */
import type { ProfileView } from '#shared/volunteers.ts'
import { passed, type Learned } from './model.ts'

export const presentLearned = (it: Learned): ProfileView['learned'][number] => ({
  training: it.id,
  at: it.at.toISOString(),
  ...(it.score !== undefined && { score: it.score }),
  passed: passed(it)
})
