/** Photos as they are kept: the document last, so that a known id always has its files. */
import type { ClientSession } from 'mongoose'
import { batches } from '#server/kernel/batches.ts'
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

/** Seen again before anyone used it: its day starts anew. */
export const freshen = async (id: string, now: Date): Promise<void> => {
  await Photos.updateOne({ _id: id, unusedSince: { $exists: true } }, { $set: { unusedSince: now } })
}

interface Use {
  ids: readonly string[]
  no: string
}
const using = ({ ids, no }: Use) => ({
  filter: { _id: { $in: [...ids] } },
  update: { $addToSet: { usedIn: no }, $unset: { unusedSince: '' as const } }
})

/** How many of them are there and now belong to the case. */
export async function usePhotos(ids: readonly string[], no: string, session?: ClientSession): Promise<number> {
  const { filter, update } = using({ ids, no })
  return (await Photos.updateMany(filter, update, session ? { session } : {})).matchedCount
}

const claim = batches<Use, boolean>(async (_key, uses) => {
  const one = async (it: Use) => (await usePhotos(it.ids, it.no)) === it.ids.length
  const [alone] = uses
  if (alone && uses.length === 1) {
    const held = await one(alone)
    return [() => held]
  }
  const { matchedCount } = await Photos.bulkWrite(
    uses.map((it) => ({ updateMany: using(it) })),
    { ordered: false }
  )
  // A command of many counts only in all: where one photo is missing each is asked for itself.
  if (matchedCount === uses.reduce((n, it) => n + it.ids.length, 0)) return uses.map(() => () => true)
  const held = await Promise.all(uses.map(one))
  return held.map((it) => () => it)
})
/** Marks photos, each named once, as belonging to a case; false when one of them is not there any more. */
export const takePhotos = (ids: readonly string[], no: string): Promise<boolean> => claim('photos', { ids, no })

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
