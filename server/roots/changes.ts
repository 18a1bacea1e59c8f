/**
 * Which cases moved from one daily root to the next: place and leaf of each, 64 bytes, in the order of their places. A list in
 * which a case can come and change but not silently go: what is gone stands in it with nothing in place of its leaf.
 */
import { movedAPart } from '#shared/ledger.ts'
import { sha256 } from '#server/cases/index.ts'
import { nothing } from './tree.ts'

const placeBytes = 32
const recordBytes = 64
const noLeaf = Buffer.from(nothing, 'hex')

export interface Changes {
  moved: number
  gone: number
  /** SHA-256 over the digests of the parts, one after the other; a part's is over its hex. */
  changes: string
  parts: Buffer[]
}

const digestOf = (parts: readonly Buffer[]): string =>
  sha256(parts.map((part) => sha256(part.toString('hex'))).join(''))

const samePlace = (a: Buffer, i: number, b: Buffer, j: number, bytes: number): number =>
  a.compare(b, j, j + bytes, i, i + bytes)

/** Both are all leaves of a tree in the order of their places. */
export function changesBetween(before: Buffer, after: Buffer): Changes {
  const records: Buffer[] = []
  let gone = 0
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    const order = i >= before.length ? 1 : j >= after.length ? -1 : samePlace(before, i, after, j, placeBytes)
    if (order < 0) {
      records.push(Buffer.concat([before.subarray(i, i + placeBytes), noLeaf]))
      gone++
    } else if (order > 0 || samePlace(before, i, after, j, recordBytes) !== 0)
      records.push(after.subarray(j, j + recordBytes))
    if (order <= 0) i += recordBytes
    if (order >= 0) j += recordBytes
  }
  const parts = Array.from({ length: Math.ceil(records.length / movedAPart) }, (_, n) =>
    Buffer.concat(records.slice(n * movedAPart, (n + 1) * movedAPart))
  )
  return { moved: records.length, gone, changes: digestOf(parts), parts }
}

export const isDigestOf = (changes: string, parts: readonly Buffer[]): boolean => digestOf(parts) === changes
