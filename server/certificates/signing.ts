/**
 * What makes a certificate hard to forge and its holder hard to expose: his identity is kept encrypted, the facts on the
 * paper have a fingerprint and a signature under a server key, and the code on the paper follows from the number, so that it is
 * stored nowhere and cannot be guessed.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Identity } from '#shared/certificates.ts'
import { jcs } from '#server/cases/index.ts'
import { codeFor } from '#server/kernel/codes.ts'
import { hmac, sameText } from '#server/kernel/keys.ts'

const linkMs = 10 * 60_000
const tagBytes = 16
const ivBytes = 12

let key: Buffer | undefined
export const setUpCertificates = (given: Buffer): void => {
  key = given
}
const keyFor = (purpose: string): Buffer => {
  if (!key) throw new Error('certificates have no key yet')
  return hmac(key, purpose)
}
const under = (purpose: string, text: string): Buffer => hmac(keyFor(purpose), text)

/** Ten characters for a number: fifty bits. */
export const codeOf = (number: string): string => codeFor(keyFor('code'), number, 10)
export const isCodeOf = (code: string, number: string): boolean => sameText(code, codeOf(number))

const cipherKey = (): Buffer => under('identity', 'aes-256-gcm')

export function encryptIdentity(identity: Identity, id: string): string {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', cipherKey(), iv)
  // Bound to its certificate: one person's identity cannot be pasted into another's.
  cipher.setAAD(Buffer.from(id))
  const body = Buffer.concat([cipher.update(JSON.stringify(identity), 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')
}
/** Nothing where it was not encrypted for this certificate. */
export function decryptIdentity(encrypted: string, id: string): Identity | undefined {
  const bytes = Buffer.from(encrypted, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(), bytes.subarray(0, ivBytes))
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
export const fingerprintOf = (facts: object): string => under('fingerprint', plain(facts)).toString('hex')
/** The same of what is left when the holder has erased himself. */
export const signatureOf = (facts: object): string => under('seal', plain(facts)).toString('base64url')

/** A link to the PDF for whoever was just allowed to see the certificate. */
export function linkFor(id: string, now: Date): string {
  const until = String(now.getTime() + linkMs)
  return `/certificates/files/${id}.pdf?${new URLSearchParams({ until, key: macOf(id, until) }).toString()}`
}
const macOf = (id: string, until: string): string => under('link', `${id} ${until}`).toString('base64url')
export const isLinked = (id: string, until: string, mac: string, now: Date): boolean =>
  /^\d{10,16}$/.test(until) && Number(until) > now.getTime() && sameText(mac, macOf(id, until))
