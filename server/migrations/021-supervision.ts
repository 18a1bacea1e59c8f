/** How far the escalation of a case has gone, its orders, and whom it was raised to, are kept to be counted and found by. */
import { recomputedChanges, type CaseDoc } from '#server/cases/index.ts'
import type { Migration } from './work.ts'

export const supervision: Migration = {
  number: 21,
  name: 'supervision',
  async run(work) {
    await work.each(
      'cases',
      { 'escalation.done.0': { $exists: true }, 'escalation.step': { $exists: false } },
      async (doc) => {
        const { $set } = recomputedChanges(doc as unknown as CaseDoc, await work.city())
        return {
          $set: {
            escalation: $set['escalation'],
            ...($set['raisedTo'] !== undefined && { raisedTo: $set['raisedTo'] })
          }
        }
      }
    )
  }
}
