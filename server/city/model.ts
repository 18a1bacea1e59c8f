/**
 * The city as the database keeps it: releases that never change, one draft, who changed what, and the parts of all of
 * them as blobs named by what is in them, so that a release which changes one rule stores one rule set and no map.
 */
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { inCodes } from '#config/city/former-codes.ts'
import type { City } from '#config/city/types.ts'
import { cityParts, type PartName } from '#shared/parts.ts'
import type { editKinds } from '#shared/releases.ts'
import { refuse } from '#shared/errors.ts'
import { jcs, sha256 } from '#server/kernel/canonical.ts'
import { isDuplicate, mongoose } from '#server/kernel/mongo.ts'

/** What a release keeps of a city; named places are only for the demo's seed. */
export type Parts = Pick<City, PartName>
export type Hashes = Record<PartName, string>

const noAreas = sha256(jcs({ type: 'FeatureCollection', features: [] }))
/** Whether these are the parts of a city that has not begun: it takes no reports yet. */
export const hasNoAreas = ({ areas }: Hashes): boolean => areas === noAreas

export interface Who {
  id: string
  name: string
}

/** Names of what earlier releases had and this one has no longer, so that an old case is still read with names. */
export interface Former {
  offices: { id: string; name: string; short: string }[]
  categories: { code: string; name: string; tile: string }[]
  people: { id: string; name: string; office: string }[]
  areas: { id: string; name: string }[]
}

export interface ReleaseDoc {
  _id: number
  from: Date
  publishedAt: Date
  by: Who
  note: string
  parts: Hashes
  former: Former
  /** SHA-256 over the checksum of the release before and everything above. */
  checksum: string
  revoked?: { at: Date; by: string; note: string }
}

export interface DraftDoc {
  _id: 'draft'
  base: number
  revision: number
  parts: Record<PartName, { hash: string; revision: number; entries: number }>
  /** Written with the change itself, and moved to the history afterwards: no change goes without its line. */
  pending: EditDoc[]
}

export interface EditDoc {
  _id: string
  at: Date
  by: Who
  kind: (typeof editKinds)[number]
  part?: PartName
  entry?: string
  was?: string
  is?: string
  version?: number
  note?: string
}

const { Schema } = mongoose
const strict = { versionKey: false, strict: 'throw', minimize: false } as const

const Blobs = mongoose.model(
  'CityBlob',
  new Schema<{ _id: string; gz: Buffer; at: Date }>(
    { _id: String, gz: Buffer, at: Date },
    { ...strict, collection: 'cityblobs' }
  )
)
const Releases = mongoose.model(
  'Release',
  new Schema<ReleaseDoc>(
    {
      _id: Number,
      from: Date,
      publishedAt: Date,
      by: Schema.Types.Mixed,
      note: String,
      parts: Schema.Types.Mixed,
      former: Schema.Types.Mixed,
      checksum: String,
      revoked: Schema.Types.Mixed
    },
    { ...strict, collection: 'releases' }
  )
)
const Drafts = mongoose.model(
  'CityDraft',
  new Schema<DraftDoc>(
    { _id: String, base: Number, revision: Number, parts: Schema.Types.Mixed, pending: [Schema.Types.Mixed] },
    { ...strict, collection: 'citydrafts' }
  )
)
const editSchema = new Schema<EditDoc>(
  {
    _id: String,
    at: Date,
    by: Schema.Types.Mixed,
    kind: String,
    part: String,
    entry: String,
    was: String,
    is: String,
    version: Number,
    note: String
  },
  { ...strict, collection: 'cityedits' }
)
editSchema.index({ part: 1, _id: -1 })
const Edits = mongoose.model('CityEdit', editSchema)

// ——— blobs

const pack = promisify(gzip)
const unpack = promisify(gunzip)
/** A document holds 16 MB; that is some hundred megabytes of coordinates before packing. */
const packedAtMost = 15_500_000

/** Keeps a value under its own hash; one that is there already is only touched, so that no sweep takes it. */
export async function putBlob(value: unknown, now: Date): Promise<string> {
  const text = jcs(value)
  const hash = sha256(text)
  const known = await Blobs.updateOne({ _id: hash }, { $max: { at: now } })
  if (known.matchedCount === 1) return hash
  const gz = await pack(Buffer.from(text))
  if (gz.length > packedAtMost) refuse('too_large')
  await Blobs.updateOne({ _id: hash }, { $setOnInsert: { gz }, $max: { at: now } }, { upsert: true })
  return hash
}

export async function readBlob(hash: string): Promise<unknown> {
  const found = await Blobs.findById(hash).lean<{ gz: mongoose.mongo.Binary }>()
  if (!found) throw new Error(`a part of the city is missing: ${hash}`)
  return inCodes(JSON.parse((await unpack(found.gz.buffer)).toString()))
}

/** Takes away what no release, no draft and nobody in `alsoUsed` refers to, a day after it was last put. */
export async function sweepBlobs(now: Date, alsoUsed: readonly string[]): Promise<number> {
  const [releases, draft] = await Promise.all([readReleases(), findDraft()])
  const used = new Set([
    ...alsoUsed,
    ...releases.flatMap((r) => Object.values(r.parts)),
    ...Object.values(draft?.parts ?? {}).map((p) => p.hash)
  ])
  const { deletedCount } = await Blobs.deleteMany({
    _id: { $nin: [...used] },
    at: { $lt: new Date(now.getTime() - 86_400_000) }
  })
  return deletedCount
}

// ——— releases

export const latestRelease = (): Promise<ReleaseDoc | null> =>
  Releases.findOne({}).sort({ _id: -1 }).lean<ReleaseDoc>().exec()
export const findRelease = (version: number): Promise<ReleaseDoc | null> =>
  Releases.findById(version).lean<ReleaseDoc>().exec()
/** All of them, oldest first. They are headers, a kilobyte each; a city publishes some dozens a year. */
export const readReleases = (): Promise<ReleaseDoc[]> => Releases.find({}).sort({ _id: 1 }).lean<ReleaseDoc[]>().exec()
export const listReleases = (before: number | undefined, limit: number): Promise<ReleaseDoc[]> =>
  Releases.find(before === undefined ? {} : { _id: { $lt: before } })
    .sort({ _id: -1 })
    .limit(limit)
    .lean<ReleaseDoc[]>()
    .exec()

/** False when somebody else published that version first. */
export async function insertRelease(doc: ReleaseDoc): Promise<boolean> {
  try {
    await Releases.collection.insertOne(doc as never)
    return true
  } catch (error) {
    if (isDuplicate(error)) return false
    throw error
  }
}

/** Only before it comes into force, and once. */
export const revokeRelease = (
  version: number,
  revoked: NonNullable<ReleaseDoc['revoked']>
): Promise<ReleaseDoc | null> =>
  Releases.findOneAndUpdate(
    { _id: version, from: { $gt: revoked.at }, revoked: { $exists: false } },
    { $set: { revoked } },
    { returnDocument: 'after' }
  )
    .lean<ReleaseDoc>()
    .exec()

export async function readParts(hashes: Hashes): Promise<Parts> {
  const values = await Promise.all(cityParts.map(async (part) => [part, await readBlob(hashes[part])] as const))
  return Object.fromEntries(values) as unknown as Parts
}

// ——— the draft

export const findDraft = (): Promise<DraftDoc | null> => Drafts.findById('draft').lean<DraftDoc>().exec()

/** The first who looks makes it; two who look at once make one. */
export async function makeDraft(doc: DraftDoc): Promise<void> {
  await Drafts.updateOne({ _id: 'draft' }, { $setOnInsert: withoutId(doc) }, { upsert: true }).catch(
    (error: unknown) => {
      if (!isDuplicate(error)) throw error
    }
  )
}
const withoutId = ({ _id, ...rest }: DraftDoc): Omit<DraftDoc, '_id'> => rest

/** Compare-and-set on the draft's revision; the line of the history lands with it. */
export async function replaceDraft(before: DraftDoc, after: DraftDoc, edits: EditDoc[]): Promise<boolean> {
  const result = await Drafts.updateOne(
    { _id: 'draft', revision: before.revision },
    {
      $set: { base: after.base, revision: after.revision, parts: after.parts },
      $push: { pending: { $each: edits } }
    }
  )
  return result.matchedCount === 1
}

/** Moves lines to the history under their own ids: dying between the two steps repeats the first, harmlessly. */
export async function settleEdits(): Promise<void> {
  const draft = await findDraft()
  if (!draft || draft.pending.length === 0) return
  await Edits.bulkWrite(
    draft.pending.map(({ _id, ...rest }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: rest }, upsert: true }
    }))
  )
  await Drafts.updateOne({ _id: 'draft' }, { $pull: { pending: { _id: { $in: draft.pending.map((e) => e._id) } } } })
}

export const listEdits = (filter: { part?: PartName; before?: string }, limit: number): Promise<EditDoc[]> =>
  Edits.find({ ...(filter.part && { part: filter.part }), ...(filter.before && { _id: { $lt: filter.before } }) })
    .sort({ _id: -1 })
    .limit(limit)
    .lean<EditDoc[]>()
    .exec()

/** Ids of the history sort by time, as cursors need it. */
export const editId = (): string => new mongoose.Types.ObjectId().toHexString()
