/**
 * What a person is told, kept: one notice a ledger entry and person, or one a thing that happened to him, as a code and its
 * facts. Notices are read in the app; what also goes out by another channel is a delivery beside the notice.
 */
import type { NoticeChannel, Said } from '#shared/notices.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

export interface Notice {
  /** Names what it is about and whom it tells, so that a job that runs twice tells once. */
  _id: string
  /** A resident, `staff:` and a login name, `report:` and the report of who holds a receipt code, or `group:` of a robot. */
  member: string
  /** Number of the case or the activity. */
  no: string
  at: Date
  verb: string
  /** Ledger entry of a case. */
  n?: number
  /** Where a notice is no ledger entry, what it says. */
  said?: Said
  /** What it said, where it is from before notices were codes and its sentence is no longer ours. */
  words?: string
  signup?: string
  /** Nobody has read it yet. */
  unread?: true
}

/** A way out of the app, and not before when: what preference, address and quiet hours leave of the channels. */
export interface Reach {
  channel: Exclude<NoticeChannel, 'app'>
  notBefore: Date
}

const schema = new mongoose.Schema<Notice>(
  {
    _id: String,
    member: String,
    no: String,
    n: Number,
    verb: String,
    at: Date,
    said: mongoose.Schema.Types.Mixed,
    words: String,
    signup: String,
    unread: Boolean
  },
  { collection: 'notices', versionKey: false, strict: 'throw' }
)
schema.index({ member: 1, at: -1 })
schema.index({ member: 1, unread: 1 }, { partialFilterExpression: { unread: true } })
const Notices = mongoose.model('Notice', schema)

/** Keeps many at once; one that is there already stays as it is. */
export async function keepNotices(notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  await Notices.bulkWrite(
    notices.map(({ _id, ...rest }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: { ...rest, unread: true } }, upsert: true }
    })),
    { ordered: false }
  ).catch((error: unknown) => {
    // Two who do the same job at the same moment have done it once.
    if (!isDuplicate(error)) throw error
  })
}

export const findNotice = (id: string): Promise<Notice | null> => Notices.findById(id).lean<Notice>().exec()

/** The latest notices of one person. */
export const noticesOf = (member: string, limit: number): Promise<Notice[]> =>
  Notices.find({ member }).sort({ at: -1 }).limit(limit).lean<Notice[]>().exec()

export const eraseNotices = async (member: string): Promise<void> => {
  await Notices.deleteMany({ member })
}
