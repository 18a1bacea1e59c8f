/** Requests to put hours right: asked by one, ruled on by another. */
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'
import { outboxIndex, type OutboxItem, type OutboxOwners } from '#server/kernel/outbox.ts'
import { eraseTold } from './model.ts'

const { Schema } = mongoose
const Mixed = Schema.Types.Mixed

export interface CorrectionDoc {
  _id: mongoose.Types.ObjectId
  state: 'asked' | 'approved' | 'refused'
  person: string
  signup: string
  shift: string
  activity: string
  title: string
  office: string
  from: Date
  at: Date
  /** Who asked: the person, or `staff:` and a login name. */
  by: string
  minutes: number
  words: string
  ruling?: { at: Date; by: string; words: string }
  /** Approved, and the ledger says so. */
  applied: boolean
  outbox?: OutboxItem[]
}
const correctionSchema = new Schema<CorrectionDoc>(
  {
    state: String,
    person: String,
    signup: String,
    shift: String,
    activity: String,
    title: String,
    office: String,
    from: Date,
    at: Date,
    by: String,
    minutes: Number,
    words: String,
    ruling: Mixed,
    applied: Boolean,
    outbox: [Mixed]
  },
  { collection: 'corrections', versionKey: false, strict: 'throw' }
)
correctionSchema.index({ signup: 1 }, { unique: true, partialFilterExpression: { state: 'asked' } })
correctionSchema.index({ person: 1, at: -1 })
correctionSchema.index({ state: 1, at: -1, _id: -1 })
correctionSchema.index({ office: 1, state: 1, at: -1, _id: -1 })
correctionSchema.index({ activity: 1, state: 1, at: -1, _id: -1 })
correctionSchema.index({ shift: 1 })
correctionSchema.index({ applied: 1 }, { partialFilterExpression: { applied: false } })
correctionSchema.index(...outboxIndex)
const Corrections = mongoose.model('Correction', correctionSchema)
export const correctionOutboxes = (): OutboxOwners => Corrections.collection

export async function insertCorrection(doc: CorrectionDoc): Promise<boolean> {
  try {
    await Corrections.collection.insertOne(doc)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
export const findCorrection = (id: string): Promise<CorrectionDoc | null> =>
  Corrections.findById(id).lean<CorrectionDoc>().exec()
export const correctionsBy = (person: string, limit = 50): Promise<CorrectionDoc[]> =>
  Corrections.find({ person }).sort({ at: -1 }).limit(limit).lean<CorrectionDoc[]>().exec()

/** Of an office or an activity; of all when nothing is said. */
export interface Whose {
  office?: string
  activity?: string
}

/** Open ones or ruled ones, newest first. */
export async function listCorrections(
  whose: Whose,
  open: boolean,
  page: { after?: string; limit: number }
): Promise<{ items: CorrectionDoc[]; older?: string }> {
  const cursor = readCursor(page.after)
  const at = cursor && new Date(cursor.at)
  const step = cursor ? { $or: [{ at: { $lt: at } }, { at, _id: { $lt: cursor.id } }] } : {}
  const which = { ...whose, state: open ? 'asked' : { $in: ['approved', 'refused'] } }
  const found = await Corrections.find({ $and: [which, step] } as never)
    .sort({ at: -1, _id: -1 })
    .limit(page.limit + 1)
    .lean<CorrectionDoc[]>()
  const items = found.slice(0, page.limit)
  const last = items.at(-1)
  return { items, ...(found.length > page.limit && last && { older: cursorOf(last.at, last._id) }) }
}

/** How many wait for a ruling; counting stops at `atMost`. */
export const countOpen = (whose: Whose, atMost: number): Promise<number> =>
  Corrections.countDocuments({ ...whose, state: 'asked' }, { limit: atMost }).exec()
export const openOf = (shift: string): Promise<CorrectionDoc[]> =>
  Corrections.find({ shift, state: 'asked' }).lean<CorrectionDoc[]>().exec()
/** Rules once, with who is told of it: false when somebody has ruled already. */
export const ruleOn = async (
  id: mongoose.Types.ObjectId,
  state: 'approved' | 'refused',
  ruling: NonNullable<CorrectionDoc['ruling']>,
  outbox: readonly OutboxItem[]
): Promise<boolean> => {
  const $set = { state, ruling, applied: state === 'refused' }
  const ruled = await Corrections.updateOne({ _id: id, state: 'asked' }, { $set, $push: { outbox: { $each: outbox } } })
  return ruled.matchedCount === 1
}
export const markApplied = async (id: mongoose.Types.ObjectId): Promise<void> => {
  await Corrections.updateOne({ _id: id }, { $set: { applied: true } })
}
export const unapplied = (): Promise<CorrectionDoc[]> =>
  Corrections.find({ applied: false, state: 'approved' }).limit(50).lean<CorrectionDoc[]>().exec()

/** What a person wrote of his hours goes, and what he was about to be told of them; what was granted stays, under a number. */
export const eraseCorrections = async (person: string): Promise<void> => {
  await Corrections.updateMany({ person }, { $set: { words: '', outbox: [] } })
  await eraseTold(person)
}
