/**
 * What of the texts on the moderator's form is masked: every hit and every span added by hand is a mark with a tick of its own. The form
 * carries, for each text, the sum of what was looked at; where the text has become another one its marks are proposed anew.
 */
import {
  maskKinds,
  type MaskKind,
  type MaskSpan,
  type Span,
  type TextRuling,
  type TextToRule
} from '#shared/masking.ts'
import { one, type Posted } from '../../frame/fields.ts'

export interface Mark extends MaskSpan {
  sure?: true | undefined
  masked: boolean
  /** Not on the form that was sent. */
  fresh: boolean
}
export interface MarkedText {
  of: string
  text: string
  hash: string
  marks: Mark[]
}

export const markValue = (of: string, { start, end, kind }: MaskSpan): string => `${of}:${start}:${end}:${kind}`
export const sumValue = ({ of, hash }: Pick<MarkedText, 'of' | 'hash'>): string => `${of}:${hash}`

const isKind = (said: string | undefined): said is MaskKind => maskKinds.some((kind) => kind === said)

/** Spans of one text as a form has sent them; what is no span of it is left out. */
function sent(posted: Posted, name: string, { of, text }: TextToRule): MaskSpan[] {
  const spans = (posted[name] ?? []).flatMap((value) => {
    const [whose, from = '', to = '', kind] = value.split(':')
    if (whose !== of || !/^\d{1,5}$/.test(from) || !/^\d{1,5}$/.test(to) || !isKind(kind)) return []
    const [start, end] = [Number(from), Number(to)]
    return end > start && end <= text.length ? [{ start, end, kind }] : []
  })
  return spans.filter((one, i) => spans.findIndex((other) => same(one, other)) === i)
}
const same = (a: Span, b: Span): boolean => a.start === b.start && a.end === b.end
const meets = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end

/** Wherever some words stand in a text. */
function placesOf(words: string, text: string): MaskSpan[] {
  const found: MaskSpan[] = []
  for (let start = text.indexOf(words); words !== '' && start !== -1; start = text.indexOf(words, start + words.length))
    found.push({ start, end: start + words.length, kind: 'other' })
  return found
}

/** What nobody has touched: as it was ruled before, and every hit that nobody has ruled on is masked. */
function proposed({ hits, ruled }: TextToRule): Mark[] {
  const masks = ruled?.masks ?? []
  const byHand = masks.filter((mask) => !hits.some((hit) => same(hit, mask)))
  const marks = hits.map((hit): Mark => {
    const isFree = ruled?.freed.some((span) => meets(span, hit)) ?? false
    return { ...hit, masked: !isFree || masks.some((mask) => same(mask, hit)), fresh: true }
  })
  return [...marks, ...byHand.map((mask) => ({ ...mask, masked: true, fresh: true }))]
}

const inOrder = (marks: Mark[]): Mark[] => marks.toSorted((a, b) => a.start - b.start || b.end - a.end)

export function markedTexts(texts: readonly TextToRule[], posted: Posted): MarkedText[] {
  const more = one(posted, 'maskWords').trim()
  return texts.map((text) => {
    const known = (posted['of'] ?? []).includes(sumValue(text))
    const masks = sent(posted, 'mask', text)
    const listed = [...sent(posted, 'hit', text), ...masks]
    const marks = known
      ? [
          ...listed
            .filter((span, i) => listed.findIndex((other) => same(span, other)) === i)
            .map((span): Mark => {
              const hit = text.hits.find((other) => same(other, span))
              return { ...span, ...hit, masked: masks.some((mask) => same(mask, span)), fresh: false }
            }),
          ...text.hits
            .filter((hit) => !listed.some((span) => same(span, hit)))
            .map((hit): Mark => ({ ...hit, masked: true, fresh: true }))
        ]
      : proposed(text)
    const added = placesOf(more, text.text).filter(
      (span) => !marks.some((mark) => mark.masked && mark.start <= span.start && mark.end >= span.end)
    )
    return {
      of: text.of,
      text: text.text,
      hash: text.hash,
      marks: inOrder([...marks, ...added.map((span): Mark => ({ ...span, masked: true, fresh: true }))])
    }
  })
}

/** Masks one after the other: two that meet are one. */
function joined(spans: readonly MaskSpan[]): MaskSpan[] {
  const apart: MaskSpan[] = []
  for (const { start, end, kind } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = apart.at(-1)
    if (last && start < last.end) last.end = Math.max(last.end, end)
    else apart.push({ start, end, kind })
  }
  return apart
}
/** What is left of some spans where nothing of others lies. */
function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
  const left: Span[] = []
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    let at = Math.max(start, left.at(-1)?.end ?? 0)
    for (const part of taken) {
      if (part.end <= at || part.start >= end) continue
      if (part.start > at) left.push({ start: at, end: part.start })
      at = Math.max(at, part.end)
    }
    if (at < end) left.push({ start: at, end })
  }
  return left
}

/** Whether a publication with these ticks shows a text. */
const isShown = (of: string, shown: readonly number[]): boolean =>
  of === 'title' || of === 'place' || shown.includes(Number.parseInt(of, 10))

/** The rulings as the contract asks for them; a text without a mark needs none. */
export const rulingsOf = (texts: readonly MarkedText[], shown: readonly number[]): TextRuling[] =>
  texts
    .filter(({ of, marks }) => marks.length > 0 && isShown(of, shown))
    .map(({ of, hash, marks }) => {
      const masks = joined(marks.filter((mark) => mark.masked))
      return {
        of,
        hash,
        masks,
        freed: without(
          marks.filter((mark) => !mark.masked),
          masks
        )
      }
    })

/** Marks in what will be shown that were not on the form that was sent. */
export const unseenMarks = (texts: readonly MarkedText[], shown: readonly number[]): number =>
  texts.filter(({ of }) => isShown(of, shown)).flatMap(({ marks }) => marks.filter(({ fresh }) => fresh)).length

/** Whether a text that was marked has become another one since. */
export const isOutdated = (texts: readonly MarkedText[], posted: Posted): boolean =>
  texts.some(
    (text) =>
      !(posted['of'] ?? []).includes(sumValue(text)) &&
      (posted['mask'] ?? []).some((value) => value.startsWith(`${text.of}:`))
  )

/** Whether words were to be masked that none of the texts has. */
export function isNowhere(texts: readonly MarkedText[], posted: Posted): boolean {
  const more = one(posted, 'maskWords').trim()
  return more !== '' && !texts.some(({ text }) => text.includes(more))
}

/** The same as the fields of a form. */
export const markFields = (texts: readonly MarkedText[]): [string, string][] =>
  texts
    .filter(({ marks }) => marks.length > 0)
    .flatMap((text) => [
      ['of', sumValue(text)] as [string, string],
      ...text.marks.flatMap((mark): [string, string][] => [
        ['hit', markValue(text.of, mark)],
        ...(mark.masked ? [['mask', markValue(text.of, mark)] as [string, string]] : [])
      ])
    ])

/** A text in pieces: what no mark covers, and each mark; of two that meet the second begins where the first ends. */
export function piecesOf({ text, marks }: MarkedText): { words: string; n?: number; masked?: boolean }[] {
  const pieces: { words: string; n?: number; masked?: boolean }[] = []
  let at = 0
  for (const [i, { start, end, masked }] of marks.entries()) {
    const from = Math.max(at, start)
    if (from >= end) continue
    if (from > at) pieces.push({ words: text.slice(at, from) })
    pieces.push({ words: text.slice(from, end), n: i + 1, masked })
    at = end
  }
  return at < text.length ? [...pieces, { words: text.slice(at) }] : pieces
}
