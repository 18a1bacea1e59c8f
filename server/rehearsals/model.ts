/** Rehearsals as the database keeps them: sums in one document, the cases that would have gone elsewhere beside it. */
import type { Channel, RoutingFact } from '#shared/routing.ts'
import type { rehearsalStates } from '#shared/rehearsals.ts'
import { Cases, type CaseDoc, type Filter } from '#server/cases/index.ts'
import type { Hashes, Who } from '#server/city/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'

export interface RehearsalDoc {
  _id: string
  at: Date
  by: Who
  from: string
  to: string
  against: number | 'draft'
  /** The city it sends by, as it stood when it began. */
  parts: Hashes
  names: Record<string, { name: string; short: string }>
  state: (typeof rehearsalStates)[number]
  /** How far it has come: `moment|id` of the last case, so that a step done twice counts once. */
  cursor: string
  of: number
  done: number
  moved: number
  dueChanged: number
  byHand: number
  agrees: number
  rows: number
  load: Record<string, { before?: number; after?: number }>
  /** `from>to`, `-` where nobody would have it. */
  streams: Record<string, number>
  areas: Record<string, number>
}

export interface RowDoc {
  /** `rehearsal:number`, so that a step done twice writes it once. */
  _id: string
  rehearsal: string
  no: string
  at: string
  category: string
  area: string
  place: { lng: number; lat: number }
  channel: Channel
  moved: boolean
  from: string
  to?: string
  ruleBefore: string
  ruleAfter: string
  because: RoutingFact[]
  dueBefore: string
  dueAfter: string
}

const { Schema } = mongoose
const loose = { versionKey: false, strict: false, minimize: false } as const
const Rehearsals = mongoose.model(
  'Rehearsal',
  new Schema<RehearsalDoc>({ _id: String, state: String }, { ...loose, collection: 'rehearsals' })
)
// Only what is asked by; the rest is as RowDoc says.
const rowSchema = new Schema<RowDoc>(
  { _id: String, rehearsal: String, no: String, from: String, to: String },
  { ...loose, collection: 'rehearsalcases' }
)
rowSchema.index({ rehearsal: 1, no: 1 })
const Rows = mongoose.model('RehearsalCase', rowSchema)

export const newRehearsalId = (): string => new mongoose.Types.ObjectId().toHexString()
const kept = 20

/** Keeps it, and lets go of all but the last twenty. */
export async function keepRehearsal(doc: RehearsalDoc): Promise<void> {
  await Rehearsals.collection.insertOne(doc as never)
  const old = await Rehearsals.find({}, { _id: 1 }).sort({ _id: -1 }).skip(kept).lean<{ _id: string }[]>()
  for (const { _id } of old) {
    await Rows.deleteMany({ rehearsal: _id })
    await Rehearsals.deleteOne({ _id })
  }
}
export const findRehearsal = (id: string): Promise<RehearsalDoc | null> =>
  Rehearsals.findById(id).lean<RehearsalDoc>().exec()
export const listRehearsals = (): Promise<RehearsalDoc[]> =>
  Rehearsals.find({}).sort({ _id: -1 }).limit(kept).lean<RehearsalDoc[]>().exec()
export const unfinished = (): Promise<number> =>
  Rehearsals.countDocuments({ state: { $in: ['waiting', 'running'] } }, { limit: 10 }).exec()
/** Parts that rehearsals still speak of. */
export const rehearsedParts = async (): Promise<string[]> =>
  (await listRehearsals()).flatMap((r) => Object.values(r.parts))

export const listRows = (
  rehearsal: string,
  page: { office?: string; after?: string; limit: number }
): Promise<RowDoc[]> =>
  Rows.find({
    rehearsal,
    ...(page.after && { no: { $gt: page.after } }),
    ...(page.office && { $or: [{ from: page.office }, { to: page.office }] })
  })
    .sort({ no: 1 })
    .limit(page.limit)
    .lean<RowDoc[]>()
    .exec()

export interface Sums {
  done: number
  moved: number
  dueChanged: number
  byHand: number
  agrees: number
  load: RehearsalDoc['load']
  streams: Record<string, number>
  areas: Record<string, number>
}

/** What one step found lands once: only where the rehearsal still stands where the step began. */
export async function addStep(
  id: string,
  from: string,
  to: string,
  sums: Sums,
  rows: readonly RowDoc[],
  over: boolean
): Promise<boolean> {
  if (rows.length > 0)
    await Rows.bulkWrite(
      rows.map(({ _id, ...row }) => ({
        updateOne: { filter: { _id }, update: { $setOnInsert: row }, upsert: true }
      }))
    )
  const { load, streams, areas, ...counts } = sums
  const inc: Record<string, number> = { ...counts, rows: rows.length }
  for (const [office, { before = 0, after = 0 }] of Object.entries(load)) {
    inc[`load.${office}.before`] = before
    inc[`load.${office}.after`] = after
  }
  for (const [key, n] of Object.entries(streams)) inc[`streams.${key}`] = n
  for (const [key, n] of Object.entries(areas)) inc[`areas.${key}`] = n
  const result = await Rehearsals.collection.updateOne(
    { _id: id as never, cursor: from },
    { $inc: inc, $set: { cursor: to, state: over ? 'done' : 'running' } }
  )
  return result.matchedCount === 1
}

export const setState = async (id: string, state: RehearsalDoc['state']): Promise<void> => {
  await Rehearsals.collection.updateOne({ _id: id as never }, { $set: { state } })
}

// ——— the cases of a period, in the order in which they came

export type PastCase = Pick<
  CaseDoc,
  '_id' | 'no' | 'at' | 'area' | 'place' | 'office' | 'byHand' | 'routing' | 'ledger'
>

const period = (from: string, to: string) => ({ at: { $gte: from, $lt: to }, joinedInto: { $exists: false } })
/** Counted once, for the progress that is shown. */
export const countCases = (from: string, to: string): Promise<number> =>
  Cases.countDocuments(period(from, to) as Filter, { limit: 2_000_000 }).exec()

export const nextCases = (from: string, to: string, cursor: string, limit: number): Promise<PastCase[]> => {
  const [at, id] = cursor.split('|')
  const step = at && id ? { $or: [{ at: { $gt: at } }, { at, _id: { $gt: new mongoose.Types.ObjectId(id) } }] } : {}
  return Cases.find({ $and: [period(from, to), step] } as Filter, {
    no: 1,
    at: 1,
    area: 1,
    place: 1,
    office: 1,
    byHand: 1,
    routing: 1,
    ledger: { $slice: 1 }
  })
    .sort({ at: 1, _id: 1 })
    .limit(limit)
    .lean<PastCase[]>()
    .exec()
}
