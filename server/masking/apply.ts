/** Spans of a text: what is wrong with them, what they leave open, and the text as they let it be read. */
import { maskSign } from '#shared/locales/masking.ts'
import { maskKinds, type MaskSpan, type Span } from '#shared/masking.ts'

export type SpanFault = 'empty' | 'outside' | 'half' | 'overlap'

/** Whether a place in a text lies between the two halves of a character. */
const halves = (text: string, at: number): boolean =>
  /[\ud800-\udbff]/.test(text[at - 1] ?? '') && /[\udc00-\udfff]/.test(text[at] ?? '')

/** The first fault of spans that are to lie apart in a text. */
export function spanFault(text: string, spans: readonly Span[]): SpanFault | undefined {
  const sorted = spans.toSorted((a, b) => a.start - b.start)
  for (const [i, { start, end }] of sorted.entries()) {
    if (end <= start) return 'empty'
    if (end > text.length) return 'outside'
    if (halves(text, start) || halves(text, end)) return 'half'
    if (start < (sorted[i - 1]?.end ?? 0)) return 'overlap'
  }
  return undefined
}

/** Those of some spans that do not lie whole in what was ruled on. */
export function uncovered<S extends Span>(spans: readonly S[], ruled: readonly Span[]): S[] {
  const sorted = ruled.toSorted((a, b) => a.start - b.start)
  return spans.filter(({ start, end }) => {
    let reached = start
    for (const part of sorted) if (part.start <= reached && part.end > reached) reached = part.end
    return reached < end
  })
}

/** The text as the public reads it: what is masked is said to be, and what it was. */
export function masked(text: string, masks: readonly MaskSpan[] = []): string {
  let [read, at] = ['', 0]
  for (const { start, end, kind } of masks.toSorted((a, b) => a.start - b.start)) {
    read += text.slice(at, start) + maskSign(kind)
    at = end
  }
  return read + text.slice(at)
}
/** What was masked is not searched for either, and parts what stands around it. */
export const searchable = (read: string): string =>
  maskKinds.reduce((left, kind) => left.replaceAll(maskSign(kind), ' '), read)
