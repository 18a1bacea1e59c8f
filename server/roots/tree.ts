/**
 * One tree over all cases (a sparse Merkle tree). The place of a case follows from its number, so that it has one place and
 * no second: at each level the next bit of SHA-256(number) says left or right. A part with no case in it is 64 zeros, a part
 * with one case is that case's leaf, any other is SHA-256('node' + left + right), and the root is the topmost part.
 */
import { jcs, sha256, type Head } from '#server/cases/index.ts'

export const nothing = '0'.repeat(64)
const bytes = 32

export const leafOf = ({ no, n, hash }: Head): string => sha256('leaf' + jcs({ no, n, hash }))
export const keyOf = (no: string): Buffer => Buffer.from(sha256(no), 'hex')
const goesRight = (key: Buffer, level: number): boolean => (((key[level >> 3] ?? 0) >> (7 - (level & 7))) & 1) === 1

/** A part of the tree: how many cases are in it, and its hash. */
export interface Part {
  count: number
  hash: string
}
export const join = (left: Part, right: Part): Part => {
  const count = left.count + right.count
  if (count <= 1) return left.count > 0 ? left : right
  return { count, hash: sha256('node' + left.hash + right.hash) }
}

/** Leaves with their places, 64 bytes each, in the order of their places. */
export type Leaves = readonly Buffer[]
export const packed = (head: Head): Buffer => Buffer.concat([keyOf(head.no), Buffer.from(leafOf(head), 'hex')])
export const unpack = (all: Buffer): Buffer[] =>
  Array.from({ length: all.length / (2 * bytes) }, (_, i) => all.subarray(i * 2 * bytes, (i + 1) * 2 * bytes))

/** Where the right half of sorted leaves begins. */
function middle(leaves: Leaves, level: number): number {
  const at = leaves.findIndex((leaf) => goesRight(leaf, level))
  return at < 0 ? leaves.length : at
}

export function partOf(leaves: Leaves, level: number): Part {
  const [first] = leaves
  if (!first) return { count: 0, hash: nothing }
  if (leaves.length === 1) return { count: 1, hash: first.toString('hex', bytes) }
  const at = middle(leaves, level)
  return join(partOf(leaves.slice(0, at), level + 1), partOf(leaves.slice(at), level + 1))
}

/** The other halves on the way down to a place, as long as a part holds more than one case. */
export function pathIn(leaves: Leaves, key: Buffer, level: number): string[] {
  if (leaves.length <= 1) return []
  const at = middle(leaves, level)
  const [left, right] = [leaves.slice(0, at), leaves.slice(at)]
  const [mine, other] = goesRight(key, level) ? [right, left] : [left, right]
  return [partOf(other, level + 1).hash, ...pathIn(mine, key, level + 1)]
}

/** The parts at one level, in their order, joined up to the root: a list of levels, the topmost first. */
export function levelsOver(parts: readonly Part[]): Part[][] {
  if (parts.length <= 1) return [[...parts]]
  const above = Array.from({ length: parts.length / 2 }, (_, i) =>
    join(parts[2 * i] ?? { count: 0, hash: nothing }, parts[2 * i + 1] ?? { count: 0, hash: nothing })
  )
  return [...levelsOver(above), [...parts]]
}

/** In which of the parts `bits` levels down a place lies. */
export const partAt = (key: Buffer, bits: number): number => (bits === 0 ? 0 : key.readUInt32BE(0) >>> (32 - bits))

/** The other halves on the way down to the parts below. */
export const pathOver = (levels: readonly Part[][], key: Buffer): string[] =>
  levels
    .slice(1)
    .flatMap((parts, level) =>
      (levels[level]?.[partAt(key, level)]?.count ?? 0) > 1 ? [parts[partAt(key, level + 1) ^ 1]?.hash ?? nothing] : []
    )
