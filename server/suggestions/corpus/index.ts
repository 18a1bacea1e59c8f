/**
 * The corpus of the demo city: how residents might write about each category. Made up, by one hand, from phrases with
 * slots; it is a start until corrections come in, and no proof of how real people write.
 *
 * The held-out part is made of other phrases than the part that is learned from: every fourth phrase of a category, and
 * every fourth greeting, wish and place name, is never seen while learning. The notation of a phrase gives many
 * sentences, so splitting sentences instead would only ask for what was learned by heart.
 */
import { dice, type Dice } from '#config/demo-city/generate/random.ts'
import { phrases } from './phrases/index.ts'
import { chance, spin } from './spin.ts'
import { asides, closers, openers, places, slips, times } from './wrapping.ts'

export interface Sentence {
  category: string
  text: string
  /** Which phrase of its category it was made of. */
  phrase: number
}
export interface Corpus {
  learn: readonly Sentence[]
  held: readonly Sentence[]
}

/** How many parts the phrases fall into; one of them is held out. */
export const parts = 4
/** Sentences made of one phrase; the held-out part needs fewer. */
const sentences = { learn: 14, held: 8 } as const

interface Around {
  openers: readonly string[]
  closers: readonly string[]
  asides: readonly string[]
  times: readonly string[]
  places: readonly string[]
}
const all: Around = { openers, closers, asides, times, places }
const without = (part: number): Around => {
  const kept = (list: readonly string[]) => list.filter((_, i) => i % parts !== part)
  return {
    openers: kept(openers),
    closers: kept(closers),
    asides: kept(asides),
    times: kept(times),
    places: kept(places)
  }
}

const punctuation = /[，。！？：；、]/g

/** How thumbs spoil a sentence: slips by ear, commas that are spaces or nothing, a character lost. */
function typed(text: string, d: Dice): string {
  let said = text
  if (chance(0.3, d)) {
    const possible = slips.filter(([meant]) => said.includes(meant))
    if (possible.length > 0) {
      const [meant, written] = d.pick(possible)
      said = said.replace(meant, written)
    }
  }
  if (chance(0.06, d) && said.length > 8) {
    const at = Math.floor(d.next() * said.length)
    said = said.slice(0, at) + said.slice(at + 1)
  }
  const habit = d.next()
  if (habit < 0.22) return said.replace(punctuation, '')
  if (habit < 0.38) return said.replace(punctuation, ' ').trim()
  if (habit < 0.46) return `${said.replace(punctuation, '，')}！！`
  return `${said}。`
}

/** One sentence as somebody might send it: the matter, and now and then what stands around it, or a second matter. */
function written(phrase: string, second: () => string, around: Around, d: Dice): string {
  const place = () => (chance(0.75, d) ? d.pick(around.places) : '')
  const matter = spin(phrase, place, d)
  const said = [
    ...(chance(0.3, d) ? [d.pick(around.openers)] : []),
    ...(chance(0.2, d) ? [`${d.pick(around.times)}${chance(0.5, d) ? '，' : ''}`] : []),
    ...(chance(0.25, d) && !phrase.includes('@') ? [d.pick(around.places)] : []),
    matter,
    ...(chance(0.12, d) ? [`，${d.pick(around.asides)}`] : []),
    ...(chance(0.07, d) ? [`，${d.pick(['另外', '还有', '旁边', '顺便说一下'])}${spin(second(), place, d)}`] : []),
    ...(chance(0.35, d) ? [`，${d.pick(around.closers)}`] : [])
  ]
  return typed(said.join(''), d)
}

/**
 * The corpus of some categories with one part of the phrases held out; the last by default. Each category throws its own
 * dice, so that its sentences are the same whichever others are asked for. Takes some tens of milliseconds.
 */
export function makeCorpus(wanted: readonly string[] = Object.keys(phrases), heldPart = parts - 1): Corpus {
  const corpus: { learn: Sentence[]; held: Sentence[] } = { learn: [], held: [] }
  const codes = Object.keys(phrases)
  const isHeld = (i: number) => i % parts === heldPart
  for (const category of wanted) {
    const d = dice(`corpus ${category} ${heldPart}`)
    for (const [i, phrase] of (phrases[category] ?? []).entries()) {
      const held = isHeld(i)
      // A second matter comes from the same part, so that nothing held out is overheard while learning.
      const second = () =>
        d.pick((phrases[d.pick(codes.filter((code) => code !== category))] ?? []).filter((_, n) => isHeld(n) === held))
      const around = held ? all : without(heldPart)
      for (let n = 0; n < (held ? sentences.held : sentences.learn); n++)
        corpus[held ? 'held' : 'learn'].push({ category, text: written(phrase, second, around, d), phrase: i })
    }
  }
  return corpus
}
