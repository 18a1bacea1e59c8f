/**
 * Which keys this database was made with: fingerprints only, written by the first start. With another key, receipts, papers and
 * signatures would be void without a word, so a start under another key is refused, and a change of the key is an act of its own.
 */
import { mongoose } from './mongo.ts'
import { ring, type Keys } from './keys.ts'
import { StartRefused } from './start-refused.ts'

interface RecordDoc {
  _id: 'root'
  current: string
  since: Date
  /** Fingerprints of those before, the newest first: things made under them are still there. */
  older: { fingerprint: string; until: Date }[]
}
const schema = new mongoose.Schema<RecordDoc>(
  { _id: String, current: String, since: Date, older: [{ _id: false, fingerprint: String, until: Date }] },
  { collection: 'serverkeys', versionKey: false, strict: 'throw' }
)
const Records = mongoose.model('ServerKey', schema)

export const keyRecord = (): Promise<RecordDoc | null> => Records.findById('root').lean<RecordDoc>().exec()

const fingerprints = (keys: Keys): string[] => ring(keys).map(({ fingerprint }) => fingerprint)

/** Throws when the record is not of these keys. */
export function judgeKeys(keys: Keys, record: RecordDoc): void {
  const mine = fingerprints(keys)
  const facts = { wanted: record.current, found: keys.fingerprint, since: record.since.toISOString() }
  if (record.current !== keys.fingerprint)
    throw new StartRefused(mine.includes(record.current) ? 'key_unrecorded' : 'key_foreign', facts)
  const missing = record.older.find(({ fingerprint }) => !mine.includes(fingerprint))
  if (missing)
    throw new StartRefused('key_old_missing', { wanted: missing.fingerprint, until: missing.until.toISOString() })
}

/** The first start writes the fingerprint down; every other is held against it. Two first starts at once: one has written it. */
export async function checkKeys(keys: Keys, now: Date): Promise<void> {
  const fresh: RecordDoc = { _id: 'root', current: keys.fingerprint, since: now, older: [] }
  const { _id, ...values } = fresh
  const record = await Records.findOneAndUpdate(
    { _id },
    { $setOnInsert: values },
    { upsert: true, returnDocument: 'after' }
  ).lean<RecordDoc>()
  judgeKeys(keys, record ?? fresh)
}

/** From the recorded key to the one at hand, where the recorded one is among the older: whether there was anything to do. */
export async function recordRotation(keys: Keys, now: Date): Promise<boolean> {
  const record = await keyRecord()
  if (!record) {
    await checkKeys(keys, now)
    return true
  }
  if (record.current === keys.fingerprint) {
    judgeKeys(keys, record)
    return false
  }
  if (!fingerprints(keys).includes(record.current))
    throw new StartRefused('key_foreign', {
      wanted: record.current,
      found: keys.fingerprint,
      since: record.since.toISOString()
    })
  // Back to one from before is a step like any other.
  const older = record.older.filter(({ fingerprint }) => fingerprint !== keys.fingerprint)
  await Records.updateOne(
    { _id: 'root', current: record.current },
    {
      $set: {
        current: keys.fingerprint,
        since: now,
        older: [{ fingerprint: record.current, until: now }, ...older]
      }
    }
  )
  return true
}

/** The key is lost for good: what was made under it stays unreadable, and from here on this one counts. */
export async function recordLoss(keys: Keys, now: Date): Promise<void> {
  const mine = fingerprints(keys)
  const record = await keyRecord()
  const kept = (record?.older ?? []).filter(({ fingerprint }) => mine.includes(fingerprint))
  await Records.updateOne(
    { _id: 'root' },
    { $set: { current: keys.fingerprint, since: now, older: kept } },
    { upsert: true }
  )
}
