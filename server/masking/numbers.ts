/** Telephones, ID numbers and bank cards: runs of figures, however they are parted. */
import type { MaskKind } from '#shared/masking.ts'
import type { Folded } from './fold.ts'
import { callWords, extensions, idWords, thingWords } from './words.ts'

/** Offsets into the folded text. */
export interface Found {
  start: number
  end: number
  kind: MaskKind
  sure: boolean
}

/** Figures of one way of writing, with nothing between them. */
interface Group {
  start: number
  end: number
  figures: string
  /** Whether something stands between it and the group before. */
  parted: boolean
}

const parting = /^[\s\-_.·•・*+/|~()\u2010-\u2015\u2500\u2501\u2212\u2026\u30fb\u30fc\ufe4d-\ufe4f'"]{1,3}$/
/** An O or an l among figures is one of them. */
const lookalikes = (figures: string): string =>
  figures.replace(/(?<![A-Z])[\dOIL](?:[\s-]?[\dOIL]){6,}(?![A-Z])/g, (run) =>
    run.replace(/\D/g, '').length < 6 ? run : run.replace(/O/g, '0').replace(/[IL]/g, '1')
  )

/** Runs of groups between which nothing stands but what people part figures with. */
function runsIn({ text, figures }: Folded): Group[][] {
  const runs: Group[][] = []
  let last: Group | undefined
  for (const match of lookalikes(figures).matchAll(/\d+/g)) {
    // Where figures of two ways of writing touch, a number may end.
    const parts = text.slice(match.index, match.index + match[0].length).match(/[0-9OILQ]+|[^0-9OILQ]+/g) ?? []
    let start = match.index
    for (const [i, part] of parts.entries()) {
      const end = start + part.length
      const between: string = last ? text.slice(last.end, start) : ''
      const follows = last !== undefined && (between === '' || parting.test(between))
      const group = {
        start,
        end,
        figures: match[0].slice(start - match.index, end - match.index),
        parted: i === 0 && between !== ''
      }
      if (follows) runs.at(-1)?.push(group)
      else runs.push([group])
      last = group
      start = end
    }
  }
  return runs
}

const regions = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83 91'.split(
    ' '
  )
)
const isDay = (figures: string): boolean => /^(18|19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/.test(figures)
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
/** GB 11643 (ISO 7064, MOD 11-2). */
export const idSum = (seventeen: string): string =>
  '10X98765432'[weights.reduce((sum, weight, i) => sum + weight * Number(seventeen[i]), 0) % 11] ?? ''
export function isLuhn(figures: string): boolean {
  const sum = [...figures].reverse().reduce((total, figure, i) => {
    const twice = Number(figure) * 2
    return total + (i % 2 === 0 ? Number(figure) : twice > 9 ? twice - 9 : twice)
  }, 0)
  return sum % 10 === 0
}

export const near = ({ text }: Folded, start: number, words: readonly string[], reach = 8): boolean => {
  const before = text.slice(Math.max(0, start - reach), start)
  return words.some((word) => before.includes(word))
}

interface Window {
  figures: string
  start: number
  end: number
  /** How long each part is that stands by itself. */
  parts: number[]
}
type Judged = { kind: MaskKind; sure: boolean; end?: number } | undefined

/** Nobody parts a number in more places than this, unless he parts every figure of it. */
const orderly = (parts: readonly number[], atMost: number): boolean =>
  parts.length <= atMost || parts.every((length) => length <= 2)

function asId(folded: Folded, { figures, start, end, parts }: Window): Judged {
  // A figure of the region lost or doubled moves the day of birth.
  const dated = [6, 5, 7].some((from) => isDay(figures.slice(from, from + 8)) && (from === 6 || figures.length !== 18))
  if (!regions.has(figures.slice(0, 2)) || !(dated || orderly(parts, 6))) return undefined
  const tail = /^[\s\-.·]?[X×✕*](?![A-Z0-9])/.exec(folded.text.slice(end))
  // A figure too many or too few, and an X where only these numbers have one.
  if (tail && (figures.length > 16 || dated) && figures.length > 15 && figures.length < 19)
    return { kind: 'id', sure: figures.length === 17 && dated && idSum(figures) === 'X', end: end + tail[0].length }
  if (figures.length === 18 && dated) return { kind: 'id', sure: idSum(figures.slice(0, 17)) === figures[17] }
  const named = near(folded, start, idWords)
  if ((figures.length === 17 || figures.length === 19) && (dated || named)) return { kind: 'id', sure: false }
  if ((figures.length === 18 || figures.length === 16 || figures.length === 15) && named)
    return { kind: 'id', sure: false }
  return figures.length === 15 && isDay(`19${figures.slice(6, 12)}`) ? { kind: 'id', sure: false } : undefined
}

function asCard(folded: Folded, { figures, start, parts }: Window): Judged {
  if (!/^[2-9]\d{15,18}$/.test(figures)) return undefined
  const grouped = parts.length === 1 || parts[0] === 6 || parts.slice(0, -1).every((length) => length <= 5)
  if (!grouped || !orderly(parts, 6)) return undefined
  const lucky = isLuhn(figures)
  if (!lucky && near(folded, start, thingWords)) return undefined
  return { kind: 'card', sure: lucky }
}

const mobile = /^1[3-9]\d{9}$/
const landline = /^0(10|2\d|[3-9]\d\d)[2-8]\d{6,7}$/
const toll = /^[48]00\d{7}$/

function asPhone(folded: Folded, { figures, start, parts }: Window): Judged {
  const [first = 0] = parts
  const fine = orderly(parts, 5)
  if (!fine) return undefined
  const abroad = /^(00)?861[3-9]\d{9}$/.test(figures)
  if (mobile.test(figures) || abroad) return { kind: 'phone', sure: true }
  const isCode = /[A-Z]$/.test(folded.text.slice(0, start)) || near(folded, start, thingWords, 4)
  if (
    landline.test(figures) &&
    !isCode &&
    (parts.length === 1 || first === 3 || first === 4 || parts.every((length) => length <= 2))
  )
    return { kind: 'phone', sure: true }
  if (toll.test(figures)) return { kind: 'phone', sure: true }
  const called = near(folded, start, callWords)
  if (!called) return undefined
  if (/^[2-8]\d{6,7}$/.test(figures) && parts.length <= 4 && !isDay(figures)) return { kind: 'phone', sure: false }
  return /^1[3-9](\d{8}|\d{10})$/.test(figures) ? { kind: 'phone', sure: false } : undefined
}

/** The longest that something may be, and the shortest. */
const longest = 19
const shortest = 7

function* windowsFrom(run: readonly Group[], from: number): Generator<{ window: Window; groups: number }> {
  const first = run[from]
  if (!first) return
  const window: Window = { figures: '', start: first.start, end: first.end, parts: [] }
  for (const [i, group] of run.slice(from).entries()) {
    window.figures += group.figures
    window.end = group.end
    if (i > 0 && !group.parted) window.parts.push((window.parts.pop() ?? 0) + group.figures.length)
    else window.parts.push(group.figures.length)
    if (window.figures.length > longest) return
    if (window.figures.length >= shortest) yield { window: { ...window, parts: [...window.parts] }, groups: i + 1 }
  }
}

/** What begins with a group, the most telling first. */
function judge(folded: Folded, run: readonly Group[], from: number): (Found & { groups: number }) | undefined {
  const windows = [...windowsFrom(run, from)].reverse()
  for (const judged of [asId, asPhone, asCard]) {
    const found = windows.flatMap(({ window, groups }) => {
      const verdict = judged(folded, window)
      return verdict ? [{ end: window.end, ...verdict, start: window.start, groups }] : []
    })
    const best = found.find(({ sure }) => sure) ?? found[0]
    if (best) return best
  }
  return undefined
}

const extended = new RegExp(`^[\\s\\-,*#()]{0,2}(?:${extensions.join('|')}|[-*#])[\\s:]?\\d{1,5}(?!\\d)`)

export function findNumbers(folded: Folded): Found[] {
  return runsIn(folded).flatMap((run) => {
    const found: Found[] = []
    for (let from = 0; from < run.length;) {
      const hit = judge(folded, run, from)
      from += hit?.groups ?? 1
      if (!hit) continue
      const { groups: _, ...rest } = hit
      const more = hit.kind === 'phone' ? extended.exec(folded.figures.slice(hit.end)) : null
      const plus =
        hit.kind === 'phone' ? /[(]?\+?(?:(?:0086|86)[)]?[\s-]?)?$/.exec(folded.text.slice(0, hit.start)) : null
      const end = hit.end + (more?.[0].length ?? 0)
      const opened = plus?.[0] === '(' && !folded.text.slice(hit.start, end).includes(')')
      found.push({ ...rest, start: hit.start - (opened ? 0 : (plus?.[0].length ?? 0)), end })
    }
    return found
  })
}
