/**
 * Who has met the same as a public case: a row each beside the case and not in its ledger, which would grow and be hashed anew with every
 * neighbour. The case keeps their number, set from the rows (docs/decisions/073).
 */
import { mongoose } from '#server/kernel/mongo.ts'

export interface AffectedDoc {
  /** Case. */
  no: string
  /** A resident, `report:` and the report of who holds a receipt code, or of a guest a hash of the key that he alone has. */
  by: string
  guest?: true
  at: Date
}

const schema = new mongoose.Schema<AffectedDoc>(
  { no: String, by: String, guest: Boolean, at: Date },
  { collection: 'affected', versionKey: false, strict: 'throw' }
)
schema.index({ no: 1, by: 1 }, { unique: true })
schema.index({ by: 1 })
const Affected = mongoose.model('Affected', schema)

export async function keepAffected({ no, by, ...more }: AffectedDoc): Promise<void> {
  await Affected.updateOne({ no, by }, { $setOnInsert: more }, { upsert: true })
}
export async function dropAffected(no: string, by: string): Promise<void> {
  await Affected.deleteOne({ no, by })
}
export const isAffected = async (no: string, by: string): Promise<boolean> =>
  (await Affected.exists({ no, by })) !== null
export const countAffected = (no: string): Promise<number> => Affected.countDocuments({ no }).exec()
/** Who is told of a case beside its reporters. */
export const affectedPeople = (no: string): Promise<string[]> =>
  Affected.distinct('by', { no, guest: { $exists: false } }).exec()
export const affectedBy = (person: string): Promise<AffectedDoc[]> =>
  Affected.find({ by: person }).sort({ _id: 1 }).lean<AffectedDoc[]>().exec()

/** From a case to the one that it was joined to; who is there already stays once. */
export async function moveAffected(from: string, into: string): Promise<void> {
  for await (const row of Affected.find({ no: from }).lean<AffectedDoc>().cursor()) {
    const { by, guest, at } = row
    await keepAffected({ no: into, by, at, ...(guest && { guest }) })
    await dropAffected(from, by)
  }
}

/** All that somebody has said so of. */
export async function forgetAffected(person: string): Promise<string[]> {
  const rows = await affectedBy(person)
  await Affected.deleteMany({ by: person })
  return rows.map(({ no }) => no)
}
