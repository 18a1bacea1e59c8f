/** Keeping, linking and forgetting photos. Originals are sealed: kept for evidence, served to nobody. */
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import type { ClientSession } from 'mongoose'
import { refuse } from '#shared/errors.ts'
import { photoSizes, type PhotoSize, type PhotoView } from '#shared/photos.ts'
import type { Storage } from '#server/integrations/storage.ts'
import {
  dropUnused,
  findPhotos,
  freshen,
  keepPhoto,
  releasePhotos,
  takePhotos,
  unusedSince,
  usePhotos
} from './model.ts'
import { developInTurn } from './pipeline.ts'

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
 * Keeps one photo durably and returns its id; the same bytes again cost one look-up. `sender` is whoever waits his turn with
 * others: an account where there is one, else an address.
 */
export async function addPhoto(
  store: PhotoStore,
  bytes: Buffer,
  now: Date,
  sender: string
): Promise<{ id: string; width: number; height: number }> {
  const id = createHash('sha256').update(bytes).digest('hex')
  const [known] = await findPhotos([id])
  if (known) {
    if (known.unusedSince) await freshen(id, now)
    return { id, width: known.width, height: known.height }
  }
  const { width, height, files } = await developInTurn(bytes, sender)
  await putAll(store, id, { [originalOf(id)]: bytes, ...byName(id, files) })
  await keepPhoto({ _id: id, width, height, usedIn: [], unusedSince: now })
  return { id, width, height }
}

const byName = (id: string, files: Record<PhotoSize, Buffer>): Record<string, Buffer> =>
  Object.fromEntries(sizes.map((size) => [fileOf(id, size), files[size]]))

/** All of them or none: what was written beside one that found no room would belong to no photo, and never be swept. */
async function putAll(store: PhotoStore, id: string, files: Record<string, Buffer>): Promise<void> {
  const { storage } = store
  const put = await Promise.allSettled(Object.entries(files).map(([name, bytes]) => storage.put(name, bytes)))
  const failed = put.find((one) => one.status === 'rejected')
  store.failing = failed !== undefined
  if (!failed) return
  // The same picture may have been kept meanwhile for somebody else.
  if ((await findPhotos([id])).length === 0)
    await Promise.allSettled(Object.keys(files).map((name) => storage.remove(name)))
  throw failed.reason
}

/** Whether photos can be written, tried anew where the last one could not: who is sent nobody would never find out. */
export async function isWritable(store: PhotoStore): Promise<boolean> {
  if (!store.failing) return true
  const name = `probe/00/${randomUUID()}.bin`
  try {
    await store.storage.put(name, Buffer.alloc(65_536, 1))
    store.failing = false
  } catch {
    return false
  } finally {
    await store.storage.remove(name).catch(() => undefined)
  }
  return true
}

/**
 * Marks photos as belonging to a case, whose number may still be on its way, and returns their sizes. Refuses
 * `unknown_photo`, and marks none.
 */
export async function claimPhotos(
  ids: readonly string[],
  number: string | Promise<string>
): Promise<Record<string, [number, number]>> {
  if (ids.length === 0) return {}
  const [found, no] = await Promise.all([findPhotos(ids), number])
  const known = new Map(found.map((p) => [p._id, [p.width, p.height] as [number, number]]))
  if (ids.some((id) => !known.has(id))) refuse('unknown_photo')
  // The sweeper may have come in between; what it took away is unknown too.
  if (!(await takePhotos([...known.keys()], no))) refuse('unknown_photo')
  return Object.fromEntries(known)
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
): Promise<string[]> => (ids.length === 0 ? [] : releasePhotos(ids, no, now, session))

/** Erasure does not wait for the sweeper: document, sizes and original go at once, unless somebody has claimed it since. */
export async function removeUnused(store: PhotoStore, ids: readonly string[]): Promise<void> {
  for (const id of ids) await remove(store, id)
}

/** Photos that were sent but never submitted go after a day. */
export async function sweepPhotos(store: PhotoStore, now: Date): Promise<number> {
  const old = await unusedSince(new Date(now.getTime() - 86_400_000), 200)
  for (const { _id } of old) await remove(store, _id)
  return old.length
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

export { markUsed } from './model.ts'
export const readPhoto = ({ storage }: PhotoStore, id: string, size: PhotoSize): Promise<Buffer | undefined> =>
  storage.get(fileOf(id, size))
