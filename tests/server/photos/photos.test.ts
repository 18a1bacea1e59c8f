/** What phones, and people who are no phones, send as photos; what is kept of it, and who may look. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import type { CaseView } from '#shared/cases.ts'
import { refusals, type Refusal } from '#shared/errors.ts'
import { photoBytesAtMost, photoSizes, photosAtMost } from '#shared/photos.ts'
import type { ReportView } from '#shared/reports.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { photoIdOf } from '#server/photos/index.ts'
import { inHebin } from '#tests/support/city.ts'
import { freshKey, phonePhoto } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'suishoupai-photos-'))
let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ env: { DATA_DIR: folder } })
  walk = journey(server)
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

const files = (): string[] => {
  const root = join(folder, 'photos')
  return existsSync(root)
    ? readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.\w+$/.test(name))
        .sort()
    : []
}
const kept = async (): Promise<number> => mongoose.connection.collection('photos').countDocuments()

type Part = { field?: string; name?: string; type?: string; bytes: Uint8Array }
/** `id` is the public one, by which the files are called. */
async function send(
  parts: readonly Part[],
  fields: Record<string, string> = {}
): Promise<{ status: number; body: { id: string; code?: string; width: number; height: number } }> {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  for (const { field = 'file', name = 'photo.jpg', type = 'image/jpeg', bytes } of parts) {
    form.append(field, new Blob([Uint8Array.from(bytes)], { type }), name)
  }
  const response = await fetch(`${server.url}/api/photos`, { method: 'POST', body: form })
  const body = (await response.json()) as { id: string; width: number; height: number }
  return { status: response.status, body: { ...body, id: body.id && photoIdOf(body.id) } }
}

// ——— images by hand

/** A PNG of one colour, one bit a pixel: tiny as a file, as large as one likes when unpacked. */
function plainPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const out = Buffer.alloc(named.length + 8)
    out.writeUInt32BE(data.length, 0)
    named.copy(out, 4)
    out.writeUInt32BE(crc32(named), named.length + 4)
    return out
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1
  const rows = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))), { level: 9 })
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0))
  ])
}

/** A segment put right behind the beginning of a JPEG. */
function withSegment(jpeg: Buffer, marker: number, text: string): Buffer {
  const data = Buffer.from(text, 'utf8')
  const head = Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 0xff])
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)])
}

/** Markers of a JPEG up to its image data, and whatever hangs behind its end. */
function anatomy(jpeg: Buffer): { markers: string[]; tail: number } {
  expect(jpeg.readUInt16BE(0)).toBe(0xffd8)
  const markers: string[] = []
  let at = 2
  while (jpeg[at] === 0xff && jpeg[at + 1] !== 0xda) {
    markers.push((jpeg[at + 1] ?? 0).toString(16))
    at += 2 + jpeg.readUInt16BE(at + 2)
  }
  return { markers, tail: jpeg.length - (jpeg.lastIndexOf(Buffer.from([0xff, 0xd9])) + 2) }
}

const grey = (width: number, height: number): Sharp =>
  sharp({ create: { width, height, channels: 3, background: '#888' }, limitInputPixels: false })

/** A red and a blue picture in one file, 128 by 96, of which the second is the primary one. */
const blueIsPrimary = (): Buffer => {
  const file = Buffer.from(twoPictures.join(''), 'base64')
  file.writeUInt16BE(2, file.indexOf('pitm') + 8)
  return file
}
const twoPictures = [
  'AAAAKGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZm1pZjFoZWljbWlhZgAAAgttZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAA',
  'AAAAAAAAAA5waXRtAAAAAAABAAAANGlsb2MAAAAAREAAAgABAAAAAAI7AAEAAAAAAAAAJgACAAAAAAJhAAEAAAAAAAAAJgAAADhpaW5mAAAA',
  'AAACAAAAFWluZmUCAAAAAAEAAGh2YzEAAAAAFWluZmUCAAAAAAIAAGh2YzEAAAABZGlwcnAAAAFAaXBjbwAAAHhodmNDAQNwAAAAAAAAAAAA',
  'HvAA/P34+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoBAgYWW6kkprm4EBAwIAAAMA',
  'AgAAAwACECIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAIAAAABgAAAAEHBpeGkAAAAAAwgICAAAAHhodmNDAQNwAAAAAAAAAAAAHvAA/P34',
  '+AAADwMgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQCEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoBAgYWW6kkprm4EBAwIAAAMAAgAAAwAC',
  'ECIAAQAHRAHBcrAiQAAAABRpc3BlAAAAAAAAAIAAAABgAAAAEHBpeGkAAAAAAwgICAAAABxpcG1hAAAAAAAAAAIAAQOBAoMAAgOEBYYAAABU',
  'bWRhdAAAACIoAa8J4CE5dV///Rjf//wjTyH7XLB0HMPLuNNZ4fsRFqxJAAAAIigBrwngITl1X//+Lv/vf6e3f/5WFHQcw8u401nh+xEWrEk='
]

/** A PNG with chunks put before its picture. */
function pngWith(png: Buffer, type: string, data: Buffer, times: number): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(named))
  const chunk = Buffer.concat([head, named, tail])
  return Buffer.concat([png.subarray(0, 33), ...Array.from({ length: times }, () => chunk), png.subarray(33)])
}

const heicHead = Buffer.from([0, 0, 0, 24, ...Buffer.from('ftypheic\0\0\0\0heicmif1', 'latin1')])
const noise = (seed: number, width: number, height: number): Promise<Buffer> => {
  let state = seed
  const raw = Buffer.alloc(width * height * 3)
  for (let i = 0; i < raw.length; i++) raw[i] = (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16
  return sharp(raw, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer()
}

describe('somebody who sends what is no photo', () => {
  const refused: [what: string, code: Refusal, bytes: () => Promise<Buffer> | Buffer, type?: string, name?: string][] =
    [
      ['a text', 'not_a_photo', () => Buffer.from('this is not a photo')],
      ['nothing but the beginning of a JPEG', 'not_a_photo', () => Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
      [
        'a page that begins like a JPEG',
        'not_a_photo',
        () =>
          Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe1]), Buffer.from('<html><script>alert(1)</script></html>')])
      ],
      ['half a photo', 'not_a_photo', async () => (await noise(1, 600, 400)).subarray(0, 30_000)],
      [
        'a photo without its last part',
        'not_a_photo',
        async () => {
          const buffer = await noise(2, 600, 400)
          return buffer.subarray(0, buffer.length - 2_000)
        }
      ],
      [
        'half a PNG',
        'not_a_photo',
        async () => {
          const buffer = await sharp(await noise(3, 200, 200))
            .png()
            .toBuffer()
          return buffer.subarray(0, buffer.length >> 1)
        }
      ],
      [
        'an SVG',
        'not_a_photo',
        () =>
          Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'),
        'image/svg+xml',
        'a.svg'
      ],
      [
        'an SVG that asks for a file of the server',
        'not_a_photo',
        () =>
          Buffer.from(
            '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
          )
      ],
      [
        'a GIF',
        'unsupported_media',
        () =>
          sharp({ create: { width: 9, height: 9, channels: 3, background: '#f00' } })
            .gif()
            .toBuffer(),
        'image/gif',
        'a.gif'
      ],
      [
        'a TIFF',
        'unsupported_media',
        () =>
          sharp({ create: { width: 9, height: 9, channels: 3, background: '#f00' } })
            .tiff()
            .toBuffer()
      ],
      [
        'an AVIF',
        'unsupported_media',
        () =>
          sharp({ create: { width: 64, height: 64, channels: 3, background: '#f00' } })
            .avif({ effort: 0 })
            .toBuffer(),
        'image/avif',
        'a.avif'
      ],
      [
        'a BMP',
        'unsupported_media',
        () => {
          const header = Buffer.from(
            '424d460000000000000036000000280000000200000002000000010018000000000010000000',
            'hex'
          )
          return Buffer.concat([header, Buffer.alloc(70 - header.length)])
        }
      ],
      ['a PDF', 'not_a_photo', () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')],
      ['a ZIP', 'not_a_photo', () => Buffer.from('504b0304140000000000', 'hex')],
      [
        'a HEIC with nothing in it',
        'heic_unreadable',
        () => Buffer.concat([heicHead, Buffer.alloc(4000, 0x41)]),
        'image/heic',
        'a.heic'
      ],
      [
        '16,000 by 16,000 pixels in a few kilobytes',
        'photo_too_big',
        () => plainPng(16_000, 16_000),
        'image/png',
        'a.png'
      ],
      ['64,001 by 1,000 pixels', 'photo_too_big', () => plainPng(64_001, 1_000), 'image/png', 'a.png'],
      [
        'a progressive JPEG of 65 megapixels, of which all must be held at once',
        'photo_too_big',
        () => grey(9_000, 7_200).jpeg({ progressive: true }).toBuffer()
      ],
      ['a JPEG without its last three bytes', 'not_a_photo', async () => (await noise(4, 600, 400)).subarray(0, -3)],
      ['an empty file', 'not_a_photo', () => Buffer.alloc(0)]
    ]

  test.each(refused)('is told so: %s', async (_what, code, bytes, type = 'image/jpeg', name = 'photo.jpg') => {
    const before = { files: files(), kept: await kept() }
    const sent = await send([{ bytes: await bytes(), type, name }])
    expect({ status: sent.status, code: sent.body.code }).toEqual({ status: refusals[code], code })
    expect({ files: files(), kept: await kept() }).toEqual(before)
    expect((await walk.guest.get('/healthz')).status).toBe(200)
  })

  test('is told when it is too much to read', async () => {
    const sent = await send([{ bytes: Buffer.concat([await phonePhoto(1), Buffer.alloc(photoBytesAtMost)]) }])
    expect({ status: sent.status, code: sent.body.code }).toEqual({ status: 413, code: 'too_large' })
  })

  test('is told when it is not one file', async () => {
    const bytes = await phonePhoto(2, 64, 64)
    const before = { files: files(), kept: await kept() }
    const codes = async (...args: Parameters<typeof send>) => {
      const { status, body } = await send(...args)
      return `${status} ${body.code ?? 'kept'}`
    }
    expect(await codes([{ bytes }, { bytes: await phonePhoto(3, 64, 64) }])).toBe('400 unparseable')
    expect(await codes([{ bytes }], { note: 'more' })).toBe('400 unparseable')
    expect(await codes([{ bytes }], { __proto__x: '1', constructor: '2' })).toBe('400 unparseable')
    expect(await codes([])).toMatch(/^4\d\d /)
    expect(await codes([], { file: 'a text by the right name' })).toBe('400 unparseable')
    expect(await codes([], Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [String(i), 'x'])))).toBe(
      '400 unparseable'
    )
    expect(
      await codes(Array.from({ length: 200 }, (_, i) => ({ field: String(i), bytes: bytes.subarray(0, 10) })))
    ).toBe('400 unparseable')
    expect({ files: files(), kept: await kept() }).toEqual(before)
  })

  test('is told that the photo goes by the name of `file`', async () => {
    for (const field of ['0', '__proto__', 'constructor', 'photo[]', 'x'.repeat(500)]) {
      const { status } = await send([{ field, bytes: await phonePhoto(4, 64, 64) }])
      expect({ field, refused: status >= 400 && status < 500 }).toEqual({ field, refused: true })
    }
  })

  test('breaks off in the middle, and keeps nobody waiting', async () => {
    const { hostname, port } = new URL(server.url)
    const half = [
      'POST /api/photos HTTP/1.1',
      `Host: ${hostname}:${port}`,
      'Content-Type: multipart/form-data; boundary=b',
      'Content-Length: 90000',
      '',
      '--b',
      'Content-Disposition: form-data; name="file"; filename="a.jpg"',
      '',
      'abc'
    ].join('\r\n')
    const sockets = await Promise.all(
      Array.from(
        { length: 5 },
        () =>
          new Promise<ReturnType<typeof connect>>((resolve) => {
            const socket = connect(Number(port), hostname, () => socket.write(half, () => resolve(socket)))
            socket.on('error', () => undefined)
          })
      )
    )
    expect((await send([{ bytes: await phonePhoto(5, 64, 64) }])).status).toBe(201)
    for (const socket of sockets) socket.destroy()
    expect((await send([{ bytes: await phonePhoto(6, 64, 64) }])).status).toBe(201)
  })
})

describe('a resident who sends a photo', () => {
  const large = (id: string): Buffer => readFileSync(join(folder, 'photos', 'large', id.slice(0, 2), `${id}.jpg`))

  test('has it whatever it is called and whatever it is said to be, for it is looked at', async () => {
    const png = await sharp(await noise(10, 300, 200))
      .png()
      .toBuffer()
    const webp = await sharp(await noise(11, 300, 200))
      .webp()
      .toBuffer()
    for (const [bytes, type, name] of [
      [png, 'image/jpeg', 'a.jpg'],
      [webp, 'application/octet-stream', 'a.jpg.php'],
      [await noise(12, 300, 200), 'text/html', '../../a.html']
    ] as const) {
      expect(await send([{ bytes, type, name }])).toMatchObject({ status: 201, body: { width: 300, height: 200 } })
    }
    expect(
      files().every((name) => /^(originals|large|medium|small)\/[0-9a-f]{2}\/[0-9a-f]{64}\.(jpg|bin)$/.test(name))
    ).toBe(true)
  })

  test('sees three sizes, none larger than it was, all upright', async () => {
    const wide = await send([
      {
        bytes: await sharp(await noise(14, 2400, 1200))
          .withMetadata({ orientation: 6 })
          .jpeg()
          .toBuffer()
      }
    ])
    expect(wide.body).toMatchObject({ width: 800, height: 1600 })
    const small = await send([{ bytes: await noise(15, 200, 100) }])
    expect(small.body).toMatchObject({ width: 200, height: 100 })
    for (const [size, most] of Object.entries(photoSizes)) {
      const meta = await sharp(
        readFileSync(join(folder, 'photos', size, wide.body.id.slice(0, 2), `${wide.body.id}.jpg`))
      ).metadata()
      expect(meta).toMatchObject({ format: 'jpeg', width: most / 2, height: most })
      expect(meta.orientation).toBeUndefined()
    }
  })

  test('sees the picture that a HEIC file says is the one', async () => {
    const { status, body } = await send([{ bytes: blueIsPrimary(), type: 'image/heic', name: 'a.heic' }])
    expect({ status, width: body.width, height: body.height }).toEqual({ status: 201, width: 128, height: 96 })
    const [red = 0, , blue = 0] = await sharp(large(body.id)).resize(1, 1).raw().toBuffer()
    expect(blue).toBeGreaterThan(red + 80)
  })

  test.each([
    [50_331_648, 8192, 6144],
    [108_000_000, 12_000, 9_000]
  ])('sends the finest mode of his phone: %i pixels', async (_pixels, width, height) => {
    const sent = await send([{ bytes: await grey(width, height).jpeg().toBuffer() }])
    expect(sent).toMatchObject({ status: 201, body: { width: 1600, height: 1200 } })
  })

  test('may have lost the two bytes that end a JPEG', async () => {
    const bytes = (await noise(16, 600, 400)).subarray(0, -2)
    expect(await send([{ bytes }])).toMatchObject({ status: 201, body: { width: 600, height: 400 } })
  })

  test('may send twenty megabytes to the byte, and not one more', async () => {
    const photo = await noise(17, 600, 400)
    const exactly = Buffer.concat([photo, Buffer.alloc(photoBytesAtMost - photo.length)])
    expect((await send([{ bytes: exactly }])).status).toBe(201)
    expect((await send([{ bytes: Buffer.concat([exactly, Buffer.alloc(1)]) }])).status).toBe(413)
  })

  test.each([
    ['texts that unpack to a hundred times ten megabytes', 'zTXt', Buffer.from('a\0\0'), 100],
    ['texts in another language', 'iTXt', Buffer.from('a\0\u0001\0\0\0'), 100],
    ['colour profiles', 'iCCP', Buffer.from('a\0\0'), 30]
  ])('costs no memory by what hangs on a PNG: %s', async (_what, type, head, times) => {
    const picture = await grey(64, 64).png().toBuffer()
    const bomb = pngWith(picture, type, Buffer.concat([head, deflateSync(Buffer.alloc(10_000_000))]), times)
    const before = process.memoryUsage().rss
    let most = before
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5)
    const sent = await send([{ bytes: bomb, type: 'image/png', name: 'a.png' }])
    clearInterval(watch)
    expect({ status: sent.status, size: sent.body.width }).toEqual({ status: 201, size: 64 })
    expect(most - before).toBeLessThan(200_000_000)
  })

  test('sees it on white where it was transparent', async () => {
    const glass = await sharp({
      create: { width: 40, height: 40, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } }
    })
      .png()
      .toBuffer()
    const { data } = await sharp(large((await send([{ bytes: glass }])).body.id))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(Math.min(...data)).toBeGreaterThan(250)
  })

  test('gives away neither where he stood nor with what he took it', async () => {
    const bare = await phonePhoto(20)
    const marked = [
      [0xe1, 'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta><exif:GPSLatitude>32,0N</exif:GPSLatitude></x:xmpmeta>'],
      [0xed, 'Photoshop 3.0\0 8BIM IPTC by-line 王女士'],
      [0xfe, 'TestPhone comment 13800000371']
    ] as const
    const phone = marked.reduce((jpeg, [marker, text]) => withSegment(jpeg, marker, text), bare)
    expect(anatomy(phone).markers).toEqual(expect.arrayContaining(['e1', 'ed', 'fe']))
    const png = await sharp(bare)
      .withExif({ IFD0: { Artist: 'TestPhone' } })
      .png()
      .toBuffer()
    const webp = await sharp(bare)
      .withExif({ IFD0: { Artist: 'TestPhone' } })
      .webp()
      .toBuffer()
    for (const bytes of [phone, png, webp]) {
      const { status, body } = await send([{ bytes }])
      expect(status).toBe(201)
      for (const size of Object.keys(photoSizes)) {
        const jpeg = readFileSync(join(folder, 'photos', size, body.id.slice(0, 2), `${body.id}.jpg`))
        const { markers, tail } = anatomy(jpeg)
        // No APP1 (EXIF, XMP), no APP13 (IPTC), no comment, no profile: frame, tables and picture only.
        expect(markers.filter((m) => !['e0', 'db', 'c0', 'c2', 'c4', 'dd'].includes(m))).toEqual([])
        expect(tail).toBe(0)
        expect(jpeg.toString('latin1')).not.toMatch(/TestPhone|Exif|GPS|http:|Photoshop|1380000/)
        expect(await sharp(jpeg).metadata()).not.toHaveProperty('exif')
      }
    }
  })

  test('passes on nothing that hides in it: a page behind the picture, or in its comment', async () => {
    const script = '<script>alert(document.domain)</script>'
    const polyglot = Buffer.concat([
      withSegment(await phonePhoto(21), 0xfe, `--><html>${script}`),
      Buffer.from(`<html>${script}</html>`)
    ])
    const { status, body } = await send([{ bytes: polyglot, name: 'a.html', type: 'text/html' }])
    if (status >= 400) return
    for (const size of Object.keys(photoSizes)) {
      expect(readFileSync(join(folder, 'photos', size, body.id.slice(0, 2), `${body.id}.jpg`)).includes('script')).toBe(
        false
      )
    }
  })

  test('waits in line with sixty others, or is told to come back', async () => {
    const many = await Promise.all(
      Array.from({ length: 60 }, async (_, i) => send([{ bytes: await noise(100 + i, 64, 48) }]))
    )
    expect(new Set(many.map((item) => item.status)).has(201)).toBe(true)
    for (const item of many) expect(item.status === 201 || item.body.code === 'unavailable').toBe(true)
  })

  test('sends nine with a report and not ten, and none that nobody sent', async () => {
    const ids: string[] = []
    for (let i = 0; i < photosAtMost + 1; i++) ids.push(await walk.photo())
    const report = (photos: string[]) =>
      walk.guest.post(
        '/api/reports',
        { category: 'shopfront', photos, place: inHebin, consentPublic: true },
        { 'idempotency-key': freshKey() }
      )
    expect((await report(ids)).body).toMatchObject({ code: 'invalid' })
    expect((await report([])).body).toMatchObject({ code: 'invalid' })
    expect((await report(['f'.repeat(64)])).body).toMatchObject({ code: 'unknown_photo' })
    expect((await report(ids.slice(0, photosAtMost))).status).toBe(201)
  })
})

/** Camera files cannot be made here: `PHOTO_SAMPLES` may name a folder of them. */
const samples = process.env.PHOTO_SAMPLES ?? ''
const cameras =
  samples && existsSync(samples) ? readdirSync(samples).filter((name) => /\.(jpe?g|heic)$/i.test(name)) : []
describe('a real camera', () => {
  test.each(cameras.length > 0 ? cameras : ['none named'])(
    'sends %s, and it says no more than it shows',
    async (name) => {
      if (cameras.length === 0) return
      const { status, body } = await send([{ bytes: readFileSync(join(samples, name)), name }])
      expect(status).toBe(201)
      for (const size of Object.keys(photoSizes)) {
        const { markers } = anatomy(readFileSync(join(folder, 'photos', size, body.id.slice(0, 2), `${body.id}.jpg`)))
        expect(markers.filter((m) => !['e0', 'db', 'c0', 'c2', 'c4', 'dd'].includes(m))).toEqual([])
      }
    }
  )
})

describe('who may look at a photo', () => {
  const status = async (path: string): Promise<number> => (await walk.guest.get(path)).status

  test('nobody by its id before it is public, its reporter by the links that he was given', async () => {
    const submitted = await walk.submit()
    const { photos } = (await submitted.reporter.get<ReportView>(`/api/reports/${submitted.report}`)).body
    const own = photos[0]
    expect(own?.id).toBe(submitted.photo)
    for (const url of [own?.large ?? '', own?.medium ?? '', own?.small ?? '']) {
      expect(await status(url)).toBe(200)
      expect(await status(url.split('?')[0] ?? '')).toBe(404)
      expect(await status(url.replace(/key=./, (m) => (m === 'key=A' ? 'key=B' : 'key=A')))).toBe(404)
      expect(await status(url.replace(/until=\d/, 'until=9'))).toBe(404)
      expect(await status(url.replace(/key=.*/, 'key='))).toBe(404)
      expect(await status(url.replace(submitted.photo, 'e'.repeat(64)))).toBe(404)
      expect(await status(`${url}&key=x`)).toBe(404)
    }
    const answer = await walk.guest.get(own?.large ?? '')
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('cache-control')).toMatch(/^private/)
    const now = server.context.now()
    server.setNow(new Date(now.getTime() + 15 * 86_400_000))
    expect(await status(own?.large ?? '')).toBe(404)
    server.setNow(now)
  })

  test('everybody once a moderator has approved it, and nobody once he has withdrawn that', async () => {
    const submitted = await walk.submit()
    const plain = `/photos/${submitted.photo}/medium.jpg`
    expect(await status(plain)).toBe(404)
    await walk.publish(submitted.no)
    expect(await status(plain)).toBe(200)
    expect((await walk.guest.get<CaseView>(`/api/cases/${submitted.no}`)).body.before[0]?.medium).toBe(plain)
    await walk.move('shen', submitted.no, { verb: 'withhold', words: '再看看' })
    expect(await status(plain)).toBe(404)
  })

  test('nobody at the original, nor at anything else that lies beside it', async () => {
    const submitted = await walk.submit()
    await walk.publish(submitted.no)
    for (const path of [
      `/photos/${submitted.photo}/original.jpg`,
      `/photos/${submitted.photo}/originals.jpg`,
      `/photos/${submitted.photo}/large.bin`,
      `/photos/${submitted.photo}/__proto__.jpg`,
      `/photos/${submitted.photo}/constructor.jpg`,
      `/photos/${submitted.photo}/..%2f..%2fserver.key.jpg`,
      `/photos/..%2f..%2fserver.key/large.jpg`,
      `/photos/originals/${submitted.photo.slice(0, 2)}/${submitted.photo}.bin`,
      '/server.key',
      '/m/..%2f..%2f..%2fserver.key'
    ]) {
      expect({ path, status: await status(path) }).toEqual({ path, status: 404 })
    }
  })
})

describe('a photo that nobody used', () => {
  const known = async (id: string): Promise<boolean> =>
    (await mongoose.connection.collection('photos').findOne({ _id: id as never })) !== null
  const onDisk = (id: string): number => files().filter((name) => name.includes(id)).length

  test('is swept with all its files: a stranger’s after an hour, of somebody known after a day; one that was used stays', async () => {
    const now = server.context.now()
    const used = await walk.submit()
    const strangers = photoIdOf(await walk.photo())
    const staffs = photoIdOf((await (await walk.staff('zhou')).photo(await noise(900, 80, 60))).body.id)
    const there = async () => [await known(strangers), await known(staffs), await known(used.photo)]
    server.setNow(new Date(now.getTime() + 59 * 60_000))
    await server.tick()
    expect(await there()).toEqual([true, true, true])
    server.setNow(new Date(now.getTime() + 66 * 60_000))
    await server.tick()
    expect(await there()).toEqual([false, true, true])
    server.setNow(new Date(now.getTime() + 24 * 3_600_000 + 1000))
    await server.tick()
    expect(await there()).toEqual([false, false, true])
    expect([onDisk(strangers), onDisk(staffs), onDisk(used.photo)]).toEqual([0, 0, 4])
    server.setNow(now)
  })

  test('is swept too when the report that it was for was refused', async () => {
    const now = server.context.now()
    const photo = await walk.photo()
    const body = { category: 'nothing', photos: [photo], place: inHebin, consentPublic: true }
    expect((await walk.guest.post('/api/reports', body, { 'idempotency-key': freshKey() })).body).toMatchObject({
      code: 'unknown_category'
    })
    server.setNow(new Date(now.getTime() + 25 * 3_600_000))
    await server.tick()
    expect(await known(photoIdOf(photo))).toBe(false)
    server.setNow(now)
  })
})
