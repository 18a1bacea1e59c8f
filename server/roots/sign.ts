/**
 * Daily roots are signed with Ed25519 under a pair of their own, derived from the server's key. The first root after a change of
 * that key is signed under the key before as well: who knows the old public key learns the new one from it, and from nobody else.
 */
import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import type { DailyRoot } from '#shared/ledger.ts'
import { ring, type Keys } from '#server/kernel/keys.ts'

type Signed = NonNullable<DailyRoot['signed']>

/** Around a seed and around a public key of 32 bytes, RFC 8410. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const spki = Buffer.from('302a300506032b6570032100', 'hex')

interface Pair {
  own: KeyObject
  /** 32 bytes in hex. */
  open: string
}
/** Pairs that were derived already. */
const pairs = new WeakMap<Buffer, Pair>()
function pairOf(seed: Buffer): Pair {
  const known = pairs.get(seed)
  if (known) return known
  const own = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
  const open = createPublicKey(own).export({ format: 'der', type: 'spki' }).subarray(spki.length).toString('hex')
  const pair = { own, open }
  pairs.set(seed, pair)
  return pair
}

/** What a signature is over: nothing else that we sign begins so. */
const messageOf = (root: string): Buffer => Buffer.from(`suishoupai daily root\n${root}`)

/** The public key that roots made now are signed under, 32 bytes in hex. */
export const rootKeyOf = ({ roots }: Pick<Keys, 'roots'>): string => pairOf(roots).open

const signedBy = (keys: Keys, root: string): Signed[number] => ({
  key: rootKeyOf(keys),
  signature: sign(null, messageOf(root), pairOf(keys.roots).own).toString('hex')
})

/** `before` is the key that the root before was signed under, if any. */
export function signatures(root: string, keys: Keys, before: string | undefined): Signed {
  const old = before !== undefined && ring(keys).find((one) => rootKeyOf(one) === before)
  return [signedBy(keys, root), ...(old && old !== keys ? [signedBy(old, root)] : [])]
}

export const isSigned = (root: string, { key, signature }: Signed[number]): boolean =>
  verify(
    null,
    messageOf(root),
    createPublicKey({ key: Buffer.concat([spki, Buffer.from(key, 'hex')]), format: 'der', type: 'spki' }),
    Buffer.from(signature, 'hex')
  )
