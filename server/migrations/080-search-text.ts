/**
 * A case says the words it is searched by, beside their pairs of characters, and when its light turns amber; what waits is found by
 * desk and deadline.
 */
import { recomputedChanges, type CaseDoc } from '#server/cases/index.ts'
import type { Migration } from './work.ts'

export const searchText: Migration = {
  number: 80,
  name: 'search-text',
  async run(work) {
    await work.each('cases', { searchText: { $exists: false } }, async (doc) => {
      const { $set } = recomputedChanges(doc as unknown as CaseDoc, await work.city())
      return { $set: { searchText: $set['searchText'], search: $set['search'], deadline: $set['deadline'] } }
    })
    const former = new Set(['search', 'supervising', 'transfer.state', 'dueAt', 'status'])
    await work.dropIndexes('cases', (field) => former.has(field))
    await work.dropIndexes('hours', (field) => field === 'signup' || field === 'shift')
    await work.dropIndexes('shifts', (field) => ['activity', 'people.member', 'gone.member'].includes(field))
    await work.dropIndexes('cards', (field) => field === 'area')
  }
}
