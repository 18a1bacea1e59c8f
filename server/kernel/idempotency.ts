/**
 * A request that is sent again does its work once and gets the same answer, byte for byte. What it made is kept under its
 * key and with its requestHash; both are made under a key of the server, because a hash that anyone can compute would go on
 * confirming a guess at a telephone number or a note after they were erased.
 */
import { refuse } from '#shared/errors.ts'
import { jcs, sha256 } from './canonical.ts'
import { hmac, sameText } from './keys.ts'
import type { Viewer } from './viewer.ts'

export interface Once {
  /** Kept with what the request made, and found by it. A key means something only to who sent it. */
  key: string
  /** Of sender, key and body. */
  requestHash: string
  /** Was this kept for a request under the same key? */
  isKeptUnder(key: string): boolean
  /** Was the same sent? */
  isSame(kept: { requestHash: string }): boolean
  /** Refuses `key_reused` where something else was sent under the key. */
  sameAs(kept: { requestHash: string }): void
}

const keyPattern = /^[A-Za-z0-9_.:-]{16,128}$/
/** Long enough never to be guessed, which matters where the sender has no account. */
export const isKey = (key: string | undefined): key is string => key !== undefined && keyPattern.test(key)

export interface OnceOptions {
  /** What is done, and by whom: `signup:…`. */
  scope: string
  /** Idempotency-Key header. */
  key: string
  body: unknown
}

const hex = (secret: Buffer, text: string): string => hmac(secret, text).toString('hex')

export function onceOf(secret: Buffer, { scope, key, body }: OnceOptions): Once {
  const scoped = hex(secret, `${scope}|${key}`)
  const canonical = jcs(body)
  const requestHash = hex(secret, `${scope}|${key}|${canonical}`)
  const isSame: Once['isSame'] = (kept) =>
    [requestHash, ...olderHashes(secret, canonical)].some((known) => sameText(known, kept.requestHash))
  return {
    key: scoped,
    requestHash,
    isKeptUnder: (kept) => [scoped, ...olderKeys(scoped, `${scope}|${key}`)].some((known) => sameText(known, kept)),
    isSame,
    sameAs(kept) {
      if (!isSame(kept)) refuse('key_reused')
    }
  }
}

// What was kept before migration 006 stays answered: its keys and fingerprints were shorter, or over less.

const shorter = 32
const olderKeys = (scoped: string, text: string): string[] => [scoped.slice(0, shorter), sha256(text).slice(0, shorter)]
const olderHashes = (secret: Buffer, canonical: string): string[] => [
  hex(secret, canonical),
  rekeyed(secret, sha256(canonical))
]
/** Brings an unkeyed digest of a body under the server's key. */
export const rekeyed = (secret: Buffer, digest: string): string => hex(secret, digest.slice(0, shorter))

/** Who sends, as far as two requests under one key must not meet: guests are told apart by their keys alone. */
export const senderOf = (viewer: Viewer): string =>
  viewer.kind === 'resident'
    ? `resident:${viewer.member}`
    : viewer.kind === 'staff'
      ? `staff:${viewer.id}`
      : viewer.kind === 'code'
        ? `code:${viewer.report}`
        : 'guest'

/** Requests at work in this process: the same one that comes meanwhile is told so. */
export function inFlight(): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const running = new Set<string>()
  return async (name, work) => {
    if (running.has(name)) refuse('in_flight', { retryAfterS: 1 })
    running.add(name)
    try {
      return await work()
    } finally {
      running.delete(name)
    }
  }
}
