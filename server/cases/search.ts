/** Chinese search by character bigrams: every substring of two or more characters is found, nothing else is. */
import { caseNo, valueOf } from '#shared/schema.ts'

const clean = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)

/** The distinct bigrams of a text, and single characters for one-letter queries. */
export function bigrams(text: string): string[] {
  const grams = new Set<string>()
  for (const run of clean(text)) {
    const chars = [...run]
    for (const [i, c] of chars.entries()) {
      grams.add(c)
      const d = chars[i + 1]
      if (d) grams.add(c + d)
    }
  }
  return [...grams].slice(0, 1200)
}

/** What a query needs all of: its bigrams, or its only character. */
export function queryGrams(query: string): string[] {
  const grams = new Set<string>()
  for (const run of clean(query)) {
    const chars = [...run]
    if (chars.length === 1 && chars[0]) grams.add(chars[0])
    for (const [i, c] of chars.entries()) {
      const d = chars[i + 1]
      if (d) grams.add(c + d)
    }
  }
  return [...grams].slice(0, 60)
}

/** What is looked for: one case by its number, however it was typed, or words. */
export function searchFor(query: string): { no: string } | { q: string[] } {
  const no = valueOf(caseNo(), query)
  return no === undefined ? { q: queryGrams(query) } : { no }
}
