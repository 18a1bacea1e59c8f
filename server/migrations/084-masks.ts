/** What was published before there were masks: in its words, its title and its place all that the rules find is masked. */
import { recomputedChanges, type CaseDoc } from '#server/cases/index.ts'
import type { Migration } from './work.ts'

export const masks: Migration = {
  number: 84,
  name: 'masks',
  async run(work) {
    const unmasked = { 'publication.state': 'published', 'publication.masks': { $exists: false } }
    await work.each('cases', unmasked, async (doc) => recomputedChanges(doc as unknown as CaseDoc, await work.city()))
  }
}
