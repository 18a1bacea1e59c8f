/**
 * A photo says when it will be swept instead of since when nobody uses it. Photos that are in use keep their ids, which the
 * record holds and public links lead to; nobody can use them again, for no secret leads to such an id.
 */
import type { Migration } from './work.ts'

const dayMs = 86_400_000

export const photoUses: Migration = {
  number: 71,
  name: 'photo-uses',
  async run(work) {
    await work.each('photos', { unusedSince: { $exists: true } }, (doc) => ({
      $set: { sweepAt: new Date((doc['unusedSince'] as Date).getTime() + dayMs) },
      $unset: { unusedSince: '' }
    }))
    await work.dropIndexes('photos', (field) => field === 'unusedSince')
  }
}
