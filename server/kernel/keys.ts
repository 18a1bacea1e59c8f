/** The server's secrets: one root key, and a key derived from it for each purpose, so that none serves two. */
import { createHmac, createSecretKey, hkdfSync, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Keys {
  /** By which it is known again; says nothing of the key. */
  fingerprint: string
  /** Those before, the newest first: what was made under them is still read. */
  older: readonly Keys[]
  tokens: KeyObject
  /** Refresh tokens. */
  sessions: Buffer
  /** What failed sign-ins are counted under, and unknown names are kept as. */
  guesses: Buffer
  /** Proves that somebody has signed in on a device before, or has just given the right password. */
  devices: Buffer
  /** Secrets of second factors, and hashes of recovery codes. */
  factors: Buffer
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
  /** Links in mails: whose they are, and that a mailbox is his. */
  notices: Buffer
  /** Codes, seals and links of certificates. */
  certificates: Buffer
  /** Says of a backup that it was made here. */
  backups: Buffer
  /** Links by which staff set a password. */
  invitations: Buffer
  /** Addresses of work groups' robots. */
  robots: Buffer
  /** WeChat's access token. */
  wechat: Buffer
  /** Seed of the pair that signs daily roots. */
  roots: Buffer
}

/** Each key that things here were made under, the one for new things first. */
export const ring = (keys: Keys): readonly Keys[] => [keys, ...keys.older]

const keyFile = (dataDir: string): string => join(dataDir, 'server.key')
const olderFile = (dataDir: string): string => join(dataDir, 'server.key.old')
const listed = (text: string): string[] => text.split(/[\s,]+/).filter(Boolean)
const linesOf = (path: string): string[] => (existsSync(path) ? listed(readFileSync(path, 'utf8')) : [])

export interface KeySettings {
  /** Hex, 32 bytes or more; else it is in a file of the data folder. */
  serverKey: string | undefined
  /** Those before, the newest first; beside a key in a file they are in a file too. */
  serverKeyOld: string | undefined
  dataDir: string
}

/** The keys that there are; none where no key was given and no file holds one. */
export function findKeys({ serverKey, serverKeyOld, dataDir }: KeySettings): Keys | undefined {
  const older = serverKeyOld ? listed(serverKeyOld) : serverKey ? [] : linesOf(olderFile(dataDir))
  const current = serverKey ?? linesOf(keyFile(dataDir))[0]
  return current === undefined ? undefined : keysFrom(current, older)
}

/** The same, and made where there are none: the file can be read by its owner only. */
export function loadKeys(settings: KeySettings): Keys {
  const found = findKeys(settings)
  if (found) return found
  mkdirSync(settings.dataDir, { recursive: true })
  try {
    writeFileSync(keyFile(settings.dataDir), randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    // Another process of the same folder was first: its key is ours.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return loadKeys(settings)
}

/** A new key in the file, the one that was there among the older; safe to be cut off and run again. */
export function rotateKeyFile(dataDir: string): void {
  const [current, older] = [linesOf(keyFile(dataDir))[0], linesOf(olderFile(dataDir))]
  if (current === undefined) throw new Error(`there is no key in ${keyFile(dataDir)}`)
  const put = (path: string, text: string): void => {
    writeFileSync(`${path}.new`, text, { mode: 0o600, flush: true })
    renameSync(`${path}.new`, path)
  }
  put(olderFile(dataDir), [current, ...older.filter((one) => one !== current)].join('\n'))
  put(keyFile(dataDir), randomBytes(32).toString('hex'))
}

export function keysFrom(hex: string, olderHex: readonly string[] = []): Keys {
  const older = olderHex.filter((one) => one !== hex).map((one) => keysFrom(one))
  const root = Buffer.from(hex, 'hex')
  if (root.length < 32 || root.length * 2 !== hex.length) throw new Error('SERVER_KEY must be at least 32 bytes of hex')
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), purpose, 32))
  return {
    older,
    fingerprint: hmac(derive('fingerprint'), 'suishoupai').toString('hex').slice(0, 16),
    tokens: createSecretKey(derive('tokens')),
    sessions: derive('sessions'),
    guesses: derive('guesses'),
    devices: derive('devices'),
    factors: derive('second-factors'),
    receipts: derive('receipts'),
    receiptHashes: derive('receipt-hashes'),
    forms: derive('forms'),
    photos: derive('photos'),
    // The first key's, so that what is sent again after a change of the key is still known and not done twice.
    idempotency: older.at(-1)?.idempotency ?? derive('idempotency'),
    // Its first name, so that codes which people hold stay good.
    substitutes: derive('stand-ins'),
    calendars: derive('calendars'),
    people: derive('people'),
    checkIns: derive('check-ins'),
    certificates: derive('certificates'),
    backups: derive('backups'),
    invitations: derive('invitations'),
    notices: derive('notices'),
    robots: derive('robots'),
    wechat: derive('wechat'),
    roots: derive('daily-roots')
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
