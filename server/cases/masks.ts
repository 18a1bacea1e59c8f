/**
 * What is masked in the words of a case. A ruling names spans of each text that it shows; they stand among the facts of its entry, as
 * offsets and kinds, and the words stay as they were said. Of a ruling from before there were masks all that the rules find is masked.
 */
import type { MaskSpan, Span, TextRuling, TextToRule } from '#shared/masking.ts'
import { refuse } from '#shared/errors.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { sha256 } from '#server/kernel/canonical.ts'
import { findHits, masked, spanFault, uncovered } from '#server/masking/index.ts'
import { placeBy, precisionBy } from './place.ts'
import { noteConsent, publishable, speakerIn, type Consents } from './consent.ts'
import type { Facts, Words } from './ledger.ts'
import type { CaseDoc } from './model.ts'
import type { Publication } from './state.ts'

/** Parts of what was said that a publication shows; how to reach an office is there to be read. */
const fields = ['text', 'ask'] as const
type Field = (typeof fields)[number]
const keyOf = (n: number, field: Field): string => (field === 'text' ? String(n) : `${n}.${field}`)

export type Masks = NonNullable<Publication['masks']>
type Stored = Pick<CaseDoc, 'words'> & { publication: Pick<Publication, 'masks'> }

/** What an entry says, as the public reads it once it is approved. */
export function publicText({ words, publication }: Stored, n: number, field: Field = 'text'): string | undefined {
  const said = words[n]?.[field]
  return said && masked(said, publication.masks?.[keyOf(n, field)])
}
/** Whether a part of an entry is masked: then the public may not have what its commitment is over. */
export const isMasked = ({ publication }: Pick<Stored, 'publication'>, n: number, path: string): boolean =>
  fields.some((field) => field === path && (publication.masks?.[keyOf(n, field)]?.length ?? 0) > 0)

const hitsIn = (text: string): MaskSpan[] => findHits(text).map(({ start, end, kind }) => ({ start, end, kind }))

/** The masks of a ruling: as it says, or as the rules find them where it was made before there were any. */
export function masksBy({ words: shown = [], masks }: Facts, words: Readonly<Record<string, Words>>): Masks {
  if (masks) return Object.fromEntries(Object.entries(masks).map(([of, spans]) => [of, spans.map(spanOf)]))
  const found = shown.flatMap((n) => fields.map((field) => [keyOf(n, field), hitsIn(words[n]?.[field] ?? '')] as const))
  return Object.fromEntries(found.filter(([, spans]) => spans.length > 0))
}
type StoredSpan = NonNullable<Facts['masks']>[string][number]
const spanOf = ([start, end, kind]: StoredSpan): MaskSpan => ({ start, end, kind })

/** A title from before there were masks. */
export const titleUnder = (title: string, { masks }: Facts): string => (masks ? title : masked(title, hitsIn(title)))

/** The address of a public place, as the public reads it. */
export const addressUnder = (address: string, { masks, unruled }: Publication): string =>
  masked(address, unruled ? hitsIn(address) : masks?.['place'])

interface Text {
  of: string
  text: string
}

/** The place that a ruling of this moment shows, where it has an address. */
function placeNow({ ledger, reports, category, area }: CaseDoc, city: CitySnapshot): Text[] {
  const consents: Consents = new Map()
  for (const entry of ledger) noteConsent(consents, entry)
  const speaker = reports.find(({ id }) => id === speakerIn(consents))
  const { address } = speaker ? placeBy(speaker.place, precisionBy(category, city), area, city) : {}
  return address ? [{ of: 'place', text: address }] : []
}

const textsOf = ({ words }: CaseDoc, n: number): Text[] =>
  fields.flatMap((field) => {
    const text = words[n]?.[field]
    return text ? [{ of: keyOf(n, field), text }] : []
  })

/** Every text that a moderator may approve, with what is found in it and how it was ruled on last. */
export function textsToRule(caseDoc: CaseDoc, title: string, city: CitySnapshot): TextToRule[] {
  const last = caseDoc.ledger.findLast(({ verb }) => verb === 'publish')?.facts
  const open = caseDoc.ledger.filter(({ n, verb }) => publishable.has(verb) && caseDoc.words[n] !== undefined)
  const texts = [
    { of: 'title', text: title },
    ...placeNow(caseDoc, city),
    ...open.flatMap(({ n }) => textsOf(caseDoc, n))
  ]
  return texts.map(({ of, text }) => {
    const { masks, freed } = { masks: last?.masks?.[of], freed: last?.freed?.[of] }
    const ruled = of === 'title' || of === 'place' ? undefined : (masks ?? freed)
    return {
      of,
      text,
      hash: sha256(text),
      hits: findHits(text),
      ...(ruled && {
        ruled: { masks: (masks ?? []).map(spanOf), freed: (freed ?? []).map(([start, end]): Span => ({ start, end })) }
      })
    }
  })
}

const amiss = (at: string, code: string): never => refuse('invalid', { errors: [{ at, code }] })

/**
 * The masks that a moderator has chosen, held against the texts that he shows. Refuses spans that overlap, cover nothing, lie outside or
 * split a character, a text that is not shown, `words_changed` for one that is not the one he looked at, and `unruled_words` where
 * something was found that he neither masked nor left free.
 */
export function ruleOn(
  caseDoc: CaseDoc,
  { title, words, texts = [] }: { title: string; words: readonly number[]; texts?: readonly TextRuling[] | undefined },
  city: CitySnapshot
): { title: string; masks: NonNullable<Facts['masks']>; freed: NonNullable<Facts['freed']> } {
  const shown = [{ of: 'title', text: title }, ...placeNow(caseDoc, city), ...words.flatMap((n) => textsOf(caseDoc, n))]
  for (const [i, { of, hash, masks, freed }] of texts.entries()) {
    const text = shown.find((one) => one.of === of)?.text
    if (text === undefined || texts.findIndex((one) => one.of === of) !== i)
      return amiss(`/body/texts/${i}/of`, 'invalid_value')
    if (hash !== sha256(text)) refuse('words_changed')
    const fault = spanFault(text, [...masks, ...freed])
    if (fault) amiss(`/body/texts/${i}`, `span_${fault}`)
  }
  const rulingOf = (of: string): Pick<TextRuling, 'masks' | 'freed'> =>
    texts.find((one) => one.of === of) ?? { masks: [], freed: [] }
  const left = shown.flatMap(({ of, text }) => {
    const { masks, freed } = rulingOf(of)
    return uncovered(findHits(text), [...masks, ...freed])
  })
  if (left.length > 0) refuse('unruled_words')
  // The title is the moderator's own: masked as it is kept, for there is nothing beneath that anybody said.
  const kept = texts.filter(({ of }) => of !== 'title')
  const masksOf = kept.filter(({ masks }) => masks.length > 0)
  const freedOf = kept.filter(({ masks, freed }) => masks.length > 0 || freed.length > 0)
  return {
    title: masked(title, rulingOf('title').masks),
    masks: Object.fromEntries(
      masksOf.map(({ of, masks }) => [of, masks.map(({ start, end, kind }): StoredSpan => [start, end, kind])])
    ),
    freed: Object.fromEntries(
      freedOf.map(({ of, freed }) => [of, freed.map(({ start, end }): [number, number] => [start, end])])
    )
  }
}

/** A ruling that follows what is found; for made-up cases. */
export const asFound = (caseDoc: CaseDoc, title: string, words: readonly number[], city: CitySnapshot): TextRuling[] =>
  textsToRule(caseDoc, title, city)
    .filter(({ of }) => of === 'title' || of === 'place' || words.includes(Number.parseInt(of, 10)))
    .map(({ of, hash, hits }) => ({
      of,
      hash,
      masks: hits.map(({ start, end, kind }) => ({ start, end, kind })),
      freed: []
    }))
