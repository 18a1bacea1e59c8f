/** Several cases changed at once, or none: the one transaction of the record, for the rare acts that touch more than one. */
import { refuse } from '#shared/errors.ts'
import { inTransaction } from '#server/kernel/mongo.ts'
import { asked } from '#server/kernel/outbox.ts'
import { holdPhotos, letGoOfPhotos } from '#server/photos/index.ts'
import { photosIn, type Now } from './advance.ts'
import { replaceIfUnmoved, type CaseDoc } from './model.ts'

/**
 * Writes every pair of before and after. Photos follow the words they were said with, in the same transaction: a case
 * holds what is said in it, lets go of what is not, and what nobody holds comes back, to be removed. Refuses `stale`.
 */
export const inCaseTransaction = (
  pairs: readonly (readonly [CaseDoc, CaseDoc])[],
  { at: now, request }: Pick<Now, 'at' | 'request'>
): Promise<string[]> =>
  inTransaction(async (session) => {
    const free = new Set<string>()
    for (const [before, after] of pairs)
      if (!(await replaceIfUnmoved(before, asked(after, request, before), session))) refuse('stale')
    for (const [before, after] of pairs) {
      await holdPhotos(saidOnlyIn(after, before), after.no, session)
    }
    for (const [before, after] of pairs) {
      for (const id of await letGoOfPhotos(saidOnlyIn(before, after), after.no, now, session)) free.add(id)
    }
    return [...free]
  })

const saidOnlyIn = (one: CaseDoc, other: CaseDoc): string[] => {
  const known = photosIn(other.words)
  return [...photosIn(one.words)].filter((id) => !known.has(id))
}
