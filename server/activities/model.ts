/** How an activity is kept, found and moved: one document, compare-and-set on its version; its shifts are in server/shifts. */
import type { QueryFilter } from 'mongoose'
import type { ActivityInput, ActivityStatus, ActivityTab, ActivityVerb } from '#shared/activities.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { officesInReach } from '#server/members/index.ts'
import { outboxIndex, type OutboxItem, type OutboxOwners } from '#server/kernel/outbox.ts'

/** The plan with every shift under its number. */
export type Plan = Omit<ActivityInput, 'shifts'> & {
  shifts: (ActivityInput['shifts'][number] & { id: string })[]
}
export interface LogEntry {
  n: number
  at: Date
  /** A member of staff, or the clock. */
  by?: string
  verb: ActivityVerb
  to: ActivityStatus
  words?: string
  /** Of a message: its key, so that a repeat tells nobody twice. */
  id?: string
  requestHash?: string
  /** Of a message: how many were told. */
  people?: number
}
export interface Results {
  words: string
  figures: { name: string; value: string }[]
  before: string[]
  after: string[]
}
export interface ActivityDoc {
  _id: mongoose.Types.ObjectId
  no: string
  version: number
  status: ActivityStatus
  plan: Plan
  office: string
  area: string
  /** First start and last end. */
  from: Date
  to: Date
  /** Approved for the public for the first time. */
  openAt: Date | null
  /** Who drafted, changed, submitted or settled it. */
  hands: string[]
  log: LogEntry[]
  /** Idempotency key, or what makes it the only one of its kind. */
  key: string
  requestHash: string
  /** Number of the first of a row. */
  series?: string
  results?: Results
  resultsPublic: boolean
  photoSizes: Record<string, [number, number]>
  /** Photos anyone may see. */
  shown: string[]
  outbox: OutboxItem[]
  demo?: true
}

const { Schema } = mongoose
const Mixed = Schema.Types.Mixed
const schema = new Schema<ActivityDoc>(
  {
    no: String,
    version: Number,
    status: String,
    plan: Mixed,
    office: String,
    area: String,
    from: Date,
    to: Date,
    openAt: Date,
    hands: [String],
    log: [Mixed],
    key: String,
    requestHash: String,
    series: String,
    results: Mixed,
    resultsPublic: Boolean,
    photoSizes: Mixed,
    shown: [String],
    outbox: [Mixed],
    demo: Boolean
  },
  { collection: 'activities', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ no: 1 }, { unique: true })
schema.index({ key: 1 }, { unique: true })
schema.index({ from: 1, _id: 1 })
schema.index({ status: 1, from: 1, _id: 1 })
schema.index({ office: 1, status: 1, from: 1 })
schema.index({ series: 1, from: -1 })
schema.index({ 'plan.cases': 1 })
schema.index({ shown: 1 })
schema.index(...outboxIndex)
const Activities = mongoose.model('Activity', schema)
type Filter = QueryFilter<ActivityDoc>

const counters = mongoose.model(
  'ActivityCounter',
  new Schema({ _id: String, n: Number }, { collection: 'counters', versionKey: false })
)
/** The next number of a day: `2026-11-24` -> `20261124-003`; gaps are fine. */
export async function nextNo(day: string): Promise<string> {
  const counter = await counters
    .findOneAndUpdate({ _id: `activity:${day}` }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' })
    .lean<{ n: number }>()
  return `${day.replaceAll('-', '')}-${String(counter.n).padStart(3, '0')}`
}

// ——— finding

export const findActivity = (no: string): Promise<ActivityDoc | null> =>
  Activities.findOne({ no }).lean<ActivityDoc>().exec()
export const findByKey = (key: string): Promise<ActivityDoc | null> =>
  Activities.findOne({ key }).lean<ActivityDoc>().exec()

/** What an office has drafted for a case and not opened yet. */
export const findDraftFor = (caseNo: string, office: string): Promise<ActivityDoc | null> =>
  Activities.findOne({ 'plan.cases': caseNo, office, status: { $in: ['draft', 'review'] } } as Filter)
    .lean<ActivityDoc>()
    .exec()

/** Under this key, or under it and a number: drafts of one kind, one after the other; the oldest first. */
export const findByKeys = (kind: string): Promise<ActivityDoc[]> =>
  Activities.find({ key: { $regex: `^${kind}(:\\d+)?$` } })
    .sort({ _id: 1 })
    .lean<ActivityDoc[]>()
    .exec()

/** The one before it in its row whose results are public. */
export const findLast = (activity: ActivityDoc): Promise<ActivityDoc | null> =>
  activity.series
    ? Activities.findOne({ series: activity.series, from: { $lt: activity.from }, resultsPublic: true } as Filter)
        .sort({ from: -1 })
        .lean<ActivityDoc>()
        .exec()
    : Promise.resolve(null)

export interface ListFilter {
  when?: 'coming' | 'running' | 'past'
  kind?: string
  area?: string
  office?: string
  from?: Date
  to?: Date
  case?: string
  /** Only what is not over at this moment. */
  notOver?: Date
  /** Only these. */
  among?: readonly string[]
}

const opened = { openAt: { $ne: null } }
const statusesOf: Record<NonNullable<ListFilter['when']> | 'now', ActivityStatus[]> = {
  coming: ['open'],
  running: ['running'],
  past: ['settled', 'archived'],
  now: ['open', 'running']
}

export interface Page {
  items: ActivityDoc[]
  older?: string
}

async function page(filter: Filter, down: boolean, { after, limit }: { after?: string; limit: number }): Promise<Page> {
  const cursor = readCursor(after)
  const at = cursor && new Date(cursor.at)
  const beyond = down ? '$lt' : '$gt'
  const step = cursor ? { $or: [{ from: { [beyond]: at } }, { from: at, _id: { [beyond]: cursor.id } }] } : {}
  const found = await Activities.find({ $and: [filter, step] } as Filter, { outbox: 0 })
    .sort(down ? { from: -1, _id: -1 } : { from: 1, _id: 1 })
    .limit(limit + 1)
    .lean<ActivityDoc[]>()
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, ...(found.length > limit && last && { older: cursorOf(last.from, last._id) }) }
}

/** What anyone may see: to come by start, past newest first. */
export const listPublic = (f: ListFilter, at: { after?: string; limit: number }): Promise<Page> =>
  page(
    {
      ...opened,
      status: { $in: statusesOf[f.when ?? 'now'] },
      ...(f.kind && { 'plan.kind': f.kind }),
      ...(f.area && { area: f.area }),
      ...(f.office && { office: f.office }),
      ...(f.case && { 'plan.cases': f.case }),
      ...(f.among && { no: { $in: f.among } }),
      ...(f.from && { to: { $gte: f.from } }),
      ...(f.notOver && { to: { $gt: f.notOver } }),
      ...(f.to && { from: { $lt: f.to } })
    } as Filter,
    f.when === 'past',
    at
  )

const tabFilter: Record<ActivityTab, (viewer: Staff) => Filter> = {
  mine: (v) => ({ status: 'draft', hands: v.id }),
  review: () => ({ status: 'review' }),
  open: () => ({ status: { $in: ['open', 'running'] } }),
  settle: () => ({ status: 'running' }),
  past: () => ({ status: { $in: ['settled', 'archived', 'cancelled'] } }),
  all: () => ({})
}
/** The policy's readsDesk, as a query. */
const deskOf = (viewer: Staff): Filter => officesInReach(viewer) ?? { _id: null }

const inTab = (viewer: Staff, tab: ActivityTab, now: Date): Filter => ({
  $and: [deskOf(viewer), tabFilter[tab](viewer), tab === 'settle' ? { to: { $lt: now } } : {}]
})
export const listDesk = (
  viewer: Staff,
  tab: ActivityTab,
  now: Date,
  at: { after?: string; limit: number }
): Promise<Page> => page(inTab(viewer, tab, now), tab === 'past' || tab === 'all', at)
export const countDesk = (viewer: Staff, tab: ActivityTab, now: Date): Promise<number> =>
  Activities.countDocuments(inTab(viewer, tab, now), { limit: 100 }).exec()

export const isShownPhoto = async (id: string): Promise<boolean> => (await Activities.exists({ shown: id })) !== null

/** Activities that have begun and still say that they have not, and those that ended long ago. */
export const dueToStart = (now: Date): Promise<{ no: string }[]> =>
  Activities.find({ status: 'open', from: { $lte: now } } as Filter, { no: 1 })
    .limit(100)
    .lean<{ no: string }[]>()
    .exec()
export const dueToArchive = (before: Date): Promise<{ no: string }[]> =>
  Activities.find({ status: 'settled', to: { $lt: before } } as Filter, { no: 1 })
    .limit(100)
    .lean<{ no: string }[]>()
    .exec()

// ——— changing

export async function insertActivity(doc: ActivityDoc): Promise<ActivityDoc | 'duplicate'> {
  try {
    await Activities.collection.insertOne(doc)
    return doc
  } catch (error) {
    if (isDuplicate(error)) return 'duplicate'
    throw error
  }
}

/** Compare-and-set on the version: the change, its log entry and its outbox items land together, or nothing does. */
export async function replaceIfUnmoved(before: ActivityDoc, after: ActivityDoc): Promise<boolean> {
  const { _id, no: _no, log, outbox, version: _version, ...rest } = after
  const known = new Set(before.outbox.map((o) => o.id))
  const result = await Activities.collection.updateOne({ _id, version: before.version }, {
    $set: { ...rest, version: before.version + 1 },
    $push: {
      log: { $each: log.slice(before.log.length) },
      outbox: { $each: outbox.filter((o) => !known.has(o.id)) }
    }
  } as never)
  return result.matchedCount === 1
}

export const activityOutboxes = (): OutboxOwners => Activities.collection
export const noActivities = async (): Promise<boolean> => (await Activities.exists({})) === null
