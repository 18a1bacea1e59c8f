/** How premises are kept, found and changed: one document, compare-and-set on its version. */
import type { QueryFilter } from 'mongoose'
import { attachedAtMost, type PremisesInput } from '#shared/premises.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

export interface PremisesLog {
  at: Date
  by: string
  what: 'made' | 'edited' | 'starred' | 'attached' | 'detached'
}
export interface PremisesDoc extends PremisesInput {
  /** Its number. */
  _id: string
  version: number
  /** Month to stars. */
  stars: Record<string, number>
  cases: string[]
  log: PremisesLog[]
}

const { Schema } = mongoose
const Mixed = Schema.Types.Mixed
const schema = new Schema<PremisesDoc>(
  {
    _id: String,
    version: Number,
    name: String,
    kind: String,
    area: String,
    section: String,
    address: String,
    frontM: Number,
    duties: [String],
    statement: String,
    signed: String,
    contact: Mixed,
    closed: Boolean,
    stars: Mixed,
    cases: [String],
    log: [Mixed]
  },
  { collection: 'premises', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ name: 1, address: 1 }, { unique: true })
schema.index({ area: 1, _id: 1 })
schema.index({ section: 1, _id: 1 })
schema.index({ cases: 1 })
const Premises = mongoose.model('Premises', schema)

const counters = mongoose.model(
  'PremisesCounter',
  new Schema({ _id: String, n: Number }, { collection: 'counters', versionKey: false })
)
export async function nextPremisesNo(): Promise<string> {
  const counter = await counters
    .findOneAndUpdate({ _id: 'unit' }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' })
    .lean<{ n: number }>()
  return String(counter.n).padStart(5, '0')
}

export const findPremises = (no: string): Promise<PremisesDoc | null> =>
  Premises.findById(no).lean<PremisesDoc>().exec()

export const noPremises = async (): Promise<boolean> => (await Premises.exists({})) === null

export async function insertPremises(doc: PremisesDoc): Promise<boolean> {
  try {
    await Premises.collection.insertOne(doc as never)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** `stale` when somebody was faster, `taken` when others have this name and address. */
export async function changePremises(
  premises: PremisesDoc,
  changes: Partial<PremisesDoc>,
  entry: PremisesLog
): Promise<PremisesDoc | 'stale' | 'taken'> {
  const gone = 'name' in changes && changes.frontM === undefined ? { $unset: { frontM: '' } } : {}
  try {
    const changed = await Premises.findOneAndUpdate(
      { _id: premises._id, version: premises.version },
      {
        $set: { ...changes, version: premises.version + 1 },
        ...gone,
        $push: { log: { $each: [entry], $slice: -50 } }
      },
      { returnDocument: 'after' }
    )
      .lean<PremisesDoc>()
      .exec()
    return changed ?? 'stale'
  } catch (error) {
    if (isDuplicate(error)) return 'taken'
    throw error
  }
}

/** The list as attached or detached would leave it; undefined when it would be too long. */
export const withCase = (cases: readonly string[], no: string, attached: boolean): string[] | undefined => {
  const others = cases.filter((text) => text !== no)
  if (!attached) return others
  return others.length >= attachedAtMost ? undefined : [...others, no]
}

export interface PremisesFilter {
  area?: string | undefined
  section?: string | undefined
  q?: string | undefined
}
/** By number, which is by age; what a person typed is matched as it stands, never as a pattern. */
export async function listPremises(
  { area, section, q }: PremisesFilter,
  after: string | undefined,
  limit: number
): Promise<{ items: PremisesDoc[]; older?: string }> {
  const literal = q?.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const filter = {
    ...(area && { area }),
    ...(section && { section }),
    ...(literal && { $or: [{ name: { $regex: literal } }, { section: { $regex: literal } }] }),
    ...(after && { _id: { $gt: after } })
  } as QueryFilter<PremisesDoc>
  const found = await Premises.find(filter)
    .sort({ _id: 1 })
    .limit(limit + 1)
    .lean<PremisesDoc[]>()
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, ...(found.length > limit && last && { older: last._id }) }
}
