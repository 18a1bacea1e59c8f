/** A link by which somebody fetches the copy of his data: one a person, the newest, good for some minutes. Nothing of the copy is kept. */
import { createHash, randomBytes } from 'node:crypto'
import { mongoose } from '#server/kernel/mongo.ts'

interface CopyDoc {
  /** As in notices: a resident, `staff:…`, `report:…`. */
  _id: string
  /** Hash of what stands in the link. */
  key: string
  until: Date
  /** Somebody is fetching it. */
  busyUntil?: Date
  expiresAt: Date
}
const { Schema } = mongoose
const schema = new Schema<CopyDoc>(
  { _id: String, key: String, until: Date, busyUntil: Date, expiresAt: Date },
  { collection: 'data_copies', versionKey: false, strict: 'throw' }
)
schema.index({ key: 1 }, { unique: true })
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 })
const Copies = mongoose.model('DataCopy', schema)

const linkMs = 10 * 60_000
/** Whoever has not fetched it by then has gone. */
const fetchMs = 15 * 60_000

const hashOf = (secret: string): string => createHash('sha256').update(`copy:${secret}`).digest('hex')

/** The secret of the link, and how long it is good. */
export async function newLink(person: string, now: Date): Promise<{ secret: string; until: Date }> {
  const secret = randomBytes(24).toString('base64url')
  const until = new Date(now.getTime() + linkMs)
  const expiresAt = new Date(until.getTime() + fetchMs)
  await Copies.updateOne({ _id: person }, { $set: { key: hashOf(secret), until, expiresAt } }, { upsert: true })
  return { secret, until }
}

/** Whose it is, where nobody else fetches it; `busy` where somebody does, nothing where the link is not good. */
export async function beginFetch(secret: string, now: Date): Promise<{ person: string } | 'busy' | undefined> {
  const good = { key: hashOf(secret), until: { $gt: now } }
  const free = { $or: [{ busyUntil: { $exists: false } }, { busyUntil: { $lte: now } }] }
  const busyUntil = new Date(now.getTime() + fetchMs)
  const taken = await Copies.findOneAndUpdate({ ...good, ...free }, { $set: { busyUntil } }).lean<CopyDoc>()
  if (taken) return { person: taken._id }
  return (await Copies.exists(good)) === null ? undefined : 'busy'
}
export const endFetch = async (person: string): Promise<void> => {
  await Copies.updateOne({ _id: person }, { $unset: { busyUntil: '' } })
}

export const dropCopy = async (person: string): Promise<void> => {
  await Copies.deleteOne({ _id: person })
}
