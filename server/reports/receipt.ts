/**
 * The receipt code of who has no account: an HMAC of the report's id under a server key, 10 characters of Crockford
 * base32. Only a second HMAC of it is stored: a replay computes it again, a copy of the database reveals none.
 */
import { hmac, type Keys } from '#server/kernel/keys.ts'

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** The code of a report, `7K3M9-PQ2XD` without the hyphen. */
export function codeOf(report: string, keys: Keys): string {
  const bits = hmac(keys.receipts, report).readBigUInt64BE()
  return Array.from({ length: 10 }, (_, i) => alphabet[Number((bits >> BigInt(i * 5)) & 31n)]).join('')
}

/** What people type for it: spaces and hyphens fall out, look-alikes are read as Crockford says. */
export const normalCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0')

export const codeHash = (code: string, keys: Keys): string => hmac(keys.receiptHashes, code).toString('hex')
