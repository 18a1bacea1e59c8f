/**
 * The sums of days and months, kept. Who changes a case marks its days; who counts writes what he found under the mark that he had
 * read before, never over a later one. A day is right as long as nobody has marked it since, and the same holds for its month.
 */
import { mongoose } from '#server/kernel/mongo.ts'
import { toStore, type StoredSums, type Sums } from './sums.ts'

export interface Kept extends Partial<StoredSums> {
  /** `2026-11-22`, or `2026-11`. */
  _id: string
  /** The month of a day; `all` for a month. */
  parent: string
  /** How often it was marked, and by which mark it was counted. */
  marked: number
  counted?: number
  /** Since when it waits to be counted anew; nothing where it is right. */
  since?: Date
  /** Of `whole` alone: when all was last held against the cases, and how many days were wrong. */
  checkedAt?: Date
  wrong?: number
}
const { Schema } = mongoose
const schema = new Schema<Kept>(
  {
    _id: String,
    parent: String,
    marked: Number,
    counted: Number,
    since: Date,
    checkedAt: Date,
    wrong: Number,
    areas: [Schema.Types.Mixed],
    offices: [Schema.Types.Mixed],
    days: [Schema.Types.Mixed],
    spans: [Schema.Types.Mixed]
  },
  { collection: 'kept_sums', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ parent: 1 })
schema.index({ since: 1 }, { partialFilterExpression: { since: { $exists: true } } })
const KeptSums = mongoose.model('KeptSums', schema)
/** Beside the months once every day that has a case has been marked: what is missing since then is nought. */
export const whole = 'whole'

export const monthOf = (day: string): string => day.slice(0, 7)
export const months = 'all'
const isDay = (id: string): boolean => id.length === 10

/** What a change of one of these days puts in doubt; a month after all of its days, for who adds it up reads them. */
export async function mark(days: readonly string[], now: Date): Promise<void> {
  const ids = [...[...new Set(days)].sort(), ...new Set(days.map(monthOf))]
  if (ids.length === 0) return
  await KeptSums.collection.bulkWrite(
    ids.map((_id) => ({
      updateOne: {
        filter: { _id: _id as never },
        update: [
          {
            $set: {
              parent: isDay(_id) ? monthOf(_id) : months,
              marked: { $add: [{ $ifNull: ['$marked', 0] }, 1] },
              since: { $ifNull: ['$since', now] }
            }
          }
        ],
        upsert: true
      }
    })),
    { ordered: true }
  )
}

/** Writes what was counted under the marks that had been read before; later counts stay. */
export async function keep(counted: readonly { _id: string; marked: number; sums: Sums }[]): Promise<void> {
  if (counted.length === 0) return
  await KeptSums.collection.bulkWrite(
    counted.map(({ _id, marked, sums }) => ({
      updateOne: {
        filter: { _id: _id as never, $or: [{ counted: { $lt: marked } }, { counted: { $exists: false } }] },
        update: [
          {
            $set: {
              ...Object.fromEntries(
                Object.entries<unknown>({ ...toStore(sums) }).map(([name, value]) => [name, { $literal: value }])
              ),
              counted: marked,
              since: { $cond: [{ $eq: ['$marked', marked] }, '$$REMOVE', '$since'] }
            }
          }
        ]
      }
    })),
    { ordered: false }
  )
}

/** Days or months that wait, the longest first. */
export const waitingDays = (limit: number): Promise<Pick<Kept, '_id' | 'marked'>[]> =>
  KeptSums.find({ since: { $exists: true }, parent: { $ne: months } }, { marked: 1 })
    .sort({ since: 1 })
    .limit(limit)
    .readConcern('majority')
    .lean<Kept[]>()
    .exec()
export const waitingMonths = (): Promise<Pick<Kept, '_id' | 'marked'>[]> =>
  KeptSums.find({ since: { $exists: true }, parent: months }, { marked: 1 })
    .sort({ since: 1 })
    .readConcern('majority')
    .lean<Kept[]>()
    .exec()
export const oldestWaiting = async (): Promise<Date | undefined> =>
  (
    await KeptSums.findOne({ since: { $exists: true } }, { since: 1 })
      .sort({ since: 1 })
      .lean<Kept>()
  )?.since

/** All months, or the days of some. */
export const keptUnder = (parents: readonly string[]): Promise<Kept[]> =>
  parents.length === 0
    ? Promise.resolve([])
    : KeptSums.find({ parent: { $in: [...parents] } })
        .readConcern('majority')
        .lean<Kept[]>()
        .exec()

export const lastCheck = async (): Promise<{ at: Date; wrong: number } | undefined> => {
  const { checkedAt, wrong = 0 } = (await KeptSums.findById(whole).lean<Kept>()) ?? {}
  return checkedAt && { at: checkedAt, wrong }
}
export const noteCheck = async (checkedAt: Date, wrong: number): Promise<void> => {
  await KeptSums.updateOne({ _id: whole }, { $set: { parent: months, marked: 0, checkedAt, wrong } }, { upsert: true })
}
