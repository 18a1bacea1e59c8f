/**
 * 每日一通报、每周一简评、每月一汇总: what was counted once for a day, week or month, for the city with its offices and for each
 * member of staff, kept as it was counted.
 */
import { ratingDays, type QueueTab } from '#shared/cases.ts'
import type { DigestKind } from '#shared/digests.ts'
import { Cases, openStatuses } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'

export interface DigestSums {
  received: number
  closed: number
  onTime: number
  rated: number
  satisfied: number
  open: number
  overdue: number
  supervised: number
}
export interface DigestDoc {
  /** Kind, day of issue, and whose: `city`, `staff:…`. */
  _id: string
  kind: DigestKind
  day: string
  whose: string
  /** Days, both included. */
  from: string
  to: string
  at: Date
  /** By office; the city's only. */
  offices?: Record<string, DigestSums>
  /** What waits for him by tab, and of the cases given to him those open and those overdue; a person's only. */
  waiting?: Partial<Record<QueueTab, number>>
  mine?: { open: number; overdue: number }
}

const { Schema } = mongoose
const schema = new Schema<DigestDoc>(
  {
    _id: String,
    kind: String,
    day: String,
    whose: String,
    from: String,
    to: String,
    at: Date,
    offices: Schema.Types.Mixed,
    waiting: Schema.Types.Mixed,
    mine: Schema.Types.Mixed
  },
  { collection: 'digests', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ whose: 1, day: -1, kind: 1 })
const Digests = mongoose.model('Digest', schema)

export const digestId = (kind: DigestKind, day: string, whose: string): string => `${kind}:${day}:${whose}`

/** Keeps what was counted; who counts the same once more changes nothing. */
export const keepDigest = async ({ _id, ...rest }: DigestDoc): Promise<void> => {
  await Digests.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true })
}
export const findDigest = (kind: DigestKind, day: string, whose: string): Promise<DigestDoc | null> =>
  Digests.findById(digestId(kind, day, whose))
    .lean<DigestDoc>()
    .exec()
export const listDigests = (limit: number): Promise<Pick<DigestDoc, 'kind' | 'day' | 'from' | 'to'>[]> =>
  Digests.find({ whose: 'city' }, { kind: 1, day: 1, from: 1, to: 1 })
    .sort({ day: -1, kind: 1 })
    .limit(limit)
    .lean<Pick<DigestDoc, 'kind' | 'day' | 'from' | 'to'>[]>()
    .exec()
export const eraseDigests = async (member: string): Promise<void> => {
  await Digests.deleteMany({ whose: member })
}

const count = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } })
const daysBefore = (at: string, days: number): string => new Date(Date.parse(at) - days * 86_400_000).toISOString()
const alone = { joinedInto: { $exists: false } }
const none: DigestSums = {
  received: 0,
  closed: 0,
  onTime: 0,
  rated: 0,
  satisfied: 0,
  open: 0,
  overdue: 0,
  supervised: 0
}

/** Sums by office between two moments, and how it stands now; each case counts for who leads it. */
export async function sumsByOffice(from: string, to: string, now: Date): Promise<Record<string, DigestSums>> {
  type Part = { _id: string } & Partial<DigestSums>
  const within = { $gte: from, $lt: to }
  const passes = await Promise.all([
    Cases.aggregate<Part>([
      { $match: { ...alone, at: within } },
      { $group: { _id: '$office', received: { $sum: 1 } } }
    ]),
    Cases.aggregate<Part>([
      { $match: { ...alone, status: 'closed', closedAt: within } },
      { $group: { _id: '$office', closed: { $sum: 1 }, onTime: count('$onTime') } }
    ]),
    Cases.aggregate<Part>([
      // By the close that it is about, for there is an index of that: it came at most so many days before, and a day for clocks that differ.
      {
        $match: {
          ...alone,
          'ratings.closedAt': { $exists: true },
          ratings: { $elemMatch: { closedAt: { $gte: daysBefore(from, ratingDays + 1), $lt: to }, at: within } }
        }
      },
      { $unwind: '$ratings' },
      { $match: { 'ratings.at': within, 'ratings.superseded': { $ne: true } } },
      {
        $group: {
          _id: '$office',
          rated: { $sum: 1 },
          satisfied: count({ $in: ['$ratings.satisfied', ['satisfied', 'fair']] })
        }
      }
    ]),
    Cases.aggregate<Part>([
      { $match: { ...alone, status: { $in: [...openStatuses] } } },
      {
        $group: {
          _id: '$office',
          open: { $sum: 1 },
          overdue: count({ $and: [{ $ne: ['$dueAt', null] }, { $lt: ['$dueAt', now] }] }),
          supervised: count({ $in: ['$escalation.step', ['supervise', 'escalate', 'expose']] })
        }
      }
    ])
  ])
  const sums: Record<string, DigestSums> = {}
  for (const { _id, ...part } of passes.flat()) sums[_id] = { ...(sums[_id] ?? none), ...part }
  return sums
}

/** Of the cases that were given to one person. */
export async function minesOf(person: string, now: Date): Promise<{ open: number; overdue: number }> {
  const own = { ...alone, person, status: { $in: [...openStatuses] } }
  const [open, overdue] = await Promise.all([
    Cases.countDocuments(own as never),
    Cases.countDocuments({ ...own, dueAt: { $lt: now } } as never)
  ])
  return { open, overdue }
}
