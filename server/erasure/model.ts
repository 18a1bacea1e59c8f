/** What was to be erased, and whether it is. The same stands outside the database (register.ts), for whoever restores a backup. */
import { mongoose } from '#server/kernel/mongo.ts'

/** A resident or a member of staff as a person, the report of who holds a receipt code, or one entry, by its hash. */
export type ErasureOf = { person: string } | { report: string } | { no: string; entry: number; hash: string }

export interface ErasureDoc {
  _id: string
  of: ErasureOf
  at: Date
  /** Public ids of photos, noted before the words that name them are gone. */
  photos?: string[]
  /** Something may be left. */
  open?: true
  doneAt?: Date
}

const { Schema } = mongoose
const schema = new Schema<ErasureDoc>(
  {
    _id: String,
    of: Schema.Types.Mixed,
    at: Date,
    photos: { type: [String], default: undefined },
    open: Boolean,
    doneAt: Date
  },
  { collection: 'erasures', versionKey: false, strict: 'throw' }
)
schema.index({ open: 1, at: 1 }, { partialFilterExpression: { open: true } })
const Erasures = mongoose.model('Erasure', schema)

/** Whether it was not known yet. */
export const keepErasure = async ({ _id, of, at }: ErasureDoc): Promise<boolean> =>
  (await Erasures.updateOne({ _id }, { $setOnInsert: { of, at, open: true } }, { upsert: true })).upsertedCount === 1
export const notePhotos = async (id: string, photos: readonly string[]): Promise<void> => {
  if (photos.length > 0) await Erasures.updateOne({ _id: id }, { $addToSet: { photos: { $each: [...photos] } } })
}
export const photosNoted = async (id: string): Promise<string[]> =>
  (await Erasures.findById(id).lean<ErasureDoc>())?.photos ?? []

export const endErasure = async (id: string, doneAt: Date): Promise<void> => {
  await Erasures.updateOne({ _id: id }, { $set: { doneAt }, $unset: { photos: '', open: '' } })
}

/** What was begun before a moment and is not done. */
export const openErasures = (before: Date): Promise<ErasureDoc[]> =>
  Erasures.find({ open: true, at: { $lte: before } })
    .sort({ at: 1 })
    .limit(100)
    .lean<ErasureDoc[]>()
    .exec()

/** When the erasure of a person was asked for that is not done yet. */
export const erasureOf = async (person: string): Promise<Date | undefined> =>
  (await Erasures.findOne({ open: true, 'of.person': person }).lean<ErasureDoc>())?.at
