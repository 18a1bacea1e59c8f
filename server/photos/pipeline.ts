/**
 * From what a phone sent to three JPEGs without metadata: decoded in full, turned upright, 1600, 800 and 320 px.
 * JPEG and no WebP, which costs four times the CPU. One encode at a time behind a short queue: four at a time grow the
 * memory by 300 MB and finish no sooner on two cores.
 */
import { Worker } from 'node:worker_threads'
import { fileTypeFromBuffer } from 'file-type'
import sharp, { type OutputInfo, type Sharp } from 'sharp'
import { refuse } from '#shared/errors.ts'
import { photoPixelsAtMost, photoSizes, type PhotoSize } from '#shared/photos.ts'

sharp.concurrency(1)
sharp.cache(false)

export interface Developed {
  width: number
  height: number
  files: Record<PhotoSize, Buffer>
}

const decodable = new Set(['image/jpeg', 'image/png', 'image/webp'])
const heic = new Set(['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence'])

type Input = { data: Buffer; raw?: { width: number; height: number; channels: 4 } }

async function read(bytes: Buffer): Promise<Input> {
  const kind = await fileTypeFromBuffer(bytes)
  if (kind && decodable.has(kind.mime)) return { data: bytes }
  if (kind && heic.has(kind.mime)) return decodeHeic(bytes)
  return refuse('not_a_photo')
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

async function develop(bytes: Buffer): Promise<Developed> {
  const { data, raw } = await read(bytes)
  const open = () => sharp(data, { limitInputPixels: photoPixelsAtMost, failOn: 'truncated', ...(raw && { raw }) })
  try {
    if (!raw) {
      const meta = await open().metadata()
      if ((meta.width ?? 0) * (meta.height ?? 0) > photoPixelsAtMost) refuse('photo_too_big')
    }
    // One full decode feeds all three: large from the original, each smaller one from the next larger. Metadata is dropped
    // by sharp unless asked for; the colour profile is applied first so that P3 phones do not look dull.
    const large = await plain(within(open().rotate(), 'large').flatten({ background: '#ffffff' }).toColourspace('srgb'))
    const medium = await plain(within(again(large), 'medium'))
    const small = await plain(within(again(medium), 'small'))
    return {
      width: large.info.width,
      height: large.info.height,
      files: { large: await jpeg(large, 80), medium: await jpeg(medium, 78), small: await jpeg(small, 76) }
    }
  } catch (error) {
    if (error instanceof Error && /pixel limit/.test(error.message)) refuse('photo_too_big')
    if (error instanceof Error && error.name === 'Refused') throw error
    return refuse('not_a_photo')
  }
}

const queueAtMost = 40
let waiting = 0
let tail: Promise<unknown> = Promise.resolve()

/** Develops in turn. Refuses `unavailable` when the queue is full: a phone that waits in line is better told. */
export async function inTurn(bytes: Buffer): Promise<Developed> {
  if (waiting >= queueAtMost) refuse('unavailable', { retryAfterS: 5 })
  waiting++
  const mine = tail.then(() => develop(bytes))
  tail = mine.catch(() => undefined)
  try {
    return await mine
  } finally {
    waiting--
  }
}
