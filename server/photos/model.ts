/** Photos as they are kept: the document last, so that a known id always has its files. */
import type { ClientSession } from 'mongoose'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

export interface PhotoDoc {
  /** SHA-256 of the original. */
  _id: string
  width: number
  height: number
  /** Numbers of the cases that use it. */
  usedIn: string[]
  /** Since when nobody uses it; such photos are swept. */
  unusedSince?: Date
}

const schema = new mongoose.Schema<PhotoDoc>(
  { _id: String, width: Number, height: Number, usedIn: [String], unusedSince: Date },
  { collection: 'photos', versionKey: false, strict: 'throw' }
)
schema.index({ unusedSince: 1 }, { sparse: true })

export const Photos = mongoose.model('Photo', schema)

export const findPhotos = (ids: readonly string[]): Promise<PhotoDoc[]> =>
  Photos.find({ _id: { $in: [...ids] } })
    .lean<PhotoDoc[]>()
    .exec()

export async function keepPhoto(doc: PhotoDoc): Promise<void> {
  try {
    await Photos.collection.insertOne(doc as never)
  } catch (error) {
    if (!isDuplicate(error)) throw error
  }
}

/** Seen again before anyone used it: its day starts anew. */
export const freshen = async (id: string, now: Date): Promise<void> => {
  await Photos.updateOne({ _id: id, unusedSince: { $exists: true } }, { $set: { unusedSince: now } })
}

/** How many of them are there and now belong to the case. */
export const usePhotos = async (ids: readonly string[], no: string, session?: ClientSession): Promise<number> => {
  const used = await Photos.updateMany(
    { _id: { $in: [...ids] } },
    { $addToSet: { usedIn: no }, $unset: { unusedSince: '' } },
    session ? { session } : {}
  )
  return used.matchedCount
}

/** Releases photos from a case; those that nobody uses any more come back, to be removed. */
export async function releasePhotos(
  ids: readonly string[],
  no: string,
  now: Date,
  session?: ClientSession
): Promise<string[]> {
  const within = session ? { session } : {}
  const free = { _id: { $in: [...ids] }, usedIn: { $size: 0 } }
  await Photos.updateMany({ _id: { $in: [...ids] } }, { $pull: { usedIn: no } }, within)
  await Photos.updateMany(free, { $set: { unusedSince: now } }, within)
  return (await Photos.find(free, { _id: 1 }, within).lean<{ _id: string }[]>()).map((p) => p._id)
}

export const unusedSince = (before: Date, limit: number): Promise<{ _id: string }[]> =>
  Photos.find({ unusedSince: { $lt: before } }, { _id: 1 })
    .limit(limit)
    .lean<{ _id: string }[]>()
    .exec()

/** Only if still unused: a photo claimed a moment ago stays. */
export const dropUnused = async (id: string): Promise<boolean> =>
  (await Photos.deleteOne({ _id: id, unusedSince: { $exists: true } })).deletedCount === 1

/** Marks many at once, for the demo seed. */
export const markUsed = async (uses: { id: string; no: string }[]): Promise<void> => {
  const byPhoto = new Map<string, string[]>()
  for (const { id, no } of uses) byPhoto.set(id, [...(byPhoto.get(id) ?? []), no])
  await Photos.bulkWrite(
    [...byPhoto].map(([_id, nos]) => ({
      updateOne: { filter: { _id }, update: { $addToSet: { usedIn: { $each: nos } }, $unset: { unusedSince: '' } } }
    }))
  )
}
