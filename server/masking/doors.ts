/** Where inside a compound somebody lives: building, entrance, room. The number of a house in its street stays. */
import type { Folded } from './fold.ts'
import type { Found } from './numbers.ts'
import { buildings, counted, entrances, homeWords, rooms, tens } from './words.ts'

const figure = `(?:[A-Z]?\\d|[${tens}])`
const number = `(?:${figure}(?:\\s?${figure}){0,3}|[A-Z](?=栋|幢|座|号楼|\\d))`
const gap = '[\\s,，、\\-—]{0,2}'
const one = (words: readonly string[]): string => `(?:${words.join('|')})`
// 602天天漏水 counts no days.
const notCounted = `(?!天(?!天)|[${counted.replace('天', '')}])`
const room = `${number}${gap}(?:${one(rooms)}|号(?!楼|线|店|铺|台|井|杆))`
const bareRoom = `\\d{3,4}(?!\\d)${notCounted}(?!\\s?号)`

const forms = [
  // 3栋2单元502室, 12号楼302, A座1204室, 3栋2单元
  `${number}\\s?${one(buildings)}(?:${gap}[甲乙丙丁东西南北]?${number}\\s?${one(entrances)})?${gap}(?:${number}\\s?[楼层]${gap})?(?:${room}|${bareRoom})`,
  `${number}\\s?${one(buildings)}${gap}[甲乙丙丁东西南北]?${number}\\s?${one(entrances)}`,
  // 2单元502室
  `${number}\\s?${one(entrances)}${gap}(?:${number}\\s?[楼层]${gap})?(?:${room}|${bareRoom})`,
  // 96号302室, 11号2204
  `${number}\\s?号[\\s-]?\\d{3,4}(?![\\d.:])${notCounted}`,
  `${number}\\s?号${gap}(?:${number}\\s?[楼层]${gap})?(?:${number}\\s?(?:室|户|房)|\\d{3,4}\\s?号(?!楼|线|店|铺))`,
  // 7组12号
  `${number}\\s?组${gap}${number}\\s?(?:号|户)(?!楼|线)`,
  // 502室, 5楼502室
  `(?:${number}\\s?[楼层]${gap})?(?<![\\d.-])\\d{3,4}\\s?(?:室(?![内外])|户室)`
]
const doors = forms.map((form) => new RegExp(`(?<![A-Z0-9.])${form}`, 'gu'))
const dash = '\\s?[-—–－‐−#/]\\s?'
/** 3-2-502 */
const dashed = new RegExp(
  `(?<![\\d.-])[A-Z]?\\d{1,3}${dash}\\d{1,2}${dash}(\\d{3,4})(?:\\s?室)?(?![\\d-]|:\\d)${notCounted}`,
  'gu'
)
/** 12-502 */
const dashedTwice = new RegExp(`(?<![\\d.-])[A-Z]?\\d{1,3}${dash}(\\d{3,4})(\\s?室)?(?![\\d-])${notCounted}`, 'gu')

export function findDoors(folded: Folded): Found[] {
  const { figures, text } = folded
  const full = doors.flatMap((door) =>
    // Read as written as well: 1502一直 is no 15021.
    [...text.matchAll(door), ...figures.matchAll(door)].map((match): Found => ({
      start: match.index,
      end: match.index + match[0].length,
      kind: 'door',
      sure: /[室户房]$/u.test(match[0])
    }))
  )
  // Nobody's room is 2026, nor 1985: the date is written from its end.
  const isYear = (room = ''): boolean => /^(19[3-9]|20[1-4])\d$/.test(room)
  const parts = [...text.matchAll(dashed)].flatMap((match): Found[] =>
    isYear(match[1]) ? [] : [{ start: match.index, end: match.index + match[0].length, kind: 'door', sure: true }]
  )
  const two = [...text.matchAll(dashedTwice)].flatMap((match): Found[] => {
    const home = homeWords.some((word) => text.slice(Math.max(0, match.index - 8), match.index).includes(word))
    if (isYear(match[1]) || (match[2] === undefined && !home)) return []
    return [{ start: match.index, end: match.index + match[0].length, kind: 'door', sure: false }]
  })
  return [...full, ...parts, ...two]
}
