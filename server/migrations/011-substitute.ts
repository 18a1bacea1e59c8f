/** The hash of the code by which somebody takes over a seat was called `standIn`; the word is for fakes of outside systems. */
import type { Migration } from './work.ts'

const entry = '$$this'
const renamed = (list: string) => ({
  $map: {
    input: list,
    in: {
      $cond: [
        { $eq: [{ $type: `${entry}.standIn` }, 'missing'] },
        entry,
        {
          $unsetField: {
            field: 'standIn',
            input: { $mergeObjects: [entry, { substituteHash: `${entry}.standIn` }] }
          }
        }
      ]
    }
  }
})

export const substitute: Migration = {
  number: 11,
  name: 'substitute',
  run: (work) =>
    work.update('shifts', { $or: [{ 'people.standIn': { $exists: true } }, { 'gone.standIn': { $exists: true } }] }, [
      { $set: { people: renamed('$people'), gone: renamed('$gone') } }
    ])
}
