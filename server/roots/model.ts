/** The daily roots, kept for good, and the tree below the newest two, from which ways to a root are read. */
import { mongoose, isDuplicate, newId } from '#server/kernel/mongo.ts'
import type { DailyRoot, RootPlace } from '#shared/ledger.ts'
import type { DeliveryReason } from '#shared/deliveries.ts'
import { outboxIndex, type OutboxItem, type OutboxOwners } from '#server/kernel/outbox.ts'
import type { Part } from './tree.ts'

export interface RootDoc extends Omit<DailyRoot, 'day'> {
  /** The day. */
  _id: string
  /** Under which its leaves lie. */
  leaves: mongoose.Types.ObjectId
  /** How many levels down the parts begin that leaves are kept by, and these parts; only while its leaves are kept. */
  bits?: number
  parts?: Part[]
  /** Where it is to be written outside the database. */
  outbox?: OutboxItem[]
}
interface ChangesDoc {
  _id: string
  day: string
  of: mongoose.Types.ObjectId
  packed: Buffer | mongoose.mongo.Binary
}
/** One day's root on its way to one place outside the database. */
export interface CopyDoc {
  /** `2026-11-23/folder`. */
  _id: string
  day: string
  place: RootPlace
  /** Wanted since; there since, where it is. */
  at: Date
  doneAt?: Date
  tries: number
  nextAt?: Date
  reason?: DeliveryReason
  answer?: string
}
interface LeavesDoc {
  _id: string
  of: mongoose.Types.ObjectId
  packed: Buffer | mongoose.mongo.Binary
}

const { Schema } = mongoose
const rootSchema = new Schema<RootDoc>(
  {
    _id: String,
    at: String,
    cases: Number,
    tree: String,
    prev: String,
    moved: Number,
    gone: Number,
    changes: String,
    root: String,
    signed: { type: [Schema.Types.Mixed], default: undefined },
    leaves: Schema.Types.ObjectId,
    bits: Number,
    parts: [Schema.Types.Mixed],
    outbox: { type: [Schema.Types.Mixed], default: undefined }
  },
  { collection: 'roots', versionKey: false, strict: 'throw' }
)
rootSchema.index(...outboxIndex)
const Roots = mongoose.model('Root', rootSchema)
const changesSchema = new Schema<ChangesDoc>(
  { _id: String, day: String, of: Schema.Types.ObjectId, packed: Buffer },
  { collection: 'rootchanges', versionKey: false, strict: 'throw' }
)
changesSchema.index({ day: 1 })
const Changes = mongoose.model('RootChanges', changesSchema)
const copySchema = new Schema<CopyDoc>(
  {
    _id: String,
    day: String,
    place: String,
    at: Date,
    doneAt: Date,
    tries: Number,
    nextAt: Date,
    reason: String,
    answer: String
  },
  { collection: 'rootcopies', versionKey: false, strict: 'throw' }
)
copySchema.index({ place: 1, day: -1 })
const Copies = mongoose.model('RootCopy', copySchema)
const schema = new Schema<LeavesDoc>(
  { _id: String, of: Schema.Types.ObjectId, packed: Buffer },
  { collection: 'rootleaves', versionKey: false, strict: 'throw' }
)
schema.index({ of: 1 })
const Leaves = mongoose.model('RootLeaves', schema)

const withoutTree = { parts: 0, bits: 0, outbox: 0 } as const

export const rootOutboxes = (): OutboxOwners => Roots.collection
export const findRoot = (day: string): Promise<RootDoc | null> =>
  Roots.findById(day, withoutTree).lean<RootDoc>().exec()
export const newestRoot = (): Promise<RootDoc | null> => Roots.findOne().sort({ _id: -1 }).lean<RootDoc>().exec()
export const goneInNewest = async (): Promise<number> => (await newestRoot())?.gone ?? 0
export const rootsBefore = (day: string | undefined, limit: number): Promise<RootDoc[]> =>
  Roots.find(day === undefined ? {} : { _id: { $lt: day } }, withoutTree)
    .sort({ _id: -1 })
    .limit(limit)
    .lean<RootDoc[]>()
    .exec()

/** All of them, the oldest first. */
export const everyRoot = (): AsyncIterable<RootDoc> =>
  Roots.find({}, withoutTree).sort({ _id: 1 }).lean<RootDoc>().cursor()

const bytesOf = (packed: Buffer | mongoose.mongo.Binary): Buffer =>
  Buffer.isBuffer(packed) ? packed : Buffer.from(packed.buffer)
const idOf = (of: mongoose.Types.ObjectId, part: number): string => `${of.toHexString()}/${part}`

export const newLeaves = newId
export const keepLeaves = async (of: mongoose.Types.ObjectId, part: number, packed: Buffer): Promise<void> => {
  await Leaves.create({ _id: idOf(of, part), of, packed })
}
export async function readLeaves({ leaves }: Pick<RootDoc, 'leaves'>, part: number): Promise<Buffer> {
  const found = await Leaves.findById(idOf(leaves, part)).lean<LeavesDoc>()
  return found ? bytesOf(found.packed) : Buffer.alloc(0)
}
/** All leaves below a root, in the order of their places. */
export async function readAllLeaves(root: Pick<RootDoc, 'leaves' | 'bits'>): Promise<Buffer> {
  const found: Buffer[] = []
  for (let part = 0; part < 2 ** (root.bits ?? 0); part++) found.push(await readLeaves(root, part))
  return Buffer.concat(found)
}

export const keepChanges = async (
  of: mongoose.Types.ObjectId,
  day: string,
  parts: readonly Buffer[]
): Promise<void> => {
  for (const [i, packed] of parts.entries()) await Changes.create({ _id: idOf(of, i), day, of, packed })
}
export async function readChanges({ leaves }: Pick<RootDoc, 'leaves'>, part: number): Promise<Buffer | undefined> {
  const found = await Changes.findById(idOf(leaves, part)).lean<ChangesDoc>()
  return found ? bytesOf(found.packed) : undefined
}
/** What a maker left behind who was killed, or was second. */
export async function dropOtherChanges(day: string): Promise<void> {
  const kept = await Roots.findById(day, { leaves: 1 }).lean<RootDoc>()
  if (kept) await Changes.deleteMany({ day, of: { $ne: kept.leaves } })
}

/** False where this day has one: the first that is made stays. */
export async function insertRoot(doc: RootDoc): Promise<boolean> {
  try {
    await Roots.create(doc)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** Leaves the trees of the newest two roots, so that a way that is being read does not end in nothing. */
export async function dropOldTrees(): Promise<void> {
  const newest = await Roots.find({}, { leaves: 1 }).sort({ _id: -1 }).limit(2).lean<RootDoc[]>()
  await Roots.updateMany(
    { _id: { $nin: newest.map((root) => root._id) }, bits: { $exists: true } },
    { $unset: { parts: '', bits: '' } }
  )
  await Leaves.deleteMany({ of: { $nin: newest.map((root) => root.leaves) } })
}

// ——— where roots are written to outside the database

/** The wish is there from now on, however often it is said. */
export async function wantCopy(day: string, place: RootPlace, at: Date): Promise<CopyDoc | null> {
  const _id = `${day}/${place}`
  return Copies.findOneAndUpdate(
    { _id },
    { $setOnInsert: { day, place, at, tries: 0 } },
    { upsert: true, returnDocument: 'after' }
  ).lean<CopyDoc>()
}
export const copyDone = async (id: string, at: Date, answer: string): Promise<void> => {
  await Copies.updateOne({ _id: id }, { $set: { doneAt: at, answer }, $unset: { nextAt: '', reason: '' } })
}
export const copyFailed = async (
  id: string,
  { nextAt, reason, answer }: Required<Pick<CopyDoc, 'nextAt' | 'reason' | 'answer'>>
): Promise<void> => {
  await Copies.updateOne({ _id: id }, { $set: { nextAt, reason, answer }, $inc: { tries: 1 } })
}
export const newestCopy = (place: RootPlace): Promise<CopyDoc | null> =>
  Copies.findOne({ place, doneAt: { $exists: true } })
    .sort({ day: -1 })
    .lean<CopyDoc>()
    .exec()
/** Those that are not there yet, the oldest first. */
export const waitingCopies = (place: RootPlace, limit: number): Promise<CopyDoc[]> =>
  Copies.find({ place, doneAt: { $exists: false } })
    .sort({ day: 1 })
    .limit(limit)
    .lean<CopyDoc[]>()
    .exec()
