/**
 * A shift is one document with everybody in it: a seat is taken by one conditional update, which is exact under any
 * rush, knows everybody once, and leaves nothing half done (figures.md 1.8). Seats count down in `free`, queues count up
 * in `waiting`; nobody who comes sits down while somebody waits. Times are Dates, so that ranges use an index.
 */
import type { ActivityKind, SignupOutcome, SignupState, Skill, Training } from '#shared/activities.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import { mongoose } from '#server/kernel/mongo.ts'

/** One person's sign-up, a group's seats with it. */
export interface Entry {
  id: string
  member: string
  role: string
  /** Seats. */
  n: number
  state: SignupState
  at: Date
  /** Idempotency key under its sender's scope, hashed, and what was sent with it. */
  key: string
  bodyHash: string
  /** +1 a change; a change says which it saw. */
  rev: number
  names?: string[]
  team?: string
  name?: string
  phone?: string
  note?: string
  guardian?: { name: string; phone: string; at: Date }
  /** Rules that were asked and held: the audit of being let in. */
  passed: string[]
  /** A seat is held until then. */
  until?: Date
  /** Hash of the code that lets a friend take over. */
  standIn?: string
  /** Whose seat it was before. */
  after?: string
  outcome?: SignupOutcome
  feedback?: { good: boolean; words?: string }
  leftAt?: Date
  /** Left after the time for leaving. */
  late?: true
  /** Why the organiser took him off the list, or excused him. */
  words?: string
}

/** What a shift knows of its activity, copied so that signing up reads one document. */
export interface ShiftFacts {
  _id: string
  activity: string
  title: string
  kind: ActivityKind
  office: string
  by: string
  place: { lng: number; lat: number }
  address: string
  contact: { name: string; phone: string }
  from: Date
  to: Date
  roles: { id: string; name: string; skills: Skill[] }[]
  minAge?: number
  maxAge?: number
  trainings: Training[]
  cancelHours: number
  confirmMinutes: number
  waitAtMost: number
  radiusM: number
  /** One may sign up. */
  open: boolean
  cancelled: boolean
}

export interface OutboxItem {
  id: string
  topic: string
  at: Date
  facts: Record<string, unknown>
}

export interface ShiftDoc extends ShiftFacts {
  capacity: Record<string, number>
  free: Record<string, number>
  waiting: Record<string, number>
  people: Entry[]
  gone: Entry[]
  outbox: OutboxItem[]
  /** Set when the hours are granted. */
  settled?: { at: Date; by: string; came: number; absent: number; minutes: number }
}
/** A shift without the people in it. */
export type ShiftRow = Omit<ShiftDoc, 'people' | 'gone' | 'outbox'>

const { Schema } = mongoose
const Mixed = Schema.Types.Mixed
const schema = new Schema<ShiftDoc>(
  {
    _id: String,
    activity: String,
    title: String,
    kind: String,
    office: String,
    by: String,
    place: Mixed,
    address: String,
    contact: Mixed,
    from: Date,
    to: Date,
    roles: [Mixed],
    minAge: Number,
    maxAge: Number,
    trainings: [String],
    cancelHours: Number,
    confirmMinutes: Number,
    waitAtMost: Number,
    radiusM: Number,
    open: Boolean,
    cancelled: Boolean,
    capacity: Mixed,
    free: Mixed,
    waiting: Mixed,
    people: [Mixed],
    gone: [Mixed],
    outbox: [Mixed],
    settled: Mixed
  },
  { collection: 'shifts', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ activity: 1, from: 1 })
schema.index({ 'people.member': 1, from: -1 })
schema.index({ 'gone.member': 1, from: -1 })
schema.index({ 'people.id': 1 })
schema.index({ 'gone.id': 1 })
schema.index({ 'outbox.at': 1 }, { partialFilterExpression: { 'outbox.0': { $exists: true } } })
const Shifts = mongoose.model('Shift', schema)

/** Who was asked for a seat and did not meet its conditions: the latest a person and shift, with what was asked. */
export interface VerdictDoc {
  shift: string
  person: string
  role: string
  at: Date
  passed: string[]
  failed: string[]
}
const verdictSchema = new Schema<VerdictDoc & { _id: string; times: number }>(
  {
    _id: String,
    shift: String,
    person: String,
    role: String,
    at: Date,
    passed: [String],
    failed: [String],
    times: Number
  },
  { collection: 'verdicts', versionKey: false, strict: 'throw' }
)
verdictSchema.index({ shift: 1, at: -1 })
const Verdicts = mongoose.model('Verdict', verdictSchema)

export const keepVerdict = async (it: VerdictDoc): Promise<void> => {
  await Verdicts.updateOne({ _id: `${it.shift}:${it.person}` }, { $set: it, $inc: { times: 1 } }, { upsert: true })
}

const many = { people: 0, gone: 0, outbox: 0 } as const
const shifts = () => Shifts.collection as unknown as mongoose.mongo.Collection<ShiftDoc>

// ——— finding

export const findShift = (id: string): Promise<ShiftDoc | null> => shifts().findOne({ _id: id })
export const findShiftRow = (id: string): Promise<ShiftRow | null> =>
  shifts().findOne<ShiftRow>({ _id: id }, { projection: many })
export const shiftsOf = (activities: readonly string[]): Promise<ShiftRow[]> =>
  shifts()
    .find<ShiftRow>({ activity: { $in: [...activities] } }, { projection: many })
    .sort({ from: 1, _id: 1 })
    .toArray()
export const wholeShiftsOf = (activity: string): Promise<ShiftDoc[]> =>
  shifts().find({ activity }).sort({ from: 1, _id: 1 }).toArray()

/** A shift as one person meets it: his own entries only. */
export type OwnShift = ShiftRow & Pick<ShiftDoc, 'people' | 'gone'>

/** Only one person's entries of a shift, cut out by the database. */
const onlyOf = (member: string) => ({
  people: { $filter: { input: '$people', cond: { $eq: ['$$this.member', member] } } },
  gone: { $filter: { input: '$gone', cond: { $eq: ['$$this.member', member] } } },
  outbox: []
})

/** A shift with this person's entries, those he left too. */
export const findShiftFor = async (id: string, member: string): Promise<OwnShift | undefined> =>
  (
    await shifts()
      .aggregate<OwnShift>([{ $match: { _id: id } }, { $set: onlyOf(member) }])
      .toArray()
  )[0]

export const ownIn = (activities: readonly string[], member: string): Promise<OwnShift[]> =>
  shifts()
    .aggregate<OwnShift>([
      { $match: { activity: { $in: [...activities] }, 'people.member': member } },
      { $set: onlyOf(member) }
    ])
    .toArray()

/** The shifts a person signed up to, the latest first; keyset by start. */
export async function listOwn(
  member: string,
  page: { after?: string; limit: number }
): Promise<{ items: OwnShift[]; older?: string }> {
  const cursor = readCursor(page.after)
  const at = cursor && new Date(cursor.at)
  const id = cursor?.id.toHexString() ?? ''
  const found = await shifts()
    .aggregate<OwnShift>([
      {
        $match: {
          $and: [
            { $or: [{ 'people.member': member }, { 'gone.member': member }] },
            at ? { $or: [{ from: { $lt: at } }, { from: at, _id: { $lt: id } }] } : {}
          ]
        }
      },
      { $sort: { from: -1, _id: -1 } },
      { $limit: page.limit + 1 },
      { $set: onlyOf(member) }
    ])
    .toArray()
  const items = found.slice(0, page.limit)
  const last = items.at(-1)
  return {
    items,
    ...(found.length > page.limit && last && { older: cursorOf(last.from, new mongoose.Types.ObjectId(last._id)) })
  }
}

/** The shifts to come that a person is in. */
export const comingOf = (member: string, now: Date): Promise<OwnShift[]> =>
  shifts()
    .aggregate<OwnShift>([{ $match: { 'people.member': member, from: { $gt: now } } }, { $set: onlyOf(member) }])
    .toArray()

/** The shift that holds a sign-up, the entry alone with it. */
export async function findEntry(id: string): Promise<{ shift: ShiftRow; entry: Entry; active: boolean } | undefined> {
  const found = await shifts().findOne<OwnShift>(
    { $or: [{ 'people.id': id }, { 'gone.id': id }] },
    { projection: { outbox: 0, people: { $elemMatch: { id } }, gone: { $elemMatch: { id } } } }
  )
  if (!found) return undefined
  const { people, gone, ...shift } = found
  // A seat that changed hands leaves its former owner under the same number; who sits there now comes first.
  const entry = people?.[0] ?? gone?.[0]
  return entry && { shift, entry, active: people?.[0] !== undefined }
}

export const findByStandIn = (shift: string, hash: string): Promise<OwnShift | null> =>
  shifts().findOne<OwnShift>(
    { _id: shift, 'people.standIn': hash },
    { projection: { outbox: 0, gone: 0, people: { $elemMatch: { standIn: hash } } } }
  )

/** Who of these people is somewhere at that time, if only for a minute: other shifts, with those of them in each. */
export const overlapping = (
  members: readonly string[],
  from: Date,
  to: Date,
  except: string
): Promise<(ShiftRow & { members: string[] })[]> =>
  shifts()
    .aggregate<ShiftRow & { members: string[] }>([
      {
        $match: {
          'people.member': { $in: [...members] },
          from: { $lt: to },
          to: { $gt: from },
          _id: { $ne: except },
          cancelled: false
        }
      },
      { $limit: 500 },
      { $set: { members: { $setIntersection: ['$people.member', [...members]] } } },
      { $unset: ['people', 'gone', 'outbox'] }
    ])
    .toArray()

/** Who of these people is, or was, in this shift. */
export async function knownIn(shift: string, members: readonly string[]): Promise<Set<string>> {
  const ids = [...members]
  const [found] = await shifts()
    .aggregate<{ here: string[] }>([
      { $match: { _id: shift, $or: [{ 'people.member': { $in: ids } }, { 'gone.member': { $in: ids } }] } },
      { $project: { here: { $setIntersection: [{ $concatArrays: ['$people.member', '$gone.member'] }, ids] } } }
    ])
    .toArray()
  return new Set(found?.here)
}

/** Seats that are waited for by those who stand before, in the same queue. */
export async function aheadOf(shift: string, entry: Pick<Entry, 'id' | 'role'>): Promise<number> {
  const [found] = await shifts()
    .aggregate<{ queue: Pick<Entry, 'id' | 'n'>[] }>([
      { $match: { _id: shift } },
      {
        $project: {
          queue: {
            $filter: {
              input: '$people',
              cond: { $and: [{ $eq: ['$$this.role', entry.role] }, { $eq: ['$$this.state', 'waiting'] }] }
            }
          }
        }
      },
      { $project: { 'queue.id': 1, 'queue.n': 1 } }
    ])
    .toArray()
  let ahead = 0
  for (const { id, n } of found?.queue ?? []) {
    if (id === entry.id) break
    ahead += n
  }
  return ahead
}

// ——— what the activity says

/**
 * Brings a shift in line with its activity. Capacity never falls below what is taken: it is one update, so a seat that is
 * taken at the same moment is either counted or comes after.
 */
export async function putShift(facts: ShiftFacts, capacity: Record<string, number>): Promise<void> {
  const { _id, ...rest } = facts
  const ids = Object.keys(capacity)
  const taken = (id: string) => ({
    $subtract: [{ $ifNull: [`$capacity.${id}`, 0] }, { $ifNull: [`$free.${id}`, 0] }]
  })
  const room = (id: string) => ({ $max: [capacity[id] ?? 0, taken(id)] })
  await shifts().updateOne(
    { _id },
    [
      {
        $set: {
          // A literal, so that no text of a person is read as an expression.
          ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, { $literal: value }])),
          ...Object.fromEntries(ids.map((id) => [`free.${id}`, { $subtract: [room(id), taken(id)] }])),
          ...Object.fromEntries(ids.map((id) => [`capacity.${id}`, room(id)])),
          ...Object.fromEntries(ids.map((id) => [`waiting.${id}`, { $ifNull: [`$waiting.${id}`, 0] }])),
          people: { $ifNull: ['$people', []] },
          gone: { $ifNull: ['$gone', []] },
          outbox: { $ifNull: ['$outbox', []] }
        }
      },
      ...(['minAge', 'maxAge'] as const).filter((name) => rest[name] === undefined).map((name) => ({ $unset: name }))
    ],
    { upsert: true }
  )
}

/** Shifts nobody ever signed up to, and that the plan has no longer. */
export const dropShifts = async (activity: string, keep: readonly string[]): Promise<void> => {
  await shifts().deleteMany({ activity, _id: { $nin: [...keep] }, 'people.0': { $exists: false } })
}

// ——— seats

type Change = mongoose.mongo.UpdateFilter<ShiftDoc>
const one = async (filter: object, change: Change): Promise<boolean> =>
  (await shifts().updateOne(filter, change)).matchedCount === 1

/** Is it still possible, and is he not in it yet? */
const mayEnter = (shift: string, entry: Entry, now: Date) => ({
  _id: shift,
  open: true,
  from: { $gt: now },
  'people.member': { $ne: entry.member }
})

/** Sits down where enough seats are free and nobody waits. */
const takeSeat = (shift: string, entry: Entry, now: Date) => ({
  filter: { ...mayEnter(shift, entry, now), [`free.${entry.role}`]: { $gte: entry.n }, [`waiting.${entry.role}`]: 0 },
  update: { $push: { people: { ...entry, state: 'in' } }, $inc: { [`free.${entry.role}`]: -entry.n } }
})

/** Queues where no seat is free or somebody waits, and the queue has room. */
const takePlace = (shift: string, entry: Entry, waitAtMost: number, now: Date) => ({
  filter: {
    ...mayEnter(shift, entry, now),
    [`waiting.${entry.role}`]: { $lte: waitAtMost - entry.n },
    $or: [{ [`free.${entry.role}`]: { $lt: entry.n } }, { [`waiting.${entry.role}`]: { $gt: 0 } }]
  },
  update: { $push: { people: { ...entry, state: 'waiting' } }, $inc: { [`waiting.${entry.role}`]: entry.n } }
})

export interface Entered {
  /** Seated or queued; who is not in it was turned away. */
  states: Map<string, 'in' | 'waiting'>
  /** Seats that those who queue have before them. */
  ahead: Map<string, number>
  row: ShiftRow
}

/**
 * Lets people in one after the other, each by one conditional update: the seat, and where that says no, the queue. All of
 * them go in one command, which the database works through in order and makes durable once.
 */
export async function enter(shift: ShiftRow, entries: readonly Entry[], now: Date): Promise<Entered> {
  const { _id } = shift
  await shifts().bulkWrite(
    entries.flatMap((e) => [
      { updateOne: takeSeat(_id, e, now) },
      { updateOne: takePlace(_id, e, shift.waitAtMost, now) }
    ]) as never,
    { ordered: true }
  )
  // They are the last in the list, unless another process let others in meanwhile.
  const ids = new Set(entries.map((e) => e.id))
  const look = async (slice: number): Promise<Entered> => {
    const it = await shifts().findOne<ShiftRow & Pick<ShiftDoc, 'people'>>(
      { _id },
      { projection: { gone: 0, outbox: 0, people: { $slice: -slice } } }
    )
    if (!it) return { states: new Map(), ahead: new Map(), row: shift }
    const { people, ...row } = it
    const states = new Map<string, 'in' | 'waiting'>()
    const ahead = new Map<string, number>()
    // Whoever came later stands behind: from the end of the list the queue is counted down.
    const left = { ...row.waiting }
    for (const e of people.toReversed()) {
      if (e.state === 'waiting') left[e.role] = (left[e.role] ?? 0) - e.n
      if (!ids.has(e.id)) continue
      states.set(e.id, e.state === 'waiting' ? 'waiting' : 'in')
      if (e.state === 'waiting') ahead.set(e.id, left[e.role] ?? 0)
    }
    return { states, ahead, row }
  }
  const near = await look(entries.length * 2)
  return near.states.size === entries.length ? near : look(10_000)
}

/** The first in the queue for whom enough seats are free. */
export async function nextInLine(shift: string, role: string): Promise<Entry | undefined> {
  const it = await findShiftRow(shift)
  const free = it?.free[role] ?? 0
  if (!it?.open || free <= 0 || (it.waiting[role] ?? 0) <= 0) return undefined
  const found = await shifts().findOne<Pick<ShiftDoc, 'people'>>(
    { _id: shift },
    { projection: { people: { $elemMatch: { role, state: 'waiting', n: { $lte: free } } } } }
  )
  return found?.people?.[0]
}

/** Holds the free seats for the next in line. False when the seats or the person went meanwhile. */
export const offerSeat = (shift: string, entry: Entry, until: Date, outbox: OutboxItem[]): Promise<boolean> =>
  one(
    {
      _id: shift,
      open: true,
      [`free.${entry.role}`]: { $gte: entry.n },
      people: { $elemMatch: { id: entry.id, state: 'waiting', rev: entry.rev } }
    },
    {
      $set: { 'people.$.state': 'offered', 'people.$.until': until },
      $inc: { 'people.$.rev': 1, [`free.${entry.role}`]: -entry.n, [`waiting.${entry.role}`]: -entry.n },
      $push: { outbox: { $each: outbox } }
    }
  )

/** Changes one's own entry in place; false when it has moved meanwhile. */
export const changeEntry = (
  shift: string,
  entry: Entry,
  set: Partial<Entry>,
  unset: readonly (keyof Entry)[] = []
): Promise<boolean> =>
  one(
    { _id: shift, people: { $elemMatch: { id: entry.id, member: entry.member, rev: entry.rev } } },
    {
      $set: Object.fromEntries(Object.entries(set).map(([name, value]) => [`people.$.${name}`, value])),
      ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((name) => [`people.$.${name}`, ''])) }),
      $inc: { 'people.$.rev': 1 }
    }
  )

/** Leaves: the entry moves to those who are gone and its seats are free, in one update. */
export const leave = (
  shift: string,
  entry: Entry,
  how: Pick<Entry, 'state'> & Partial<Entry>,
  outbox: OutboxItem[] = []
): Promise<boolean> => {
  const counter = entry.state === 'waiting' ? 'waiting' : 'free'
  return one(
    { _id: shift, people: { $elemMatch: { id: entry.id, rev: entry.rev } } },
    {
      $pull: { people: { id: entry.id } },
      $push: { gone: { $each: [{ ...entry, ...how, rev: entry.rev + 1 }], $slice: -2000 }, outbox: { $each: outbox } },
      $inc: { [`${counter}.${entry.role}`]: entry.state === 'waiting' ? -entry.n : entry.n }
    }
  )
}

/** The seat changes hands: one leaves and another sits there, in one update; the newcomer must not sit elsewhere in it. */
export const handOver = (shift: string, from: Entry, to: Entry, now: Date, outbox: OutboxItem[]): Promise<boolean> =>
  one(
    {
      ...mayEnter(shift, to, now),
      people: { $elemMatch: { id: from.id, rev: from.rev, standIn: from.standIn } }
    },
    {
      $set: { 'people.$': to },
      $push: {
        gone: { ...from, state: 'handed_on', leftAt: now, rev: from.rev + 1 },
        outbox: { $each: outbox }
      }
    }
  )

/** The hours are granted: everybody's outcome and the sums, in one update. False when it was settled before. */
export const markSettled = async (
  shift: string,
  outcomes: Record<SignupOutcome, readonly string[]>,
  settled: NonNullable<ShiftDoc['settled']>,
  outbox: OutboxItem[]
): Promise<boolean> => {
  const named = Object.entries(outcomes).filter(([, ids]) => ids.length > 0)
  const result = await shifts().updateOne(
    { _id: shift, settled: { $exists: false } },
    {
      $set: { settled, ...Object.fromEntries(named.map(([name]) => [`people.$[${name}].outcome`, name])) },
      $push: { outbox: { $each: outbox } }
    },
    { arrayFilters: named.map(([name, ids]) => ({ [`${name}.id`]: { $in: [...ids] } })) }
  )
  return result.matchedCount === 1
}

/** What a correction changes afterwards: whether he came, and the sums. */
export const correctSettled = async (
  shift: string,
  signup: string,
  outcome: SignupOutcome,
  change: { minutes: number; came: number; absent: number }
): Promise<void> => {
  await shifts().updateOne(
    { _id: shift, 'people.id': signup },
    {
      $set: { 'people.$.outcome': outcome },
      $inc: {
        'settled.minutes': change.minutes,
        'settled.came': change.came,
        'settled.absent': change.absent
      }
    }
  )
}

export interface Reliability {
  came: number
  absent: number
  late: number
}
/** How it went with these people since a moment: came, did not come, left too late. */
export async function reliabilityOf(members: readonly string[], since: Date): Promise<Map<string, Reliability>> {
  const ids = [...members]
  const count = (cond: object) => ({ $sum: { $cond: [cond, 1, 0] } })
  const found = await shifts()
    .aggregate<Reliability & { _id: string }>([
      { $match: { from: { $gte: since }, $or: [{ 'people.member': { $in: ids } }, { 'gone.member': { $in: ids } }] } },
      { $project: { all: { $concatArrays: ['$people', '$gone'] } } },
      { $unwind: '$all' },
      { $match: { 'all.member': { $in: ids } } },
      {
        $group: {
          _id: '$all.member',
          came: count({ $eq: ['$all.outcome', 'came'] }),
          absent: count({ $eq: ['$all.outcome', 'absent'] }),
          late: count({ $eq: ['$all.late', true] })
        }
      }
    ])
    .toArray()
  return new Map(found.map(({ _id, ...rest }) => [_id, rest]))
}

/** Verdicts of a shift, newest first: who was not let in, and why. */
export const verdictsOf = (shift: string): Promise<VerdictDoc[]> =>
  Verdicts.find({ shift }).sort({ at: -1 }).limit(100).lean<VerdictDoc[]>().exec()

/** Erases what people wrote of themselves in their sign-ups; the seats and the outcomes stay. */
export async function eraseMember(member: string): Promise<void> {
  const gone = ['name', 'phone', 'names', 'team', 'note', 'guardian', 'words', 'feedback'] as const
  for (const list of ['people', 'gone'] as const)
    await shifts().updateMany(
      { [`${list}.member`]: member },
      { $unset: Object.fromEntries(gone.map((name) => [`${list}.$[own].${name}`, ''])) },
      { arrayFilters: [{ 'own.member': member }] }
    )
}

// ——— outbox, and shifts that need a look

export const withShiftOutbox = (limit: number): Promise<Pick<ShiftDoc, '_id' | 'outbox'>[]> =>
  shifts()
    .find<Pick<ShiftDoc, '_id' | 'outbox'>>({ 'outbox.0': { $exists: true } }, { projection: { outbox: 1 } })
    .sort({ 'outbox.at': 1 })
    .limit(limit)
    .toArray()
export const dropShiftOutbox = async (id: string, items: string[]): Promise<void> => {
  await shifts().updateOne({ _id: id }, { $pull: { outbox: { id: { $in: items } } } })
}

export const insertShifts = async (docs: ShiftDoc[]): Promise<void> => {
  if (docs.length > 0) await shifts().insertMany(docs)
}
