/** A case says for whose role in which office it is, so that one index finds all that somebody reads on the desk. */
import type { Migration } from './work.ts'

const raised = { $cond: [{ $eq: [{ $type: '$raisedTo' }, 'string'] }, ['$raisedTo'], []] }
const answerable = { $cond: [{ $eq: [{ $type: '$answerable' }, 'string'] }, ['$answerable'], []] }
const named = (role: string, offices: object) => ({
  $map: { input: offices, as: 'office', in: { $concat: [`${role}:`, '$$office'] } }
})
/** Each once, in the order in which the program writes them. */
const once = (...arrays: unknown[]) => ({
  $reduce: {
    input: { $concatArrays: arrays },
    initialValue: [],
    in: { $cond: [{ $in: ['$$this', '$$value'] }, '$$value', { $concatArrays: ['$$value', ['$$this']] }] }
  }
})
const officers = once(['$office'], { $ifNull: ['$assisting', []] }, answerable, raised)
const verifiers = once(['$supervising'], raised)

export const desks: Migration = {
  number: 70,
  name: 'desks',
  async run(work) {
    await work.update('cases', { desks: { $exists: false } }, [
      { $set: { desks: { $concatArrays: [named('officer', officers), named('verifier', verifiers)] } } }
    ])
    await work.dropIndexes('cases', (field) => field === 'raisedTo')
  }
}
