/**
 * What is kept: pairs that point at words, and builds. A pair holds no word of anybody; the words are read from the case
 * when a build is made, so that what was erased there is never learned again.
 */
import type { Channel, Status } from '#shared/cases.ts'
import type { buildReasons } from '#shared/suggestions.ts'
import { Cases, type CaseDoc, type Filter } from '#server/cases/index.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'
import type { Measure } from './judge.ts'
import type { Packed } from './packed.ts'

const { Schema } = mongoose

export interface Pair {
  /** Case and ledger entry that decided it. */
  _id: string
  no: string
  /** Ledger entry whose words it is about. */
  n: number
  from: string
  to: string
  by: 'staff' | 'resident'
  at: Date
}

const pairs = new Schema<Pair>(
  { _id: String, no: String, n: Number, from: String, to: String, by: String, at: Date },
  { collection: 'suggest_pairs', versionKey: false, strict: 'throw' }
)
pairs.index({ no: 1, n: 1 })
pairs.index({ at: -1, _id: -1 })
const Pairs = mongoose.model('SuggestPair', pairs)

export type Reason = (typeof buildReasons)[number]

export interface Build {
  /** 1, 2, 3 …; the highest serves. */
  _id: number
  why: Reason
  /** When reading began, and when it was done. */
  begun: Date
  at: Date
  learned: { seeds: number; staff: number; resident: number }
  /** Codes of the categories it knows. */
  codes: string[]
  /** On the held-out part of the corpus, with nothing of it learned. */
  held: Measure
  /** On the cases of the last days as they stand now, each by a model that has not learned from it. */
  cases: Measure
  /** How many of those cases are the demo city's, whose words are made up too. */
  demo: number
  temperature: number
  /** How many cases of each category lie in each street area. */
  near: { area: string; category: string; n: number }[]
  /** Kept by the newest build alone. */
  model?: Packed
}
export type BuildInfo = Omit<Build, 'model' | 'near'>

const builds = new Schema<Build>(
  {
    _id: Number,
    why: String,
    begun: Date,
    at: Date,
    learned: Schema.Types.Mixed,
    codes: [String],
    held: Schema.Types.Mixed,
    cases: Schema.Types.Mixed,
    demo: Number,
    temperature: Number,
    near: [Schema.Types.Mixed],
    model: Schema.Types.Mixed
  },
  { collection: 'suggest_builds', versionKey: false, strict: 'throw', minimize: false }
)
const Builds = mongoose.model('SuggestBuild', builds)

// ——— pairs

/** Keeps a pair once, however often its job runs. */
export async function keepPair({ _id, ...rest }: Pair): Promise<void> {
  await Pairs.updateOne({ _id }, { $setOnInsert: rest }, { upsert: true })
}
export async function forgetPairs(no: string, n: number): Promise<number> {
  return (await Pairs.deleteMany({ no, n })).deletedCount
}
/** The newest pairs, newest first. */
export const listPairs = (limit: number): Promise<Pair[]> =>
  Pairs.find({}).sort({ at: -1, _id: -1 }).limit(limit).lean<Pair[]>().exec()
export const countPairs = (since: Date): Promise<number> =>
  Pairs.countDocuments({ at: { $gt: since } }, { limit: 1000 }).exec()

/** Up to when the choices of residents have been looked at, an ISO moment. */
const Marks = mongoose.model(
  'SuggestMark',
  new Schema({ _id: String, upTo: String }, { collection: 'suggest_marks', versionKey: false })
)
export const heardUpTo = async (): Promise<string | undefined> =>
  (await Marks.findOne({ _id: 'choices' }).lean<{ upTo: string }>())?.upTo
/** Only ever goes on, whoever was faster. */
export async function markHeard(upTo: string): Promise<void> {
  await Marks.updateOne({ _id: 'choices' }, { $max: { upTo } }, { upsert: true })
}

export interface Choice {
  no: string
  at: string
  text: string
  place: { lng: number; lat: number }
  /** What was chosen at first, whatever became of it. */
  category: string
  channel: Channel
}

/** What came in after a moment, oldest first, with what was written and chosen; the demo's own cases are left out. */
export async function choicesAfter(at: string, limit: number): Promise<Choice[]> {
  type Row = Pick<CaseDoc, 'no' | 'at' | 'place' | 'ledger'> & { words?: Record<string, { text?: string }> }
  const found = await Cases.find({ at: { $gt: at }, demo: { $exists: false } } as Filter, {
    no: 1,
    at: 1,
    place: 1,
    'words.1.text': 1,
    ledger: { $slice: 1 }
  })
    .sort({ at: 1 })
    .limit(limit)
    .lean<Row[]>()
  return found.map(({ no, at, place, ledger, words = {} }) => {
    const [lng, lat] = place.coordinates
    const { category = '', channel = 'web' } = ledger[0]?.facts ?? {}
    return { no, at, text: words['1']?.text ?? '', place: { lng, lat }, category, channel }
  })
}

// ——— words, read where they lie

export interface Told {
  no: string
  status: Status
  /** Its reports stand in another case, and their words with them; they may come back. */
  joined: boolean
  /** By ledger entry. */
  words: Record<string, string>
}

/** The words of these entries as they stand now; an entry without words is left out. */
export async function wordsOf(wanted: readonly Pick<Pair, 'no' | 'n'>[]): Promise<Map<string, Told>> {
  const found = new Map<string, Told>()
  for (let at = 0; at < wanted.length; at += 500) {
    const some = wanted.slice(at, at + 500)
    const fields = Object.fromEntries(some.map(({ n }) => [`words.${n}.text`, 1]))
    const cases = await Cases.find({ no: { $in: some.map((doc) => doc.no) } } as Filter, {
      no: 1,
      status: 1,
      joinedInto: 1,
      ...fields
    }).lean<{ no: string; status: Status; joinedInto?: string; words?: Record<string, { text?: string }> }[]>()
    for (const { no, status, joinedInto, words = {} } of cases) {
      const said = Object.entries(words).flatMap(([n, doc]) => (doc.text ? [[n, doc.text]] : []))
      found.set(no, {
        no,
        status,
        joined: joinedInto !== undefined,
        words: Object.fromEntries(said) as Record<string, string>
      })
    }
  }
  return found
}

/** An office has signed for it: nobody says any more that it is none of theirs. */
export const signedFor: readonly Status[] = ['handling', 'on_hold', 'replied', 'rework', 'closed']

export interface Settled {
  no: string
  category: string
  text: string
  demo: boolean
}

/** The newest cases an office has signed for, with what their first reporter wrote. */
export async function settled(since: Date, limit: number): Promise<Settled[]> {
  const found = await Cases.find(
    { at: { $gte: since.toISOString() }, status: { $in: signedFor }, 'words.1.text': { $exists: true } } as Filter,
    { no: 1, category: 1, demo: 1, 'words.1.text': 1 }
  )
    .sort({ at: -1 })
    .limit(limit)
    .lean<{ no: string; category: string; demo?: true; words: Record<string, { text?: string }> }[]>()
  return found.flatMap(({ no, category, demo = false, words }) => {
    const text = words['1']?.text
    return text ? [{ no, category, text, demo }] : []
  })
}

/** How many cases of each category came in each street area. */
export async function countNear(since: Date): Promise<Build['near']> {
  const found = await Cases.aggregate<{ _id: { area: string; category: string }; n: number }>([
    { $match: { at: { $gte: since.toISOString() }, status: { $in: signedFor } } },
    { $group: { _id: { area: '$area', category: '$category' }, n: { $sum: 1 } } },
    { $sort: { _id: 1 } },
    { $limit: 50_000 }
  ])
  return found.map(({ _id, n }) => ({ ..._id, n }))
}

// ——— builds

const info = { model: 0, near: 0 } as const
/** Kept for the eye: how precision went over time. */
const buildsKept = 60

export const newestBuild = (): Promise<Pick<Build, '_id' | 'begun' | 'codes'> | null> =>
  Builds.findOne({}, { begun: 1, codes: 1 }).sort({ _id: -1 }).lean<BuildInfo>().exec()
export const newestModel = (): Promise<Build | null> => Builds.findOne({}).sort({ _id: -1 }).lean<Build>().exec()
export const listBuilds = (limit: number): Promise<BuildInfo[]> =>
  Builds.find({}, info).sort({ _id: -1 }).limit(limit).lean<BuildInfo[]>().exec()

/** Keeps a build under its number; false when somebody else was faster. The models of older ones are dropped. */
export async function keepBuild(build: Build): Promise<boolean> {
  try {
    await Builds.collection.insertOne(build as never)
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
  await Builds.updateMany({ _id: { $lt: build._id }, model: { $exists: true } }, { $unset: { model: '' } })
  await Builds.deleteMany({ _id: { $lte: build._id - buildsKept } })
  return true
}
