/** Of a published case its place and title are what a moderator ruled on, and no more than that. */
import { recomputedChanges, type CaseDoc } from '#server/cases/index.ts'
import type { Migration } from './work.ts'

export const whatWasRuledOn: Migration = {
  number: 72,
  name: 'what-was-ruled-on',
  async run(work) {
    const unknown = { 'publication.state': 'published', 'publication.category': { $exists: false } }
    await work.each('cases', unknown, async (doc) => recomputedChanges(doc as unknown as CaseDoc, await work.city()))
  }
}
