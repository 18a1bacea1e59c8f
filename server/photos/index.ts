/** Keeping, linking and forgetting photos. Originals are sealed: kept for evidence, served to nobody. */
import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import type { ClientSession } from 'mongoose'
import { Refused, refuse } from '#shared/errors.ts'
import { photoSizes, type PhotoSize, type PhotoView } from '#shared/photos.ts'
import type { Storage } from '#server/integrations/storage.ts'
import { inFlight } from '#server/kernel/idempotency.ts'
import {
  dropUnused,
  findLooks,
  findPhotos,
  forgetSenders,
  keepPhoto,
  letBack,
  releasePhotos,
  takePhotos,
  unusedUntil,
  usePhotos,
  type PhotoDoc
} from './model.ts'
import {
  checkPart,
  dropParts,
  hasPart,
  keepPart,
  makeRoomForParts,
  missingParts,
  partsOf,
  secretOfParts,
  sweepParts,
  wholeOf,
  type Whole
} from './parts-model.ts'
import { developInTurn, type Sender } from './pipeline.ts'
import { alikeTo, senderHash, sendersKnownMs, type DayLimits } from './senders.ts'

/** Where the files of this server lie, and the key that signs links to photos which are not yet public. */
export interface PhotoStore {
  storage: Storage
  signingKey: Buffer
  /** The last photo could not be written; nobody need be sent here until something can be. */
  failing?: boolean
}

const sizes = Object.keys(photoSizes) as PhotoSize[]
const fileOf = (id: string, size: PhotoSize) => `${size}/${id.slice(0, 2)}/${id}.jpg`
const originalOf = (id: string) => `originals/${id.slice(0, 2)}/${id}.bin`
/** Every file of a photo, by its name in the storage: the original first. */
export const photoFiles = (id: string): string[] => [originalOf(id), ...sizes.map((size) => fileOf(id, size))]

/**
 * The public id of a photo, made from the secret that its sender was given: it says nothing of the original, and whoever has
 * it cannot claim the photo.
 */
export const photoIdOf = (secret: string): string => createHash('sha256').update(`photo:${secret}`).digest('hex')

/** How long a photo may wait to be used: a stranger's an hour, for nobody can be asked whose it is. */
const waitsMs = { known: 86_400_000, stranger: 3_600_000 } as const

/**
 * A secret that nobody guesses. Of bytes that come once more under the key of the same form it is the same, so that a form that is
 * sent again names the same photos; whoever has only seen the picture knows no such key.
 */
const secretOf = (store: PhotoStore, bytes: Buffer, { share, known, key }: PhotoSender): string =>
  key === undefined
    ? randomBytes(32).toString('hex')
    : createHmac('sha256', store.signingKey)
        .update(`upload|${known ? share : ''}|${key}|`)
        .update(createHash('sha256').update(bytes).digest())
        .digest('hex')

export interface PhotoSender extends Sender {
  /** Of the form or the request that it comes with. */
  key?: string
  /** Name of the request. */
  request?: string | undefined
}

export interface AddedPhoto {
  /** The secret. */
  id: string
  width: number
  height: number
}

/**
 * Keeps one photo durably. Its sender gets a secret, by which he and nobody else uses it, once: the same bytes sent again by another
 * form are another photo, so that nobody comes by a picture that he has only seen.
 */
export async function addPhoto(
  store: PhotoStore,
  bytes: Buffer,
  now: Date,
  sender: PhotoSender,
  secret = secretOf(store, bytes, sender)
): Promise<AddedPhoto> {
  const { known, share } = sender
  const hash = senderHash(store.signingKey, share)
  const { width, height, files, look } = await developInTurn(bytes, sender)
  const id = photoIdOf(secret)
  const like = await alikeTo(look, hash, now)
  // Of a form that is sent again it may be there, and in use.
  const isNew = sender.key === undefined || !(await store.storage.has(originalOf(id)))
  await putAll(store, { [originalOf(id)]: bytes, ...byName(id, files) }, { isNew, request: sender.request })
  const sweepAt = new Date(now.getTime() + waitsMs[known ? 'known' : 'stranger'])
  const sent = { sender: hash, sentAt: now, bytes: bytes.length, look, ...(like.length > 0 && { like }) }
  try {
    await keepPhoto({ _id: id, width, height, usedIn: [], sweepAt, ...sent })
  } catch (error) {
    if (isNew) await takeBack(store, photoFiles(id))
    throw error
  }
  return { id: secret, width, height }
}

export interface PhotoPart extends Whole {
  part: number
  sum: string
}
const refusedForGood: readonly string[] = ['not_a_photo', 'photo_too_big', 'heic_unreadable', 'unsupported_media']
const atWork = inFlight()

/** The photo that has come of parts, where all of them have come. */
async function addedOf(secret: string): Promise<AddedPhoto | undefined> {
  const [found] = await findPhotos([photoIdOf(secret)])
  return found && { id: secret, width: found.width, height: found.height }
}

/**
 * Keeps one part of a photo, and the photo once it is whole; bytes that are empty only ask. What is sent again, even when its photo
 * is there, is answered the same. `hold` is told how much the whole takes in memory.
 */
export async function addPart(
  store: PhotoStore,
  { part, sum, ...whole }: PhotoPart,
  bytes: Buffer,
  now: Date,
  { sender, limits, hold }: { sender: PhotoSender & { key: string }; limits: DayLimits; hold: (bytes: number) => void }
): Promise<{ missing: number[]; photo?: AddedPhoto }> {
  const { share, known } = sender
  const secret = secretOfParts(store.signingKey, sender.key, whole)
  const name = partsOf(secret)
  const before = await addedOf(secret)
  if (before) return { missing: [], photo: before }
  if (bytes.length > 0) {
    checkPart(whole, { part, sum, bytes })
    const sweepAt = new Date(now.getTime() + waitsMs[known ? 'known' : 'stranger'])
    const doc = { photo: name, part, sum, bytes, sender: senderHash(store.signingKey, share), sentAt: now, sweepAt }
    if (!(await hasPart(name, part))) {
      await limits.taking(share, known, bytes.length, () => keepPart(doc))
      await makeRoomForParts(doc.sender, limits.mayLieUnused(known))
    }
  }
  const missing = await missingParts(name, whole)
  if (missing.length > 0) return { missing }
  return atWork(name, async () => {
    hold(whole.bytes)
    const all = await wholeOf(name, whole)
    // Another process was faster, or what was there has been swept.
    if (!all) return { missing: await missingParts(name, whole), ...photoIn(await addedOf(secret)) }
    try {
      const photo = await addPhoto(store, all, now, sender, secret)
      await dropParts(name)
      return { missing: [], photo }
    } catch (error) {
      if (error instanceof Refused && refusedForGood.includes(error.code)) await dropParts(name)
      throw error
    }
  })
}
const photoIn = (photo: AddedPhoto | undefined) => photo && { missing: [], photo }

/** Whoever has sent much has little of it lying unused: the oldest goes at once. */
export async function makeRoomFor(store: PhotoStore, limits: DayLimits, { share, known }: Sender): Promise<void> {
  const hash = senderHash(store.signingKey, share)
  await removeUnused(store, await limits.unusedBeyond(share, known, hash))
}

const byName = (id: string, files: Record<PhotoSize, Buffer>): Record<string, Buffer> =>
  Object.fromEntries(sizes.map((size) => [fileOf(id, size), files[size]]))

const takeBack = ({ storage }: PhotoStore, names: readonly string[]) =>
  Promise.allSettled(names.map((name) => storage.remove(name)))

/**
 * All of them or none, where they are new: what was written beside one that found no room, or before a document that could not be
 * kept, would belong to no photo, and never be swept.
 */
async function putAll(
  store: PhotoStore,
  files: Record<string, Buffer>,
  { isNew, request }: { isNew: boolean; request: string | undefined }
): Promise<void> {
  const { storage } = store
  const put = await Promise.allSettled(Object.entries(files).map(([name, bytes]) => storage.put(name, bytes, request)))
  const failed = put.find((one) => one.status === 'rejected')
  store.failing = failed !== undefined
  if (!failed) return
  if (isNew) await takeBack(store, Object.keys(files))
  throw failed.reason
}

/** Whether photos can be written, tried anew where the last one could not: who is sent nobody would never find out. */
export async function isWritable(store: PhotoStore): Promise<boolean> {
  if (!store.failing) return true
  const name = `probe/00/${randomUUID()}.bin`
  try {
    await store.storage.put(name, Buffer.alloc(65_536, 1))
    store.failing = false
    await store.storage.remove(name)
  } catch {
    // Nobody waits for that: what does not write may not remove either.
    void store.storage.remove(name).catch(() => undefined)
  }
  return !store.failing
}

/** Photos by their public ids, in the order in which they were named, with their sizes. */
export interface ClaimedPhotos {
  ids: string[]
  sizes: Record<string, [number, number]>
}
export const noPhotos = (): ClaimedPhotos => ({ ids: [], sizes: {} })

export interface PhotoUse {
  /** Looks at what was found before anything is used; may refuse. */
  heed?: (photos: readonly PhotoDoc[]) => Promise<void>
  /** The number of what uses them. */
  no: string | Promise<string>
  /** By what act; the same act once more may use them again, no other one. */
  by: string
  at: Date
}

/**
 * Uses photos, by the secrets of their sender, for a case or an activity, whose number may still be on its way. Refuses
 * `unknown_photo`, and marks none.
 */
export async function claimPhotos(
  secrets: readonly string[],
  { no: number, by, at: now, heed }: PhotoUse
): Promise<ClaimedPhotos> {
  if (secrets.length === 0) return noPhotos()
  const ids = secrets.map(photoIdOf)
  const [found, no] = await Promise.all([findPhotos(ids), number])
  const free = found.filter(({ usedIn, usedBy }) => usedIn.length === 0 || usedBy === by)
  if (ids.some((id) => !free.some((photo) => photo._id === id))) refuse('unknown_photo')
  await heed?.(free)
  const named = [...new Set(ids)]
  // The sweeper, or another act, may have come in between; what was taken away is unknown too.
  if (!(await takePhotos(named, no, by))) {
    const mine = free.filter(({ usedIn }) => !usedIn.includes(no)).map(({ _id }) => _id)
    await letBack(mine, { no, by }, new Date(now.getTime() + waitsMs.stranger))
    refuse('unknown_photo')
  }
  return { ids, sizes: sizesOf(free) }
}

const sizesOf = (found: readonly PhotoDoc[]): ClaimedPhotos['sizes'] =>
  Object.fromEntries(found.map(({ _id, width, height }) => [_id, [width, height]]))

/** How photos look, by the secrets of their sender. Refuses `unknown_photo`. */
export async function looksOfOwn(secrets: readonly string[]): Promise<string[]> {
  if (secrets.length === 0) return []
  const ids = secrets.map(photoIdOf)
  const found = await findPhotos(ids)
  if (ids.some((id) => !found.some((photo) => photo._id === id))) refuse('unknown_photo')
  return found.flatMap(({ look }) => look ?? [])
}
/** How photos look, by their public ids. */
export const looksOf = (ids: readonly string[]): Promise<Map<string, string>> =>
  ids.length === 0 ? Promise.resolve(new Map<string, string>()) : findLooks(ids)

/** The same for what the record has already, by public id: an activity's photos go into a case, or into the next activity. */
export async function sharePhotos(ids: readonly string[], no: string): Promise<ClaimedPhotos['sizes']> {
  if (ids.length === 0) return {}
  const found = await findPhotos(ids)
  if (ids.some((id) => !found.some((photo) => photo._id === id))) refuse('unknown_photo')
  if ((await usePhotos(ids, no)) !== new Set(ids).size) refuse('unknown_photo')
  return sizesOf(found)
}

async function remove({ storage }: PhotoStore, id: string): Promise<void> {
  if (!(await dropUnused(id))) return
  await Promise.all(photoFiles(id).map((file) => storage.remove(file)))
}

/** A case takes over photos that are there, in the transaction that moves what was said with them. */
export async function holdPhotos(ids: readonly string[], no: string, session: ClientSession): Promise<void> {
  if (ids.length > 0) await usePhotos(ids, no, session)
}

/** A case lets go of photos; those that no case holds come back. They are swept after a day like any unused photo. */
export const letGoOfPhotos = async (
  ids: readonly string[],
  no: string,
  now: Date,
  session?: ClientSession
): Promise<string[]> =>
  ids.length === 0 ? [] : releasePhotos(ids, no, new Date(now.getTime() + waitsMs.known), session)

/** Erasure does not wait for the sweeper: document, sizes and original go at once, unless somebody has claimed it since. */
export async function removeUnused(store: PhotoStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) await remove(store, id)
}

const [sweptLot, sweptAtOnce] = [200, 20]
/** Photos that were sent but never submitted go after a day, a stranger's after an hour; so do parts of what never became whole. */
export async function sweepPhotos(store: PhotoStore, now: Date): Promise<number> {
  let swept = 0
  for (let lot = 0; lot < sweptAtOnce; lot++) {
    const old = await unusedUntil(now, sweptLot)
    for (const { _id } of old) await remove(store, _id)
    swept += old.length
    if (old.length < sweptLot) break
  }
  await sweepParts(now)
  await forgetSenders(new Date(now.getTime() - sendersKnownMs))
  return swept
}

// ——— links

export type PhotoLink = 'public' | 'signed'
const weekMs = 7 * 86_400_000

const sign = ({ signingKey }: PhotoStore, id: string, until: number): string =>
  createHmac('sha256', signingKey).update(`${id}:${until}`).digest('base64url').slice(0, 22)

/** A view with links: plain where the photo is public, signed and passing where it is not. */
export function photoView(
  store: PhotoStore,
  id: string,
  [width, height]: readonly [number, number],
  link: PhotoLink,
  now: number
): PhotoView {
  // Signed links end with a week, so that they stay the same, and cached, within one.
  const until = (Math.floor(now / weekMs) + 2) * weekMs
  const query = link === 'signed' ? `?until=${until}&key=${sign(store, id, until)}` : ''
  const url = (size: PhotoSize) => `/photos/${id}/${size}.jpg${query}`
  return { id, width, height, large: url('large'), medium: url('medium'), small: url('small') }
}

export function isSigned(
  store: PhotoStore,
  id: string,
  until: string | undefined,
  given: string | undefined,
  now: number
): boolean {
  if (!until || !given || !/^\d{1,16}$/.test(until) || Number(until) < now) return false
  const right = Buffer.from(sign(store, id, Number(until)))
  const said = Buffer.from(given)
  return right.length === said.length && timingSafeEqual(right, said)
}

export { markUsed, noteAsked, type PhotoDoc } from './model.ts'
export { bitsApart, coloursApart, saysSomething } from './look.ts'
export { dayLimits, usesOfAlike } from './senders.ts'
export const readPhoto = (
  { storage }: PhotoStore,
  id: string,
  size: PhotoSize,
  request?: string
): Promise<Buffer | undefined> => storage.get(fileOf(id, size), request)
