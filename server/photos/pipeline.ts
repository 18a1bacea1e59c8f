/**
 * From what a phone sent to three JPEGs without metadata: decoded in full, turned upright, 1600, 800 and 320 px.
 * JPEG and no WebP, which costs four times the CPU. One encode at a time behind a fair queue: four at a time grow the
 * memory by 300 MB and finish no sooner on two cores. HEIC is decoded in a row of its own, so that it holds up nobody else.
 */
import { Worker } from 'node:worker_threads'
import { fileTypeFromBuffer } from 'file-type'
import sharp, { type Metadata, type OutputInfo, type Sharp } from 'sharp'
import { Refused, refuse } from '#shared/errors.ts'
import { jpegPixelsAtMost, photoPixelsAtMost, photoSizes, type PhotoSize } from '#shared/photos.ts'
import { fairQueue } from '#server/kernel/fair-queue.ts'
import { isPng, neededChunks } from './png.ts'

sharp.concurrency(1)
sharp.cache(false)

export interface Developed {
  width: number
  height: number
  files: Record<PhotoSize, Buffer>
}

type Input = { data: Buffer; raw?: { width: number; height: number; channels: 4 } }
type Format = 'jpeg' | 'png' | 'webp' | 'heic'

const formats: Readonly<Record<string, Format>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/apng': 'png',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'image/heif': 'heic',
  'image/heic-sequence': 'heic',
  'image/heif-sequence': 'heic'
}
/** What a megapixel costs beside one of a JPEG, which is made smaller while it is read; a decoded HEIC as a whole. */
const costOf: Record<Format, number> = { jpeg: 1, png: 3, webp: 3, heic: 60 }

/** Which format it is by its bytes. Refuses another kind of picture by its own words, and what is no picture. */
async function formatOf(bytes: Buffer): Promise<Format> {
  const kind = await fileTypeFromBuffer(bytes)
  const format = kind && formats[kind.mime]
  if (format) return format
  return refuse(kind?.mime.startsWith('image/') ? 'unsupported_media' : 'not_a_photo')
}

const open = ({ data, raw }: Input, failOn: 'truncated' | 'warning' = 'truncated'): Sharp =>
  sharp(data, { limitInputPixels: jpegPixelsAtMost, failOn, ...(raw && { raw }) })

/** Pixels by its header, before anything is decoded. Refuses what is too large for its format. */
async function pixelsOf(bytes: Buffer, format: Format): Promise<number> {
  const meta: Metadata = await open({ data: bytes }).metadata()
  const pixels = meta.width * meta.height
  // A JPEG is halved while it is read, unless it is progressive: then all of it has to be held at once.
  const atMost = format === 'jpeg' && !meta.isProgressive ? jpegPixelsAtMost : photoPixelsAtMost
  if (pixels > atMost) refuse('photo_too_big')
  return pixels
}

/** HEIC decoding blocks for a second and may fail in native ways, so it lives in a thread that is thrown away. */
const decodeHeic = (bytes: Buffer): Promise<Input> =>
  new Promise<Input>((resolve, reject) => {
    const worker = new Worker(new URL('./heic.mjs', import.meta.url), {
      workerData: { bytes, pixels: photoPixelsAtMost },
      resourceLimits: { maxOldGenerationSizeMb: 512 }
    })
    const timer = setTimeout(() => void worker.terminate(), 20_000)
    worker.once('message', (m: { width: number; height: number; data: ArrayBuffer } | { error: string }) => {
      if ('error' in m) reject(new Error(m.error))
      else resolve({ data: Buffer.from(m.data), raw: { width: m.width, height: m.height, channels: 4 } })
    })
    worker.once('error', reject)
    worker.once('exit', () => {
      clearTimeout(timer)
      reject(new Error('heic decoder ended'))
    })
  }).catch(() => refuse('heic_unreadable'))

interface Plain {
  data: Buffer
  info: OutputInfo
}
const plain = (image: Sharp): Promise<Plain> => image.raw().toBuffer({ resolveWithObject: true })
const again = ({ data, info: { width, height, channels } }: Plain): Sharp =>
  sharp(data, { raw: { width, height, channels } })
/** Lanczos with two lobes: a quarter less work on twelve megapixels than with three, and no difference to see. */
const within = (image: Sharp, size: PhotoSize): Sharp =>
  image.resize({
    width: photoSizes[size],
    height: photoSizes[size],
    fit: 'inside',
    withoutEnlargement: true,
    kernel: 'lanczos2'
  })
const jpeg = (image: Plain, quality: number): Promise<Buffer> =>
  again(image).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer()

/** One full decode feeds all three: large from the original, each smaller one from the next larger. */
async function encode(image: Sharp): Promise<Developed> {
  // Metadata is dropped by sharp unless asked for; the colour profile is applied first so that P3 phones do not look dull.
  const large = await plain(within(image.rotate(), 'large').flatten({ background: '#ffffff' }).toColourspace('srgb'))
  const medium = await plain(within(again(large), 'medium'))
  const small = await plain(within(again(medium), 'small'))
  return {
    width: large.info.width,
    height: large.info.height,
    files: { large: await jpeg(large, 80), medium: await jpeg(medium, 78), small: await jpeg(small, 76) }
  }
}

const endOfJpeg = Buffer.from([0xff, 0xd9])

/** Some senders lose the last two bytes, which end a JPEG and carry no picture; what lacks more is refused. */
async function encodeWithoutEnd(input: Input, format: Format, error: unknown): Promise<Developed> {
  if (format !== 'jpeg' || input.data.subarray(-2).equals(endOfJpeg)) throw error
  return encode(open({ data: Buffer.concat([input.data, endOfJpeg]) }, 'warning'))
}

async function develop(input: Input, format: Format): Promise<Developed> {
  try {
    return await encode(open(input)).catch((error: unknown) => encodeWithoutEnd(input, format, error))
  } catch {
    return refuse('not_a_photo')
  }
}

const encoding = fairQueue(40)
const decodingHeic = fairQueue(20)

/**
 * Develops in turn, fairly between senders. What it costs is known from its header before it waits. Refuses `unavailable` when
 * this sender, or everybody, has too much waiting: a phone that waits in line is better told.
 */
export async function developInTurn(bytes: Buffer, sender: string): Promise<Developed> {
  const format = await formatOf(bytes)
  // The next is decoded when the last is encoded: a decoded one takes 200 MB, and its file says nothing of its size.
  if (format === 'heic')
    return decodingHeic(sender, 1, async () => {
      const decoded = await decodeHeic(bytes)
      return encoding(sender, costOf.heic, () => develop(decoded, format))
    })
  const data = isPng(bytes) ? neededChunks(bytes) : bytes
  const pixels = await pixelsOf(data, format).catch((error: unknown) => {
    if (error instanceof Refused) throw error
    if (error instanceof Error && /pixel limit/.test(error.message)) return refuse('photo_too_big')
    return refuse('not_a_photo')
  })
  return encoding(sender, 1 + (costOf[format] * pixels) / 1_000_000, () => develop({ data }, format))
}
