/**
 * Rotating codes and passes. Each shift has an Ed25519 pair of its own, derived from the server's key: the organiser's
 * phone gets codes signed ahead of time, everybody's phone the public key. With no network a phone can tell that a code
 * was signed for this shift and this half minute, by its own clock; it cannot tell that its clock is right, nor that the
 * picture of the code has not just been sent on by a friend. The place, the clock of the organiser's phone and the flags
 * are for that, and they are weighed when the events arrive.
 */
import { createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from 'node:crypto'
import { codeMessage, codePattern, codePeriodMs, passMessage, passPattern } from '#shared/presence.ts'

interface Pair {
  own: KeyObject
  open: KeyObject
  /** 32 bytes, base64url. */
  text: string
}
/** Pairs that were derived already; one root is one server's. */
const pairs = new WeakMap<Buffer, Map<string, Pair>>()

/** PKCS #8 around a seed of 32 bytes, RFC 8410. */
const wrapping = Buffer.from('302e020100300506032b657004220420', 'hex')

function pairOf(root: Buffer, shift: string): Pair {
  const kept = pairs.get(root) ?? new Map<string, Pair>()
  pairs.set(root, kept)
  const known = kept.get(shift)
  if (known) return known
  const seed = Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `shift:${shift}`, 32))
  const own = createPrivateKey({ key: Buffer.concat([wrapping, seed]), format: 'der', type: 'pkcs8' })
  const open = createPublicKey(own)
  const pair = { own, open, text: String(open.export({ format: 'jwk' }).x) }
  if (kept.size > 500) kept.clear()
  kept.set(shift, pair)
  return pair
}

const signed = (root: Buffer, shift: string, message: string): string =>
  sign(null, Buffer.from(message), pairOf(root, shift).own).toString('base64url')
/** The last letter of 64 bytes in base64url has four spare bits: only the spelling that we write ourselves counts. */
function holds(root: Buffer, shift: string, message: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64url')
  return (
    bytes.toString('base64url') === signature && verify(null, Buffer.from(message), pairOf(root, shift).open, bytes)
  )
}

export const publicKeyOf = (root: Buffer, shift: string): string => pairOf(root, shift).text
export const codeOf = (root: Buffer, shift: string, slot: number): string =>
  `SSP1:${shift}:${slot.toString(36)}:${signed(root, shift, codeMessage(shift, slot))}`
export const passOf = (root: Buffer, shift: string, signup: string): string =>
  `SSPP:${signup}:${signed(root, shift, passMessage(shift, signup))}`

/** When the organiser's phone showed this code, as a half minute; nothing when it is not of this shift, or forged. */
export function readCode(root: Buffer, code: string, shift: string): { from: number; to: number } | undefined {
  if (!codePattern.test(code)) return undefined
  const [, of = '', slotText = '', signature = ''] = code.split(':')
  const slot = parseInt(slotText, 36)
  if (of !== shift || !Number.isSafeInteger(slot) || !holds(root, shift, codeMessage(shift, slot), signature))
    return undefined
  return { from: slot * codePeriodMs, to: (slot + 1) * codePeriodMs }
}
export const isPass = (root: Buffer, code: string, shift: string, signup: string): boolean => {
  if (!passPattern.test(code)) return false
  const [, of = '', signature = ''] = code.split(':')
  return of === signup && holds(root, shift, passMessage(shift, signup), signature)
}
