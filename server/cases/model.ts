/** How a case is kept, found and changed atomically: one document a case (record.md). */
import { mongoose } from '#server/kernel/mongo.ts'
import type { ClientSession, QueryFilter } from 'mongoose'
import type { Channel, QueueTab, Status } from '#shared/cases.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { isDuplicate } from '#server/kernel/mongo.ts'
import type { Entry, Words } from './ledger.ts'
import type { Projection } from './projection.ts'

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
  bodyHash: string
  /** Ledger entry that holds its words. */
  n: number
  at: string
  channel: Channel
  reporter: { member?: string; codeHash?: string }
  contact?: { name?: string; phone: string }
  place: StoredPlace
  consentPublic: boolean
  /** The case it was first filed as, when it was joined later. */
  movedFrom?: string
  /** Taken back while others stayed; kept so that its reporter still reads what became of it. */
  withdrawn?: true
}

export interface OutboxItem {
  id: string
  topic: 'moved'
  at: string
  facts: { n: number; verb: string; to: string }
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
  /** Character bigrams of what the public may search, present only while published. */
  search: string[]
  routing: { ruleId: string; ruleVersion: number; because: string[] }
  /** Set while the promise runs. */
  dueAt: Date | null
  publishedAt: Date | null
  reports: Report[]
  ledger: Entry[]
  words: Record<string, Words>
  /** Width and height of every photo said here, so that a list needs no second query. */
  photoSizes: Record<string, [number, number]>
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
    place: Schema.Types.Mixed,
    publicPlace: Schema.Types.Mixed,
    search: [String],
    routing: Schema.Types.Mixed,
    promise: Schema.Types.Mixed,
    publication: Schema.Types.Mixed,
    pending: [Number],
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
    reopenRequest: Number,
    asked: Number,
    joinedInto: String,
    ratings: [Schema.Types.Mixed],
    counts: Schema.Types.Mixed,
    dueAt: Date,
    publishedAt: Date,
    reports: [Schema.Types.Mixed],
    ledger: [Schema.Types.Mixed],
    words: Schema.Types.Mixed,
    photoSizes: Schema.Types.Mixed,
    outbox: [Schema.Types.Mixed]
  },
  { collection: 'cases', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ no: 1 }, { unique: true })
schema.index({ 'reports.key': 1 }, { unique: true })
schema.index({ 'reports.id': 1 })
schema.index({ 'reports.reporter.member': 1, _id: -1 })
schema.index({ publishedAt: -1, _id: -1 })
schema.index({ area: 1, publishedAt: -1, _id: -1 })
schema.index({ office: 1, publishedAt: -1, _id: -1 })
schema.index({ category: 1, publishedAt: -1, _id: -1 })
schema.index({ search: 1, publishedAt: -1 })
schema.index({ office: 1, status: 1, dueAt: 1 })
schema.index({ supervising: 1, status: 1, since: 1 })
schema.index({ status: 1, dueAt: 1 })
schema.index({ at: 1 })
schema.index({ closedAt: 1 })
schema.index({ place: '2dsphere' })
schema.index({ publicPlace: '2dsphere' })
schema.index({ 'publication.photos': 1 })
schema.index({ 'pending.0': 1, at: 1 }, { partialFilterExpression: { 'pending.0': { $exists: true } } })
schema.index({ 'outbox.at': 1 }, { partialFilterExpression: { 'outbox.0': { $exists: true } } })
schema.index({ holdUntil: 1 }, { partialFilterExpression: { holdUntil: { $exists: true } } })

export const Cases = mongoose.model('Case', schema)
type Filter = QueryFilter<CaseDoc>

// ——— counters: one document a day, gaps are fine

const counters = mongoose.model(
  'Counter',
  new Schema({ _id: String, n: Number }, { collection: 'counters', versionKey: false })
)

/** The next number of a day: `2026-11-22` -> `2026-1122-00371`. */
export async function nextNo(day: string): Promise<string> {
  const it = await counters
    .findOneAndUpdate({ _id: `case:${day}` }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' })
    .lean<{ n: number }>()
  return `${day.slice(0, 4)}-${day.slice(5, 7)}${day.slice(8, 10)}-${String(it.n).padStart(5, '0')}`
}

// ——— finding

export const findCase = (no: string): Promise<CaseDoc | null> => Cases.findOne({ no }).lean<CaseDoc>().exec()
export const findByReport = (id: string): Promise<CaseDoc | null> =>
  Cases.findOne({ 'reports.id': id }).lean<CaseDoc>().exec()
export const findByKey = (key: string): Promise<CaseDoc | null> =>
  Cases.findOne({ 'reports.key': key }).lean<CaseDoc>().exec()

/** Everything a list row needs, and none of the ledger. */
const rowFields = {
  ledger: 0,
  outbox: 0,
  search: 0,
  'reports.key': 0,
  'reports.bodyHash': 0,
  'reports.contact': 0
} as const
export type CaseRowDoc = Omit<CaseDoc, 'ledger' | 'outbox' | 'search'>

const cursorOf = (at: string | Date | null, id: mongoose.Types.ObjectId): string =>
  Buffer.from(`${at instanceof Date ? at.toISOString() : (at ?? '')}|${id.toHexString()}`).toString('base64url')
const readCursor = (cursor: string): { at: string; id: mongoose.Types.ObjectId } | undefined => {
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString().split('|')
  return mongoose.isObjectIdOrHexString(id) ? { at, id: new mongoose.Types.ObjectId(id) } : undefined
}

export interface ListFilter {
  q?: string[]
  no?: string
  area?: string
  categories?: string[]
  office?: string
  status?: string
  state?: 'open' | 'overdue' | 'today' | 'closed' | 'dissatisfied' | 'reopened'
  /** ISO moments of the first report. */
  from?: string
  to?: string
  now: Date
  endOfToday: Date
}

const openStatuses: Status[] = ['received', 'dispatched', 'handling', 'on_hold', 'replied', 'rework', 'returned']
const states: Record<NonNullable<ListFilter['state']>, (f: ListFilter) => Filter> = {
  open: () => ({ status: { $in: openStatuses } }),
  overdue: (f) => ({ dueAt: { $ne: null, $lt: f.now } }),
  today: (f) => ({ dueAt: { $gte: f.now, $lt: f.endOfToday } }),
  closed: () => ({ status: 'closed' }),
  dissatisfied: () => ({ 'ratings.satisfied': 'dissatisfied' }),
  reopened: () => ({ 'counts.reopenRequests': { $gt: 0 } })
}

function published(f: ListFilter): Filter {
  return {
    publishedAt: { $ne: null },
    ...(f.no && { no: f.no }),
    ...(f.area && { area: f.area }),
    ...(f.categories && { category: { $in: f.categories } }),
    ...(f.office && { office: f.office }),
    ...(f.status && { status: f.status }),
    ...(f.q && f.q.length > 0 && { search: { $all: f.q } }),
    ...((f.from ?? f.to) && { at: { ...(f.from && { $gte: f.from }), ...(f.to && { $lt: f.to }) } }),
    ...(f.state && states[f.state](f))
  } as Filter
}

/** A keyset page, newest publication first; `before` turns the page back. One row more than asked tells whether more follow. */
export async function listPublished(
  f: ListFilter,
  page: { after?: string; before?: string; limit: number }
): Promise<{ items: CaseRowDoc[]; newer?: string; older?: string }> {
  const cursor = readCursor(page.after ?? page.before ?? '')
  const back = cursor !== undefined && page.before !== undefined
  const at = cursor && new Date(cursor.at)
  const step = cursor && {
    $or: back
      ? [{ publishedAt: { $gt: at } }, { publishedAt: at, _id: { $gt: cursor.id } }]
      : [{ publishedAt: { $lt: at } }, { publishedAt: at, _id: { $lt: cursor.id } }]
  }
  const found = await Cases.find({ $and: [published(f), step ?? {}] } as Filter, rowFields)
    .sort(back ? { publishedAt: 1, _id: 1 } : { publishedAt: -1, _id: -1 })
    .limit(page.limit + 1)
    .lean<CaseRowDoc[]>()
  const more = found.length > page.limit
  const items = found.slice(0, page.limit)
  if (back) items.reverse()
  const first = items[0]
  const last = items.at(-1)
  const hasNewer = back ? more : cursor !== undefined
  const hasOlder = back ? cursor !== undefined : more
  return {
    items,
    ...(hasNewer && first && { newer: cursorOf(first.publishedAt, first._id) }),
    ...(hasOlder && last && { older: cursorOf(last.publishedAt, last._id) })
  }
}

/** Published cases in a box, WGS-84, at most `limit`. */
export const listInBox = (
  f: ListFilter,
  box: [number, number, number, number],
  limit: number
): Promise<CaseRowDoc[]> => {
  const [west, south, east, north] = box
  return Cases.find(
    {
      ...published(f),
      publicPlace: {
        $geoWithin: {
          $geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [west, south],
                [east, south],
                [east, north],
                [west, north],
                [west, south]
              ]
            ]
          }
        }
      }
    } as Filter,
    rowFields
  )
    .limit(limit)
    .lean<CaseRowDoc[]>()
    .exec()
}

/** Counts per street area of what a filter shows, for the map seen from afar. */
export const countByArea = (
  f: ListFilter
): Promise<{ _id: string; count: number; closed: number; overdue: number }[]> =>
  Cases.aggregate<{ _id: string; count: number; closed: number; overdue: number }>([
    { $match: published(f) },
    {
      $group: {
        _id: '$area',
        count: { $sum: 1 },
        closed: { $sum: { $cond: [{ $eq: ['$status', 'closed'] }, 1, 0] } },
        overdue: { $sum: { $cond: [{ $and: [{ $ne: ['$dueAt', null] }, { $lt: ['$dueAt', f.now] }] }, 1, 0] } }
      }
    }
  ]).exec()

export const listMine = async (
  member: string,
  page: { after?: string; limit: number }
): Promise<{ items: CaseRowDoc[]; older?: string }> => {
  const cursor = page.after ? readCursor(page.after) : undefined
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

/** The policy's readsDesk, as a query; a test feeds both the same population. */
export function visibleTo(viewer: Viewer): Filter {
  if (viewer.kind !== 'staff') return { _id: null }
  const any: Filter[] = []
  if (viewer.roles.some((r) => r === 'dispatcher' || r === 'moderator' || r === 'admin')) return {}
  if (viewer.roles.includes('verifier')) any.push({ supervising: viewer.office })
  if (viewer.roles.includes('officer')) any.push({ office: viewer.office }, { assisting: viewer.office })
  return any.length > 0 ? ({ $or: any }) : ({ _id: null })
}

type Staff = Extract<Viewer, { kind: 'staff' }>
interface Tab {
  role: Staff['roles'][number]
  filter(viewer: Staff): Filter
  sort: Record<string, 1 | -1>
}
const notJoined = { joinedInto: { $exists: false } }
/** What waits for whom; the first tab a member of staff has is his home. */
export const tabs: Record<QueueTab, Tab> = {
  todo: {
    role: 'officer',
    filter: (v) => ({ office: v.office, status: { $in: ['handling', 'rework', 'on_hold'] }, ...notJoined }),
    sort: { dueAt: 1, _id: 1 }
  },
  accept: {
    role: 'officer',
    filter: (v) => ({ office: v.office, status: 'dispatched', ...notJoined }),
    sort: { dueAt: 1, _id: 1 }
  },
  verify: {
    role: 'verifier',
    filter: (v) => ({ supervising: v.office, status: 'replied', repliedBy: { $ne: v.id }, ...notJoined }),
    sort: { since: 1, _id: 1 }
  },
  dispatch: {
    role: 'dispatcher',
    filter: () => ({ status: { $in: ['received', 'returned'] }, ...notJoined }),
    sort: { dueAt: 1, _id: 1 }
  },
  rule: {
    role: 'dispatcher',
    filter: () => ({ $or: [{ holdRequest: { $exists: true } }, { reopenRequest: { $exists: true } }], ...notJoined }),
    sort: { since: 1, _id: 1 }
  },
  publish: {
    role: 'moderator',
    filter: () => ({ 'pending.0': { $exists: true }, ...notJoined }),
    sort: { at: 1, _id: 1 }
  },
  all: { role: 'officer', filter: () => ({}), sort: { _id: -1 } }
}

/** Reopening is ruled by a verifier, a hold by a dispatcher; 全部 is for everyone who works here. */
const hasTab = (viewer: Staff, tab: QueueTab): boolean =>
  tab === 'all' || viewer.roles.includes(tabs[tab].role) || (tab === 'rule' && viewer.roles.includes('verifier'))
export const tabsOf = (viewer: Staff): QueueTab[] =>
  (Object.keys(tabs) as QueueTab[]).filter((tab) => hasTab(viewer, tab))

export async function listQueue(
  viewer: Staff,
  tab: QueueTab,
  page: { q?: string[]; no?: string; after?: string; limit: number }
): Promise<{ items: CaseRowDoc[]; older?: string }> {
  const skip = page.after ? Number(Buffer.from(page.after, 'base64url').toString()) || 0 : 0
  const words = page.no ? { no: page.no } : page.q && page.q.length > 0 ? { search: { $all: page.q } } : {}
  const found = await Cases.find({ $and: [visibleTo(viewer), tabs[tab].filter(viewer), words] } as Filter, rowFields)
    .sort(tabs[tab].sort)
    .skip(Math.min(skip, 600))
    .limit(page.limit + 1)
    .lean<CaseRowDoc[]>()
  return {
    items: found.slice(0, page.limit),
    ...(found.length > page.limit && { older: Buffer.from(String(skip + page.limit)).toString('base64url') })
  }
}

/** How many wait in a tab, counted to at most 100: nobody needs the rest, and an exact count costs 600 lists. */
export const countQueue = (viewer: Staff, tab: QueueTab): Promise<number> =>
  Cases.countDocuments({ $and: [visibleTo(viewer), tabs[tab].filter(viewer)] } as Filter, { limit: 100 }).exec()

// ——— changing

/** One insert with majority; a key that is already there comes back as the case that holds it. */
export async function insertCase(doc: CaseDoc): Promise<CaseDoc | 'duplicate'> {
  try {
    await Cases.collection.insertOne(doc)
    return doc
  } catch (error) {
    if (isDuplicate(error)) return 'duplicate'
    throw error
  }
}

export const insertMany = async (docs: CaseDoc[]): Promise<void> => {
  await Cases.collection.insertMany(docs, { ordered: false })
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
  'promise',
  'publication',
  'pending',
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
  'reopenRequest',
  'asked',
  'joinedInto',
  'ratings',
  'counts'
] as const satisfies readonly (keyof Projection)[]
type Unlisted = Exclude<keyof Projection, (typeof projected)[number]>
const everyFieldIsStored: Unlisted extends never ? true : never = true
void everyFieldIsStored

/**
 * Compare-and-set on `{_id, version}`: the new entries, the projection and the outbox items land together, or nothing
 * does. False when somebody was faster.
 */
export async function replaceIfUnmoved(before: CaseDoc, after: CaseDoc, session?: ClientSession): Promise<boolean> {
  const fields = [
    ...projected,
    'title',
    'place',
    'publicPlace',
    'search',
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
  const result = await Cases.collection.updateOne(
    { _id: before._id, version: before.version },
    {
      $set,
      ...(Object.keys($unset).length > 0 && { $unset }),
      $push: {
        ledger: { $each: after.ledger.slice(before.ledger.length) },
        outbox: { $each: after.outbox.filter((o) => !known.has(o.id)) }
      }
    } as never,
    session ? { session } : {}
  )
  return result.matchedCount === 1
}

/** Whether a photo is among those approved for the public. */
export const isPublicPhoto = async (id: string): Promise<boolean> =>
  (await Cases.exists({ 'publication.photos': id, publishedAt: { $ne: null } } as Filter)) !== null

export const heldUntil = (day: string): Promise<{ no: string }[]> =>
  Cases.find({ status: 'on_hold', holdUntil: { $lte: day } } as Filter, { no: 1 })
    .limit(200)
    .lean<{ no: string }[]>()
    .exec()

/** Cases with something in their outbox, oldest first. */
export const withOutbox = (limit: number): Promise<Pick<CaseDoc, '_id' | 'no' | 'outbox' | 'reports'>[]> =>
  Cases.find({ 'outbox.0': { $exists: true } } as Filter, { no: 1, outbox: 1, reports: 1 })
    .sort({ 'outbox.at': 1 })
    .limit(limit)
    .lean<Pick<CaseDoc, '_id' | 'no' | 'outbox' | 'reports'>[]>()
    .exec()
export const dropOutbox = async (id: mongoose.Types.ObjectId, items: string[]): Promise<void> => {
  await Cases.updateOne({ _id: id }, { $pull: { outbox: { id: { $in: items } } } })
}
export const isEmpty = async (): Promise<boolean> => (await Cases.exists({})) === null
