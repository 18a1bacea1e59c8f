// A process of its own that decodes what strangers send, one picture at a time: bytes in, three JPEGs out, or why not. It is given no
// settings and no keys, ends with the server, and goes first where the machine runs out of memory. Plain JavaScript, because it
// starts without a loader. The decoder of HEIC is LGPL and may be left out of an installation.
import { writeFileSync } from 'node:fs'
import sharp from 'sharp'

sharp.concurrency(1)
sharp.cache(false)
try {
  writeFileSync('/proc/self/oom_score_adj', '800')
} catch {
  // Another system than Linux has no such file.
}
process.on('disconnect', () => process.exit(0))

const open = ({ data, raw }, pixels, failOn = 'truncated') =>
  sharp(data, { limitInputPixels: pixels, failOn, ...(raw && { raw }) })

const plain = (image) => image.raw().toBuffer({ resolveWithObject: true })
const again = ({ data, info: { width, height, channels } }) => sharp(data, { raw: { width, height, channels } })
// Lanczos with two lobes: a quarter less work on twelve megapixels than with three, and no difference to see.
const within = (image, size) =>
  image.resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true, kernel: 'lanczos2' })
const jpeg = (image, quality) => again(image).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer()

// Sixty-four bits that say where it grows brighter from left to right, and its mean colour: alike for pictures that look alike.
async function lookOf(image) {
  const [columns, rows] = [9, 8]
  const { data } = await plain(again(image).resize({ width: columns, height: rows, fit: 'fill' }))
  const brightness = (x, y) => {
    const at = (y * columns + x) * 3
    return data[at] * 299 + data[at + 1] * 587 + data[at + 2] * 114
  }
  let bits = ''
  for (let y = 0; y < rows; y++)
    for (let x = 0; x + 1 < columns; x++) bits += brightness(x, y) < brightness(x + 1, y) ? '1' : '0'
  const mean = [0, 1, 2].map((channel) => {
    let sum = 0
    for (let at = channel; at < data.length; at += 3) sum += data[at]
    return Math.round((sum * 3) / data.length)
  })
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0') + Buffer.from(mean).toString('hex')
}

// One full decode feeds all three: large from the original, each smaller one from the next larger. Metadata is dropped by sharp unless
// asked for; the colour profile is applied first so that P3 phones do not look dull.
async function encode(image, sizes) {
  const large = await plain(
    within(image.rotate(), sizes.large).flatten({ background: '#ffffff' }).toColourspace('srgb')
  )
  const medium = await plain(within(again(large), sizes.medium))
  const small = await plain(within(again(medium), sizes.small))
  return {
    width: large.info.width,
    height: large.info.height,
    look: await lookOf(small),
    files: { large: await jpeg(large, 80), medium: await jpeg(medium, 78), small: await jpeg(small, 76) }
  }
}

const endOfJpeg = Buffer.from([0xff, 0xd9])

// Some senders lose the last two bytes, which end a JPEG and carry no picture; what lacks more is refused.
async function encodeWithoutEnd(input, { kind, pixels, sizes }, error) {
  if (!['jpeg', 'progressive'].includes(kind) || input.data.subarray(-2).equals(endOfJpeg)) throw error
  return encode(open({ data: Buffer.concat([input.data, endOfJpeg]) }, pixels, 'warning'), sizes)
}

async function primaryOfHeic(bytes, pixels) {
  const { default: libheif } = await import('libheif-js/wasm-bundle.js')
  await libheif.ready
  const images = new libheif.HeifDecoder().decode(bytes)
  const image = images.find((one) => one.is_primary()) ?? images[0]
  if (!image) throw new Error('no image in it')
  const [width, height] = [image.get_width(), image.get_height()]
  if (width * height > pixels) throw new Error('too many pixels')
  const target = { data: new Uint8ClampedArray(width * height * 4), width, height }
  if (!(await new Promise((resolve) => image.display(target, resolve)))) throw new Error('not decoded')
  return { data: Buffer.from(target.data.buffer), raw: { width, height, channels: 4 } }
}

async function work(job) {
  const { kind, pixels, sizes } = job
  const data = Buffer.from(job.bytes)
  if (kind === 'heic') {
    const input = await primaryOfHeic(data, pixels).catch(() => undefined)
    if (!input) return { refused: 'heic_unreadable' }
    return encode(open(input, pixels), sizes)
  }
  const input = { data }
  const { isProgressive = false } = await open(input, pixels).metadata()
  // Otherwise than its header said to who let it in.
  if (isProgressive && !['progressive', 'interlaced', 'webp'].includes(kind)) return { refused: 'not_a_photo' }
  return encode(open(input, pixels), sizes).catch((error) => encodeWithoutEnd(input, job, error))
}

process.on('message', (job) => {
  const before = process.cpuUsage()
  void work(job)
    .catch((error) => ({ refused: /pixel limit/.test(String(error)) ? 'photo_too_big' : 'not_a_photo' }))
    .then((done) => {
      const { user, system } = process.cpuUsage(before)
      process.send({ ...done, cpuMs: (user + system) / 1000 })
    })
})
