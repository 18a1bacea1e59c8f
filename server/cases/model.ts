/** How a case is kept, found and changed atomically: one document a case (record.md). */
import { randomUUID } from 'node:crypto'
import type { LightState } from '#server/deadlines/index.ts'
import { outboxIndex, type OutboxItem, type OutboxOwners } from '#server/kernel/outbox.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import { insertEach, mongoose } from '#server/kernel/mongo.ts'
import { batches } from '#server/kernel/batches.ts'
import type { ClientSession, QueryFilter } from 'mongoose'
import type { Channel, Status } from '#shared/cases.ts'
import type { Receipt } from '#shared/reports.ts'
import type { RoutingFact } from '#shared/routing.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { daysToCount } from './counted.ts'
import type { Entry, Words } from './ledger.ts'
import type { Projection } from './state.ts'
import { deskOf } from './who.ts'

/** GeoJSON point in WGS-84, with what was said about it. */
export interface StoredPlace {
  type: 'Point'
  coordinates: [number, number]
  accuracyM?: number
  address?: string
}

export interface Report {
  id: string
  /** Idempotency key under its sender's scope, hashed; unique over all cases. */
  key: string
  requestHash: string
  /** Ledger entry that holds its words. */
  n: number
  at: string
  channel: Channel
  reporter: { member?: string; codeHash?: string }
  contact?: { name?: string; phone: string }
  place: StoredPlace
  consentPublic: boolean
  /** The entry in which he said yes after a no; what was approved before that counts no more. */
  consentFrom?: number
  /** The number its reporter was given, when it stands in another case now; undoing a join brings it back there. */
  movedFrom?: string
  /** Every other case it has stood in: what was said there is forgotten with it. */
  been?: string[]
  /** What its receipt said, so that a replay says it again whatever has become of the case; the code is computed. */
  receipt?: Omit<Receipt, 'report' | 'code' | 'at'>
  /** 已按本人要求删除 */
  erased?: true
  /** Taken back while others stayed; kept so that its reporter still reads what became of it. */
  withdrawn?: true
}

export interface CaseDoc extends Projection {
  _id: mongoose.Types.ObjectId
  no: string
  version: number
  /** Synthetic matter of the demo city. */
  demo?: true
  title: string
  place: StoredPlace
  publicPlace: StoredPlace
  /**
   * The words of title, public place, area, category and published text (search.ts), and their pairs of characters: the public
   * finds what is published, the desk all of its own.
   */
  searchText: string
  search: string[]
  /** Whose role in which office reads it on the desk. */
  desks: string[]
  /** Under which rule of which release it was sent, and the facts that decided; `deputyOf` where the B岗 has it. */
  routing: { ruleId: string; ruleVersion: number; release?: number; because: RoutingFact[]; deputyOf?: string }
  /** Set while the promise runs. */
  dueAt: Date | null
  publishedAt: Date | null
  /** When it last changed in any way, by the database's clock; what was taken from others' files, by its last entry. */
  movedAt?: Date
  reports: Report[]
  ledger: Entry[]
  words: Record<string, Words>
  /** Width and height of every photo said here, so that a list needs no second query. */
  photoSizes: Record<string, [number, number]>
  /** How many have said that they have met the same (server/affected), which no entry says; none where there is nobody. */
  affected?: number
  outbox: OutboxItem[]
}

const { Schema } = mongoose
/** The shape is guarded by TypeScript and by the contract; Mongoose keeps names, indexes and lean reads. */
const schema = new Schema<CaseDoc>(
  {
    no: String,
    version: Number,
    demo: Boolean,
    title: String,
    status: String,
    since: String,
    at: String,
    category: String,
    area: String,
    grid: String,
    office: String,
    assisting: [String],
    supervising: String,
    person: String,
    answerable: String,
    transfer: Schema.Types.Mixed,
    returnedBy: [String],
    place: Schema.Types.Mixed,
    publicPlace: Schema.Types.Mixed,
    searchText: String,
    search: [String],
    desks: [String],
    routing: Schema.Types.Mixed,
    deadline: Schema.Types.Mixed,
    publication: Schema.Types.Mixed,
    pending: [Number],
    pendingSince: String,
    repliedAt: String,
    repliedBy: String,
    outcome: String,
    closedAt: String,
    closedBy: String,
    onTime: Boolean,
    byHand: Boolean,
    bound: Boolean,
    holdRequest: Number,
    holdUntil: String,
    extendRequest: Number,
    escalation: Schema.Types.Mixed,
    raisedTo: String,
    exposedAt: String,
    reopenRequest: Number,
    reopenRefused: Number,
    toRule: [Schema.Types.Mixed],
    asked: Number,
    refusedBy: String,
    objection: Number,
    objectors: [String],
    joinedInto: String,
    ratings: [Schema.Types.Mixed],
    unhappy: [Schema.Types.Mixed],
    unhappySince: String,
    counts: Schema.Types.Mixed,
    dueAt: Date,
    publishedAt: Date,
    movedAt: Date,
    reports: [Schema.Types.Mixed],
    ledger: [Schema.Types.Mixed],
    words: Schema.Types.Mixed,
    photoSizes: Schema.Types.Mixed,
    affected: Number,
    outbox: [Schema.Types.Mixed]
  },
  { collection: 'cases', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ no: 1 }, { unique: true })
// A case whose reports have all been joined to another holds no key; there are many of those.
schema.index(
  { 'reports.key': 1 },
  { name: 'key_once', unique: true, partialFilterExpression: { 'reports.key': { $exists: true } } }
)
schema.index({ 'reports.movedFrom': 1 }, { partialFilterExpression: { 'reports.movedFrom': { $exists: true } } })
schema.index({ 'reports.id': 1 })
schema.index({ 'reports.reporter.member': 1, _id: -1 })
schema.index({ publishedAt: -1, _id: -1 })
schema.index({ area: 1, publishedAt: -1, _id: -1 })
schema.index({ office: 1, publishedAt: -1, _id: -1 })
schema.index({ category: 1, publishedAt: -1, _id: -1 })
schema.index({ search: 1, _id: -1 })
// What waits on a desk, and on all of them, by its deadline.
schema.index({ desks: 1, status: 1, 'deadline.dueAt': 1, _id: 1 })
schema.index({ status: 1, 'deadline.dueAt': 1, _id: 1 })
schema.index({ supervising: 1, status: 1, since: 1, _id: 1 })
schema.index({ at: 1, _id: 1 })
schema.index({ returnedBy: 1, at: 1 }, { partialFilterExpression: { 'returnedBy.0': { $exists: true } } })
schema.index(
  { 'transfer.state': 1, 'deadline.dueAt': 1, _id: 1 },
  { partialFilterExpression: { 'transfer.state': { $exists: true } } }
)
schema.index(
  { 'escalation.step': 1, 'deadline.dueAt': 1, _id: 1 },
  { partialFilterExpression: { 'escalation.step': { $exists: true } } }
)
schema.index({ exposedAt: -1, _id: -1 }, { partialFilterExpression: { exposedAt: { $exists: true } } })
schema.index({ 'escalation.next.at': 1 }, { partialFilterExpression: { 'escalation.next.at': { $exists: true } } })
schema.index({ 'deadline.calendar': 1 }, { partialFilterExpression: { dueAt: { $type: 'date' } } })
schema.index({ 'toRule.0.at': 1, _id: 1 }, { partialFilterExpression: { 'toRule.0.at': { $exists: true } } })
schema.index({ desks: 1, _id: -1 })
schema.index({ closedAt: 1 })
schema.index({ 'ratings.closedAt': 1 }, { partialFilterExpression: { 'ratings.closedAt': { $exists: true } } })
// The few that a figure's list is made of; a query has to name the first field as the filter does, or the index is passed over.
schema.index({ publishedAt: -1, _id: -1 }, { name: 'late', partialFilterExpression: { onTime: false } })
schema.index(
  { 'ratings.satisfied': 1, 'ratings.closedAt': 1 },
  { partialFilterExpression: { 'ratings.satisfied': 'dissatisfied' } }
)
schema.index(
  { 'counts.reopenRequests': 1, closedAt: 1 },
  { partialFilterExpression: { 'counts.reopenRequests': { $gt: 0 } } }
)
schema.index({ unhappySince: 1 }, { partialFilterExpression: { unhappySince: { $exists: true } } })
schema.index({ 'unhappy.done.at': 1 }, { partialFilterExpression: { 'unhappy.done.at': { $exists: true } } })
schema.index({ place: '2dsphere' })
/** By what is shown of its place. */
export const placeIndex = { publicPlace: '2dsphere' } as const
schema.index(placeIndex)
// What is public near a place, kind of matter by kind; what is not public is not in it, and takes no time that could be measured.
schema.index(
  { category: 1, publicPlace: '2dsphere' },
  { name: 'public_near', partialFilterExpression: { publishedAt: { $type: 'date' } } }
)
schema.index({ 'publication.photos': 1 })
// What was public once, by when it changed: who keeps a copy of the open data asks for what is new, and for what is gone.
schema.index({ movedAt: 1, _id: 1 }, { partialFilterExpression: { 'publication.at': { $exists: true } } })
schema.index({ pendingSince: 1, _id: 1 }, { partialFilterExpression: { pendingSince: { $exists: true } } })
schema.index(...outboxIndex)
schema.index({ person: 1, status: 1 }, { partialFilterExpression: { person: { $exists: true } } })
schema.index({ holdUntil: 1 }, { partialFilterExpression: { holdUntil: { $exists: true } } })

export const Cases = mongoose.model('Case', schema)
export type Filter = QueryFilter<CaseDoc>

// ——— counters: one document a day, gaps are fine

const counters = mongoose.model(
  'Counter',
  new Schema({ _id: String, n: Number }, { collection: 'counters', versionKey: false })
)

const count = batches<undefined, number>(async (_id, asked) => {
  const { n } = await counters
    .findOneAndUpdate({ _id }, { $inc: { n: asked.length } }, { upsert: true, returnDocument: 'after' })
    .lean<{ n: number }>()
  return asked.map((_, i) => () => n - asked.length + i + 1)
})

/** The next number of a day: `2026-11-22` -> `2026-1122-00371`. Those who ask in the same breath are counted in one go. */
export async function nextNo(day: string): Promise<string> {
  const n = await count(`case:${day}`, undefined)
  return `${day.slice(0, 4)}-${day.slice(5, 7)}${day.slice(8, 10)}-${String(n).padStart(5, '0')}`
}

// ——— finding

export const findCase = (no: string): Promise<CaseDoc | null> => Cases.findOne({ no }).lean<CaseDoc>().exec()
export const findByReport = (id: string): Promise<CaseDoc | null> =>
  Cases.findOne({ 'reports.id': id }).lean<CaseDoc>().exec()
export const findByKey = (key: string): Promise<CaseDoc | null> =>
  Cases.findOne({ 'reports.key': key }).lean<CaseDoc>().exec()
/** The case in which the report stands that was filed under a number and joined to another's. */
export const findByFiled = (no: string): Promise<CaseDoc | null> =>
  Cases.findOne({ 'reports.movedFrom': no }).lean<CaseDoc>().exec()

/** Everything a list row needs, and none of the ledger. */
export const rowFields = {
  ledger: 0,
  outbox: 0,
  search: 0,
  searchText: 0,
  desks: 0,
  'reports.key': 0,
  'reports.requestHash': 0,
  'reports.contact': 0,
  'reports.receipt': 0
} as const
/** What a point on the map tells: a screen of them is three hundred, and whole cases are ten times as heavy. */
export const pinFields = {
  _id: 0,
  no: 1,
  title: 1,
  category: 1,
  status: 1,
  'publicPlace.coordinates': 1,
  'publicPlace.address': 1,
  'deadline.usedMs': 1,
  'deadline.running': 1,
  'deadline.since': 1,
  'deadline.limit': 1,
  'deadline.office': 1,
  'deadline.totalMs': 1,
  'deadline.dueAt': 1
} as const
export interface CasePinDoc extends Pick<CaseDoc, 'no' | 'title' | 'category' | 'status'> {
  publicPlace: Pick<StoredPlace, 'coordinates' | 'address'>
  deadline: LightState
}
export type CaseRowDoc = Omit<CaseDoc, 'ledger' | 'outbox' | 'search' | 'searchText' | 'desks'>

export const listMine = async (
  member: string,
  page: { after?: string; limit: number }
): Promise<{ items: CaseRowDoc[]; older?: string }> => {
  const cursor = readCursor(page.after)
  const found = await Cases.find(
    { 'reports.reporter.member': member, ...(cursor && { _id: { $lt: cursor.id } }) } as Filter,
    rowFields
  )
    .sort({ _id: -1 })
    .limit(page.limit + 1)
    .lean<CaseRowDoc[]>()
  const items = found.slice(0, page.limit)
  const last = items.at(-1)
  return { items, ...(found.length > page.limit && last && { older: cursorOf(last.at, last._id) }) }
}

/** The earlier cases within `metres` of a place, newest first. */
export const listNearby = (place: StoredPlace, metres: number, except: string): Promise<CaseRowDoc[]> =>
  Cases.find(
    {
      no: { $ne: except },
      place: { $geoWithin: { $centerSphere: [place.coordinates, metres / 6_378_137] } }
    } as Filter,
    rowFields
  )
    .sort({ _id: -1 })
    .limit(5)
    .lean<CaseRowDoc[]>()
    .exec()

/** How many of one kind were reported within `metres` of a place in the `days` before one was, that one among them. */
export const countAgain = async (caseDoc: CaseDoc, metres: number, days: number): Promise<number> =>
  1 +
  (await Cases.countDocuments({
    no: { $ne: caseDoc.no },
    category: caseDoc.category,
    at: { $lte: caseDoc.at, $gt: new Date(Date.parse(caseDoc.at) - days * 86_400_000).toISOString() },
    status: { $ne: 'withdrawn' },
    joinedInto: { $exists: false },
    place: { $geoWithin: { $centerSphere: [caseDoc.place.coordinates, metres / 6_378_137] } }
  } as Filter))

/** Some cases by their numbers, without their ledgers. */
export const rowsOf = (nos: readonly string[]): Promise<CaseRowDoc[]> =>
  nos.length === 0
    ? Promise.resolve([])
    : Cases.find({ no: { $in: [...nos] } }, rowFields)
        .lean<CaseRowDoc[]>()
        .exec()

/** The policy's readsDesk, as a query; a test feeds both the same population. */
export function visibleTo(viewer: Viewer): Filter {
  if (viewer.kind !== 'staff') return { _id: null }
  if (viewer.roles.some((r) => r === 'dispatcher' || r === 'moderator' || r === 'admin')) return {}
  const desks = (['officer', 'verifier'] as const).flatMap((role) =>
    viewer.roles.includes(role) ? [deskOf(role, viewer.office)] : []
  )
  return desks.length > 0 ? { desks: { $in: desks } } : { _id: null }
}

// ——— changing

const insert = batches<CaseDoc, 'stored' | 'duplicate'>(async (_key, docs) =>
  (await insertEach(Cases.collection, docs)).map((outcome) => () => {
    if (outcome instanceof Error) throw outcome
    return outcome
  })
)

const dated = (doc: CaseDoc): CaseDoc => ({ ...doc, movedAt: new Date(doc.ledger.at(-1)?.at ?? doc.at) })

/**
 * One insert with majority; `duplicate` when a report under the same key is there already. What comes while the last
 * command is under way goes out together in the next, so that a rush costs the database and this process a fraction.
 */
export const insertCase = (doc: CaseDoc): Promise<'stored' | 'duplicate'> =>
  insert('cases', { ...dated(doc), outbox: counting(doc.outbox, daysToCount(undefined, doc)) })

export const insertMany = async (docs: CaseDoc[]): Promise<void> => {
  const [first, ...rest] = docs
  if (!first) return
  const days = new Set(docs.flatMap((doc) => daysToCount(undefined, doc)))
  await Cases.collection.insertMany(
    [{ ...dated(first), outbox: counting(first.outbox, [...days]) }, ...rest.map(dated)],
    {
      ordered: false
    }
  )
}

/** The items of a write with the days that it changes the sums of: on one of them, for they all go the same way. */
function counting(items: readonly OutboxItem[], days: readonly string[]): OutboxItem[] {
  const [first, ...rest] = items
  if (days.length === 0) return [...items]
  if (first) return [{ ...first, recount: days }, ...rest]
  return [{ id: randomUUID(), topic: 'counted', at: new Date().toISOString(), facts: {}, recount: days }]
}

const projected = [
  'status',
  'since',
  'at',
  'category',
  'area',
  'grid',
  'office',
  'assisting',
  'supervising',
  'person',
  'answerable',
  'transfer',
  'returnedBy',
  'deadline',
  'publication',
  'pending',
  'pendingSince',
  'repliedAt',
  'repliedBy',
  'outcome',
  'closedAt',
  'closedBy',
  'onTime',
  'byHand',
  'bound',
  'holdRequest',
  'holdUntil',
  'extendRequest',
  'escalation',
  'raisedTo',
  'exposedAt',
  'reopenRequest',
  'reopenRefused',
  'toRule',
  'asked',
  'refusedBy',
  'objection',
  'objectors',
  'joinedInto',
  'ratings',
  'unhappy',
  'unhappySince',
  'counts'
] as const satisfies readonly (keyof Projection)[]
type Unlisted = Exclude<keyof Projection, (typeof projected)[number]>
const everyFieldIsStored: Unlisted extends never ? true : never = true
void everyFieldIsStored

/** What becomes another between two states of a case, in the language of the database; entries are only ever added. */
export function changesBetween(before: CaseDoc, after: CaseDoc) {
  const fields = [
    ...projected,
    'title',
    'place',
    'publicPlace',
    'searchText',
    'search',
    'desks',
    'routing',
    'dueAt',
    'publishedAt',
    'reports',
    'photoSizes'
  ] as const
  const $set: Record<string, unknown> = { version: after.version }
  const $unset: Record<string, ''> = {}
  for (const field of fields) {
    if (after[field] === undefined) $unset[field] = ''
    else if (after[field] !== before[field]) $set[field] = after[field]
  }
  for (const [n, said] of Object.entries(after.words)) if (before.words[n] !== said) $set[`words.${n}`] = said
  for (const n of Object.keys(before.words)) if (!(n in after.words)) $unset[`words.${n}`] = ''
  const known = new Set(before.outbox.map((o) => o.id))
  const $push = {
    ledger: { $each: after.ledger.slice(before.ledger.length) },
    outbox: {
      $each: counting(
        after.outbox.filter((o) => !known.has(o.id)),
        daysToCount(before, after)
      )
    }
  }
  return { $set, ...(Object.keys($unset).length > 0 && { $unset }), $push }
}

/**
 * Compare-and-set on `{_id, version}`: the new entries, the projection and the outbox items land together, or nothing
 * does. False when somebody was faster.
 */
export async function replaceIfUnmoved(before: CaseDoc, after: CaseDoc, session?: ClientSession): Promise<boolean> {
  const result = await Cases.collection.updateOne(
    { _id: before._id, version: before.version },
    { ...changesBetween(before, after), $currentDate: { movedAt: true } } as never,
    session ? { session } : {}
  )
  return result.matchedCount === 1
}

/** Says whether it is another number now. No move of the case: nobody has to look at it anew for that. */
export async function keepAffectedCount(no: string, n: number): Promise<boolean> {
  const update = n > 0 ? { $set: { affected: n } } : { $unset: { affected: '' as const } }
  return (await Cases.updateOne({ no } as Filter, update)).modifiedCount === 1
}

export const heldUntil = (day: string): Promise<{ no: string }[]> =>
  Cases.find({ status: 'on_hold', holdUntil: { $lte: day } } as Filter, { no: 1 })
    .limit(200)
    .lean<{ no: string }[]>()
    .exec()

/** Cases in one of these states that are in the hands of one of these people, some of them; in other offices than his own, where one is named. */
export const heldByAnyOf = (
  people: readonly { id: string; otherThan?: string }[],
  inStatus: readonly Status[]
): Promise<{ no: string; person: string; office: string }[]> =>
  people.length === 0
    ? Promise.resolve([])
    : Cases.find(
        {
          status: { $in: [...inStatus] },
          $or: people.map(({ id, otherThan }) => ({
            person: id,
            ...(otherThan !== undefined && { office: { $ne: otherThan } })
          }))
        } as Filter,
        { no: 1, person: 1, office: 1 }
      )
        .sort({ person: 1, status: 1 })
        .limit(500)
        .lean<{ no: string; person: string; office: string }[]>()
        .exec()

/** Where the relay finds what is to happen after a case moved. */
export const caseOutboxes = (): OutboxOwners => Cases.collection

/**
 * The days that wait to be counted anew with cases that were changed before a moment and that no relay has taken up yet, and since
 * when the oldest of them waits. At most so many cases are looked at.
 */
export async function daysWaiting(
  before: Date,
  casesAtMost: number
): Promise<{ days: Set<string>; oldest?: Date; all: boolean }> {
  type Waiting = { outbox: Pick<OutboxItem, 'at' | 'recount'>[] }
  const found = await Cases.find(
    { 'outbox.0': { $exists: true }, 'outbox.at': { $lt: before.toISOString() } } as Filter,
    { _id: 0, 'outbox.at': 1, 'outbox.recount': 1 }
  )
    .sort({ 'outbox.at': 1 })
    .limit(casesAtMost + 1)
    .lean<Waiting[]>()
  const items = found.flatMap(({ outbox }) => outbox).filter(({ recount }) => recount !== undefined)
  const oldest = items.map(({ at }) => new Date(at).getTime()).sort((a, b) => a - b)[0]
  return {
    days: new Set(items.flatMap(({ recount = [] }) => recount)),
    ...(oldest !== undefined && { oldest: new Date(oldest) }),
    all: found.length <= casesAtMost
  }
}

/** Cases whose next escalation step should have been written before this moment, and was not. */
export const lateEscalations = (before: number): Promise<{ no: string; version: number }[]> =>
  Cases.find({ 'escalation.next.at': { $lt: before } } as Filter, { no: 1, version: 1 })
    .limit(100)
    .lean<{ no: string; version: number }[]>()
    .exec()

/** Where a case stood at a moment: its last entry before it. */
export interface Head {
  no: string
  n: number
  hash: string
}
/** Every case that was there before a moment, one after the other. */
export const headsBefore = (at: string): AsyncIterable<Head> =>
  Cases.collection.aggregate<Head>(
    [
      {
        $project: {
          _id: 0,
          no: 1,
          last: { $last: { $filter: { input: '$ledger', cond: { $lt: ['$$this.at', at] } } } }
        }
      },
      { $match: { 'last.n': { $exists: true } } },
      { $project: { no: 1, n: '$last.n', hash: '$last.hash' } }
    ],
    { allowDiskUse: true }
  )
/** The chain of every case, one after the other. */
export const everyChain = (): AsyncIterable<Pick<CaseDoc, 'no' | 'ledger' | 'words'>> =>
  Cases.find({}, { _id: 0, no: 1, ledger: 1, words: 1 }).lean<CaseDoc>().cursor()
export const countCases = (): Promise<number> => Cases.estimatedDocumentCount().exec()

/** Cases whose clock runs and was counted by another calendar. */
export const countedOtherwise = (calendar: string, limit: number): Promise<CaseDoc[]> =>
  Cases.find({ dueAt: { $type: 'date' }, 'deadline.calendar': { $ne: calendar } } as Filter)
    .limit(limit)
    .lean<CaseDoc[]>()
    .exec()
/** Made-up cases of a start that was killed halfway; they are written anew. */
export const dropDemo = async (): Promise<void> => {
  await Cases.collection.deleteMany({ demo: true })
}
export const isEmpty = async (): Promise<boolean> => (await Cases.exists({})) === null

/** Every case in which a resident's reports stand, oldest first, one after the other. */
export const casesOfMember = (member: string): AsyncIterable<CaseDoc> =>
  Cases.find({ 'reports.reporter.member': member } as Filter)
    .sort({ _id: 1 })
    .lean<CaseDoc>()
    .cursor()
