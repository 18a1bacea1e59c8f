/** A tally as bytes and back: most grams are said in few categories, so only what is not nought is kept. Pure. */
import type { Lexicon, Tally } from './learn.ts'

export interface Packed {
  categories: string[]
  /** For each gram: its number, its weight (0 where the lexicon has none), how many pairs follow; then column and count. */
  grams: Buffer
}

export function pack(tally: Tally, lexicon: Lexicon): Packed {
  const numbers: number[] = []
  for (const [gram, counts] of tally.counts) {
    const said = [...counts.entries()].filter(([, n]) => n > 0)
    numbers.push(gram, lexicon.get(gram) ?? 0, said.length, ...said.flat())
  }
  return { categories: [...tally.categories], grams: Buffer.from(Uint32Array.from(numbers).buffer) }
}

export function unpack({ categories, grams }: Packed): { tally: Tally; lexicon: Lexicon } {
  const width = categories.length
  const tally: Tally = { categories, counts: new Map(), totals: new Float64Array(width) }
  const lexicon = new Map<number, number>()
  let at = 0
  const next = (): number => {
    const n = grams.readUInt32LE(at)
    at += 4
    return n
  }
  while (at < grams.length) {
    const gram = next()
    const weight = next()
    if (weight > 0) lexicon.set(gram, weight)
    const row = new Float64Array(width)
    for (let left = next(); left > 0; left--) {
      const c = next()
      const n = next()
      row[c] = n
      tally.totals[c]! += n
    }
    tally.counts.set(gram, row)
  }
  return { tally, lexicon }
}
