/** Plates of vehicles, and what is written with an address of its own: e-mails, numbers of accounts. */
import type { Folded } from './fold.ts'
import { near, type Found } from './numbers.ts'
import {
  accountFillers,
  accountWords,
  atWords,
  beforeBarePlate,
  dotWords,
  plateEndings,
  plateWords,
  provinces,
  publicNumbers,
  vehicleWords
} from './words.ts'

const gap = '[\\s\\-_.·•・*:/,()\'"“”\\u2010-\\u2015\\u2500\\u2501]{0,2}'
const tail = `(?:${gap}[A-Z0-9]){5,6}(?![A-Z0-9])|(?:${gap}[A-Z0-9]){4}${gap}[${plateEndings}]`
const plate = new RegExp(`([\\p{Script=Han}])${gap}([A-Z])(?:${tail})`, 'gu')
const bare = new RegExp(`(?<![A-Z0-9])[A-Z](?:${tail})`, 'gu')
const police = new RegExp(
  `(?<![A-Z0-9])WJ${gap}[${provinces}]?(?:${gap}[A-Z0-9]){5}(?![A-Z0-9])|(?<!使用)使(?:${gap}\\d){6}(?!\\d)`,
  'gu'
)

const isNumber = (serial: string, sure: boolean): boolean => {
  const figures = serial.replace(/[^0-9OI]/g, '').length
  const least = serial.length === 6 || sure ? 3 : 4
  if (figures < least) return false
  return (
    serial.length < 6 ||
    /^[A-HJ-K][A-Z0-9]\d{4}$|^\d{5}[A-HJ-K]$/.test(serial) ||
    new RegExp(`^.{4}[${plateEndings}]$`).test(serial)
  )
}

/** Figures written in Chinese are figures here, except where the plate is full and the sentence goes on with one of them. */
function cut(folded: Folded, start: number, matched: string): { end: number; serial: string } | undefined {
  const full = matched.replace(/[^\p{Script=Han}A-Z0-9]/gu, '')
  const serial = full.replace(/^\p{Script=Han}?[A-Z]/u, '')
  if (isNumber(serial, true)) return { end: start + matched.length, serial }
  // The sixth belongs to what comes after it.
  const shorter = matched.slice(0, -1).trimEnd()
  const last = folded.text[start + matched.length - 1] ?? ''
  return serial.length === 6 && /\p{Script=Han}/u.test(last) && isNumber(serial.slice(0, 5), true)
    ? { end: start + shorter.length, serial: serial.slice(0, 5) }
    : undefined
}

export function findPlates(folded: Folded): Found[] {
  const found: Found[] = []
  // Read as written as well: where 两辆 follows a plate, it is no figure of it.
  const written = (form: RegExp): RegExpExecArray[] => [...folded.text.matchAll(form), ...folded.figures.matchAll(form)]
  for (const match of written(plate)) {
    const [matched, region = ''] = match
    const start = match.index
    const part = cut(folded, start, matched)
    if (!part) continue
    const named = near(folded, start, plateWords) || near(folded, start, vehicleWords, 6)
    if (provinces.includes(region)) {
      found.push({ start, end: part.end, kind: 'plate', sure: true })
      continue
    }
    // The capitals of this city's province may be its own.
    const mixed = /[A-Z]/.test(part.serial) && /\d/.test(part.serial)
    if (beforeBarePlate.includes(region) || /[_@]/.test(matched) || !/^\p{Script=Han}[·•.]?[A-Z]/u.test(matched))
      continue
    if (named || mixed || /^\p{Script=Han}[A-Z]?[·•]/u.test(matched))
      found.push({ start, end: part.end, kind: 'plate', sure: false })
  }
  for (const match of written(bare)) {
    const part = cut(folded, match.index, match[0])
    if (part && near(folded, match.index, plateWords, 6))
      found.push({ start: match.index, end: part.end, kind: 'plate', sure: false })
  }
  for (const match of written(police))
    found.push({ start: match.index, end: match.index + match[0].length, kind: 'plate', sure: true })
  return found
}

const anyOf = (words: readonly string[]): string => words.map((word) => word.replace(/[()[\]]/g, '\\$&')).join('|')
const email = new RegExp(
  `[A-Z0-9][A-Z0-9._+-]{0,63}(?:\\s?@\\s?|${anyOf(atWords)})[A-Z0-9-]{1,40}(?:(?:\\s?\\.\\s?|${anyOf(dotWords)})(?:[A-Z0-9-]{1,30})){0,3}(?:\\s?\\.\\s?|${anyOf(dotWords)})(?:COM|CN|NET|ORG|EDU|GOV|IO|ME|CC|TOP|VIP|INFO|XYZ|HK|TW)(?![A-Z0-9])`,
  'gu'
)
const account = new RegExp(
  `(?<![A-Z])(?:${accountWords.join('|')})(?:${accountFillers.join('|')}|[\\s:,()"“]){0,6}([A-Z][A-Z0-9_-]{4,19}|[1-9](?:[\\s\\-.·*]?\\d){4,11})(?![A-Z0-9])`,
  'gu'
)

export function findAddresses(folded: Folded): Found[] {
  const mails = [...folded.text.matchAll(email)].map((match): Found => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'email',
    sure: true
  }))
  const accounts = [...folded.figures.matchAll(account)].flatMap((match): Found[] => {
    const [matched, name = ''] = match
    const end = match.index + matched.length
    return publicNumbers.includes(name)
      ? []
      : [{ start: end - name.length, end, kind: 'account', sure: /\d/.test(name) }]
  })
  return [...mails, ...accounts]
}
