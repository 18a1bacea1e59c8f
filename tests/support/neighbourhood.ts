/**
 * A busy quarter as it might be: matters side by side, each told by somebody who reported it, and some by a second person, who stands a few
 * steps away, says it otherwise, names it otherwise in one of ten, and now and then sends the picture that goes round. Words are from
 * the corpus of the demo city: made up by one hand, and no proof of how real people write.
 */
import { loadCity } from '#config/city/index.ts'
import { dice, type Dice } from '#config/demo-city/generate/random.ts'
import { pairsIn, searchTextOf } from '#server/cases/index.ts'
import type { Candidate, Subject } from '#server/similar/score.ts'
import { makeCorpus, type Sentence } from '#server/suggestions/corpus/index.ts'

interface Matter {
  category: string
  place: { lng: number; lat: number }
  said: Sentence
  look: string
}
export interface Neighbourhood {
  cases: Candidate[]
  /** Who asks, and which of the cases is the same matter; nobody's where it is a new one. */
  asked: { subject: Subject; same: number | undefined }[]
}

const degree = 111_320
const middle = { lng: 120.1, lat: 32.05 }
const moved = ({ lng, lat }: Matter['place'], east: number, north: number) => ({
  lng: lng + east / (degree * Math.cos((lat * Math.PI) / 180)),
  lat: lat + north / degree
})
/** A phone's error, and a few steps. */
const about = (place: Matter['place'], d: Dice) => {
  const [angle, metres] = [d.next() * 2 * Math.PI, 12 * Math.sqrt(-2 * Math.log(1 - d.next()))]
  return moved(place, metres * Math.cos(angle), metres * Math.sin(angle))
}
const cell = 50 / degree
const wide = cell / Math.cos((middle.lat * Math.PI) / 180)
const inCell = ({ lng, lat }: Matter['place']) => ({
  lng: Math.round(lng / wide) * wide,
  lat: Math.round(lat / cell) * cell
})

const hex = (bits: bigint): string => bits.toString(16).padStart(16, '0')
const anyLook = (d: Dice): string =>
  hex(Array.from({ length: 64 }).reduce<bigint>((bits) => (bits << 1n) | BigInt(d.next() < 0.5), 0n)) + '808080'
/** Sent again: smaller, in another quality, a little brighter. */
const again = (look: string, d: Dice): string =>
  hex(
    Array.from({ length: d.whole(0, 5) }).reduce<bigint>(
      (bits) => bits ^ (1n << BigInt(d.whole(0, 63))),
      BigInt(`0x${look.slice(0, 16)}`)
    )
  ) + '8a8884'

/** `part` of the corpus: what the weights were found with (`learn`), or what they had not seen (`held`). */
export async function neighbourhood(seed: string, part: 'learn' | 'held', size = 240): Promise<Neighbourhood> {
  const city = await loadCity()
  const kinds = city.categories.filter(({ publicPlace }) => publicPlace !== 'street')
  const corpus = makeCorpus()[part]
  const of = (category: string): Sentence[] => corpus.filter((sentence) => sentence.category === category)
  const told = kinds.filter(({ code }) => of(code).length > 1)
  const nameOf = new Map(kinds.map(({ code, name, plainName }) => [code, `${plainName ?? name} ${name}`]))
  const d = dice(seed)
  const matter = (): Matter => {
    const { code } = d.pick(told)
    return {
      category: code,
      place: moved(middle, d.between(-200, 200), d.between(-200, 200)),
      said: d.pick(of(code)),
      look: anyLook(d)
    }
  }
  const matters = Array.from({ length: size }, matter)
  const cases = matters.map(({ category, place, said, look }): Candidate => {
    const reported = about(place, d)
    const isExact = kinds.find(({ code }) => code === category)?.publicPlace === 'exact'
    return {
      place: isExact ? reported : inCell(reported),
      cellM: isExact ? 0 : 50,
      category,
      pairs: new Set(pairsIn(searchTextOf(`${nameOf.get(category) ?? ''} 滨江路 ${said.text}`))),
      looks: [look],
      open: d.next() < 0.6
    }
  })
  const subjectOf = ({ category, place, said, look }: Matter, second: boolean): Subject => {
    const tile = kinds.find(({ code }) => code === category)?.tile
    const others = told.filter((kind) => kind.tile === tile && kind.code !== category)
    const named = second && d.next() < 0.1 && others.length > 0 ? d.pick(others).code : category
    // Six of ten speak of the same side of it.
    const close = of(category).filter(({ phrase, text }) => phrase === said.phrase && text !== said.text)
    const words = second ? d.pick(d.next() < 0.6 && close.length > 0 ? close : of(category)) : said
    const roll = d.next()
    return {
      place: about(place, d),
      category: named,
      pairs: new Set(d.next() < 0.25 ? [] : pairsIn(searchTextOf(words.text))),
      looks: roll < 0.15 ? [] : second && roll < 0.3 ? [again(look, d)] : [anyLook(d)]
    }
  }
  const openOnes = matters.flatMap((one, i) => (cases[i]?.open === true || d.next() < 0.2 ? [{ one, i }] : []))
  const seconds = d.shuffle(openOnes).slice(0, size / 2)
  return {
    cases,
    asked: [
      ...seconds.map(({ one, i }) => ({ subject: subjectOf(one, true), same: i })),
      ...Array.from({ length: size / 2 }, () => ({ subject: subjectOf(matter(), false), same: undefined }))
    ]
  }
}
