/** Who refused a case does not rule on an objection to it, and each reporter objects once. */
import { recomputedChanges, type CaseDoc } from '#server/cases/index.ts'
import type { Migration } from './work.ts'

export const objections: Migration = {
  number: 23,
  name: 'objections',
  async run(work) {
    await work.each('cases', { objectors: { $exists: false } }, async (doc) => {
      const { $set } = recomputedChanges(doc as unknown as CaseDoc, await work.city())
      const { refusedBy } = $set
      return { $set: { objectors: $set['objectors'], ...(refusedBy !== undefined && { refusedBy }) } }
    })
  }
}
