/** The daily roots, kept for good, and the tree below the newest two, from which ways to a root are read. */
import { mongoose, isDuplicate, newId } from '#server/kernel/mongo.ts'
import type { DailyRoot } from '#shared/ledger.ts'
import type { Part } from './tree.ts'

export interface RootDoc extends Omit<DailyRoot, 'day'> {
  /** The day. */
  _id: string
  /** Under which its leaves lie. */
  leaves: mongoose.Types.ObjectId
  /** How many levels down the parts begin that leaves are kept by, and these parts; only while its leaves are kept. */
  bits?: number
  parts?: Part[]
}
interface LeavesDoc {
  _id: string
  of: mongoose.Types.ObjectId
  packed: Buffer | mongoose.mongo.Binary
}

const { Schema } = mongoose
const Roots = mongoose.model(
  'Root',
  new Schema<RootDoc>(
    {
      _id: String,
      at: String,
      cases: Number,
      tree: String,
      prev: String,
      root: String,
      leaves: Schema.Types.ObjectId,
      bits: Number,
      parts: [Schema.Types.Mixed]
    },
    { collection: 'roots', versionKey: false, strict: 'throw' }
  )
)
const schema = new Schema<LeavesDoc>(
  { _id: String, of: Schema.Types.ObjectId, packed: Buffer },
  { collection: 'rootleaves', versionKey: false, strict: 'throw' }
)
schema.index({ of: 1 })
const Leaves = mongoose.model('RootLeaves', schema)

const withoutTree = { parts: 0, bits: 0 } as const

export const newestRoot = (): Promise<RootDoc | null> => Roots.findOne().sort({ _id: -1 }).lean<RootDoc>().exec()
export const rootsBefore = (day: string | undefined, limit: number): Promise<RootDoc[]> =>
  Roots.find(day === undefined ? {} : { _id: { $lt: day } }, withoutTree)
    .sort({ _id: -1 })
    .limit(limit)
    .lean<RootDoc[]>()
    .exec()

/** All of them, the oldest first. */
export const everyRoot = (): AsyncIterable<RootDoc> =>
  Roots.find({}, withoutTree).sort({ _id: 1 }).lean<RootDoc>().cursor()

const idOf = (of: mongoose.Types.ObjectId, part: number): string => `${of.toHexString()}/${part}`

export const newLeaves = newId
export const keepLeaves = async (of: mongoose.Types.ObjectId, part: number, packed: Buffer): Promise<void> => {
  await Leaves.create({ _id: idOf(of, part), of, packed })
}
export async function readLeaves({ leaves }: RootDoc, part: number): Promise<Buffer> {
  const found = await Leaves.findById(idOf(leaves, part)).lean<LeavesDoc>()
  if (!found) return Buffer.alloc(0)
  return Buffer.isBuffer(found.packed) ? found.packed : Buffer.from(found.packed.buffer)
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
    { _id: { $nin: newest.map((it) => it._id) }, bits: { $exists: true } },
    { $unset: { parts: '', bits: '' } }
  )
  await Leaves.deleteMany({ of: { $nin: newest.map((it) => it.leaves) } })
}
