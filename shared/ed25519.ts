/**
 * Checks an Ed25519 signature (RFC 8032) in plain JavaScript, for phones with no network: WeChat has no such function of
 * its own. Slow and simple; it holds no secret, so nothing here has to take constant time. Engines without BigInt cannot
 * check, and say so: the server checks everything again.
 */

export const canVerify = (): boolean => typeof BigInt === 'function'

interface Point {
  x: bigint
  y: bigint
  z: bigint
  t: bigint
}
interface Curve {
  p: bigint
  /** Order of the base point. */
  l: bigint
  d: bigint
  /** A square root of -1. */
  i: bigint
  base: Point
  zero: bigint
  one: bigint
}

let curve: Curve | undefined
const big = (n: number | string): bigint => BigInt(n)

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const [zero, one] = [big(0), big(1)]
  let [result, b, e] = [one, base % modulus, exponent]
  for (; e > zero; e >>= one) {
    if (e & one) result = (result * b) % modulus
    b = (b * b) % modulus
  }
  return result
}

/** Constants are worked out on first use, so that loading this file asks nothing of an old engine. */
function ed25519(): Curve {
  if (curve) return curve
  const [zero, one] = [big(0), big(1)]
  const p = (one << big(255)) - big(19)
  const l = (one << big(252)) + big('27742317777372353535851937790883648493')
  const d = (((p - big(121665)) % p) * power(big(121666), p - big(2), p)) % p
  const i = power(big(2), (p - one) / big(4), p)
  const half: Curve = { p, l, d, i, zero, one, base: { x: zero, y: one, z: one, t: zero } }
  const y = (big(4) * power(big(5), p - big(2), p)) % p
  const x = rootX(half, y, zero)
  if (x === undefined) throw new Error('the base point is not on the curve')
  curve = { ...half, base: { x, y, z: one, t: (x * y) % p } }
  return curve
}

/** The x that belongs to a y, of the given parity; nothing where there is none. */
function rootX({ p, d, i, one, zero }: Curve, y: bigint, sign: bigint): bigint | undefined {
  if (y >= p) return undefined
  const yy = (y * y) % p
  const xx = (((yy - one + p) % p) * power((d * yy + one) % p, p - big(2), p)) % p
  if (xx === zero) return sign ? undefined : zero
  let x = power(xx, (p + big(3)) / big(8), p)
  if ((x * x - xx) % p !== zero) x = (x * i) % p
  if ((x * x - xx) % p !== zero) return undefined
  return (x & one) === sign ? x : p - x
}

function add({ p, d }: Curve, a: Point, b: Point): Point {
  const mod = (n: bigint): bigint => ((n % p) + p) % p
  const A = mod((a.y - a.x) * (b.y - b.x))
  const B = mod((a.y + a.x) * (b.y + b.x))
  const C = mod(big(2) * a.t * b.t * d)
  const D = mod(big(2) * a.z * b.z)
  const [E, F, G, H] = [B - A, D - C, D + C, B + A]
  return { x: mod(E * F), y: mod(G * H), z: mod(F * G), t: mod(E * H) }
}

function times(c: Curve, scalar: bigint, point: Point): Point {
  let result: Point = { x: c.zero, y: c.one, z: c.one, t: c.zero }
  let [s, q] = [scalar, point]
  for (; s > c.zero; s >>= c.one) {
    if (s & c.one) result = add(c, result, q)
    q = add(c, q, q)
  }
  return result
}

/** Little-endian bytes as a number. */
function numberOf(bytes: readonly number[]): bigint {
  let n = big(0)
  for (let i = bytes.length - 1; i >= 0; i--) n = (n << big(8)) | big(bytes[i] ?? 0)
  return n
}

function pointOf(c: Curve, bytes: readonly number[]): Point | undefined {
  const whole = numberOf(bytes)
  const sign = whole >> big(255)
  const y = whole & ((c.one << big(255)) - c.one)
  const x = rootX(c, y, sign)
  return x === undefined ? undefined : { x, y, z: c.one, t: (x * y) % c.p }
}

/** Does the signature stand for the message under the key? Bytes throughout; a key has 32, a signature 64. */
export function verifyEd25519(
  key: readonly number[],
  message: readonly number[],
  signature: readonly number[]
): boolean {
  if (key.length !== 32 || signature.length !== 64) return false
  const c = ed25519()
  const a = pointOf(c, key)
  const r = pointOf(c, signature.slice(0, 32))
  const s = numberOf(signature.slice(32))
  if (!a || !r || s >= c.l) return false
  const h = numberOf(sha512([...signature.slice(0, 32), ...key, ...message])) % c.l
  const left = times(c, s, c.base)
  const right = add(c, r, times(c, h, a))
  return (
    (left.x * right.z - right.x * left.z) % c.p === c.zero && (left.y * right.z - right.y * left.z) % c.p === c.zero
  )
}

// ——— SHA-512, FIPS 180-4

let constants: { k: bigint[]; h: bigint[] } | undefined

/** The first bits behind the point of roots of primes: worked out, because a table of 88 numbers hides a slip. */
function roots(): { k: bigint[]; h: bigint[] } {
  if (constants) return constants
  const primes: number[] = []
  for (let n = 2; primes.length < 80; n++) if (primes.every((q) => n % q !== 0)) primes.push(n)
  const mask = (big(1) << big(64)) - big(1)
  const root = (n: bigint, degree: 2 | 3): bigint => {
    // The largest whole number whose power does not pass n, bit by bit from above.
    let r = big(0)
    for (let bit = 70; bit >= 0; bit--) {
      const tried = r | (big(1) << big(bit))
      if ((degree === 2 ? tried * tried : tried * tried * tried) <= n) r = tried
    }
    return r
  }
  constants = {
    k: primes.map((q) => root(big(q) << big(192), 3) & mask),
    h: primes.slice(0, 8).map((q) => root(big(q) << big(128), 2) & mask)
  }
  return constants
}

export function sha512(message: readonly number[]): number[] {
  const { k, h: start } = roots()
  const mask = (big(1) << big(64)) - big(1)
  const turn = (x: bigint, n: number): bigint => ((x >> big(n)) | (x << big(64 - n))) & mask
  const bytes = [...message, 0x80]
  while (bytes.length % 128 !== 112) bytes.push(0)
  // Sixteen bytes of length in bits; messages here are short.
  for (let i = 15; i >= 0; i--) bytes.push(i < 6 ? Math.floor((message.length * 8) / 2 ** (8 * i)) % 256 : 0)
  const h = [...start]
  for (let block = 0; block < bytes.length; block += 128) {
    const w: bigint[] = []
    for (let t = 0; t < 16; t++) {
      let word = big(0)
      for (let i = 0; i < 8; i++) word = (word << big(8)) | big(bytes[block + t * 8 + i] ?? 0)
      w.push(word)
    }
    const at = (i: number): bigint => w[i] ?? big(0)
    for (let t = 16; t < 80; t++) {
      const s0 = turn(at(t - 15), 1) ^ turn(at(t - 15), 8) ^ (at(t - 15) >> big(7))
      const s1 = turn(at(t - 2), 19) ^ turn(at(t - 2), 61) ^ (at(t - 2) >> big(6))
      w.push((at(t - 16) + s0 + at(t - 7) + s1) & mask)
    }
    let [a, b, c, d, e, f, g, i] = h as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint]
    for (let t = 0; t < 80; t++) {
      const big1 = turn(e, 14) ^ turn(e, 18) ^ turn(e, 41)
      const t1 = (i + big1 + ((e & f) ^ (~e & mask & g)) + (k[t] ?? big(0)) + at(t)) & mask
      const big0 = turn(a, 28) ^ turn(a, 34) ^ turn(a, 39)
      const t2 = (big0 + ((a & b) ^ (a & c) ^ (b & c))) & mask
      ;[i, g, f, e, d, c, b, a] = [g, f, e, (d + t1) & mask, c, b, a, (t1 + t2) & mask]
    }
    for (const [n, value] of [a, b, c, d, e, f, g, i].entries()) h[n] = ((h[n] ?? big(0)) + value) & mask
  }
  return h.flatMap((word) => Array.from({ length: 8 }, (_, n) => Number((word >> big(8 * (7 - n))) & big(255))))
}

// ——— what is written on codes and passes

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Bytes of base64url without padding; nothing where a letter is strange or the spare bits at the end are not zero. */
export function bytesOf(text: string): number[] | undefined {
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const letter of text) {
    const value = letters.indexOf(letter)
    if (value < 0) return undefined
    held = (held << 6) | value
    bits += 6
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 255)
    held &= (1 << bits) - 1
  }
  return held === 0 && bits < 6 ? bytes : undefined
}

/** Messages here are plain ASCII. */
export const asciiOf = (text: string): number[] => [...text].map((c) => c.charCodeAt(0) & 127)
