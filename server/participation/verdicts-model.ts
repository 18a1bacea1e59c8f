/** Who asked for a seat and was not let in. */
import { mongoose } from '#server/kernel/mongo.ts'

const { Schema } = mongoose

/** Who was asked for a seat and did not meet its conditions: the latest a person and shift, with what was asked. */
export interface VerdictDoc {
  shift: string
  person: string
  role: string
  at: Date
  passed: string[]
  failed: string[]
}
const verdictSchema = new Schema<VerdictDoc & { _id: string; times: number }>(
  {
    _id: String,
    shift: String,
    person: String,
    role: String,
    at: Date,
    passed: [String],
    failed: [String],
    times: Number
  },
  { collection: 'verdicts', versionKey: false, strict: 'throw' }
)
verdictSchema.index({ shift: 1, at: -1 })
verdictSchema.index({ person: 1 })
const Verdicts = mongoose.model('Verdict', verdictSchema)

export const keepVerdict = async (verdict: VerdictDoc): Promise<void> => {
  await Verdicts.updateOne(
    { _id: `${verdict.shift}:${verdict.person}` },
    { $set: verdict, $inc: { times: 1 } },
    { upsert: true }
  )
}

/** Verdicts of a shift, newest first: who was not let in, and why. */
export const verdictsOf = (shift: string): Promise<VerdictDoc[]> =>
  Verdicts.find({ shift }).sort({ at: -1 }).limit(100).lean<VerdictDoc[]>().exec()

export const verdictsOn = (person: string): Promise<VerdictDoc[]> =>
  Verdicts.find({ person }).sort({ at: -1 }).lean<VerdictDoc[]>().exec()

export const eraseVerdicts = async (person: string): Promise<void> => {
  await Verdicts.deleteMany({ person })
}
