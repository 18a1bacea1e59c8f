/** What a phone without a network can tell of a code or a pass. The server weighs all of it again. */
import { asciiOf, bytesOf, canVerify, verifyEd25519 } from './ed25519.ts'
import { codeMessage, codePattern, codePeriodMs, passMessage, passPattern, slotOf } from './presence.ts'

/** `early` and `old` are by this phone's clock; `unknown` where the engine cannot check. */
export type CodeAnswer = 'good' | 'old' | 'early' | 'wrong_shift' | 'forged' | 'unknown'

const signed = (publicKey: string, message: string, signature: string): boolean => {
  const [key, mark] = [bytesOf(publicKey), bytesOf(signature)]
  return key !== undefined && mark !== undefined && verifyEd25519(key, asciiOf(message), mark)
}

/** Slots a code may be away from this phone's clock: a minute and a half. */
const slack = Math.ceil(90_000 / codePeriodMs)

/** A volunteer's phone looks at the organiser's code. */
export function checkCode(code: string, shift: string, publicKey: string, now: number): CodeAnswer {
  if (!codePattern.test(code)) return 'forged'
  const [, of = '', slotText = '', signature = ''] = code.split(':')
  if (of !== shift) return 'wrong_shift'
  if (!canVerify()) return 'unknown'
  const slot = parseInt(slotText, 36)
  if (!signed(publicKey, codeMessage(shift, slot), signature)) return 'forged'
  const off = slot - slotOf(now)
  return off < -slack ? 'old' : off > slack ? 'early' : 'good'
}

/** The organiser's phone looks at a volunteer's pass: whose sign-up it is; nothing when it is forged. */
export function readPass(pass: string, shift: string, publicKey: string): string | undefined {
  if (!passPattern.test(pass)) return undefined
  const [, signup = '', signature = ''] = pass.split(':')
  return canVerify() && signed(publicKey, passMessage(shift, signup), signature) ? signup : undefined
}
