/**
 * What is made unreadable in words before they are public: spans of a text that a program proposes and a moderator rules on. A span counts
 * in code units of the text as it is kept, its end is the first unit that it no longer covers.
 */
import { int, just, list, maybe, oneOf, input, matching, said, sum, view, type Infer } from './schema.ts'

/** What is looked for, the narrowest first; `other` is what a person marks by hand. */
export const maskKinds = ['id', 'card', 'phone', 'plate', 'email', 'account', 'door', 'name', 'other'] as const
export type MaskKind = (typeof maskKinds)[number]

/** Longer than any text that is published. */
const textUnitsAtMost = 10_000
/** Spans that one text may be ruled on with. */
export const spansAtMost = 200

const ends = { start: int(0, textUnitsAtMost), end: int(1, textUnitsAtMost) }
export const span = input(ends)
export type Span = Infer<typeof span>
export const maskSpan = input({ ...ends, kind: oneOf(maskKinds) })
export type MaskSpan = Infer<typeof maskSpan>

/** A text that a publication shows: its title, the place as its reporter wrote it, the words of an entry, or whom a refusal names. */
export const maskedText = () => matching(/^(title|place|[1-9]\d{0,3}|[1-9]\d{0,3}\.ask)$/, 12)

/** How one text was ruled on; every hit has to lie in what is masked or in what is left free. */
export const textRuling = input({
  of: maskedText(),
  /** SHA-256 of the text that was looked at; another is refused. */
  hash: sum(),
  masks: list(maskSpan, { max: spansAtMost }),
  freed: list(span, { max: spansAtMost })
})
export type TextRuling = Infer<typeof textRuling>

export const maskHit = view({
  ...ends,
  kind: oneOf(maskKinds),
  /** It has the form and what proves it: a checksum, a full number; else it only looks like one. */
  sure: maybe(just(true))
})
export type MaskHit = Infer<typeof maskHit>

/** A text as it lies before the moderator: what is found in it, and what he or another ruled on it last. */
export const textToRule = view({
  of: maskedText(),
  text: said(),
  hash: sum(),
  hits: list(maskHit, { max: spansAtMost }),
  ruled: maybe(view({ masks: list(maskSpan, { max: spansAtMost }), freed: list(span, { max: spansAtMost }) }))
})
export type TextToRule = Infer<typeof textToRule>
