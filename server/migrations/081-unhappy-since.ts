/** A case says since when an unhappy rating of it has waited for an answer: those that wait are found without all that ever did. */
import type { Migration } from './work.ts'

const unanswered = {
  $filter: { input: '$unhappy', as: 'entry', cond: { $not: [{ $ifNull: ['$$entry.done', false] }] } }
}

export const unhappySince: Migration = {
  number: 81,
  name: 'unhappy-since',
  async run(work) {
    await work.update(
      'cases',
      { unhappy: { $elemMatch: { done: { $exists: false } } }, unhappySince: { $exists: false } },
      [{ $set: { unhappySince: { $min: { $map: { input: unanswered, as: 'entry', in: '$$entry.at' } } } } }]
    )
    await work.dropIndexes('cases', (field) => field === 'unhappy.at')
  }
}
