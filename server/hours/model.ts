/**
 * The ledger of hours, double entry: what a volunteer is given an activity gives, and every transaction adds up to zero.
 * Append-only; each person's transactions are numbered and chained by hash, and the number is what makes an append exact.
 */
import type { HourKind } from '#shared/hours.ts'
import { jcs, sha256 } from '#server/cases/index.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import { isDuplicate, mongoose, newId } from '#server/kernel/mongo.ts'
import { outboxIndex, type OutboxItem, type OutboxOwners } from '#server/kernel/outbox.ts'

export interface Leg {
  /** `person:` or `activity:` and its number. */
  account: string
  minutes: number
}
export interface Transaction {
  _id: mongoose.Types.ObjectId
  /** What it is for, once: `grant:<signup>`. */
  key: string
  person: string
  /** 1, 2, 3 … within the person. */
  n: number
  kind: HourKind
  at: Date
  /** A member of staff. */
  by: string
  activity: string
  title: string
  office: string
  shift: string
  signup: string
  /** Start of the shift. */
  from: Date
  legs: Leg[]
  words?: string
  /** More stands after it than the shift can have taken: how much that is, and who asked; `by` ruled. */
  beyond?: { limit: number; by: string }
  prev: string
  hash: string
  /** Outside the chain: it empties itself. */
  outbox?: OutboxItem[]
}
export type Draft = Omit<Transaction, '_id' | 'n' | 'prev' | 'hash' | 'legs'> & { minutes: number }

const { Schema } = mongoose
const schema = new Schema<Transaction>(
  {
    key: String,
    person: String,
    n: Number,
    kind: String,
    at: Date,
    by: String,
    activity: String,
    title: String,
    office: String,
    shift: String,
    signup: String,
    from: Date,
    legs: [Schema.Types.Mixed],
    words: String,
    beyond: Schema.Types.Mixed,
    prev: String,
    hash: String,
    outbox: [Schema.Types.Mixed]
  },
  { collection: 'hours', versionKey: false, strict: 'throw' }
)
schema.index({ key: 1 }, { unique: true })
schema.index({ person: 1, n: -1 }, { unique: true })
schema.index({ signup: 1, n: 1 })
schema.index({ shift: 1, n: 1 })
schema.index({ 'legs.account': 1 })
schema.index({ person: 1, office: 1, from: 1 })
schema.index({ kind: 1, _id: 1 })
schema.index(...outboxIndex)
const Hours = mongoose.model('Hours', schema)
export const hourOutboxOwners = (): OutboxOwners => Hours.collection

const genesis = '0'.repeat(64)
export const personAccount = (person: string): string => `person:${person}`

/** What the person's account gets in it. */
export const minutesOf = (t: Pick<Transaction, 'legs' | 'person'>): number =>
  t.legs.reduce((n, leg) => n + (leg.account === personAccount(t.person) ? leg.minutes : 0), 0)

/** Two legs that cancel each other out. */
export const legsOf = (person: string, activity: string, minutes: number): Leg[] => [
  { account: personAccount(person), minutes },
  { account: `activity:${activity}`, minutes: -minutes }
]

const hashOf = ({ hash: _, _id, outbox: _outbox, ...t }: Omit<Transaction, '_id'> & { _id?: unknown }): string =>
  sha256(t.prev + jcs(JSON.parse(JSON.stringify(t))))

/** The first transaction of a chain that does not follow from the one before, or does not add up; nothing when all do. */
export function verifyHours(
  chain: readonly Transaction[]
): { n: number; fault: 'number' | 'prev' | 'hash' | 'sum' } | undefined {
  let prev = genesis
  for (const [i, t] of chain.entries()) {
    if (t.n !== i + 1) return { n: t.n, fault: 'number' }
    if (t.prev !== prev) return { n: t.n, fault: 'prev' }
    if (hashOf(t) !== t.hash) return { n: t.n, fault: 'hash' }
    if (t.legs.reduce((sum, leg) => sum + leg.minutes, 0) !== 0) return { n: t.n, fault: 'sum' }
    prev = t.hash
  }
  return undefined
}

/** The transaction that follows on another. Pure. */
export function nextTransaction(
  last: (Pick<Transaction, 'n' | 'hash'> & Partial<Pick<Transaction, 'at'>>) | null | undefined,
  { minutes, ...rest }: Draft
): Transaction {
  const bare = {
    ...rest,
    // A clock that is behind writes the time of the entry before.
    at: last?.at && last.at > rest.at ? last.at : rest.at,
    n: (last?.n ?? 0) + 1,
    legs: legsOf(rest.person, rest.activity, minutes),
    prev: last?.hash ?? genesis,
    hash: ''
  }
  return { _id: newId(), ...bare, hash: hashOf(bare) }
}

/** What stands of one sign-up. */
export const standing = (of: readonly Transaction[]): number => of.reduce((n, t) => n + minutesOf(t), 0)

export const ofSignup = (signup: string): Promise<Transaction[]> =>
  Hours.find({ signup }).sort({ n: 1 }).lean<Transaction[]>().exec()

export const grantedTo = async (signup: string): Promise<number> => standing(await ofSignup(signup))
export const ofSignups = (signups: readonly string[]): Promise<Transaction[]> =>
  Hours.find({ signup: { $in: [...signups] } })
    .sort({ n: 1 })
    .lean<Transaction[]>()
    .exec()

/**
 * Appends what `draft` makes of the sign-up's transactions so far. Another append to the same person in between makes it
 * think again; a key that is there already is answered with what it did. Nothing is appended where `draft` says nothing.
 */
export async function append(
  person: string,
  signup: string,
  draft: (before: readonly Transaction[]) => Draft | undefined
): Promise<Transaction | undefined> {
  for (let turn = 0; turn < 30; turn++) {
    const [last, before] = await Promise.all([
      Hours.findOne({ person }, { n: 1, hash: 1, at: 1 })
        .sort({ n: -1 })
        .lean<Pick<Transaction, 'n' | 'hash' | 'at'>>(),
      ofSignup(signup)
    ])
    const drafted = draft(before)
    if (!drafted) return undefined
    const known = before.find((t) => t.key === drafted.key)
    if (known) return known
    const made = nextTransaction(last, drafted)
    try {
      await Hours.collection.insertOne(made)
      return made
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
  }
  throw new Error(`the ledger of ${person} never stood still`)
}

export const findByKey = (key: string): Promise<Transaction | null> => Hours.findOne({ key }).lean<Transaction>().exec()
export const findTransaction = (id: string): Promise<Transaction | null> =>
  Hours.findById(id).lean<Transaction>().exec()
export const grantsOf = (shift: string): Promise<Transaction[]> =>
  Hours.find({ shift }).sort({ n: 1 }).lean<Transaction[]>().exec()
/** All of one person, oldest first. */
export const chainOf = (person: string): Promise<Transaction[]> =>
  Hours.find({ person }).sort({ n: 1 }).lean<Transaction[]>().exec()

/** The chain of every person who has hours, one after the other. */
export async function* everyChain(): AsyncGenerator<Transaction[]> {
  let chain: Transaction[] = []
  for await (const t of Hours.find().sort({ person: 1, n: 1 }).lean<Transaction>().cursor()) {
    if (chain.length > 0 && chain[0]?.person !== t.person) {
      yield chain
      chain = []
    }
    chain.push(t)
  }
  if (chain.length > 0) yield chain
}

export async function listHours(
  person: string,
  page: { after?: string; limit: number }
): Promise<{ items: Transaction[]; older?: string }> {
  const cursor = readCursor(page.after)
  const found = await Hours.find({ person, ...(cursor && { n: { $lt: Number(cursor.at) } }) })
    .sort({ n: -1 })
    .limit(page.limit + 1)
    .lean<Transaction[]>()
  const items = found.slice(0, page.limit)
  const last = items.at(-1)
  return { items, ...(found.length > page.limit && last && { older: cursorOf(last.n, last._id) }) }
}

/** Of one person and one office, in shifts that began from `from` to before `to`; oldest first. */
export const within = (person: string, office: string, from: Date, to: Date): Promise<Transaction[]> =>
  Hours.find({ person, office, from: { $gte: from, $lt: to } })
    .sort({ n: 1 })
    .lean<Transaction[]>()
    .exec()

/** Offices whose activities gave this person hours, and when the first and the last shift began. */
export const officesOf = (person: string): Promise<{ _id: string; minutes: number; from: Date; to: Date }[]> =>
  Hours.aggregate<{ _id: string; minutes: number; from: Date; to: Date }>([
    { $match: { person } },
    {
      $group: {
        _id: '$office',
        minutes: { $sum: { $first: '$legs.minutes' } },
        from: { $min: '$from' },
        to: { $max: '$from' }
      }
    },
    { $match: { minutes: { $gt: 0 } } },
    { $sort: { to: -1, _id: 1 } },
    { $limit: 100 }
  ]).exec()

/** Corrections and revocations in the order they were written, after one of them. */
export const changesSince = (
  after: mongoose.Types.ObjectId,
  limit: number
): Promise<Pick<Transaction, '_id' | 'person' | 'office'>[]> =>
  Hours.find({ _id: { $gt: after }, kind: { $in: ['correct', 'revoke'] } }, { person: 1, office: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<Pick<Transaction, '_id' | 'person' | 'office'>[]>()
    .exec()

/** Balance and number of activities that hours stand from, by person. */
export async function balancesOf(
  persons: readonly string[]
): Promise<Map<string, { minutes: number; activities: number }>> {
  const found = await Hours.aggregate<{ _id: string; minutes: number; activities: number }>([
    { $match: { person: { $in: [...persons] } } },
    { $set: { mine: { $first: '$legs.minutes' } } },
    { $group: { _id: { person: '$person', activity: '$activity' }, minutes: { $sum: '$mine' } } },
    {
      $group: {
        _id: '$_id.person',
        minutes: { $sum: '$minutes' },
        activities: { $sum: { $cond: [{ $gt: ['$minutes', 0] }, 1, 0] } }
      }
    }
  ]).exec()
  return new Map(found.map(({ _id, ...rest }) => [_id, rest]))
}

/** What somebody was about to be told of his hours. */
export const eraseTold = async (person: string): Promise<void> => {
  await Hours.updateMany({ person }, { $pull: { outbox: { 'facts.member': person } } })
}

/** The whole house at a glance: zero, or something is wrong. */
export const sumOfAll = async (): Promise<number> =>
  (
    await Hours.aggregate<{ n: number }>([
      { $unwind: '$legs' },
      { $group: { _id: null, n: { $sum: '$legs.minutes' } } }
    ])
  )[0]?.n ?? 0
