/**
 * What a password must be, after NIST SP 800-63B: long, and nothing that is guessed first. No rule asks for a capital or a sign, and
 * none asks for another password every three months: both make people write it down.
 */
import type { PasswordFault } from '#shared/staff.ts'
import { passwordMost, passwordLeast, sentenceLeast } from '#shared/staff.ts'
import { commonSayings, commonWords, runsOfKeys } from './common-words.ts'
import { isStolen } from './stolen-passwords.ts'

/** What somebody who knows of the person would try first. */
export interface PasswordAbout {
  login: string
  name: string
  /** Names of the city, in letters and in characters. */
  city: readonly string[]
}

/** Each character that is no common word, run, date or repetition counts as the person's own. */
const ownLeast = 5
const differentLeast = 5
const runLeast = 4

/** One form for what looks alike: width, case and the signs that stand for letters. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll('@', 'a').replaceAll('$', 's')
const signs: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't' }
const asLetters = (text: string): string => [...text].map((sign) => signs[sign] ?? sign).join('')
const lettersOnly = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

const isSentence = (password: string): boolean => (password.match(/\p{Script=Han}/gu) ?? []).length >= sentenceLeast

/** How far a run of keys, or one key again and again, goes on from here; nothing where it is too short to be one. */
function runAt(text: string, at: number): number {
  const first = text[at] ?? ''
  let same = 1
  while (text[at + same] === first) same++
  let longest = same >= 3 ? same : 0
  for (const keys of runsOfKeys) {
    for (let start = keys.indexOf(first); start >= 0; start = keys.indexOf(first, start + 1)) {
      let n = 0
      while (keys[start + n] !== undefined && keys[start + n] === text[at + n]) n++
      if (n >= runLeast && n > longest) longest = n
    }
  }
  return longest
}

/** A year, a day of birth, a telephone number. */
const figures = [
  /^(19|20)\d\d([-./]?(0?[1-9]|1[0-2])[-./]?(0[1-9]|[12]\d|3[01]))?/,
  /^(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/,
  /^1[3-9]\d{9}/
]

/** How much of it, from here on, is what everybody guesses. */
function commonAt(text: string, letters: string, at: number): number {
  const words = [...commonWords, ...commonSayings].filter(
    (word) => text.startsWith(word, at) || letters.startsWith(word, at)
  )
  const dates = figures.flatMap((pattern) => pattern.exec(text.slice(at))?.[0].length ?? [])
  return Math.max(0, runAt(text, at), ...words.map((word) => word.length), ...dates)
}

/** How many characters are the person's own. */
function ownCharacters(password: string): number {
  const text = lettersOnly(plain(password))
  const letters = asLetters(text)
  let own = 0
  for (let at = 0; at < text.length;) {
    const common = commonAt(text, letters, at)
    if (common === 0) own++
    at += common || 1
  }
  return own
}

const least = { latin: 3, han: 2 }
/** A name inside, forwards or with signs for letters; a single letter or character is no name. */
function holds(password: string, names: readonly string[]): boolean {
  const text = lettersOnly(plain(password))
  const letters = asLetters(text)
  return names
    .map((name) => lettersOnly(plain(name)))
    .some((name) => {
      const enough = /\p{Script=Han}/u.test(name) ? least.han : least.latin
      return (
        name.length >= enough && (text.includes(name) || letters.includes(name) || letters.includes(asLetters(name)))
      )
    })
}

/** Every rule that a password breaks; none where it will do. */
export function passwordFaults(password: string, { login, name, city }: PasswordAbout): PasswordFault[] {
  const length = [...password].length
  if (length > passwordMost) return ['password_long']
  const checks: readonly [PasswordFault, boolean][] = [
    ['password_short', length < passwordLeast && !isSentence(password)],
    ['password_login', holds(password, [login])],
    ['password_name', holds(password, [name])],
    ['password_city', holds(password, city)],
    [
      'password_common',
      new Set(plain(password)).size < differentLeast ||
        ownCharacters(password) < ownLeast ||
        isStolen(plain(password), ownLeast) ||
        isStolen(password.normalize('NFKC').toLowerCase(), ownLeast)
    ]
  ]
  return checks.flatMap(([fault, broken]) => (broken ? [fault] : []))
}
