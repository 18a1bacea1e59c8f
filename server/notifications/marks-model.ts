/** Which rounds of telling are done, so that a worker who looks every minute counts once; a round cut off is done again. */
import { mongoose } from '#server/kernel/mongo.ts'

const { Schema } = mongoose
const schema = new Schema<{ _id: string; at: Date }>(
  { _id: String, at: Date },
  { collection: 'notice_rounds', versionKey: false, strict: 'throw' }
)
schema.index({ at: 1 }, { expireAfterSeconds: 60 * 86_400 })
const Rounds = mongoose.model('NoticeRound', schema)

export const isMarked = async (id: string): Promise<boolean> => (await Rounds.exists({ _id: id })) !== null
export const mark = async (id: string, at: Date): Promise<void> => {
  await Rounds.updateOne({ _id: id }, { $setOnInsert: { at } }, { upsert: true })
}
