/** A case says since when the first of its words or photos waits for a moderator: its queue is in that order. */
import type { Migration } from './work.ts'

const waiting = {
  $filter: { input: '$ledger', as: 'entry', cond: { $in: ['$$entry.n', '$pending'] } }
}

export const pendingSince: Migration = {
  number: 30,
  name: 'pending-since',
  async run(work) {
    await work.update('cases', { 'pending.0': { $exists: true }, pendingSince: { $exists: false } }, [
      { $set: { pendingSince: { $min: { $map: { input: waiting, as: 'entry', in: '$$entry.at' } } } } }
    ])
    await work.dropIndexes('cases', (field) => field === 'pending.0')
  }
}
