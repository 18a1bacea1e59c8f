/** How a picture looks, as decode.mjs says it: 64 bits of where it grows brighter from left to right (dHash), and its mean colour. */

const bitsOf = (look: string): bigint => BigInt(`0x${look.slice(0, 16)}`)
const coloursOf = (look: string): Buffer => Buffer.from(look.slice(16), 'hex')

function ones(n: bigint): number {
  let count = 0
  for (let rest = n; rest > 0n; rest &= rest - 1n) count++
  return count
}

/** A wall, a night: so few edges that any two are alike. */
const edgesAtLeast = 8
export const saysSomething = (look: string): boolean => {
  const edges = ones(bitsOf(look))
  return edges >= edgesAtLeast && edges <= 64 - edgesAtLeast
}

/** How many of the 64 bits differ. */
export const bitsApart = (a: string, b: string): number => ones(bitsOf(a) ^ bitsOf(b))

/** The most that any of red, green and blue differ in the mean. */
export function coloursApart(a: string, b: string): number {
  const right = coloursOf(b)
  return Math.max(0, ...[...coloursOf(a)].map((c, i) => Math.abs(c - (right[i] ?? 0))))
}
