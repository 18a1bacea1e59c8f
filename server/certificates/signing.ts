/**
 * What makes a certificate hard to forge and its holder hard to expose: his identity is kept encrypted, the facts on the
 * paper have a fingerprint and a signature under a server key, and the code on the paper follows from the number, so that it is
 * stored nowhere and cannot be guessed.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Identity } from '#shared/certificates.ts'
import { jcs } from '#server/cases/index.ts'
import { codeFor } from '#server/kernel/codes.ts'
import { hmac, ring, sameText, type Keys } from '#server/kernel/keys.ts'

const linkMs = 10 * 60_000
const tagBytes = 16
const ivBytes = 12

/** One key for each purpose, from the server's for certificates. */
const keyFor = ({ certificates }: Keys, purpose: string): Buffer => hmac(certificates, purpose)
const under = (keys: Keys, purpose: string, text: string): Buffer => hmac(keyFor(keys, purpose), text)

/** Ten characters for a number: fifty bits. */
export const codeOf = (keys: Keys, number: string): string => codeFor(keyFor(keys, 'code'), number, 10)
export const isCodeOf = (keys: Keys, code: string, number: string): boolean =>
  ring(keys).some((one) => sameText(code, codeOf(one, number)))

const cipherKey = (keys: Keys): Buffer => under(keys, 'identity', 'aes-256-gcm')

export function encryptIdentity(keys: Keys, identity: Identity, id: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', cipherKey(keys), iv)
  // Bound to its certificate: one person's identity cannot be pasted into another's.
  cipher.setAAD(Buffer.from(id))
  const body = Buffer.concat([cipher.update(JSON.stringify(identity), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
}
/** Nothing where it was not encrypted for this certificate. */
export function decryptIdentity(keys: Keys, encrypted: string, id: string): Identity | undefined {
  for (const one of ring(keys)) {
    const identity = decryptUnder(one, encrypted, id)
    if (identity) return identity
  }
  return undefined
}
function decryptUnder(keys: Keys, encrypted: string, id: string): Identity | undefined {
  const bytes = Buffer.from(encrypted, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(keys), bytes.subarray(0, ivBytes))
  decipher.setAAD(Buffer.from(id))
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()])
    return JSON.parse(text.toString('utf8')) as Identity
  } catch {
    return undefined
  }
}

/** Facts in one order whoever writes them down. */
const plain = (facts: object): string => jcs(JSON.parse(JSON.stringify(facts)))
/**
 * Stands on the paper: follows from everything that does. Under a key, so that nobody can try out identity numbers on it,
 * nor can who changes the database make a new one.
 */
export const fingerprintOf = (keys: Keys, facts: object): string =>
  under(keys, 'fingerprint', plain(facts)).toString('hex')
/** The same of what is left when the holder has erased himself. */
export const signatureOf = (keys: Keys, facts: object): string =>
  under(keys, 'seal', plain(facts)).toString('base64url')

/** A link to the PDF for whoever was just allowed to see the certificate. */
export function linkFor(keys: Keys, id: string, now: Date): string {
  const until = String(now.getTime() + linkMs)
  return `/certificates/files/${id}.pdf?${new URLSearchParams({ until, key: macOf(keys, id, until) }).toString()}`
}
const macOf = (keys: Keys, id: string, until: string): string =>
  under(keys, 'link', `${id} ${until}`).toString('base64url')
export const isLinked = (keys: Keys, id: string, until: string, mac: string, now: Date): boolean =>
  /^\d{10,16}$/.test(until) && Number(until) > now.getTime() && sameText(mac, macOf(keys, id, until))
