/** How a certificate is kept, found and moved: one document, compare-and-set on its version. Hours are copies of the ledger. */
import type { QueryFilter } from 'mongoose'
import type {
  CertificateStatus,
  CertificateTab,
  CertificateVerb,
  RevocationCause,
  Service,
  Shows
} from '#shared/certificates.ts'
import { cursorOf, readCursor } from '#server/kernel/cursor.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'
import { outboxIndex, type OutboxItem, type OutboxOwners } from '#server/kernel/outbox.ts'

export interface LogEntry {
  n: number
  at: Date
  /** The holder, where nobody of staff. */
  by?: string
  verb: CertificateVerb
  to: CertificateStatus
  words?: string
}
export interface CertificateDoc {
  _id: mongoose.Types.ObjectId
  version: number
  status: CertificateStatus
  person: string
  office: string
  /** City days. */
  from: string
  to: string
  /** Encrypted; gone when the holder erases himself. */
  identity?: string
  /** A family name, the rest covered. */
  covered: string
  shows: Shows
  purpose?: string
  at: Date
  key: string
  requestHash: string
  minutes: number
  services: Service[]
  notice?: { from: Date; until: Date; by: string }
  number?: string
  /** As printed: names and titles stay what they were that day. */
  issued?: { at: Date; by: string; office: string; responsible: string; handler: string; contact: string }
  fingerprint?: string
  /** Over what stays when the holder has erased himself. */
  signature?: string
  lowered?: { at: Date; minutes: number }
  revoked?: { at: Date; by: string; cause: RevocationCause; words: string }
  refused?: { at: Date; words: string }
  log: LogEntry[]
  outbox?: OutboxItem[]
}

const { Schema } = mongoose
const Mixed = Schema.Types.Mixed
const schema = new Schema<CertificateDoc>(
  {
    version: Number,
    status: String,
    person: String,
    office: String,
    from: String,
    to: String,
    identity: String,
    covered: String,
    shows: Mixed,
    purpose: String,
    at: Date,
    key: String,
    requestHash: String,
    minutes: Number,
    services: [Mixed],
    notice: Mixed,
    number: String,
    issued: Mixed,
    fingerprint: String,
    signature: String,
    lowered: Mixed,
    revoked: Mixed,
    refused: Mixed,
    log: [Mixed],
    outbox: [Mixed]
  },
  { collection: 'certificates', versionKey: false, strict: 'throw', minimize: false }
)
schema.index({ key: 1 }, { unique: true })
schema.index({ number: 1 }, { unique: true, partialFilterExpression: { number: { $exists: true } } })
// One request at a time for a person and an office, however many phones ask at once.
schema.index(
  { person: 1, office: 1 },
  { unique: true, partialFilterExpression: { status: { $in: ['requested', 'notice'] } }, name: 'one_open' }
)
schema.index({ person: 1, at: -1 })
schema.index({ status: 1, at: -1, _id: -1 })
schema.index({ office: 1, status: 1, at: -1, _id: -1 })
schema.index({ status: 1, 'notice.until': 1, _id: 1 })
schema.index({ status: 1, 'revoked.at': -1, _id: -1 })
schema.index(...outboxIndex)
const Certificates = mongoose.model('Certificate', schema)
export const certificateOutboxes = (): OutboxOwners => Certificates.collection
type Filter = QueryFilter<CertificateDoc>

const counters = mongoose.model(
  'CertificateCounter',
  new Schema({ _id: String, n: Number }, { collection: 'counters', versionKey: false })
)
/** The next number of a year, `2026-000123`; gaps are fine. */
export async function nextNumber(year: number): Promise<string> {
  const counter = await counters
    .findOneAndUpdate({ _id: `certificate:${year}` }, { $inc: { n: 1 } }, { upsert: true, returnDocument: 'after' })
    .lean<{ n: number }>()
  return `${year}-${String(counter.n).padStart(6, '0')}`
}

export const noCertificates = async (): Promise<boolean> => (await Certificates.exists({})) === null

/** False when one is open already, or the key is known. */
export async function insertCertificate(doc: CertificateDoc): Promise<boolean> {
  try {
    await Certificates.collection.insertOne(doc)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
export const findCertificate = (id: string): Promise<CertificateDoc | null> =>
  Certificates.findById(id).lean<CertificateDoc>().exec()
export const findByKey = (key: string): Promise<CertificateDoc | null> =>
  Certificates.findOne({ key }).lean<CertificateDoc>().exec()
export const findByNumber = (number: string): Promise<CertificateDoc | null> =>
  Certificates.findOne({ number }).lean<CertificateDoc>().exec()
export const certificatesOf = (person: string, limit = 50): Promise<CertificateDoc[]> =>
  Certificates.find({ person }).sort({ at: -1 }).limit(limit).lean<CertificateDoc[]>().exec()

/** Writes the changes, one line of the log and who is told, if nobody was faster. */
export async function advance(
  certificate: CertificateDoc,
  changes: Partial<CertificateDoc>,
  entry: LogEntry,
  outbox: readonly OutboxItem[]
): Promise<CertificateDoc | null> {
  return Certificates.findOneAndUpdate(
    { _id: certificate._id, version: certificate.version },
    { $set: { ...changes, version: certificate.version + 1 }, $push: { log: entry, outbox: { $each: outbox } } },
    { returnDocument: 'after' }
  )
    .lean<CertificateDoc>()
    .exec()
}

// ——— lists

type DateField = 'at' | 'notice.until' | 'revoked.at'
const valueOf = (doc: CertificateDoc, field: DateField): Date =>
  (field === 'at' ? doc.at : field === 'notice.until' ? doc.notice?.until : doc.revoked?.at) ?? doc.at

async function page(
  filter: Filter,
  field: DateField,
  down: boolean,
  { after, limit }: { after?: string | undefined; limit: number }
): Promise<{ items: CertificateDoc[]; older?: string }> {
  const cursor = readCursor(after)
  const at = cursor && new Date(cursor.at)
  const beyond = down ? '$lt' : '$gt'
  const step = cursor ? { $or: [{ [field]: { [beyond]: at } }, { [field]: at, _id: { [beyond]: cursor.id } }] } : {}
  const found = await Certificates.find({ $and: [filter, step] } as Filter)
    .sort({ [field]: down ? -1 : 1, _id: down ? -1 : 1 })
    .limit(limit + 1)
    .lean<CertificateDoc[]>()
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, ...(found.length > limit && last && { older: cursorOf(valueOf(last, field), last._id) }) }
}
interface Asked {
  after?: string | undefined
  limit: number
}

export const listNotices = (now: Date, asked: Asked) =>
  page({ status: 'notice', 'notice.until': { $gt: now } }, 'notice.until', false, asked)
export const listRevoked = (asked: Asked) => page({ status: 'revoked' }, 'revoked.at', true, asked)

const tabFilter: Record<CertificateTab, Filter> = {
  open: { status: 'requested' },
  notice: { status: 'notice' },
  issued: { status: 'issued' },
  look: { status: 'issued', lowered: { $exists: true } },
  ended: { status: { $in: ['revoked', 'refused', 'withdrawn'] } }
}
/** The policy's `sees` for staff, as a query: an office's own, or all. */
export const listDesk = (office: string | undefined, person: string, tab: CertificateTab, asked: Asked) =>
  page({ ...tabFilter[tab], ...(office && { office }), person: { $ne: person } }, 'at', true, asked)

// ——— what happens to the ledger under them

export const issuedTo = (person: string, office: string): Promise<CertificateDoc[]> =>
  Certificates.find({ person, office, status: 'issued' }).limit(200).lean<CertificateDoc[]>().exec()
/** Marks it, with who is told, unless that is known. */
export const markLowered = async (
  id: mongoose.Types.ObjectId,
  lowered: NonNullable<CertificateDoc['lowered']>,
  outbox: readonly OutboxItem[]
): Promise<void> => {
  await Certificates.updateOne(
    { _id: id, status: 'issued', 'lowered.minutes': { $ne: lowered.minutes } },
    { $set: { lowered }, $push: { outbox: { $each: outbox } } }
  )
}
export const unmarkLowered = async (id: mongoose.Types.ObjectId): Promise<void> => {
  await Certificates.updateOne({ _id: id, lowered: { $exists: true } }, { $unset: { lowered: '' } })
}

const watches = mongoose.model(
  'CertificateWatch',
  new Schema<{ _id: string; after: mongoose.Types.ObjectId }>(
    { _id: String, after: Schema.Types.ObjectId },
    { collection: 'certificate_watch', versionKey: false }
  )
)
const overlapS = 600
/**
 * Where reading goes on: ten minutes before the last line read, since lines are numbered by the clocks of several servers
 * and a certificate may be issued while its ledger changes.
 */
export async function watchedUntil(): Promise<mongoose.Types.ObjectId> {
  const cursor = await watches.findById('hours').lean<{ after: mongoose.Types.ObjectId }>()
  const seconds = cursor ? Math.max(0, Math.floor(cursor.after.getTimestamp().getTime() / 1000) - overlapS) : 0
  return mongoose.Types.ObjectId.createFromTime(seconds)
}
export const watched = async (after: mongoose.Types.ObjectId): Promise<void> => {
  await watches.updateOne({ _id: 'hours' }, { $max: { after } }, { upsert: true })
}

/** Name and documents go, and what is still asked for with them; numbers and hours stay, so that papers can be checked. */
export async function eraseCertificates(person: string, now: Date): Promise<void> {
  const line = { n: { $add: [{ $size: '$log' }, 1] }, at: now, verb: 'withdraw', to: 'withdrawn' }
  await Certificates.collection.updateMany({ person, status: { $in: ['requested', 'notice'] } }, [
    {
      $set: {
        status: 'withdrawn',
        version: { $add: ['$version', 1] },
        log: { $concatArrays: ['$log', [line]] }
      }
    }
  ])
  await Certificates.collection.updateMany(
    { person },
    { $unset: { identity: '', purpose: '' }, $set: { covered: '', shows: { code: [], all: [] }, outbox: [] } }
  )
}
