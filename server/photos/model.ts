/** Photos as they are kept: the document last, so that a known id always has its files. */
import type { ClientSession } from 'mongoose'
import { batches } from '#server/kernel/batches.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

export interface PhotoDoc {
  /** Made from the secret of its sender, which is kept nowhere; of photos from before migration 71 the hash of the original. */
  _id: string
  width: number
  height: number
  /** Numbers of the cases and activities that use it. */
  usedIn: string[]
  /** The act that used it first, which may come again; no other may use it. */
  usedBy?: string
  /** While nobody uses it: when it is swept. */
  sweepAt?: Date
  /** How it looks (look.ts); of photos from before this was kept, nothing. */
  look?: string
  /** Of its first hour: a keyed hash of who sent it, when, and how much it was. */
  sender?: string
  sentAt?: Date
  bytes?: number
  /** Photos that looked like it, of the same sender, when it came. */
  like?: string[]
  /** Its sender was asked whether he had not sent this already. */
  asked?: true
}

const schema = new mongoose.Schema<PhotoDoc>(
  {
    _id: String,
    width: Number,
    height: Number,
    usedIn: [String],
    usedBy: String,
    sweepAt: Date,
    sender: String,
    sentAt: Date,
    bytes: Number,
    look: String,
    like: { type: [String], default: undefined },
    asked: Boolean
  },
  { collection: 'photos', versionKey: false, strict: 'throw' }
)
schema.index({ sweepAt: 1 }, { sparse: true })
schema.index({ sender: 1, sentAt: 1 }, { partialFilterExpression: { sender: { $exists: true } } })
schema.index({ sentAt: 1 }, { sparse: true })

export const Photos = mongoose.model('Photo', schema)

const find = batches<readonly string[], PhotoDoc[]>(async (_key, asked) => {
  const found = await Photos.find({ _id: { $in: [...new Set(asked.flat())] } }).lean<PhotoDoc[]>()
  const known = new Map(found.map((p) => [p._id, p]))
  return asked.map((ids) => () => [...new Set(ids)].flatMap((id) => known.get(id) ?? []))
})
export const findPhotos = (ids: readonly string[]): Promise<PhotoDoc[]> => find('photos', ids)

export async function keepPhoto(doc: PhotoDoc): Promise<void> {
  try {
    await Photos.collection.insertOne(doc as never)
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}

/** How some photos look, by id; of some nobody knows. */
export const findLooks = async (ids: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    (
      await Photos.find({ _id: { $in: [...ids] }, look: { $exists: true } }, { look: 1 }).lean<
        Required<Pick<PhotoDoc, '_id' | 'look'>>[]
      >()
    ).map(({ _id, look }) => [_id, look])
  )

/** Holds photos that the record has already for another number; says how many are there. */
export async function usePhotos(ids: readonly string[], no: string, session?: ClientSession): Promise<number> {
  const update = { $addToSet: { usedIn: no }, $unset: { sweepAt: '' as const } }
  return (await Photos.updateMany({ _id: { $in: [...ids] } }, update, session ? { session } : {})).matchedCount
}

interface Use {
  ids: readonly string[]
  no: string
  by: string
}
const taking = ({ ids, no, by }: Use) => ({
  filter: { _id: { $in: [...ids] }, $or: [{ usedIn: { $size: 0 } }, { usedBy: by }] },
  update: { $addToSet: { usedIn: no }, $set: { usedBy: by }, $unset: { sweepAt: '' as const } }
})

const claim = batches<Use, boolean>(async (_key, uses) => {
  const one = async (use: Use) => {
    const { filter, update } = taking(use)
    return (await Photos.updateMany(filter, update)).matchedCount === use.ids.length
  }
  const [alone] = uses
  if (alone && uses.length === 1) {
    const held = await one(alone)
    return [() => held]
  }
  const { matchedCount } = await Photos.bulkWrite(
    uses.map((use) => ({ updateMany: taking(use) })),
    { ordered: false }
  )
  // A command of many counts only in all: where one photo is missing each is asked for itself.
  if (matchedCount === uses.reduce((n, use) => n + use.ids.length, 0)) return uses.map(() => () => true)
  const held = await Promise.all(uses.map(one))
  return held.map((yes) => () => yes)
})
/** Uses photos, each named once, by an act; false when one of them is gone, or used by another act. */
export const takePhotos = (ids: readonly string[], no: string, by: string): Promise<boolean> =>
  claim('photos', { ids, no, by })

/** Gives back what an act had taken before it failed. */
export const letBack = async (ids: readonly string[], { no, by }: Omit<Use, 'ids'>, sweepAt: Date): Promise<void> => {
  await Photos.updateMany({ _id: { $in: [...ids] }, usedBy: by }, { $pull: { usedIn: no } })
  await Photos.updateMany({ _id: { $in: [...ids] }, usedIn: { $size: 0 } }, { $set: { sweepAt } })
}

/** Releases photos from a case; those that nobody uses any more come back, to be removed. */
export async function releasePhotos(
  ids: readonly string[],
  no: string,
  sweepAt: Date,
  session?: ClientSession
): Promise<string[]> {
  const within = session ? { session } : {}
  const free = { _id: { $in: [...ids] }, usedIn: { $size: 0 } }
  await Photos.updateMany({ _id: { $in: [...ids] } }, { $pull: { usedIn: no } }, within)
  await Photos.updateMany(free, { $set: { sweepAt } }, within)
  return (await Photos.find(free, { _id: 1 }, within).lean<{ _id: string }[]>()).map((p) => p._id)
}

/** What a sender has sent since, the newest first. */
export const sentBy = (sender: string, since: Date, atMost: number): Promise<PhotoDoc[]> =>
  Photos.find({ sender, sentAt: { $gt: since } })
    .sort({ sentAt: -1 })
    .limit(atMost)
    .lean<PhotoDoc[]>()
    .exec()
/** What of it nobody uses, in bytes, the newest first. */
export const unusedBy = (sender: string): Promise<Required<Pick<PhotoDoc, '_id' | 'bytes'>>[]> =>
  Photos.find({ sender, sentAt: { $exists: true }, sweepAt: { $exists: true } }, { bytes: 1 })
    .sort({ sentAt: -1 })
    .lean<Required<Pick<PhotoDoc, '_id' | 'bytes'>>[]>()
    .exec()
export const noteAsked = async (ids: readonly string[]): Promise<void> =>
  void (await Photos.updateMany({ _id: { $in: [...ids] } }, { $set: { asked: true } }))
/** Who sent what is known for a while only. */
export const forgetSenders = async (before: Date): Promise<void> =>
  void (await Photos.updateMany(
    { sentAt: { $lt: before } },
    { $unset: { sender: '', sentAt: '', bytes: '', like: '', asked: '' } }
  ))

export const unusedUntil = (now: Date, limit: number): Promise<{ _id: string }[]> =>
  Photos.find({ sweepAt: { $lt: now } }, { _id: 1 })
    .limit(limit)
    .lean<{ _id: string }[]>()
    .exec()

/** Only if still unused: a photo claimed a moment ago stays. */
export const dropUnused = async (id: string): Promise<boolean> =>
  (await Photos.deleteOne({ _id: id, sweepAt: { $exists: true } })).deletedCount === 1

/** Marks many at once, for the demo seed. */
export const markUsed = async (uses: { id: string; no: string }[]): Promise<void> => {
  const byPhoto = new Map<string, string[]>()
  for (const { id, no } of uses) byPhoto.set(id, [...(byPhoto.get(id) ?? []), no])
  await Photos.bulkWrite(
    [...byPhoto].map(([_id, nos]) => ({
      updateOne: { filter: { _id }, update: { $addToSet: { usedIn: { $each: nos } }, $unset: { sweepAt: '' } } }
    }))
  )
}
