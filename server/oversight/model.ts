/** What social supervisors said of offices, and the contact cards of community liaisons. */
import { randomBytes } from 'node:crypto'
import type { Aspect } from '#shared/oversight.ts'
import { startOfDay, dayOf } from '#shared/time-format.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
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
/** Words stand in an order that says neither who wrote them nor when: chance gave it, and keeps it. */
interface StoredJudgement extends JudgementDoc {
  rank: mongoose.Types.ObjectId
}
const { Schema } = mongoose
const schema = new Schema<StoredJudgement>(
  {
    _id: String,
    by: String,
    office: String,
    month: String,
    at: Date,
    service: Number,
    fairness: Number,
    results: Number,
    words: String,
    rank: Schema.Types.ObjectId
  },
  { collection: 'judgements', versionKey: false, strict: 'throw' }
)
const spoken = { partialFilterExpression: { words: { $exists: true } } }
schema.index({ office: 1, month: -1 })
schema.index({ by: 1, month: 1 })
schema.index({ month: -1, rank: 1 }, spoken)
schema.index({ office: 1, month: -1, rank: 1 }, spoken)
const Judgements = mongoose.model('Judgement', schema)

/** The last word of a month counts. */
export const keepJudgement = async ({ _id, words, ...judgement }: JudgementDoc): Promise<void> => {
  const rank = new mongoose.Types.ObjectId(randomBytes(12).toString('hex'))
  await Judgements.updateOne(
    { _id },
    words
      ? { $set: { ...judgement, words }, $setOnInsert: { rank } }
      : { $set: judgement, $unset: { words: '' }, $setOnInsert: { rank } },
    { upsert: true }
  )
}

export const noJudgements = async (): Promise<boolean> => (await Judgements.exists({})) === null

export const judgementsOf = (by: string, months: readonly string[]): Promise<JudgementDoc[]> =>
  Judgements.find({ by, month: { $in: months } })
    .lean<JudgementDoc[]>()
    .exec()

/** What was written, the latest month first; of one office or of all. */
export async function listWords(
  office: string | undefined,
  page: { after?: string | undefined; limit: number }
): Promise<{ items: { office: string; month: string; words: string }[]; older?: string }> {
  const cursor = readCursor(page.after)
  const month = cursor ? dayOf(cursor.at).slice(0, 7) : ''
  const found = await Judgements.find(
    {
      words: { $exists: true },
      ...(office !== undefined && { office }),
      ...(cursor && { $or: [{ month: { $lt: month } }, { month, rank: { $gt: cursor.id } }] })
    },
    { office: 1, month: 1, words: 1, rank: 1 }
  )
    .sort({ month: -1, rank: 1 })
    .limit(page.limit + 1)
    .lean<(Pick<StoredJudgement, 'office' | 'month' | 'rank'> & { words: string })[]>()
  const items = found.slice(0, page.limit)
  const last = items.at(-1)
  return {
    items,
    ...(found.length > page.limit && last && { older: cursorOf(startOfDay(`${last.month}-01`), last.rank) })
  }
}

const twoYearsBefore = (month: string): string => `${Number(month.slice(0, 4)) - 2}${month.slice(4)}`
/** Of two years, the months that are over: while one runs, each judgement that joins the average would say itself. */
export const monthsOf = (
  office: string,
  atLeast: number,
  running: string
): Promise<({ _id: string; n: number } & Record<Aspect, number>)[]> =>
  Judgements.aggregate<{ _id: string; n: number } & Record<Aspect, number>>([
    { $match: { office, month: { $gte: twoYearsBefore(running), $lt: running } } },
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
    { $sort: { _id: -1 } }
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
cardSchema.index({ area: 1, _id: 1 })
const Cards = mongoose.model('Card', cardSchema)

export const keepCard = async ({ _id, ...card }: CardDoc): Promise<void> => {
  await Cards.updateOne({ _id }, { $set: card }, { upsert: true })
}
export const removeCard = async (_id: string): Promise<void> => {
  await Cards.deleteOne({ _id })
}
export const findCard = (_id: string): Promise<CardDoc | null> => Cards.findById(_id).lean<CardDoc>().exec()
export const noCards = async (): Promise<boolean> => (await Cards.exists({})) === null
export const listCards = (area: string | undefined): Promise<CardDoc[]> =>
  Cards.find(area === undefined ? {} : { area })
    .sort({ area: 1, _id: 1 })
    .limit(500)
    .lean<CardDoc[]>()
    .exec()
