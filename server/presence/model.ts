/**
 * One document a person and day, so that three comings at most are a matter of one compare-and-set. A day is only where an
 * event is kept: shifts go past midnight, and what a person did is read from the days around as well.
 */
import type { PresenceFlag, PresenceHow, PresenceKind } from '#shared/presence.ts'
import { addDays, dayOf } from '#shared/time-format.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

export interface StoredEvent {
  id: string
  shift: string
  signup: string
  kind: PresenceKind
  at: Date
  /** When the server heard of it. */
  got: Date
  how: PresenceHow
  by?: string
  reason?: string
  place?: { lng: number; lat: number; accuracyM?: number }
  /** Hashed. */
  device: string
  flags: PresenceFlag[]
}
export interface DayDoc {
  /** `<person>:<day>`, the day its shift begins. */
  _id: string
  person: string
  day: string
  version: number
  events: StoredEvent[]
}

const { Schema } = mongoose
const schema = new Schema<DayDoc>(
  { _id: String, person: String, day: String, version: Number, events: [Schema.Types.Mixed] },
  { collection: 'presence', versionKey: false, strict: 'throw' }
)
schema.index({ 'events.shift': 1 })
schema.index({ 'events.device': 1, day: 1 })
const Days = mongoose.model('PresenceDay', schema)

/** A shift lasts a day at most and is reported on a little longer: what meets it began two days before or after at most. */
const around = [-2, -1, 0, 1, 2]

/** The days of some people that may meet shifts which begin at these moments. */
export const daysAround = (persons: readonly string[], starts: readonly Date[]): Promise<DayDoc[]> => {
  const days = new Set(starts.flatMap((at) => around.map((n) => addDays(dayOf(at), n))))
  return Days.find({ _id: { $in: persons.flatMap((person) => [...days].map((day) => `${person}:${day}`)) } })
    .lean<DayDoc[]>()
    .exec()
}

/** What each of these people did around shifts that begin at these moments. */
export async function eventsAround(
  persons: readonly string[],
  starts: readonly Date[]
): Promise<Map<string, StoredEvent[]>> {
  const found = new Map<string, StoredEvent[]>()
  for (const { person, events } of await daysAround(persons, starts))
    found.set(person, [...(found.get(person) ?? []), ...events])
  return found
}

const sameOutingMs = 12 * 3_600_000
/** Whether a phone spoke for somebody else on this day, or within half a day of this moment. */
export const isShared = async (device: string, person: string, day: string, at: Date): Promise<boolean> => {
  const [from, to] = [new Date(at.getTime() - sameOutingMs), new Date(at.getTime() + sameOutingMs)]
  const near = { $elemMatch: { device, at: { $gte: from, $lte: to } } }
  const found = await Days.exists({
    'events.device': device,
    person: { $ne: person },
    $or: [{ day }, { events: near }]
  } as never)
  return found !== null
}

/** Compare-and-set; false when the day has moved meanwhile. */
export async function addEvent(
  before: DayDoc | null,
  person: string,
  day: string,
  event: StoredEvent
): Promise<boolean> {
  const _id = `${person}:${day}`
  if (!before) {
    try {
      await Days.collection.insertOne({ _id, person, day, version: 1, events: [event] } as never)
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }
  const result = await Days.collection.updateOne({ _id: _id as never, version: before.version }, {
    $push: { events: event },
    $inc: { version: 1 }
  } as never)
  return result.matchedCount === 1
}

/** All days of a person lie together by their names. */
const allOf = (person: string) => ({ _id: { $gte: `${person}:`, $lt: `${person};` } })
export const daysOf = (person: string): Promise<DayDoc[]> =>
  Days.find(allOf(person)).sort({ _id: 1 }).lean<DayDoc[]>().exec()

/** Where a person was, and with which phone, goes; when he came and went stays. */
export const erasePresence = async (person: string): Promise<void> => {
  await Days.updateMany(allOf(person), { $unset: { 'events.$[].place': '' }, $set: { 'events.$[].device': '' } })
}
