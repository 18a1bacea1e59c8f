/** What the escalation of a case has written and does next was kept in a field called `ladder`, and asked for as `climb`. */
import type { Migration } from './work.ts'

const isOld = (field: string): boolean => field.startsWith('ladder.')

/** An outbox item under today's topic. */
const renamed = { $mergeObjects: ['$$item', { topic: 'escalation' }] }

export const escalationField: Migration = {
  number: 4,
  name: 'escalation-field',
  async run(work) {
    await work.update('cases', { ladder: { $exists: true } }, [
      { $set: { escalation: { $ifNull: ['$escalation', '$ladder'] } } },
      { $unset: 'ladder' }
    ])
    await work.update('cases', { 'outbox.topic': 'climb' }, [
      {
        $set: {
          outbox: {
            $map: {
              input: '$outbox',
              as: 'item',
              in: { $cond: [{ $eq: ['$$item.topic', 'climb'] }, renamed, '$$item'] }
            }
          }
        }
      }
    ])
    await work.update('jobs', { topic: 'climb' }, [{ $set: { topic: 'escalation' } }])
    await work.dropIndexes('cases', isOld)
  }
}
