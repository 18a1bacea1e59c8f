/** A rating belongs to a round of closing, and one that was not happy is an entry of the 不满意台账. */
import { recomputedChanges, type CaseDoc } from '#server/cases/index.ts'
import type { Migration } from './work.ts'

export const roundsOfRating: Migration = {
  number: 22,
  name: 'rounds-of-rating',
  async run(work) {
    await work.each('cases', { 'counts.closes': { $exists: false } }, async (doc) => {
      const { $set } = recomputedChanges(doc as unknown as CaseDoc, await work.city())
      return { $set: { counts: $set['counts'], ratings: $set['ratings'], unhappy: $set['unhappy'] } }
    })
  }
}
