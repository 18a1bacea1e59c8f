/** From a phrase to a sentence: `{a|b}` is one of several ways to say it, `@` a place that may be named. */
import type { Dice } from '#config/demo-city/generate/random.ts'

export const chance = (p: number, d: Dice): boolean => d.next() < p

export const spin = (phrase: string, place: () => string, d: Dice): string =>
  phrase.replace(/\{([^{}]*)\}/g, (_, ways: string) => d.pick(ways.split('|'))).replace(/@/g, place)
