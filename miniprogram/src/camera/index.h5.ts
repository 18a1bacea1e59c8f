import { drawOnWhite } from '#shared/draw-on-white.ts'
import { photoSizes } from '#shared/photos.ts'
import type { From, Taken } from './index'

/** The browser's side of `index.ts`: a file input, a canvas to shrink on, IndexedDB to keep a draft's photos in. */
const LONGEST = photoSizes.large
const QUALITY = 0.85
const ACCEPT = 'image/jpeg,image/png,image/webp,image/heic,image/heif,image/*'

async function shrunk(file: File): Promise<Blob> {
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

/** Addresses of photos of this visit; a private window has no database and lives on these alone. */
const shown = new Map<string, string>()

async function storePhoto(blob: Blob): Promise<string> {
  const name = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`
  shown.set(name, URL.createObjectURL(blob))
  const shelf = await photos('readwrite')
  if (shelf) await done(shelf.put(blob, name))
  return name
}

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

export async function takePhotos(atMost: number, from: readonly From[]): Promise<Taken> {
  const files = await pickFiles(atMost, from)
  if (files.length === 0) return { ok: false, why: 'cancelled' }
  const names: string[] = []
  for (const file of files) names.push(await storePhoto(await shrunk(file)))
  return { ok: true, names }
}

export async function openPhoto(name: string): Promise<string | undefined> {
  const known = shown.get(name)
  if (known) return known
  const shelf = await photos('readonly')
  const blob = shelf && (await done<unknown>(shelf.get(name)))
  if (!(blob instanceof Blob)) return undefined
  const address = URL.createObjectURL(blob)
  shown.set(name, address)
  return address
}

export const deletePhotos = (names: readonly string[]): void => {
  for (const name of names) {
    const address = shown.get(name)
    if (address) URL.revokeObjectURL(address)
    shown.delete(name)
    void photos('readwrite').then((shelf) => shelf?.delete(name))
  }
}
