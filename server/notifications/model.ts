/**
 * What a person is told, kept: one notice a ledger entry and person, or one a thing that happened to him, as a code and its
 * facts. Notices are read in the app; what also goes out by another channel is a delivery beside the notice.
 */
import { randomBytes } from 'node:crypto'
import type { NoticeChannel, NoticeSubject, Said } from '#shared/notices.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

export interface Notice {
  /** Names what it is about and whom it tells, so that a job that runs twice tells once. */
  _id: string
  /** A resident, `staff:` and a login name, `report:` and the report of who holds a receipt code, or `group:` of a robot. */
  member: string
  /** Number of the case or the activity, the id of a certificate or of what was asked for, a tab of the queue, or which sums. */
  no: string
  at: Date
  verb: string
  /** What it is about, where number and verb do not say so. */
  about?: NoticeSubject
  /** Ledger entry of a case. */
  n?: number
  /** The reader's own report of the case. */
  report?: string
  /** What it says: a code, and its facts as codes. */
  said?: Said<string>
  /** What it said, where it is from before notices were codes and its sentence is no longer ours. */
  words?: string
  signup?: string
  /** Nobody has read it yet. */
  unread?: true
}

/** As it is stored, with what pages are turned by. */
export interface KeptNotice extends Notice {
  row: mongoose.Types.ObjectId
}

/** A way out of the app, and not before when: what preference, address and quiet hours leave of the channels. */
export interface Reach {
  channel: Exclude<NoticeChannel, 'app'>
  notBefore: Date
}

const schema = new mongoose.Schema<KeptNotice>(
  {
    _id: String,
    member: String,
    no: String,
    about: String,
    n: Number,
    report: String,
    verb: String,
    at: Date,
    said: mongoose.Schema.Types.Mixed,
    words: String,
    signup: String,
    unread: Boolean,
    row: mongoose.Schema.Types.ObjectId
  },
  { collection: 'notices', versionKey: false, strict: 'throw' }
)
schema.index({ member: 1, at: -1, row: -1 })
schema.index({ member: 1, unread: 1 }, { partialFilterExpression: { unread: true } })
const Notices = mongoose.model('Notice', schema)

/** Entries of one moment stand in their order. */
const rowOf = ({ n = 0 }: Pick<Notice, 'n'>): mongoose.Types.ObjectId =>
  new mongoose.Types.ObjectId(`${n.toString(16).padStart(8, '0')}${randomBytes(8).toString('hex')}`)

/** Keeps many at once; one that is there already stays as it is. */
export async function keepNotices(notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  await Notices.bulkWrite(
    notices.map(({ _id, ...rest }) => ({
      updateOne: {
        filter: { _id },
        update: { $setOnInsert: { ...rest, unread: true, row: rowOf(rest) } },
        upsert: true
      }
    })),
    { ordered: false }
  ).catch((error: unknown) => {
    // Two who do the same job at the same moment have done it once.
    if (!isDuplicate(error)) throw error
  })
}

export const findNotice = (id: string): Promise<Notice | null> => Notices.findById(id).lean<Notice>().exec()

/** Those of them that are still there, oldest first. */
export const findNotices = (ids: readonly string[]): Promise<KeptNotice[]> =>
  Notices.find({ _id: { $in: [...ids] } })
    .sort({ at: 1, row: 1 })
    .lean<KeptNotice[]>()
    .exec()

/** One page of what a person was told, newest first. */
export async function noticesOf(
  member: string,
  page: { after?: string; limit: number }
): Promise<{ items: KeptNotice[]; older?: string }> {
  const cursor = readCursor(page.after)
  const before = cursor && { $or: [{ at: { $lt: cursor.at } }, { at: cursor.at, row: { $lt: cursor.id } }] }
  const found = await Notices.find({ member, ...before })
    .sort({ at: -1, row: -1 })
    .limit(page.limit + 1)
    .lean<KeptNotice[]>()
  const items = found.slice(0, page.limit)
  const last = items.at(-1)
  return { items, ...(found.length > page.limit && last && { older: cursorOf(last.at, last.row) }) }
}

/** All that a person was told, newest first, one after the other. */
export const everyNoticeOf = (member: string): AsyncIterable<KeptNotice> =>
  Notices.find({ member }).sort({ at: -1, row: -1 }).lean<KeptNotice>().cursor()

/** Counted to a hundred: nobody needs the rest. */
export const countUnread = (member: string): Promise<number> =>
  Notices.countDocuments({ member, unread: true }, { limit: 100 }).exec()

/** Marks some of a person's own as read, or all up to a moment. */
export async function markRead(member: string, which: { ids: readonly string[] } | { upTo: Date }): Promise<void> {
  const some =
    'ids' in which
      ? { row: { $in: which.ids.map((id) => new mongoose.Types.ObjectId(id)) } }
      : { at: { $lte: which.upTo } }
  await Notices.updateMany({ member, unread: true, ...some }, { $unset: { unread: '' } })
}

export const eraseNotices = async (member: string): Promise<void> => {
  await Notices.deleteMany({ member })
}
