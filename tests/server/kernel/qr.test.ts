/** What is drawn as a QR code is what a reader of codes reads. */
import { expect, test } from 'vitest'
import fc from 'fast-check'
import { decodeQR } from 'qr/decode.js'
import sharp from 'sharp'
import { qrSvg } from '#server/kernel/qr.ts'

async function read(svg: string): Promise<string> {
  const { data, info } = await sharp(Buffer.from(svg))
    .resize(420, 420, { kernel: 'nearest' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return decodeQR({ width: info.width, height: info.height, data }, { effort: Infinity, timeLimit: Infinity })
}

test('codes of check-ins, addresses and anything a person might write are read as they were meant', async () => {
  const signature = fc.string({ unit: fc.constantFrom(...'ABCxyz019-_'), minLength: 86, maxLength: 86 })
  const code = signature.map((text) => `SSP1:0123456789abcdef01234567:1q2w3e:${text}`)
  const address = fc.webUrl({ size: 'small' })
  const words = fc.string({ unit: fc.constantFrom(...'河滨街道随手拍，12 a'), minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(fc.oneof(code, address, words), async (text) => {
      expect(await read(qrSvg(text))).toBe(text)
    }),
    { numRuns: 40 }
  )
})
