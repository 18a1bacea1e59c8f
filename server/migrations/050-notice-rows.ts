/** A notice has a number of its own, by which its pages are turned and it is marked as read; those there are count as read. */
import { mongoose } from '#server/kernel/mongo.ts'
import type { Migration } from './work.ts'

export const noticeRows: Migration = {
  number: 50,
  name: 'notice-rows',
  async run(work) {
    await work.each('notices', { row: { $exists: false } }, () => ({ $set: { row: new mongoose.Types.ObjectId() } }))
  }
}
