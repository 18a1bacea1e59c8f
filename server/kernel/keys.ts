/** The server's secrets: one root key, and a key derived from it for each purpose, so that none serves two. */
import { createHmac, createSecretKey, hkdfSync, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Keys {
  tokens: KeyObject
  /** Refresh tokens. */
  sessions: Buffer
  receipts: Buffer
  receiptHashes: Buffer
  forms: Buffer
  photos: Buffer
  idempotency: Buffer
  substitutes: Buffer
  calendars: Buffer
  /** What is left of who asked to be forgotten. */
  people: Buffer
  /** Root of the key pairs that sign check-in codes, one pair a shift. */
  checkIns: Buffer
  /** Codes, seals and links of certificates. */
  certificates: Buffer
}

/** From `SERVER_KEY` (hex, 32 bytes or more), else from a file made at the first start, readable by its owner only. */
export function loadKeys(given: string | undefined, dataDir: string): Keys {
  const path = join(dataDir, 'server.key')
  let hex = given
  if (!hex) {
    if (!existsSync(path)) {
      mkdirSync(dataDir, { recursive: true })
      writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
    }
    hex = readFileSync(path, 'utf8').trim()
  }
  return keysFrom(hex)
}

export function keysFrom(hex: string): Keys {
  const root = Buffer.from(hex, 'hex')
  if (root.length < 32) throw new Error('SERVER_KEY must be at least 32 bytes of hex')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), purpose, 32))
  return {
    tokens: createSecretKey(derive('tokens')),
    sessions: derive('sessions'),
    receipts: derive('receipts'),
    receiptHashes: derive('receipt-hashes'),
    forms: derive('forms'),
    photos: derive('photos'),
    idempotency: derive('idempotency'),
    // Its first name, so that codes which people hold stay good.
    substitutes: derive('stand-ins'),
    calendars: derive('calendars'),
    people: derive('people'),
    checkIns: derive('check-ins'),
    certificates: derive('certificates')
  }
}

export const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

export const sameText = (a: string, b: string): boolean => {
  const x = Buffer.from(a)
  const y = Buffer.from(b)
  return x.length === y.length && timingSafeEqual(x, y)
}

/** Form tokens: a MAC over something the visitor holds and an attacker's page cannot read. */
export const formToken = (key: Buffer) => ({
  make: (nonce: string): string => hmac(key, nonce).toString('base64url'),
  check: (nonce: string, token: string): boolean => sameText(hmac(key, nonce).toString('base64url'), token)
})
