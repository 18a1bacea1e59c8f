/**
 * Photos on their way, in parts. What is there of one is known by a keyed hash of the key that its sender made, of its size and of its
 * content: whoever has not the key can neither go on with it nor claim it, and no process need remember anything. Parts may come in any
 * order, more than once and to different processes.
 */
import { createHash } from 'node:crypto'
import { refuse } from '#shared/errors.ts'
import { photoPartBytes } from '#shared/photos.ts'
import { hmac } from '#server/kernel/keys.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

interface PartDoc {
  _id: string
  /** Of which photo. */
  photo: string
  part: number
  sum: string
  bytes: Buffer
  /** Of `bytes`. */
  length: number
  sender: string
  sentAt: Date
  sweepAt: Date
}

const schema = new mongoose.Schema<PartDoc>(
  {
    _id: String,
    photo: String,
    part: Number,
    sum: String,
    bytes: Buffer,
    length: Number,
    sender: String,
    sentAt: Date,
    sweepAt: Date
  },
  { collection: 'photoparts', versionKey: false, strict: 'throw' }
)
schema.index({ photo: 1, part: 1 })
// With all that `makeRoomForParts` reads, so that no bytes are fetched for it.
schema.index({ sender: 1, sentAt: -1, length: 1, _id: 1 })
schema.index({ sweepAt: 1 })

const PhotoParts = mongoose.model('PhotoPart', schema)

/** What a sender says of the photo that he sends in parts. */
export interface Whole {
  bytes: number
  hash: string
}

const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest()

/** The secret of the photo that comes of it: the same for whoever sends the same under the same key, and nobody else's. */
export const secretOfParts = (signingKey: Buffer, key: string, { bytes, hash }: Whole): string =>
  hmac(signingKey, `parts|${key}|${bytes}|${hash}`).toString('hex')
/** How its parts are called; it leads back to no secret. */
export const partsOf = (secret: string): string => sha256(`parts:${secret}`).toString('hex')

/** How long a part of it is. */
export function lengthOfPart({ bytes }: Whole, part: number): number {
  const from = part * photoPartBytes
  return from < bytes ? Math.min(photoPartBytes, bytes - from) : refuse('altered')
}

/** Refuses `altered` what is not the part that it says it is. */
export function checkPart(whole: Whole, { part, sum, bytes }: Pick<PartDoc, 'part' | 'sum' | 'bytes'>): void {
  if (bytes.length !== lengthOfPart(whole, part) || sha256(bytes).toString('hex') !== sum) refuse('altered')
}

/** Says whether it was not there yet. */
export async function keepPart(doc: Omit<PartDoc, '_id' | 'length'>): Promise<boolean> {
  try {
    await PhotoParts.collection.insertOne({
      ...doc,
      _id: `${doc.photo}.${doc.part}`,
      length: doc.bytes.length
    } as never)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}
export const hasPart = async (photo: string, part: number): Promise<boolean> =>
  (await PhotoParts.exists({ _id: `${photo}.${part}` })) !== null

/** Numbers of the parts that are not there. */
export async function missingParts(photo: string, { bytes }: Whole): Promise<number[]> {
  const there = await PhotoParts.find({ photo }, { part: 1 }).lean()
  const known = new Set(there.map(({ part }) => part))
  return Array.from({ length: Math.ceil(bytes / photoPartBytes) }, (_, part) => part).filter((part) => !known.has(part))
}

/** The photo, of all its parts; nothing where one has gone meanwhile. Refuses `altered` when they are not what was announced. */
export async function wholeOf(photo: string, whole: Whole): Promise<Buffer | undefined> {
  type Read = Omit<PartDoc, 'bytes'> & { bytes: mongoose.mongo.Binary }
  const found = await PhotoParts.find({ photo }).sort({ part: 1 }).lean<Read[]>()
  if (found.length !== Math.ceil(whole.bytes / photoPartBytes)) return undefined
  if (sha256(Buffer.from(found.map(({ sum }) => sum).join(''), 'hex')).toString('hex') !== whole.hash) {
    await dropParts(photo)
    refuse('altered')
  }
  return Buffer.concat(found.map(({ bytes }) => Buffer.from(bytes.buffer)))
}

export const dropParts = async (photo: string): Promise<void> => void (await PhotoParts.deleteMany({ photo }))

/** Of a sender's parts no more lie waiting than so many bytes: the oldest go. */
export async function makeRoomForParts(sender: string, most: number): Promise<void> {
  const found = await PhotoParts.find({ sender }, { length: 1 }).sort({ sentAt: -1 }).lean()
  let sum = 0
  const beyond = found.filter(({ length }) => (sum += length) > most).map(({ _id }) => _id)
  if (beyond.length > 0) await PhotoParts.deleteMany({ _id: { $in: beyond } })
}

/** Parts of photos that never became whole. */
export const sweepParts = async (now: Date): Promise<number> =>
  (await PhotoParts.deleteMany({ sweepAt: { $lt: now } })).deletedCount
