/**
 * What a search finds. A text is read as words: letters, marks and figures, full width as half, capitals as small ones; whatever else
 * stands in it parts them. A case matches when every word that is asked for stands within one of its own words, unbroken: 占道 finds 占道经营,
 * and 占路 finds no 占道路口 nor 占，路. Which words a case has is decided where it settles (advance.ts), and is kept in `searchText`;
 * the pairs of characters in `search` are how it is found fast, and prove nothing for more than two.
 */
import { caseNo, valueOf } from '#shared/schema.ts'

const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)

/** The words of a case, parted by spaces. */
export const searchTextOf = (text: string): string => [...new Set(wordsIn(text))].join(' ')

const pairs = (word: string): string[] => {
  const chars = [...word]
  return chars.slice(1).map((c, i) => (chars[i] ?? '') + c)
}

/** Each pair of neighbouring characters of the words of a case. */
export const pairsIn = (searchText: string): string[] => searchText.split(' ').flatMap(pairs)

/** What a case is found by: each pair of neighbouring characters, and each character for who asks for one. */
export const bigrams = (searchText: string): string[] => [
  ...new Set(searchText.split(' ').flatMap((word) => [...word, ...pairs(word)]))
]

/** So many pairs are asked for; the database tries each as the one to begin with, and takes the rarest. */
const pairsAtMost = 12

/** What every case that has these words is found by. */
export function queryGrams(words: readonly string[]): string[] {
  const all = [...new Set(words.flatMap((word) => ([...word].length === 1 ? [word] : pairs(word))))]
  const stride = Math.max(1, all.length / pairsAtMost)
  return all.filter((_, i) => Math.floor(i / stride) !== Math.floor((i - 1) / stride))
}

/** A character or a pair is found as it is; more may have its pairs in different places. */
export const isFoundExactly = (word: string): boolean => [...word].length <= 2

export const matches = (searchText: string, words: readonly string[]): boolean =>
  words.every((word) => searchText.includes(word))

export const isExact = (words: readonly string[]): boolean => words.every(isFoundExactly)

/** What is looked for: one case by its number, however it was typed, or all that have some words. */
export function searchFor(query: string): { no: string } | { words: string[] } {
  const no = valueOf(caseNo(), query)
  return no === undefined ? { words: [...new Set(wordsIn(query))] } : { no }
}
