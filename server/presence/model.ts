/** One document a person and day: three comings at most, and one place at a time, are then a matter of one compare-and-set. */
import type { PresenceFlag, PresenceHow, PresenceKind } from '#shared/presence.ts'
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

export const findDay = (person: string, day: string): Promise<DayDoc | null> =>
  Days.findById(`${person}:${day}`).lean<DayDoc>().exec()

/** Everybody's days that touch a shift. */
export const daysOf = (shift: string): Promise<DayDoc[]> => Days.find({ 'events.shift': shift }).lean<DayDoc[]>().exec()

/** The days of some people that touch some shifts. */
export const daysAt = (shifts: readonly string[], persons: readonly string[]): Promise<DayDoc[]> =>
  Days.find({ 'events.shift': { $in: [...shifts] }, person: { $in: [...persons] } })
    .lean<DayDoc[]>()
    .exec()

/** Whether a phone spoke for somebody else on this day. */
export const isShared = async (device: string, person: string, day: string): Promise<boolean> =>
  (await Days.exists({ day, 'events.device': device, person: { $ne: person } })) !== null

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

/** Where a person was, and with which phone, goes; when he came and went stays. */
export const erasePresence = async (person: string): Promise<void> => {
  await Days.updateMany({ person }, { $unset: { 'events.$[].place': '' }, $set: { 'events.$[].device': '' } })
}
