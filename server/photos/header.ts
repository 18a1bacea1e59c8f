/**
 * What a picture says of itself before anything of it is decoded: its kind and how many pixels it has, read by plain lines. It tells
 * what decoding will cost; the decoder holds the picture to it.
 */
import { fileTypeFromBuffer } from 'file-type'
import { refuse } from '#shared/errors.ts'
import { jpegPixelsAtMost, photoPixelsAtMost } from '#shared/photos.ts'

export type PictureKind = 'jpeg' | 'progressive' | 'png' | 'interlaced' | 'webp' | 'heic'

export interface Header {
  kind: PictureKind
  pixels: number
}

const formats: Readonly<Record<string, 'jpeg' | 'png' | 'webp' | 'heic'>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'image/heic-sequence': 'heic',
  'image/heif-sequence': 'heic'
}

/**
 * What a megapixel costs beside one of a JPEG, which is made smaller while it is read: measured, some 8 ms of CPU for it, 28 for a
 * progressive one, 10 to 12 for a PNG, 34 for an interlaced one, 29 to 43 for a WebP.
 */
const costOf: Record<PictureKind, number> = { jpeg: 1, progressive: 3, png: 2, interlaced: 4, webp: 4, heic: 5 }

/** What one picture may cost: a second of the one decoder for a stranger, two for somebody who has signed in. */
const costAtMost = { known: 240, stranger: 120 } as const

/** Pixels that a picture of this kind may have; but for a plain JPEG all of them have to be held at once. */
export const pixelsAtMost = (kind: PictureKind, known: boolean): number =>
  kind === 'heic'
    ? photoPixelsAtMost
    : Math.min(
        kind === 'jpeg' ? jpegPixelsAtMost : photoPixelsAtMost,
        (costAtMost[known ? 'known' : 'stranger'] * 1_000_000) / costOf[kind]
      )
/** What it costs, however small it is. */
export const costOfPicture = ({ kind, pixels }: Header): number => 1 + (costOf[kind] * pixels) / 1_000_000

/** Up to its frame header, over whatever stands before it. */
function jpegHeader(bytes: Buffer): Header | undefined {
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = bytes[at + 1] ?? 0
    // Fill bytes, and what stands between segments, are passed over as decoders do.
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0) {
      at++
      continue
    }
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      const pixels = bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7)
      return { kind: (marker & 3) === 2 ? 'progressive' : 'jpeg', pixels }
    }
    const alone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)
    at += alone ? 2 : 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

function pngHeader(bytes: Buffer): Header | undefined {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined
  return { kind: bytes[28] === 1 ? 'interlaced' : 'png', pixels: bytes.readUInt32BE(16) * bytes.readUInt32BE(20) }
}

function webpHeader(bytes: Buffer): Header | undefined {
  if (bytes.length < 30) return undefined
  const sized = (width: number, height: number): Header => ({ kind: 'webp', pixels: width * height })
  const low14 = 0x3fff
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return sized(bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1)
    case 'VP8 ':
      return sized(bytes.readUInt16LE(26) & low14, bytes.readUInt16LE(28) & low14)
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21)
      return sized((bits & low14) + 1, ((bits >>> 14) & low14) + 1)
    }
    default:
      return undefined
  }
}

/**
 * What it is by its bytes. Refuses another kind of picture by its own words, what is no picture, and what is too large for its kind and
 * its sender. How large a HEIC is only its decoder knows; it costs as if it had twelve megapixels.
 */
export async function headerOf(bytes: Buffer, known: boolean): Promise<Header> {
  const type = await fileTypeFromBuffer(bytes)
  const format = type && formats[type.mime]
  if (!format) return refuse(type?.mime.startsWith('image/') ? 'unsupported_media' : 'not_a_photo')
  if (format === 'heic') return { kind: 'heic', pixels: 12_000_000 }
  const read = { jpeg: jpegHeader, png: pngHeader, webp: webpHeader }[format]
  const header = read(bytes)
  if (!header || header.pixels === 0) return refuse('not_a_photo')
  if (header.pixels > pixelsAtMost(header.kind, known)) refuse('photo_too_big')
  return header
}
