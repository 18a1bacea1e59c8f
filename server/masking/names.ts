/** What people are called: after a word that says so, before a form of address, or doing something. */
import type { Folded } from './fold.ts'
import type { Found } from './numbers.ts'
import {
  afterName,
  commonSurnames,
  compoundSurnames,
  doesNext,
  givenNames,
  nameLinks,
  nameWords,
  noNames,
  noSurnameAfter,
  openers,
  otherSurnames,
  placeEndings,
  placeParts,
  roleWords,
  seekWords,
  shortTitles,
  titlesOfPeople,
  wordsAfterName
} from './words.ts'

const given = new Set(givenNames)
const follows = new Set(afterName)
const common = new Set(commonSurnames)
const surnames = new Set(commonSurnames + otherSurnames)
const isHan = (char: string | undefined): boolean => char !== undefined && /\p{Script=Han}/u.test(char)
const begins = (text: string, at: number, words: readonly string[]): boolean =>
  words.some((word) => text.startsWith(word, at))

/** How long the surname is that begins here. After a word that says that a name follows, what stands before it makes no other word of it. */
function surnameAt(text: string, at: number, known: ReadonlySet<string>, announced: boolean): number {
  if (compoundSurnames.some((word) => text.startsWith(word, at))) return 2
  const char = text[at] ?? ''
  if (!known.has(char)) return 0
  return !announced && noSurnameAfter[char]?.includes(text[at - 1] ?? '-') ? 0 : 1
}

/** Where a given name ends that begins here; nowhere where it is none. What stands alone is one with any character. */
function givenEnd(text: string, at: number, alone: boolean): number | undefined {
  const [first, second, third] = [text[at], text[at + 1], text[at + 2]]
  const plausible = (char: string | undefined): boolean => char !== undefined && given.has(char)
  if (!isHan(first)) return undefined
  // 江一燕: the figure begins no sentence where the name goes on.
  if (first === '一' && plausible(second)) return at + 2
  const oneOnly =
    begins(text, at + 1, wordsAfterName) || !isHan(second) || (follows.has(second ?? '') && !plausible(second))
  if (plausible(first)) {
    if (oneOnly || !plausible(second)) {
      if (alone && !oneOnly && isHan(second) && (!isHan(third) || follows.has(third ?? ''))) return at + 2
      return at + 1
    }
    // 王强在, 李明和: what goes on with the sentence goes on with it, unless that ends there.
    return follows.has(second ?? '') && isHan(third) ? at + 1 : at + 2
  }
  if (!alone || follows.has(first ?? '')) return undefined
  if (!isHan(second) || follows.has(second ?? '')) return at + 1
  return !isHan(third) || (plausible(second) && follows.has(third ?? '')) ? at + 2 : undefined
}

/** Whether it is rather the name of a place. */
const namesPlace = (text: string, end: number): boolean =>
  [0, 1, 2].some((i) => {
    const char = text[end + i]
    return (
      char !== undefined &&
      placeEndings.includes(char) &&
      [...text.slice(end, end + i)].every((between) => isHan(between))
    )
  })

const endsPlace = (char = ''): boolean => (placeEndings + placeParts).includes(char)

interface Asked {
  /** Whatever comes is a name. */
  alone?: boolean
  /** It was said that a name follows. */
  named?: boolean
  /** A surname by itself is one. */
  surname?: boolean
  /** Both characters of the given name have to be there. */
  both?: boolean
  known?: ReadonlySet<string>
}

function nameAt(
  text: string,
  at: number,
  { alone = false, named = false, surname = false, both = false, known = surnames }: Asked
): number | undefined {
  const length = surnameAt(text, at, known, known === surnames)
  if (length === 0) return undefined
  // 王先生 is found by how he is addressed.
  if (begins(text, at + length, titlesOfPeople)) return surname ? at + length : undefined
  const end = givenEnd(text, at + length, alone)
  // 林立新 after 姓名 is a person, though 林立 is none.
  const isWord = begins(text, at, noNames) && !(named && end !== undefined && end - at === 3)
  if (isWord || (!alone && begins(text, at, wordsAfterName))) return undefined
  const isFull = end !== undefined && (!both || end - at >= 3 || !isHan(text[end]))
  if (end !== undefined && isFull && !(namesPlace(text, end) && !surname)) return end
  return surname ? at + length : undefined
}

const triggered = (words: readonly string[]): RegExp =>
  new RegExp(`(?:${words.join('|')})(?:${nameLinks.map((link) => link.replace(/[(]/g, '\\$&')).join('|')}){0,3}`, 'gu')
const called = triggered(nameWords)
const role = triggered(roleWords)
/** 见证人, 担保人: whoever he is to the matter. */
const party = triggered(['\\p{Script=Han}人'])
const seek = new RegExp(`(?:${seekWords.toSorted((a, b) => b.length - a.length).join('|')})`, 'gu')
const ofFamily = /(?<![百贵免尊随])姓:?/gu
const bareCall = /(?<![喊尖大狗鸟乱吵哭惨])叫/gu
const title = new RegExp(`${titlesOfPeople.join('|')}|[${shortTitles}](?!夫妹妹姐弟弟们妹弟)`, 'gu')
const dotted = /^[\p{Script=Han}]{2,6}[·•.][\p{Script=Han}]{2,6}/u

/** What stands before a form of address; the longest that is a name. */
function beforeTitle(text: string, at: number, short: boolean): number | undefined {
  for (const start of [at - 4, at - 3, at - 2, at - 1].filter((n) => n >= 0)) {
    const length = surnameAt(text, start, short ? common : surnames, false)
    const rest = [...text.slice(start + length, at)]
    if (
      length === 0 ||
      start + length > at ||
      rest.length > 2 ||
      begins(text, start, roleWords) ||
      (rest.length > 0 && begins(text, start, noNames))
    )
      continue
    if (rest.every((char) => given.has(char) && (rest.length > 1 || !follows.has(char)))) {
      // 姐 and 哥 end other words.
      if (
        short &&
        rest.length === 0 &&
        isHan(text[start - 1]) &&
        !/[的跟和找问叫给是让请被对向]/u.test(text[start - 1] ?? '')
      )
        continue
      return start
    }
  }
  return undefined
}

const words = new Intl.Segmenter('zh-CN', { granularity: 'word' })

/** Names that nothing announces: a common surname and what people are called by, where a dictionary of Chinese words sees no word. */
function* unannounced(text: string): Generator<{ start: number; end: number }> {
  const parts = [...words.segment(text)]
  const beginning = new Map(parts.map(({ index, segment }) => [index, segment]))
  for (const { index: start, segment } of parts) {
    const length = surnameAt(text, start, common, false)
    if (length === 0 || segment.length > length) continue
    for (const end of [start + length + 2, start + length + 1]) {
      const rest = text.slice(start + length, end)
      const whole = beginning.has(end) || end === text.length
      if (!whole || rest.length !== end - start - length || ![...rest].every((char) => given.has(char))) continue
      if (begins(text, start, noNames) || begins(text, start + length, titlesOfPeople)) continue
      if (endsPlace(text[end - 1]) || namesPlace(text, end)) continue
      yield { start, end }
      break
    }
  }
}

export function findNames({ text, figures }: Folded): Found[] {
  const found: Found[] = []
  const add = (start: number, end: number | undefined, sure: boolean): void => {
    if (end !== undefined) found.push({ start, end, kind: 'name', sure })
  }
  // Some peoples have no surnames of ours: what stands alone after 姓名 is a name.
  const standsAlone = (at: number): number | undefined => {
    const [word = ''] = /^\p{Script=Han}{2,4}(?!\p{Script=Han})/u.exec(text.slice(at)) ?? []
    return word !== '' && ![...word].some((char) => follows.has(char)) ? at + word.length : undefined
  }
  const after = (pattern: RegExp, asked: Asked, sure: boolean): void => {
    for (const match of text.matchAll(pattern)) {
      const at = match.index + match[0].length
      const foreign = asked.alone ? dotted.exec(text.slice(at)) : null
      const named = nameAt(text, at, asked) ?? (asked.named && /[:\s"“]$/.test(match[0]) ? standsAlone(at) : undefined)
      add(at, foreign ? at + foreign[0].length : named, sure)
    }
  }
  after(called, { alone: true, named: true }, true)
  after(role, { alone: true }, false)
  after(seek, { both: true }, false)
  after(party, { both: true }, false)
  after(bareCall, { both: false }, false)
  after(ofFamily, { surname: true }, true)
  for (const match of text.matchAll(title)) {
    const start = beforeTitle(text, match.index, match[0].length === 1)
    if (start !== undefined) add(start, match.index, match[0].length > 1)
  }
  for (const { start, end } of unannounced(text)) add(start, end, false)
  // 张建国也说过; 张建国13800000371
  for (let at = 0; at < text.length; at++) {
    const opens = at === 0 || openers.includes(text[at - 1] ?? '')
    const end = common.has(text[at] ?? '') ? nameAt(text, at, { both: true, known: common }) : undefined
    if (end === undefined) continue
    const next = text[end] ?? ''
    // Of three, with a common surname, and nothing that would go on with another word.
    const isPlace = endsPlace(text[end - 1])
    if (end - at >= 3 && !isPlace && (!isHan(next) || follows.has(next)) && !begins(text, end - 1, wordsAfterName))
      add(at, end, false)
    const dialled = /^[\s,:(-]{0,2}(?:的?(?:电话|手机|联系方式)[:是]?\s?)?1[3-9](?:\D?\d){9}/u.test(figures.slice(end))
    if (dialled || (opens && doesNext.includes(next) && next !== '')) add(at, end, false)
  }
  return found
}
