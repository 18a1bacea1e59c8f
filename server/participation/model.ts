/** How shifts are kept, found, and brought in line with their activity. Taking seats in them is seats-model.ts, what became of them settlement-model.ts. */
import { outboxIndex, type OutboxOwners } from '#server/kernel/outbox.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import type { Entry, OwnShift, ShiftDoc, ShiftFacts, ShiftRow } from './shift.ts'

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
    rev: Number,
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
schema.index({ activity: 1, from: 1, _id: 1 })
schema.index({ open: 1, from: 1 })
schema.index({ 'people.member': 1, from: -1, _id: -1 })
schema.index({ 'gone.member': 1, from: -1, _id: -1 })
schema.index({ 'people.id': 1 })
schema.index({ 'gone.id': 1 })
schema.index(...outboxIndex)
const Shifts = mongoose.model('Shift', schema)

/** Without the people in it. */
const many = { people: 0, gone: 0, outbox: 0 } as const
export const shifts = () => Shifts.collection as unknown as mongoose.mongo.Collection<ShiftDoc>

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

/** The roles of a counter that stand above zero. */
const rolesAbove = (counter: string) => ({
  $map: {
    input: { $filter: { input: { $objectToArray: counter }, cond: { $gt: ['$$this.v', 0] } } },
    in: '$$this.k'
  }
})

/** Activities with a seat to be had at once, as `seatsIn` counts: the same question, asked of the database. */
export async function withSeats(now: Date): Promise<string[]> {
  const found = await shifts()
    .aggregate<{ _id: string }>([
      { $match: { open: true, cancelled: false, from: { $gt: now } } },
      { $match: { $expr: { $gt: [{ $size: { $setDifference: [rolesAbove('$free'), rolesAbove('$waiting')] } }, 0] } } },
      { $group: { _id: '$activity' } }
    ])
    .toArray()
  return found.map((doc) => doc._id)
}

/** Shifts to come in which seats are free and somebody waits in the same role. */
export const withIdleSeats = (now: Date): Promise<ShiftRow[]> =>
  shifts()
    .aggregate<ShiftRow>([
      { $match: { open: true, cancelled: false, from: { $gt: now } } },
      {
        $match: { $expr: { $gt: [{ $size: { $setIntersection: [rolesAbove('$free'), rolesAbove('$waiting')] } }, 0] } }
      },
      { $project: many },
      { $limit: 100 }
    ])
    .toArray()

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

/** Many sign-ups by their numbers, each with the shift that holds it. */
export async function findEntries(ids: readonly string[]): Promise<Map<string, { shift: ShiftRow; entry: Entry }>> {
  const asked = (list: string) => ({ $filter: { input: list, cond: { $in: ['$$this.id', [...ids]] } } })
  const found = await shifts()
    .aggregate<OwnShift>([
      { $match: { $or: [{ 'people.id': { $in: [...ids] } }, { 'gone.id': { $in: [...ids] } }] } },
      { $set: { people: asked('$people'), gone: asked('$gone'), outbox: [] } }
    ])
    .toArray()
  // Who sits there now comes last, and so stays.
  return new Map(
    found.flatMap(({ people, gone, ...shift }) =>
      [...gone, ...people].map((entry) => [entry.id, { shift, entry }] as const)
    )
  )
}

// ——— what the activity says

/** What an entry of somebody's calendar shows of a shift. */
const calendarFacts = ['title', 'place', 'address', 'contact', 'from', 'to', 'cancelled'] as const

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
  const changed = calendarFacts.map((name) => ({ $ne: [`$${name}`, { $literal: rest[name] }] }))
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
          rev: { $add: [{ $ifNull: ['$rev', 0] }, { $cond: [{ $or: changed }, 1, 0] }] },
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

// ——— outbox, and shifts that need a look

export const shiftOutboxes = (): OutboxOwners => Shifts.collection
