import type { Taken } from './drafts'
import { spot } from './place/datum'

/**
 * When and where a photo was taken, as its camera wrote it into the file. Read before the photo is made small, for nothing of it is left
 * afterwards; it stays on the phone until its owner says that this is the place.
 */
/** Cameras write it at the front. */
export const exifWithin = 128 * 1024

const POINTER = { exif: 0x8769, gps: 0x8825 }
const TAKEN = 0x9003
const OFFSET = 0x9011
const GPS = { latRef: 1, lat: 2, lngRef: 3, lng: 4 }
const SIZES: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1 }
/** A camera that does not say stands where the city is. */
const HERE = '+08:00'

/** Where its block begins in a JPEG. */
function blockIn(view: DataView): number | undefined {
  if (view.getUint16(0) !== 0xffd8) return undefined
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1)
    if (marker === 0xda) return undefined
    // "Exif"
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) return at + 10
  }
  return undefined
}

function entries(view: DataView, tiff: number, offset: number, little: boolean) {
  const from = tiff + offset
  const found = new Map<number, { at: number; count: number }>()
  for (let n = view.getUint16(from, little), at = from + 2; n > 0; n--, at += 12) {
    const count = view.getUint32(at + 4, little)
    const bytes = count * (SIZES[view.getUint16(at + 2, little)] ?? 4)
    found.set(view.getUint16(at, little), { at: bytes > 4 ? tiff + view.getUint32(at + 8, little) : at + 8, count })
  }
  return found
}

export function takenFrom(bytes: ArrayBuffer): Taken | undefined {
  try {
    return read(new DataView(bytes))
  } catch {
    // Whatever is cut off or nonsense says nothing.
    return undefined
  }
}

function read(view: DataView): Taken | undefined {
  const tiff = blockIn(view)
  if (tiff === undefined) return undefined
  const little = view.getUint16(tiff) === 0x4949
  const table = (offset: number) => entries(view, tiff, offset, little)
  const first = table(view.getUint32(tiff + 4, little))
  const below = (tag: number) => {
    const entry = first.get(tag)
    return entry && table(view.getUint32(entry.at, little))
  }
  const [exif, gps] = [below(POINTER.exif), below(POINTER.gps)]
  const text = (entry: { at: number; count: number } | undefined): string =>
    entry ? String.fromCharCode(...new Uint8Array(view.buffer, entry.at, entry.count)).replace(/\0.*$/, '') : ''
  const degrees = (tag: number, refTag: number): number => {
    const entry = gps?.get(tag)
    if (!entry) return NaN
    const part = (i: number) => view.getUint32(entry.at + i * 8, little) / view.getUint32(entry.at + i * 8 + 4, little)
    const value = part(0) + part(1) / 60 + part(2) / 3600
    return /^[SW]/.test(text(gps?.get(refTag))) ? -value : value
  }
  const [, day, time] = /^(\d{4}:\d\d:\d\d) (\d\d:\d\d:\d\d)/.exec(text(exif?.get(TAKEN))) ?? []
  const offset = /^[+-]\d\d:\d\d/.exec(text(exif?.get(OFFSET)))?.[0] ?? HERE
  const at = day ? Date.parse(`${day.replace(/:/g, '-')}T${time ?? ''}${offset}`) : NaN
  const [lat, lng] = [degrees(GPS.lat, GPS.latRef), degrees(GPS.lng, GPS.lngRef)]
  // 0, 0 is what a camera writes that does not know.
  const isPlace = Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && (lat !== 0 || lng !== 0)
  return at > 0 || isPlace ? { ...(at > 0 && { at }), ...(isPlace && { place: spot(lng, lat) }) } : undefined
}
