/** What of a case waits for a ruling, and since when, is kept beside its requests; the queue of rulings is read by it. */
import { recomputedChanges, type CaseDoc } from '#server/cases/index.ts'
import type { Migration } from './work.ts'

export const rulings: Migration = {
  number: 20,
  name: 'rulings',
  async run(work) {
    await work.each('cases', { toRule: { $exists: false } }, async (doc) => {
      const { $set } = recomputedChanges(doc as unknown as CaseDoc, await work.city())
      return { $set: { toRule: $set['toRule'] } }
    })
  }
}
