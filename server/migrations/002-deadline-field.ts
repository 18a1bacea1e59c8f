/** The deadline of a case (承诺时限) was kept in a field called `promise`. */
import type { Migration } from './work.ts'

const isOld = (field: string): boolean => field.startsWith('promise.')

export const deadlineField: Migration = {
  number: 2,
  name: 'deadline-field',
  async run(work) {
    await work.update('cases', { promise: { $exists: true } }, [
      { $set: { deadline: { $ifNull: ['$deadline', '$promise'] } } },
      { $unset: 'promise' }
    ])
    await work.dropIndexes('cases', isOld)
  }
}
