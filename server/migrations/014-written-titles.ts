/**
 * A case that nobody had given a title was kept under one that was made of its place and its category, in one language. It
 * is made when it is shown now; what is kept is what a moderator wrote.
 */
import type { Migration } from './work.ts'

export const writtenTitles: Migration = {
  number: 14,
  name: 'written-titles',
  async run(work) {
    await work.update('cases', { title: { $ne: '' }, $expr: { $ne: ['$title', '$publication.title'] } }, [
      { $set: { title: '' } }
    ])
  }
}
