/**
 * What kind of matter a text is about: multinomial naive Bayes over Chinese characters and their pairs. Pure and exact:
 * everything is counted in whole numbers, so the order in which it was learned makes no difference, and one more example
 * of a category never makes a text like it less likely to be of that category (decision 012 says why).
 */

/** One text that is known to belong to a category. `weight` in tenths of a sentence somebody wrote. */
export interface Evidence {
  text: string
  category: string
  weight: number
}

/** How much a gram says, in thousandths; what only one category says counts most. Fixed before counting. */
export type Lexicon = ReadonlyMap<number, number>

/** How often each gram was said in each category, weighted. */
export interface Tally {
  categories: readonly string[]
  counts: Map<number, Float64Array>
  totals: Float64Array
}

export interface Model {
  categories: readonly string[]
  /** Row of each gram: its weight in `weights`, and in `logs` a column for each category. */
  rows: Map<number, number>
  weights: Uint16Array
  logs: Float32Array
  temperature: number
}

export interface Ranked {
  category: string
  share: number
}

/** Tenths of a sentence and thousandths of a gram. */
const unit = 10_000
/** Smoothing: what every gram of an imagined vocabulary is said to have been heard in every category. */
const imagined = { count: 0.3 * unit, grams: 12_000 }
/** The matter stands first, thanks and second thoughts after it: a gram this many characters in counts half. */
const halfway = 20
const newWord = 1000

/** Chinese characters from U+3400 and the letters a to z, as small whole numbers; pairs then still fit in 31 bits. */
const han = { first: 0x3400, last: 0x9fff }
const letters = han.last - han.first + 2
const pair = 0x8000
function idOf(code: number): number {
  if (code >= han.first && code <= han.last) return code - han.first + 1
  if (code >= 97 && code <= 122) return code - 97 + letters
  if (code >= 65 && code <= 90) return code - 65 + letters
  return 0
}

/** The distinct characters and pairs of a text with the place where each first stands. Digits are no evidence. */
export function gramsOf(text: string): Map<number, number> {
  const grams = new Map<number, number>()
  let at = 0
  let before = 0
  for (let i = 0; i < text.length; i++) {
    const id = idOf(text.charCodeAt(i))
    if (id > 0) {
      // A single letter says nothing, a single character often much.
      if (id < letters && !grams.has(id)) grams.set(id, at)
      const both = before * pair + id
      if (before > 0 && !grams.has(both)) grams.set(both, at - 1)
      at++
    }
    before = id
  }
  return grams
}

/** What a gram weighs at this place, in whole thousandths: counting and asking use the same. */
const placed = (weight: number, at: number): number => Math.round((weight * halfway) / (halfway + at))

/** Learns how much each gram says from the seeds alone: 1 for what one category says, near nothing for what all say. */
export function lexiconOf(seeds: readonly Evidence[], categories: readonly string[]): Lexicon {
  const column = new Map(categories.map((code, i) => [code, i]))
  const said = new Map<number, Float64Array>()
  for (const { text, category, weight } of seeds) {
    const c = column.get(category)
    if (c === undefined) continue
    for (const gram of gramsOf(text).keys()) rowOf(said, gram, categories.length)[c]! += weight
  }
  const lexicon = new Map<number, number>()
  for (const [gram, counts] of said) {
    let sum = 0
    let squares = 0
    for (const n of counts) {
      sum += n
      squares += n * n
    }
    const n = categories.length
    lexicon.set(gram, Math.round((1000 * Math.log1p((n * squares) / (sum * sum))) / Math.log1p(n)))
  }
  return lexicon
}

function rowOf(counts: Map<number, Float64Array>, gram: number, width: number): Float64Array {
  const known = counts.get(gram)
  if (known) return known
  const fresh = new Float64Array(width)
  counts.set(gram, fresh)
  return fresh
}

/** Counts the evidence; grams that `knows` turns away are not learned. Categories that are not asked for are left out. */
export function tallyOf(
  evidence: readonly Evidence[],
  lexicon: Lexicon,
  categories: readonly string[],
  knows: (gram: number) => boolean = () => true
): Tally {
  const column = new Map(categories.map((code, i) => [code, i]))
  const tally: Tally = { categories, counts: new Map(), totals: new Float64Array(categories.length) }
  for (const { text, category, weight } of evidence) {
    const c = column.get(category)
    if (c === undefined) continue
    for (const [gram, at] of gramsOf(text)) {
      if (!knows(gram)) continue
      const said = weight * placed(lexicon.get(gram) ?? newWord, at)
      rowOf(tally.counts, gram, categories.length)[c]! += said
      tally.totals[c]! += said
    }
  }
  return tally
}

/** What two tallies of the same categories heard together. */
export function sumOf(a: Tally, b: Tally): Tally {
  const sum: Tally = {
    categories: a.categories,
    counts: new Map(),
    totals: a.totals.map((n, c) => n + (b.totals[c] ?? 0))
  }
  for (const tally of [a, b])
    for (const [gram, counts] of tally.counts) {
      const row = rowOf(sum.counts, gram, a.categories.length)
      for (let c = 0; c < counts.length; c++) row[c]! += counts[c]!
    }
  return sum
}

/** Ready to be asked. `temperature` spreads the shares so that they mean what they say; the order is the same at any. */
export function compile(tally: Tally, lexicon: Lexicon, temperature: number): Model {
  const width = tally.categories.length
  const rows = new Map<number, number>()
  const weights = new Uint16Array(tally.counts.size)
  const logs = new Float32Array(tally.counts.size * width)
  const mass = tally.totals.map((n) => Math.log(n + imagined.count * imagined.grams))
  let row = 0
  for (const [gram, counts] of tally.counts) {
    rows.set(gram, row)
    weights[row] = lexicon.get(gram) ?? newWord
    for (let c = 0; c < width; c++) logs[row * width + c] = Math.log(counts[c]! + imagined.count) - mass[c]!
    row++
  }
  return { categories: tally.categories, rows, weights, logs, temperature }
}

/** Log likelihood of the text in each category, and the weight of what was understood in it. */
export function scoresOf(model: Model, text: string): { scores: Float64Array; understood: number } {
  const width = model.categories.length
  const scores = new Float64Array(width)
  let understood = 0
  for (const [gram, at] of gramsOf(text)) {
    const row = model.rows.get(gram)
    if (row === undefined) continue
    const weight = placed(model.weights[row]!, at) / 1000
    understood += weight
    const from = row * width
    for (let c = 0; c < width; c++) scores[c]! += weight * model.logs[from + c]!
  }
  return { scores, understood }
}

/** Scores as shares of one. `tilt` is added first: what is known besides the text, in natural logarithms. */
export function sharesOf(scores: Float64Array, temperature: number, tilt?: readonly number[]): Float64Array {
  const shares = new Float64Array(scores.length)
  let most = Number.NEGATIVE_INFINITY
  for (let c = 0; c < scores.length; c++) {
    shares[c] = scores[c]! / temperature + (tilt?.[c] ?? 0)
    if (shares[c]! > most) most = shares[c]!
  }
  let sum = 0
  for (let c = 0; c < scores.length; c++) sum += shares[c] = Math.exp(shares[c]! - most)
  for (let c = 0; c < scores.length; c++) shares[c]! /= sum
  return shares
}

/** Every category with its share, likeliest first; equal ones in the order of the categories. */
export function rank(model: Model, text: string, tilt?: readonly number[]): Ranked[] {
  const shares = sharesOf(scoresOf(model, text).scores, model.temperature, tilt)
  return model.categories.map((category, c) => ({ category, share: shares[c] ?? 0 })).sort((a, b) => b.share - a.share)
}

/** Below these it is better to say nothing. */
export const threshold = { first: 0.35, next: 0.1, understood: 1, most: 3 } as const

/** Up to three categories worth a tap, or none: saying nothing is better than nonsense. */
export function suggest(model: Model, text: string, tilt?: readonly number[]): Ranked[] {
  const { scores, understood } = scoresOf(model, text)
  if (understood < threshold.understood) return []
  const shares = sharesOf(scores, model.temperature, tilt)
  const best: Ranked[] = []
  for (const [c, category] of model.categories.entries()) {
    const share = shares[c] ?? 0
    if (share < threshold.next) continue
    best.push({ category, share })
  }
  best.sort((a, b) => b.share - a.share)
  return (best[0]?.share ?? 0) < threshold.first ? [] : best.slice(0, threshold.most)
}
