/**
 * The receipt code of who has no account: an HMAC of the report's id under a server key, 10 characters of Crockford
 * base32. Only a second HMAC of it is stored: a replay computes it again, a copy of the database reveals none.
 */
import { codeFor } from '#server/kernel/codes.ts'
import { hmac, ring, sameText, type Keys } from '#server/kernel/keys.ts'

/** The code of a report, `7K3M9-PQ2XD` without the hyphen. */
export const codeOf = (report: string, keys: Keys): string => codeFor(keys.receipts, report, 10)

export const codeHash = (code: string, keys: Keys): string => hmac(keys.receiptHashes, code).toString('hex')

/** Is this the code that was given, under whichever key that was? */
export const isCodeOf = (kept: string, code: string, keys: Keys): boolean =>
  ring(keys).some((one) => sameText(kept, codeHash(code, one)))

/** The code that was given with a receipt, made again under the key of its day. */
export function codeKept(report: string, kept: string, keys: Keys): string {
  const found = ring(keys)
    .map((one) => ({ code: codeOf(report, one), hash: codeHash(codeOf(report, one), one) }))
    .find(({ hash }) => sameText(kept, hash))
  return found?.code ?? codeOf(report, keys)
}
