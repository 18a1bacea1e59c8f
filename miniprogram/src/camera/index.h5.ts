import { drawOnWhite } from '#shared/draw-on-white.ts'
import { photoSizes } from '#shared/photos.ts'
import type { DraftPhoto } from '../drafts'
import { exifWithin, takenFrom } from '../exif'
import type { From, PhotoFile, Result } from './index'

/** The browser's side of `index.ts`: a file input, a canvas to shrink on, IndexedDB to keep a draft's photos in. */
const LONGEST = photoSizes.large
const QUALITY = 0.85
const ACCEPT = 'image/jpeg,image/png,image/webp,image/heic,image/heif,image/*'

async function shrunk(file: Blob): Promise<Blob> {
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const scale = Math.min(1, LONGEST / Math.max(image.width, image.height))
    if (scale === 1 && file.type === 'image/jpeg') return file
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    const pen = canvas.getContext('2d')
    if (!pen) return file
    drawOnWhite(pen, image, canvas)
    image.close()
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', QUALITY))
  } catch {
    // A format this browser cannot draw, HEIC for one, goes up as it is.
    return file
  }
}

const PHOTO_STORE = 'photos'
let opening: Promise<IDBDatabase | undefined> | undefined
const database = () =>
  (opening ??= new Promise((resolve) => {
    const asked = indexedDB.open('suishoupai', 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore(PHOTO_STORE)
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => resolve(undefined)
  }))
const done = <T>(request: IDBRequest<T>): Promise<T | undefined> =>
  new Promise((resolve) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => resolve(undefined)
  })
async function photos(mode: IDBTransactionMode): Promise<IDBObjectStore | undefined> {
  return (await database().catch(() => undefined))?.transaction(PHOTO_STORE, mode).objectStore(PHOTO_STORE)
}

/** Photos of this visit, and how they are shown; a private window has no database and lives on these alone. */
const known = new Map<string, { blob: Blob; address: string }>()

async function keepBlob(name: string, blob: Blob): Promise<void> {
  known.set(name, { blob, address: URL.createObjectURL(blob) })
  const shelf = await photos('readwrite')
  if (shelf) await done(shelf.put(blob, name))
}
async function blobOf(name: string): Promise<Blob | undefined> {
  const here = known.get(name)
  if (here) return here.blob
  const shelf = await photos('readonly')
  const blob = shelf && (await done<unknown>(shelf.get(name)))
  if (!(blob instanceof Blob)) return undefined
  known.set(name, { blob, address: URL.createObjectURL(blob) })
  return blob
}
/** In it stands when it was kept. */
const newName = (): string => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`

export const pickFiles = (atMost: number, from: readonly From[]): Promise<File[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = ACCEPT
    input.multiple = atMost > 1 && from.includes('album')
    if (!from.includes('album')) input.setAttribute('capture', 'environment')
    input.hidden = true
    const finish = (files: File[]) => {
      input.remove()
      resolve(files)
    }
    input.addEventListener('change', () => finish([...(input.files ?? [])].slice(0, atMost)))
    input.addEventListener('cancel', () => finish([]))
    // Some phones only open the camera for an input that is part of the page.
    document.body.append(input)
    input.click()
  })

export async function takePhotos(
  atMost: number,
  from: readonly From[],
  keep: (photo: DraftPhoto) => void
): Promise<Result> {
  const files = await pickFiles(atMost, from)
  for (const file of files) {
    const name = newName()
    await keepBlob(name, file)
    const taken = takenFrom(await bytesOf(file.slice(0, exifWithin)))
    keep({ name, raw: true, ...(taken && { taken }) })
  }
  return files.length === 0 ? 'cancelled' : 'taken'
}

/** Under the name that it had. */
export async function makeSmall(name: string): Promise<string> {
  const blob = await blobOf(name)
  const small = blob && (await shrunk(blob))
  if (!small || small === blob) return name
  const before = known.get(name)
  await keepBlob(name, small)
  if (before) URL.revokeObjectURL(before.address)
  return name
}

const bytesOf = (blob: Blob): Promise<ArrayBuffer> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as ArrayBuffer)
    reader.onerror = () => reject(reader.error ?? new Error('not read'))
    reader.readAsArrayBuffer(blob)
  })

export async function photoFile(name: string): Promise<PhotoFile | undefined> {
  const blob = await blobOf(name)
  return blob && { bytes: blob.size, read: (from, length) => bytesOf(blob.slice(from, from + length)) }
}

export const openPhoto = async (name: string): Promise<string | undefined> =>
  (await blobOf(name)) && known.get(name)?.address

export const deletePhotos = (names: readonly string[]): void => {
  for (const name of names) {
    const here = known.get(name)
    if (here) URL.revokeObjectURL(here.address)
    known.delete(name)
    void photos('readwrite').then((shelf) => shelf?.delete(name))
  }
}

/** Another window may be taking photos this moment: only what was kept before is let go. */
export async function sweepPhotos(isKept: (name: string) => boolean, before: number): Promise<void> {
  const shelf = await photos('readonly')
  const names = ((shelf && (await done(shelf.getAllKeys()))) ?? []).map(String)
  deletePhotos(names.filter((name) => parseInt(name, 36) < before && !isKept(name)))
}
