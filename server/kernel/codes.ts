/** Makes codes for people (shared/codes.ts): five bits a character, from a key and a name, or from chance. */
import { randomBytes } from 'node:crypto'
import { codeAlphabet } from '#shared/codes.ts'
import { hmac } from './keys.ts'

const lengthAtMost = 12
const letters = (bits: bigint, length: number): string => {
  if (length > lengthAtMost) throw new Error(`a code has at most ${lengthAtMost} characters`)
  return Array.from({ length }, (_, i) => codeAlphabet[Number((bits >> BigInt(i * 5)) & 31n)]).join('')
}

/** The same code for the same name, so that it need not be stored; nobody without the key can work it out. */
export const codeFor = (key: Buffer, name: string, length: number): string =>
  letters(hmac(key, name).readBigUInt64BE(), length)

export const randomCode = (length: number): string => letters(randomBytes(8).readBigUInt64BE(), length)
