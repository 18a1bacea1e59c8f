/**
 * What a city knows before anyone has corrected it: what it says itself about its categories, and the corpus where a
 * code has phrases in it. A category without phrases starts from its name, filing condition and keywords alone.
 */
import { makeCorpus } from '#server/suggestions/corpus/index.ts'
import { vocabulary } from '#server/suggestions/corpus/vocabulary.ts'
import type { Category } from '#config/city/types.ts'
import type { Evidence } from './learn.ts'

/** Tenths of a sentence. One phrase gives fourteen sentences and is one way of saying it; a word is short and sure. */
const weights = { phrase: 1, word: 40, own: 30 } as const

export interface Seeds {
  learn: Evidence[]
  /** Never learned from while measuring. */
  held: Evidence[]
}

export function seedsOf(categories: readonly Pick<Category, 'code' | 'name' | 'filing' | 'keywords'>[]): Seeds {
  const corpus = makeCorpus(categories.map((category) => category.code))
  const sentence = ({ category, text }: { category: string; text: string }): Evidence => ({
    category,
    text,
    weight: weights.phrase
  })
  return {
    learn: [
      ...categories.flatMap(({ code, name, filing, keywords }) => [
        ...[name, filing, ...keywords].map((text) => ({ category: code, text, weight: weights.own })),
        ...(vocabulary[code] ?? []).map((text) => ({ category: code, text, weight: weights.word }))
      ]),
      ...corpus.learn.map(sentence)
    ],
    held: corpus.held.map(sentence)
  }
}
