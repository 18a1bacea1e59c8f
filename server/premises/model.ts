/** How a unit is kept, found and changed: one document, compare-and-set on its version. */
import type { QueryFilter } from 'mongoose'
import { attachedAtMost, type UnitInput } from '#shared/premises.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

export interface UnitLog {
  at: Date
  by: string
  what: 'made' | 'edited' | 'starred' | 'attached' | 'detached'
}
export interface UnitDoc extends UnitInput {
  /** Its number. */
  _id: string
  version: number
  /** Month to stars. */
  stars: Record<string, number>
  cases: string[]
  log: UnitLog[]
}

const { Schema } = mongoose
const Mixed = Schema.Types.Mixed
const schema = new Schema<UnitDoc>(
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
  { collection: 'units', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ name: 1, address: 1 }, { unique: true })
schema.index({ area: 1, _id: 1 })
schema.index({ section: 1, _id: 1 })
schema.index({ cases: 1 })
const Units = mongoose.model('Unit', schema)

const counters = mongoose.model(
  'UnitCounter',
  new Schema({ _id: String, n: Number }, { collection: 'counters', versionKey: false })
)
export async function nextUnit(): Promise<string> {
  const it = await counters
    .findOneAndUpdate({ _id: 'unit' }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' })
    .lean<{ n: number }>()
  return String(it.n).padStart(5, '0')
}

export const findUnit = (no: string): Promise<UnitDoc | null> => Units.findById(no).lean<UnitDoc>().exec()

export const noUnits = async (): Promise<boolean> => (await Units.exists({})) === null

export async function insertUnit(doc: UnitDoc): Promise<boolean> {
  try {
    await Units.collection.insertOne(doc as never)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** `stale` when somebody was faster, `taken` when another unit has this name and address. */
export async function changeUnit(
  it: UnitDoc,
  changes: Partial<UnitDoc>,
  entry: UnitLog
): Promise<UnitDoc | 'stale' | 'taken'> {
  const gone = 'name' in changes && changes.frontM === undefined ? { $unset: { frontM: '' } } : {}
  try {
    const changed = await Units.findOneAndUpdate(
      { _id: it._id, version: it.version },
      {
        $set: { ...changes, version: it.version + 1 },
        ...gone,
        $push: { log: { $each: [entry], $slice: -50 } }
      },
      { returnDocument: 'after' }
    )
      .lean<UnitDoc>()
      .exec()
    return changed ?? 'stale'
  } catch (error) {
    if (isDuplicate(error)) return 'taken'
    throw error
  }
}

/** The list as attached or detached would leave it; undefined when it would be too long. */
export const withCase = (cases: readonly string[], no: string, attached: boolean): string[] | undefined => {
  const others = cases.filter((it) => it !== no)
  if (!attached) return others
  return others.length >= attachedAtMost ? undefined : [...others, no]
}

export interface UnitFilter {
  area?: string | undefined
  section?: string | undefined
  q?: string | undefined
}
/** By number, which is by age; what a person typed is matched as it stands, never as a pattern. */
export async function listUnits(
  { area, section, q }: UnitFilter,
  after: string | undefined,
  limit: number
): Promise<{ items: UnitDoc[]; older?: string }> {
  const literal = q?.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const filter = {
    ...(area && { area }),
    ...(section && { section }),
    ...(literal && { $or: [{ name: { $regex: literal } }, { section: { $regex: literal } }] }),
    ...(after && { _id: { $gt: after } })
  } as QueryFilter<UnitDoc>
  const found = await Units.find(filter)
    .sort({ _id: 1 })
    .limit(limit + 1)
    .lean<UnitDoc[]>()
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, ...(found.length > limit && last && { older: last._id }) }
}
