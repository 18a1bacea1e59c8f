/** The deadline (承诺时限) of a case, and the one that a receipt says, were kept in fields called `promise`. */
import type { Migration } from './work.ts'

const isOld = (field: string): boolean => field.startsWith('promise.')

const withDeadline = {
  $cond: [
    { $eq: [{ $type: '$$report.receipt.promise' }, 'missing'] },
    '$$report',
    {
      $setField: {
        field: 'receipt',
        input: '$$report',
        value: {
          $unsetField: {
            field: 'promise',
            input: {
              $setField: { field: 'deadline', input: '$$report.receipt', value: '$$report.receipt.promise' }
            }
          }
        }
      }
    }
  ]
}

export const deadlineField: Migration = {
  number: 2,
  name: 'deadline-field',
  async run(work) {
    await work.update('cases', { promise: { $exists: true } }, [
      { $set: { deadline: { $ifNull: ['$deadline', '$promise'] } } },
      { $unset: 'promise' }
    ])
    await work.update('cases', { 'reports.receipt.promise': { $exists: true } }, [
      { $set: { reports: { $map: { input: '$reports', as: 'report', in: withDeadline } } } }
    ])
    await work.dropIndexes('cases', isOld)
  }
}
