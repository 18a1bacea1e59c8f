/**
 * Deliveries as they are kept: one a notice and channel. What is to happen next stands in the document's outbox and becomes
 * a job; who works on one has a claim that ends by itself, so that a worker who is killed leaves nothing behind.
 */
import { randomUUID } from 'node:crypto'
import type { DeliveryReason, DeliveryState } from '#shared/deliveries.ts'
import type { NoticeChannel } from '#shared/notices.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import { insertEach, isDuplicate, mongoose } from '#server/kernel/mongo.ts'
import { outboxIndex, type OutboxItem, type OutboxOwners } from '#server/kernel/outbox.ts'

export type Outlet = Exclude<NoticeChannel, 'app'>

/** One try that came to an end. */
export interface Try {
  at: Date
  answer: string
  reason?: DeliveryReason
}

export interface DeliveryDoc {
  /** Notice and channel: asking twice is asking once. */
  _id: string
  row: mongoose.Types.ObjectId
  notice: string
  /** As in notices: a resident, `staff:…`, `report:…`, `group:…`. */
  member: string
  channel: Outlet
  kind: string
  at: Date
  state: DeliveryState
  /** Why it was not sent, or went with others. */
  reason?: DeliveryReason
  /** Where it went, covered. */
  address?: string
  /** What the other side said last. */
  answer?: string
  attempts: number
  /** Tries that were begun and of whose end nothing is known. */
  begun: number
  /** While it waits: not before. */
  nextAt?: Date
  /** Its time has come, and it waits for its channel to go again, and for nothing else. */
  held?: true
  /** Later it would be no news. */
  until: Date
  claim?: string
  claimedUntil?: Date
  /** Counts what was asked of the jobs, so that each has a name of its own. */
  turn: number
  doneAt?: Date
  tries: Try[]
  /** Name of the request that it comes from. */
  request?: string
  outbox: OutboxItem[]
}

const { Schema } = mongoose
const schema = new Schema<DeliveryDoc>(
  {
    _id: String,
    row: Schema.Types.ObjectId,
    notice: String,
    member: String,
    channel: String,
    kind: String,
    at: Date,
    state: String,
    reason: String,
    address: String,
    answer: String,
    attempts: Number,
    begun: Number,
    nextAt: Date,
    held: Boolean,
    until: Date,
    claim: String,
    claimedUntil: Date,
    turn: Number,
    doneAt: Date,
    tries: [Schema.Types.Mixed],
    request: String,
    outbox: [Schema.Types.Mixed]
  },
  { collection: 'deliveries', versionKey: false, strict: 'throw' }
)
const keptDays = 180
schema.index(...outboxIndex)
schema.index({ row: -1 })
schema.index({ member: 1, channel: 1, nextAt: 1 })
schema.index({ state: 1, nextAt: 1 })
schema.index({ state: 1, row: -1 })
schema.index({ held: 1, nextAt: 1 }, { partialFilterExpression: { held: true } })
schema.index({ doneAt: 1 }, { expireAfterSeconds: keptDays * 86_400 })
const Deliveries = mongoose.model('Delivery', schema)

export const deliveryOutboxes = (): OutboxOwners => Deliveries.collection

const wish = (
  { _id, member, request }: Pick<DeliveryDoc, '_id' | 'member' | 'request'>,
  turn: number,
  at: Date,
  dueAt: Date
): OutboxItem => ({
  id: `deliver:${_id}:${turn}`,
  topic: 'deliver',
  at,
  dueAt,
  facts: { delivery: _id, member },
  ...(request !== undefined && { request })
})

export type NewDelivery = Pick<
  DeliveryDoc,
  '_id' | 'notice' | 'member' | 'channel' | 'kind' | 'at' | 'until' | 'address' | 'request'
> & { nextAt: Date }

const fresh = (delivery: NewDelivery): DeliveryDoc => ({
  ...delivery,
  row: new mongoose.Types.ObjectId(),
  state: 'waiting' as const,
  attempts: 0,
  begun: 0,
  turn: 0,
  tries: [],
  outbox: [wish(delivery, 0, delivery.at, delivery.nextAt)]
})

/** Keeps those that are not there yet, each with the wish to be worked on. */
export async function keepDeliveries(deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length === 0) return
  const docs = deliveries.map(fresh)
  const outcomes = await insertEach(Deliveries.collection as unknown as mongoose.Collection<DeliveryDoc>, docs)
  for (const outcome of outcomes) if (outcome instanceof Error) throw outcome
}

/** One that was sent beside the notices: a test from the desk. */
export const keepDone = async (
  delivery: Omit<NewDelivery, 'nextAt' | 'until'>,
  done: Pick<DeliveryDoc, 'state' | 'reason' | 'answer'>
): Promise<void> => {
  const doc = {
    ...fresh({ ...delivery, nextAt: delivery.at, until: delivery.at }),
    ...done,
    attempts: 1,
    doneAt: delivery.at,
    outbox: []
  }
  delete (doc as Partial<DeliveryDoc>).nextAt
  await Deliveries.collection.insertOne(doc as never)
}

export const findDelivery = (id: string): Promise<DeliveryDoc | null> =>
  Deliveries.findById(id).lean<DeliveryDoc>().exec()
export const findDeliveryByRow = (row: string): Promise<DeliveryDoc | null> =>
  Deliveries.findOne({ row: new mongoose.Types.ObjectId(row) })
    .lean<DeliveryDoc>()
    .exec()

const unclaimedAt = (now: Date) => ({
  state: 'waiting' as const,
  $or: [{ claimedUntil: { $exists: false } }, { claimedUntil: { $lte: now } }]
})
const free = (now: Date) => ({ ...unclaimedAt(now), nextAt: { $lte: now } })
/** What may go with another to the same reader: what is due, and what waited only for the channel that goes again. */
const joining = (now: Date) => ({
  state: 'waiting' as const,
  begun: 0,
  $and: [{ $or: unclaimedAt(now).$or }, { $or: [{ nextAt: { $lte: now } }, { held: true as const }] }]
})

/** Takes one whose time has come and that nobody has; it counts as begun from here on. */
export const claim = (id: string, now: Date, claimMs: number): Promise<DeliveryDoc | null> =>
  Deliveries.findOneAndUpdate(
    { _id: id, ...free(now) },
    { $set: { claim: randomUUID(), claimedUntil: new Date(now.getTime() + claimMs) }, $inc: { begun: 1 } },
    { returnDocument: 'after' }
  )
    .lean<DeliveryDoc>()
    .exec()

/** Takes what else waits for the same reader by the same channel, under the same claim; oldest first. */
export async function claimOthers(with_: DeliveryDoc, now: Date, atMost: number): Promise<DeliveryDoc[]> {
  const { member, channel, claim: token = '', claimedUntil = now } = with_
  const found = await Deliveries.find({ member, channel, ...joining(now) }, { _id: 1 })
    .sort({ nextAt: 1 })
    .limit(atMost)
    .lean<{ _id: string }[]>()
  if (found.length === 0) return []
  await Deliveries.updateMany(
    { _id: { $in: found.map(({ _id }) => _id) }, ...joining(now) },
    { $set: { claim: token, claimedUntil }, $inc: { begun: 1 } }
  )
  return Deliveries.find({ claim: token, _id: { $ne: with_._id } })
    .sort({ at: 1 })
    .lean<DeliveryDoc[]>()
}

export const countJoining = (member: string, channel: Outlet, now: Date): Promise<number> =>
  Deliveries.countDocuments({ member, channel, ...joining(now) }, { limit: 50 }).exec()

/** What else waits for the same reader by the same channel, whenever its time comes. */
export const waitingFor = ({
  _id,
  member,
  channel
}: Pick<DeliveryDoc, '_id' | 'member' | 'channel'>): Promise<Pick<DeliveryDoc, '_id' | 'notice'>[]> =>
  Deliveries.find({ member, channel, state: 'waiting', _id: { $ne: _id } }, { notice: 1 })
    .limit(200)
    .lean<Pick<DeliveryDoc, '_id' | 'notice'>[]>()
    .exec()

export interface Settled {
  state: DeliveryState
  reason?: DeliveryReason
  answer?: string
  address?: string
}
const triesKept = 12
const unclaimed = { claim: '', claimedUntil: '' } as const

/** The end of a delivery, or of several that went together. Whoever has lost his claim in the meantime changes nothing. */
export async function settle(
  token: string,
  ids: readonly string[],
  { state, reason, answer, address }: Settled,
  now: Date
): Promise<void> {
  const one: Try = { at: now, answer: answer ?? '', ...(reason && { reason }) }
  await Deliveries.updateMany(
    { _id: { $in: [...ids] }, claim: token },
    {
      $set: {
        state,
        begun: 0,
        doneAt: now,
        ...(reason && { reason }),
        ...(answer && { answer }),
        ...(address && { address })
      },
      $inc: { attempts: answer === undefined ? 0 : 1 },
      $push: { tries: { $each: [one], $slice: -triesKept } },
      $unset: { ...unclaimed, nextAt: '', held: '', ...(!reason && { reason: '' }) }
    }
  )
}

/** It is to be tried again at a later moment. With an answer it was a try; without, nothing was begun after all. */
export async function postpone(
  { _id, claim: token = '', member, request, turn }: DeliveryDoc,
  nextAt: Date,
  now: Date,
  failed?: { reason: DeliveryReason; answer: string; address?: string },
  held = false
): Promise<void> {
  await Deliveries.updateOne(
    { _id, claim: token },
    {
      $set: {
        nextAt,
        begun: 0,
        turn: turn + 1,
        ...(held && { held }),
        ...(failed && {
          reason: failed.reason,
          answer: failed.answer,
          ...(failed.address && { address: failed.address })
        })
      },
      ...(failed && { $inc: { attempts: 1 } }),
      $push: {
        outbox: wish({ _id, member, ...(request !== undefined && { request }) }, turn + 1, now, nextAt),
        ...(failed && {
          tries: { $each: [{ at: now, answer: failed.answer, reason: failed.reason }], $slice: -triesKept }
        })
      },
      $unset: { ...unclaimed, ...(!held && { held: '' }) }
    }
  )
}

const wokenAtOnce = 500
const wokenAtMost = 5_000
/**
 * A channel goes again: those that waited for it alone come soon, what is for one reader at one moment. What comes before `latest`
 * by itself is left alone; the first of them takes along what waits for the same reader.
 */
export async function wake(
  which: Partial<Pick<DeliveryDoc, 'channel' | 'member'>>,
  now: Date,
  { soon, latest }: { soon: (reader: string) => Date; latest: Date }
): Promise<void> {
  const waits = { state: 'waiting' as const, held: true as const, nextAt: { $gt: latest } }
  for (let woken = 0; woken < wokenAtMost; woken += wokenAtOnce) {
    const found = await Deliveries.find({ ...which, ...waits }, { _id: 1, member: 1, turn: 1, request: 1 })
      .sort({ nextAt: 1 })
      .limit(wokenAtOnce)
      .lean<Pick<DeliveryDoc, '_id' | 'member' | 'turn' | 'request'>[]>()
    if (found.length === 0) return
    await Deliveries.bulkWrite(
      found.map(({ turn, ...doc }) => ({
        updateOne: {
          filter: { _id: doc._id, turn, ...waits },
          update: {
            $set: { nextAt: soon(doc.member), turn: turn + 1 },
            $push: { outbox: wish(doc, turn + 1, now, soon(doc.member)) }
          }
        }
      })),
      { ordered: false }
    )
  }
}

const again = (now: Date, until: Date) => (doc: DeliveryDoc) => ({
  updateOne: {
    filter: { _id: doc._id, state: doc.state, turn: doc.turn },
    update: {
      $set: { state: 'waiting' as const, nextAt: now, until, begun: 0, turn: doc.turn + 1 },
      $push: { outbox: wish(doc, doc.turn + 1, now, now) },
      $unset: { reason: '', doneAt: '', ...unclaimed }
    }
  }
})

/** Sends one anew that failed or was dropped; false where it is none, or somebody was faster. */
export async function resend(doc: DeliveryDoc, now: Date, until: Date): Promise<boolean> {
  const { modifiedCount } = await Deliveries.bulkWrite([again(now, until)(doc)] as never)
  return modifiedCount === 1
}

export async function resendFailed(
  between: { from: Date; to: Date; channel?: Outlet },
  now: Date,
  until: Date,
  atMost: number
): Promise<number> {
  const found = await Deliveries.find({
    state: 'failed',
    at: { $gte: between.from, $lt: between.to },
    kind: { $ne: 'test' },
    ...(between.channel && { channel: between.channel })
  })
    .sort({ row: 1 })
    .limit(atMost)
    .lean<DeliveryDoc[]>()
  if (found.length === 0) return 0
  const { modifiedCount } = await Deliveries.bulkWrite(found.map(again(now, until)), { ordered: false })
  return modifiedCount
}

/** Those whose job was given up or lost: they wait, and nobody comes. */
export const stranded = (before: Date): Promise<Pick<DeliveryDoc, '_id' | 'member' | 'turn' | 'request'>[]> =>
  Deliveries.find(
    { state: 'waiting', nextAt: { $lt: before }, 'outbox.0': { $exists: false } },
    { _id: 1, member: 1, turn: 1, request: 1 }
  )
    .sort({ nextAt: 1 })
    .limit(500)
    .lean<Pick<DeliveryDoc, '_id' | 'member' | 'turn' | 'request'>[]>()
    .exec()

export interface DeliveryFilter {
  channel?: Outlet
  state?: DeliveryState
  kind?: string
  from?: Date
  to?: Date
}

/** A page of the log, newest first. */
export async function pageOfDeliveries(
  { channel, state, kind, from, to }: DeliveryFilter,
  after: string | undefined,
  limit: number
): Promise<{ items: DeliveryDoc[]; older?: string }> {
  const cursor = readCursor(after)
  const found = await Deliveries.find({
    ...(channel && { channel }),
    ...(state && { state }),
    ...(kind !== undefined && { kind }),
    ...((from ?? to) && { at: { ...(from && { $gte: from }), ...(to && { $lt: to }) } }),
    ...(cursor && { row: { $lt: cursor.id } })
  })
    .sort({ row: -1 })
    .limit(limit + 1)
    .lean<DeliveryDoc[]>()
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, ...(found.length > limit && last && { older: cursorOf(last.at, last.row) }) }
}

export interface ChannelCount {
  channel: Outlet
  waiting: number
  oldest?: Date
  failed: number
}
/** What waits and since when, and what failed since a moment, by channel. */
export async function countByChannel(since: Date): Promise<ChannelCount[]> {
  const rows = await Deliveries.aggregate<{ _id: Outlet; waiting: number; oldest: Date | null; failed: number }>([
    { $match: { $or: [{ state: 'waiting' }, { state: 'failed', doneAt: { $gte: since } }] } },
    {
      $group: {
        _id: '$channel',
        waiting: { $sum: { $cond: [{ $eq: ['$state', 'waiting'] }, 1, 0] } },
        failed: { $sum: { $cond: [{ $eq: ['$state', 'failed'] }, 1, 0] } },
        oldest: { $min: { $cond: [{ $eq: ['$state', 'waiting'] }, '$at', null] } }
      }
    }
  ])
  return rows.map(({ _id: channel, waiting, failed, oldest }) => ({
    channel,
    waiting,
    failed,
    ...(oldest && { oldest })
  }))
}

/** What went out to a person, newest first. */
export const deliveriesTo = (member: string): Promise<DeliveryDoc[]> =>
  Deliveries.find({ member }).sort({ at: -1 }).lean<DeliveryDoc[]>().exec()

export const eraseDeliveries = async (member: string): Promise<void> => {
  await Deliveries.deleteMany({ member })
}

// ——— how a channel fares, and how often it was used

export interface ChannelState {
  /** A channel, or a robot: `group:…`. */
  _id: string
  /** Since when nothing goes; nothing where it goes. */
  downSince?: Date
  reason?: DeliveryReason
  answer?: string
  /** Failed tries in a row. */
  fails: number
  /** Who comes after that tries whether it goes again; all others wait. */
  probeAt?: Date
  sentAt?: Date
}
const States = mongoose.model(
  'ChannelState',
  new Schema<ChannelState>(
    { _id: String, downSince: Date, reason: String, answer: String, fails: Number, probeAt: Date, sentAt: Date },
    { collection: 'channel_states', versionKey: false, strict: 'throw' }
  )
)
export const channelState = (id: string): Promise<ChannelState | null> =>
  States.findById(id).lean<ChannelState>().exec()
export const channelStates = (): Promise<ChannelState[]> => States.find().limit(200).lean<ChannelState[]>().exec()

/** The one who tries first after a while of silence; the others see the moment moved on. */
export const takeProbe = async (id: string, now: Date, nextAt: Date): Promise<boolean> =>
  (await States.updateOne({ _id: id, probeAt: { $lte: now } }, { $set: { probeAt: nextAt } })).modifiedCount === 1

export async function channelFailed(
  id: string,
  failed: { reason: DeliveryReason; answer: string },
  now: Date,
  probeAt: (fails: number) => Date
): Promise<Date> {
  const state = await channelState(id)
  const fails = (state?.fails ?? 0) + 1
  const next = probeAt(fails)
  await States.updateOne(
    { _id: id },
    { $set: { ...failed, fails, probeAt: next, downSince: state?.downSince ?? now } },
    { upsert: true }
  )
  return next
}
/** Whether it had been down until now. */
export async function channelSent(id: string, answer: string, now: Date): Promise<boolean> {
  const before = await States.findOneAndUpdate(
    { _id: id },
    { $set: { fails: 0, sentAt: now, answer }, $unset: { downSince: '', probeAt: '', reason: '' } },
    { upsert: true, returnDocument: 'before' }
  ).lean<ChannelState>()
  return before?.downSince !== undefined
}

const countsLastS = 2 * 86_400
const Counts = mongoose.model(
  'SendingCount',
  new Schema<{ _id: string; n: number; until?: Date; token?: string; at: Date }>(
    {
      _id: String,
      n: Number,
      until: Date,
      token: String,
      at: { type: Date, index: { expireAfterSeconds: countsLastS } }
    },
    { collection: 'sending_counts', versionKey: false, strict: 'throw' }
  )
)
/** Takes one of so many in a window of time, for all processes together; when the next window begins, where none is left. */
export async function takeOne(key: string, windowMs: number, atMost: number, now: Date): Promise<Date | undefined> {
  const window = Math.floor(now.getTime() / windowMs)
  const { n } = (await Counts.findOneAndUpdate(
    { _id: `${key}/${windowMs}/${window}` },
    { $inc: { n: 1 }, $setOnInsert: { at: now } },
    { upsert: true, returnDocument: 'after' }
  ).lean<{ n: number }>()) ?? { n: 1 }
  return n > atMost ? new Date((window + 1) * windowMs) : undefined
}

const busyId = (reader: string): string => `busy:${reader}`
/**
 * One worker at a time writes to one reader, so that what waits for him is seen together; who dies is let go of by the clock. Answers
 * with what lets go of him again; nothing where somebody else has him.
 */
export async function takeReader(reader: string, now: Date, until: Date): Promise<string | undefined> {
  const token = randomUUID()
  try {
    const { modifiedCount, upsertedCount } = await Counts.updateOne(
      { _id: busyId(reader), $or: [{ until: { $exists: false } }, { until: { $lte: now } }] },
      { $set: { until, token, at: now } },
      { upsert: true }
    )
    return modifiedCount + upsertedCount === 1 ? token : undefined
  } catch (error) {
    if (isDuplicate(error)) return undefined
    throw error
  }
}
/** Whoever took so long that another has the reader by now lets go of nobody. */
export const freeReader = async (reader: string, token: string): Promise<void> => {
  await Counts.deleteOne({ _id: busyId(reader), token })
}
