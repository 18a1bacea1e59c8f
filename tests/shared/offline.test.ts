/** Codes and passes as a phone with no network sees them, against what the server signed. */
import { describe, expect, test } from 'vitest'
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { asciiOf, bytesOf, sha512, verifyEd25519 } from '#shared/ed25519.ts'
import { checkCode, readPass } from '#shared/offline.ts'
import { codePeriodMs, slotOf } from '#shared/presence.ts'
import { codeOf, isPass, passOf, publicKeyOf, readCode } from '#server/presence/codes.ts'

const shift = '0123456789abcdef01234567'
const other = 'fedcba9876543210fedcba98'
const now = Date.parse('2026-11-28T00:30:10.000Z')
const root = Buffer.alloc(32, 7)

describe('the arithmetic', () => {
  test('makes the digests that Node makes, around every edge of a block', () => {
    for (const length of [0, 1, 63, 111, 112, 119, 127, 128, 129, 255, 300]) {
      const message = randomBytes(length)
      expect(Buffer.from(sha512([...message])).toString('hex')).toBe(createHash('sha512').update(message).digest('hex'))
    }
  })

  test('believes what Node signed, and nothing that was changed by one bit', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519')
    const key = bytesOf(String(publicKey.export({ format: 'jwk' }).x)) ?? []
    const message = asciiOf('suishoupai')
    const signature = [...sign(null, Buffer.from(message), privateKey)]
    expect(verifyEd25519(key, message, signature)).toBe(true)
    for (const [list, at] of [
      [signature, 0],
      [signature, 40],
      [message, 3],
      [key, 5]
    ] as const) {
      const spoiled = (item: number[]) => (item === list ? item.map((b, i) => (i === at ? b ^ 1 : b)) : item)
      expect(verifyEd25519(spoiled(key), spoiled(message), spoiled(signature))).toBe(false)
    }
  })

  test('knows the first vector of RFC 8032', () => {
    const hex = (text: string) => [...Buffer.from(text, 'hex')]
    const key = hex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
    const signature = hex(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b'
    )
    expect(verifyEd25519(key, [], signature)).toBe(true)
    expect(verifyEd25519(key, [1], signature)).toBe(false)
  })
})

describe('a volunteer’s phone without a network', () => {
  const key = () => publicKeyOf(root, shift)
  const code = (slots = 0) => codeOf(root, shift, slotOf(now) + slots)

  test('knows a code of this shift and this minute', () => {
    expect(checkCode(code(), shift, key(), now)).toBe('good')
    expect(checkCode(code(2), shift, key(), now)).toBe('good')
  })
  test('knows a picture of an older code', () => expect(checkCode(code(-20), shift, key(), now)).toBe('old'))
  test('knows a code that is not shown yet', () => expect(checkCode(code(20), shift, key(), now)).toBe('early'))
  test('knows the code of another shift', () =>
    expect(checkCode(codeOf(root, other, slotOf(now)), shift, key(), now)).toBe('wrong_shift'))
  test('knows a code that nobody signed', () => {
    const [head, of, , signature] = code().split(':')
    const later = (slotOf(now) + 1).toString(36)
    expect(checkCode(`${head}:${of}:${later}:${signature}`, shift, key(), now)).toBe('forged')
    expect(checkCode('SSP1:nonsense', shift, key(), now)).toBe('forged')
  })
})

test('the organiser’s phone reads whose pass it is, and no forged one', () => {
  const pass = passOf(root, shift, '00112233445566778899aabb')
  expect(readPass(pass, shift, publicKeyOf(root, shift))).toBe('00112233445566778899aabb')
  expect(readPass(pass.replace('aabb', 'aabc'), shift, publicKeyOf(root, shift))).toBeUndefined()
  expect(readPass(pass, other, publicKeyOf(root, other))).toBeUndefined()
  expect(isPass(root, pass, shift, '00112233445566778899aabb')).toBe(true)
  expect(isPass(root, pass, shift, '00112233445566778899aabc')).toBe(false)
})

test('a signature has one spelling: its last letter, changed only in bits that carry nothing, is forged', () => {
  const signup = '00112233445566778899aabb'
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const respelt = (text: string) => {
    const last = letters.indexOf(text.slice(-1))
    return Array.from({ length: 15 }, (_, n) => text.slice(0, -1) + (letters[last + n + 1] ?? ''))
  }
  for (const pass of respelt(passOf(root, shift, signup))) {
    expect(isPass(root, pass, shift, signup)).toBe(false)
    expect(readPass(pass, shift, publicKeyOf(root, shift))).toBeUndefined()
  }
  for (const code of respelt(codeOf(root, shift, slotOf(now)))) {
    expect(readCode(root, code, shift)).toBeUndefined()
    expect(checkCode(code, shift, publicKeyOf(root, shift), now)).toBe('forged')
  }
  expect(bytesOf('A')).toBeUndefined()
  expect(bytesOf('AA')).toEqual([0])
})

test('the server reads the half minute from the code, and only its own', () => {
  const slot = slotOf(now)
  expect(readCode(root, codeOf(root, shift, slot), shift)).toEqual({
    from: slot * codePeriodMs,
    to: (slot + 1) * codePeriodMs
  })
  expect(readCode(root, codeOf(root, other, slot), shift)).toBeUndefined()
  const forged = codeOf(Buffer.alloc(32, 8), shift, slot)
  expect(readCode(root, forged, shift)).toBeUndefined()
})
