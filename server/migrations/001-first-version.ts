/**
 * Jobs said in two fields when they may be taken, and cases a limit in working days. What stands in a chain stays as it was
 * written and is still read: the ledger's entries (`facts.days`) and the parts of a release (`limit.days` of a category).
 */
import { recomputedChanges, type CaseDoc } from '#server/cases/index.ts'
import type { Migration } from './work.ts'

export const firstVersion: Migration = {
  number: 1,
  name: 'first-version',
  async run(work) {
    await work.update('jobs', { freeAt: { $exists: false }, deadAt: { $exists: false } }, [
      { $set: { freeAt: { $ifNull: ['$leaseUntil', '$dueAt'] } } },
      { $unset: ['lease', 'leaseUntil'] }
    ])
    await work.each('cases', { 'promise.days': { $exists: true } }, async (doc) => {
      const { $set, $unset, $push } = recomputedChanges(doc as unknown as CaseDoc, await work.city())
      return { $set, $unset: { ...$unset, promise: '' }, $push }
    })
  }
}
