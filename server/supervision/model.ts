/** What social supervisors said of offices, and the contact cards of community liaisons. */
import type { Aspect } from '#shared/supervision.ts'
import { mongoose } from '#server/kernel/mongo.ts'

export interface JudgementDoc extends Record<Aspect, number> {
  /** Supervisor, office and month: one judgement each. */
  _id: string
  by: string
  office: string
  month: string
  at: Date
  words?: string
}
const { Schema } = mongoose
const schema = new Schema<JudgementDoc>(
  {
    _id: String,
    by: String,
    office: String,
    month: String,
    at: Date,
    service: Number,
    fairness: Number,
    results: Number,
    words: String
  },
  { collection: 'judgements', versionKey: false, strict: 'throw' }
)
schema.index({ office: 1, month: -1 })
const Judgements = mongoose.model('Judgement', schema)

/** The last word of a month counts. */
export const keepJudgement = async ({ _id, ...it }: JudgementDoc): Promise<void> => {
  await Judgements.replaceOne({ _id }, it, { upsert: true })
}

export const monthsOf = (
  office: string,
  atLeast: number
): Promise<({ _id: string; n: number } & Record<Aspect, number>)[]> =>
  Judgements.aggregate<{ _id: string; n: number } & Record<Aspect, number>>([
    { $match: { office } },
    {
      $group: {
        _id: '$month',
        n: { $sum: 1 },
        service: { $avg: '$service' },
        fairness: { $avg: '$fairness' },
        results: { $avg: '$results' }
      }
    },
    { $match: { n: { $gte: atLeast } } },
    { $sort: { _id: -1 } },
    { $limit: 24 }
  ]).exec()

export interface CardDoc {
  /** Login name of the liaison. */
  _id: string
  name: string
  title: string
  area: string
  phone: string
  hours: string
}
const cardSchema = new Schema<CardDoc>(
  { _id: String, name: String, title: String, area: String, phone: String, hours: String },
  { collection: 'cards', versionKey: false, strict: 'throw' }
)
cardSchema.index({ area: 1 })
const Cards = mongoose.model('Card', cardSchema)

export const keepCard = async ({ _id, ...card }: CardDoc): Promise<void> => {
  await Cards.updateOne({ _id }, { $set: card }, { upsert: true })
}
export const listCards = (area: string | undefined): Promise<CardDoc[]> =>
  Cards.find(area === undefined ? {} : { area })
    .sort({ area: 1, _id: 1 })
    .limit(500)
    .lean<CardDoc[]>()
    .exec()
