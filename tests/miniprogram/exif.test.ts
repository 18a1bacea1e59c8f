/** What a camera wrote into a photo, read before anything is made of it. */
import { expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { takenFrom } from '../../miniprogram/src/exif'
import { sha256 } from '../../miniprogram/src/sha256'

const plain = () => sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } })
const bufferOf = (bytes: Buffer): ArrayBuffer => Uint8Array.from(bytes).buffer
const place = {
  GPSLatitudeRef: 'N',
  GPSLatitude: '32/1 37/1 12/1',
  GPSLongitudeRef: 'E',
  GPSLongitude: '119/1 42/1 36/1'
}

test('the moment and the place are read from a JPEG, each where it is there', async () => {
  const written = async (exif: object) => takenFrom(bufferOf(await plain().withExif(exif).jpeg().toBuffer()))
  const time = { DateTimeOriginal: '2026:11:28 17:20:05' }
  const at = Date.parse('2026-11-28T17:20:05+08:00')
  expect(await written({ IFD2: time, IFD3: place })).toEqual({ at, place: { lng: 119.71, lat: 32.62 } })
  expect(await written({ IFD2: time })).toEqual({ at })
  expect(await written({ IFD2: { ...time, OffsetTimeOriginal: '+09:00' } })).toEqual({ at: at - 3_600_000 })
  expect(await written({ IFD3: { ...place, GPSLatitudeRef: 'S', GPSLongitudeRef: 'W' } })).toEqual({
    place: { lng: -119.71, lat: -32.62 }
  })
})

test('what is cut off, nonsense or none says nothing, and breaks nothing', async () => {
  const whole = await plain()
    .withExif({ IFD2: { DateTimeOriginal: '2026:11:28 17:20:05' }, IFD3: place })
    .jpeg()
    .toBuffer()
  for (let n = 0; n < 300; n += 7) expect(() => takenFrom(bufferOf(whole.subarray(0, n)))).not.toThrow()
  for (let n = 0; n < 300; n++) {
    const spoiled = Buffer.from(whole)
    spoiled[n] = (spoiled[n] ?? 0) ^ 0xff
    expect(() => takenFrom(bufferOf(spoiled))).not.toThrow()
  }
  expect(takenFrom(bufferOf(await plain().jpeg().toBuffer()))).toBeUndefined()
  expect(takenFrom(bufferOf(await plain().png().toBuffer()))).toBeUndefined()
  const zero = { ...place, GPSLatitude: '0/1 0/1 0/1', GPSLongitude: '0/1 0/1 0/1' }
  expect(takenFrom(bufferOf(await plain().withExif({ IFD3: zero }).jpeg().toBuffer()))).toBeUndefined()
})

test('sums are those of everybody else', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 1000, 70_000]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) % 256)
    expect(Buffer.from(sha256(bytes)).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
  }
})
