/** People who are assessed with their marks by half-year, and the rules; compare-and-set on a version each. */
import type { AssessmentRules, AuxiliaryKind, Grade, Marks } from '#shared/assessment.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

export interface Scored {
  marks: Marks
  points: number
  grade: Grade
  at: Date
  by: string
}
export interface AuxiliaryDoc {
  _id: mongoose.Types.ObjectId
  version: number
  name: string
  kind: AuxiliaryKind
  office: string
  post: string
  halves: Record<string, Scored>
}
const { Schema } = mongoose
const Mixed = Schema.Types.Mixed
const schema = new Schema<AuxiliaryDoc>(
  { version: Number, name: String, kind: String, office: String, post: String, halves: Mixed },
  { collection: 'auxiliaries', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ office: 1, name: 1, post: 1 }, { unique: true })
const Auxiliaries = mongoose.model('Auxiliary', schema)

const Rules = mongoose.model(
  'AssessmentRules',
  new Schema<{ _id: string; version: number; rules: AssessmentRules; by: string; at: Date }>(
    { _id: String, version: Number, rules: Mixed, by: String, at: Date },
    { collection: 'assessment_rules', versionKey: false, strict: 'throw' }
  )
)
const only = 'rules'

export const readRules = (): Promise<{ version: number; rules: AssessmentRules } | null> =>
  Rules.findById(only).lean<{ version: number; rules: AssessmentRules }>().exec()
/** False when somebody was faster. */
export async function writeRules(seen: number, rules: AssessmentRules, by: string, at: Date): Promise<boolean> {
  try {
    const written = await Rules.updateOne(
      { _id: only, version: seen },
      { $set: { version: seen + 1, rules, by, at } },
      { upsert: seen === 0 }
    )
    return written.matchedCount + written.upsertedCount === 1
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

export const findAuxiliary = (id: string): Promise<AuxiliaryDoc | null> =>
  Auxiliaries.findById(id).lean<AuxiliaryDoc>().exec()
export const listAuxiliaries = (office: string | undefined): Promise<AuxiliaryDoc[]> =>
  Auxiliaries.find(office === undefined ? {} : { office })
    .sort({ office: 1, name: 1, post: 1 })
    .limit(500)
    .lean<AuxiliaryDoc[]>()
    .exec()
export async function insertAuxiliary(doc: AuxiliaryDoc): Promise<boolean> {
  try {
    await Auxiliaries.collection.insertOne(doc)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
export const writeMarks = async (auxiliary: AuxiliaryDoc, half: string, scored: Scored): Promise<boolean> =>
  (
    await Auxiliaries.updateOne(
      { _id: auxiliary._id, version: auxiliary.version },
      { $set: { [`halves.${half}`]: scored, version: auxiliary.version + 1 } }
    )
  ).matchedCount === 1
