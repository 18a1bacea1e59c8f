/** What is seen of what a volunteer has learned. */
import type { ProfileView } from '#shared/volunteers.ts'
import { passed, type Learned } from './model.ts'

export const presentLearned = (learned: Learned): ProfileView['learned'][number] => ({
  training: learned.id,
  at: learned.at.toISOString(),
  ...(learned.score !== undefined && { score: learned.score }),
  passed: passed(learned)
})
