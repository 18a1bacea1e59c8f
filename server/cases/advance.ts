/**
 * The pure heart of every move: a case, what was done and said, and out comes the case after it. Used by the commands,
 * the demo seed and the property tests alike; nothing here reads a clock, a database or a viewer.
 */
import { randomUUID } from 'node:crypto'
import type { Status, Verb } from '#shared/cases.ts'
import { refuse, type Refusal } from '#shared/errors.ts'
import { precisions, type Precision } from '#shared/city.ts'
import type { Limit } from '#shared/limits.ts'
import { fill, words as w } from '#shared/locales/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { searchable } from '#server/masking/index.ts'
import { ruledSince } from './consent.ts'
import { append, type Actor, type Facts, type Said, type Words } from './ledger.ts'
import { next } from './lifecycle.ts'
import type { OutboxItem } from '#server/kernel/outbox.ts'
import type { CaseDoc, Report, StoredPlace } from './model.ts'
import { addressUnder, publicText } from './masks.ts'
import { placeBy, precisionBy } from './place.ts'
import { project, timeRulesOf } from './projection.ts'
import { bigrams, searchTextOf } from './search.ts'
import { desksOf } from './who.ts'
import type { Projection, Publication } from './state.ts'
import { caseVerbs } from './verbs.ts'

/** When a command is given, and the city as it is then. */
export interface Now {
  at: Date
  city: CitySnapshot
  /** Name of the request that does it; what it asks for bears that too. */
  request?: string | undefined
  /** Shows the case as it would stand to whoever moves it; what cannot be shown is not written. */
  show?: (after: CaseDoc) => void
}

export interface Step {
  actor: Actor
  verb: Verb
  /** ISO moment. */
  at: string
  facts?: Facts
  said?: Said
  kept?: Words
  /** Where the lifecycle table leaves two ways (a withdrawal when others have joined). */
  to?: Status
}

export const canMove = (state: Projection, verb: Verb): boolean =>
  state.joinedInto === undefined
    ? next(state.status, verb) !== undefined && caseVerbs[verb].when(state)
    : caseVerbs[verb].onJoined

/** What a move that may be made in this status is refused with all the same, because it comes too late or too often. */
export const limitOn = (
  caseDoc: CaseDoc,
  verb: Verb,
  { now, city, report }: { now: number; city: CitySnapshot; report?: string }
): Refusal | undefined =>
  caseVerbs[verb].limit(caseDoc, {
    now,
    times: timeRulesOf(caseDoc.ledger, city.calendar),
    ...(report !== undefined && { report })
  })

/** The next case. Refuses `not_in_this_status` where the lifecycle or a condition says no. */
export function advance(before: CaseDoc, step: Step, city: CitySnapshot, change: Partial<CaseDoc> = {}): CaseDoc {
  const to = step.to ?? next(before.status, step.verb)
  if (to === undefined) refuse('not_in_this_status')
  const { entry, words } = append(before.ledger, {
    at: step.at,
    actor: step.actor,
    verb: step.verb,
    from: before.status,
    to,
    facts: step.facts ?? {},
    ...(step.said && { said: step.said }),
    ...(step.kept && { kept: step.kept })
  })
  const base = change.words ?? before.words
  const after: CaseDoc = {
    ...before,
    ...change,
    version: before.version + 1,
    ledger: [...before.ledger, entry],
    words: words ? { ...base, [entry.n]: words } : base,
    outbox: [
      ...before.outbox,
      { id: randomUUID(), topic: 'moved', at: entry.at, facts: { n: entry.n, verb: entry.verb, to: entry.to } }
    ]
  }
  return withNextEscalation(before, settle(after, city))
}

/** The first entries of a case: received, and dispatched where a rule names the office. */
export function open(
  first: Pick<CaseDoc, '_id' | 'no' | 'reports' | 'place' | 'routing' | 'photoSizes'> & { demo?: true },
  facts: Facts & { category: string; area: string; office: string; supervising: string; limit: Limit },
  actor: Actor,
  said: Said,
  at: string,
  city: CitySnapshot,
  toDispatcher = false
): CaseDoc {
  const consent = first.reports[0]?.consentPublic === false ? { consent: false as const } : {}
  const received = { ...facts, ...consent }
  const { entry, words } = append([], { at, actor, verb: 'receive', from: null, to: 'received', facts: received, said })
  const bare = settle(
    {
      ...first,
      ...emptyProjection,
      version: 1,
      title: '',
      publicPlace: first.place,
      searchText: '',
      search: [],
      desks: [],
      dueAt: null,
      publishedAt: null,
      ledger: [entry],
      words: words ? { 1: words } : {},
      outbox: [{ id: randomUUID(), topic: 'moved', at, facts: { n: 1, verb: 'receive', to: 'received' } }]
    },
    city
  )
  const doc = withNextEscalation(undefined, bare)
  if (toDispatcher) return doc
  const sent = advance(
    doc,
    {
      actor: { kind: 'rule' },
      verb: 'dispatch',
      at,
      facts: handing(facts)
    },
    city
  )
  return { ...sent, version: 1 }
}

/**
 * Asks for the next escalation step at its moment, where this move has changed it. Named after entry, step and moment: asking twice
 * is asking once, and what is asked for and no longer true finds nothing to do.
 */
export function withNextEscalation(before: CaseDoc | undefined, after: CaseDoc): CaseDoc {
  const { next } = after.escalation
  const known = before?.escalation?.next
  if (!next || (known?.id === next.id && known.at === next.at)) return after
  const last = after.ledger.at(-1)
  const item: OutboxItem = {
    id: `${after.no}/${last?.n ?? 0}/${next.id}@${next.at}`,
    topic: 'escalation',
    at: last?.at ?? after.at,
    dueAt: new Date(next.at).toISOString(),
    facts: { step: next.id }
  }
  return { ...after, outbox: [...after.outbox, item] }
}
/** What of the routing stands in the entry that dispatches. */
export const handing = (facts: Facts): Facts =>
  Object.fromEntries(sending.flatMap((key) => (facts[key] === undefined ? [] : [[key, facts[key]]])))
const sending = [
  'office',
  'assisting',
  'supervising',
  'person',
  'rule',
  'ruleVersion',
  'release',
  'asset',
  'border'
] as const satisfies readonly (keyof Facts)[]

const emptyProjection = { status: 'received' as const } as Projection

/** Recomputes everything that is a projection of the ledger, and the fields that follow from it. */
export function settle(doc: CaseDoc, city: CitySnapshot): CaseDoc {
  const p = project(doc.ledger, doc.words, city.calendar)
  const cleared = Object.fromEntries(optional.map((key) => [key, undefined]))
  const ruled = { reports: doc.reports, publication: p.publication, category: p.category }
  const published = p.publication.state === 'published'
  const shown = maskedPlace(
    placeBy(speakerOf(ruled)?.place ?? doc.place, precisionOf(ruled, city), p.area, city),
    p.publication
  )
  const given = p.publication.title
  const plain = plainTitle(p.category, shown.address, city)
  const title = given && mayStand(given, ruled, doc, city) ? given : ''
  const area = city.areas.get(p.area)?.properties.name ?? ''
  const text = openingFor({ ...ruled, words: doc.words }) ?? ''
  const searchText = searchTextOf(
    searchable([title || plain, shown.address ?? '', area, city.category(p.category)?.name ?? '', text].join(' '))
  )
  return {
    ...doc,
    ...cleared,
    ...p,
    title,
    publicPlace: shown,
    dueAt: p.deadline.running && !p.joinedInto ? new Date(p.deadline.dueAt) : null,
    publishedAt: published && p.publication.at && !p.joinedInto ? new Date(p.publication.at) : null,
    desks: desksOf(p),
    searchText,
    search: bigrams(searchText)
  }
}

const maskedPlace = (place: StoredPlace, publication: Publication): StoredPlace =>
  place.address && publication.state === 'published'
    ? { ...place, address: addressUnder(place.address, publication) }
    : place

const optional = [
  'grid',
  'person',
  'answerable',
  'transfer',
  'repliedAt',
  'repliedBy',
  'outcome',
  'closedAt',
  'closedBy',
  'onTime',
  'holdRequest',
  'holdUntil',
  'extendRequest',
  'raisedTo',
  'exposedAt',
  'reopenRequest',
  'reopenRefused',
  'asked',
  'refusedBy',
  'objection',
  'joinedInto',
  'pendingSince',
  'unhappySince'
] as const satisfies readonly (keyof Projection)[]
type Optional = { [K in keyof Projection]-?: undefined extends Projection[K] ? K : never }[keyof Projection]
// What is left out here would stay for ever once it was there.
const everyOptionalIsCleared: Exclude<Optional, (typeof optional)[number]> extends never ? true : never = true
void everyOptionalIsCleared

/** Whoever said yes to publication and has not taken his report back. */
export const agreed = (reports: readonly Report[]): Report[] => reports.filter((r) => r.consentPublic && !r.withdrawn)

/** Whose report speaks for the case in public: whose did when a moderator ruled; before that, whose would. */
export const speakerOf = ({ reports, publication }: Pick<CaseDoc, 'reports' | 'publication'>): Report | undefined =>
  publication.state === 'published'
    ? reports.find((r) => r.id === publication.speaker)
    : agreed(reports).find((r) => ruledSince(r.consentFrom, publication))

/** How finely the place of a case is told: as the kind of matter says, and no more finely than when a moderator ruled. */
export function precisionOf(
  caseDoc: Pick<CaseDoc, 'reports' | 'publication' | 'category'>,
  city: CitySnapshot
): Precision {
  if (!speakerOf(caseDoc)) return 'street'
  const today = precisionBy(caseDoc.category, city)
  if (caseDoc.publication.state !== 'published') return today
  const then = precisionThen(caseDoc, city)
  return precisions.indexOf(then) < precisions.indexOf(today) ? then : today
}
/** How finely it was to be told when a moderator ruled. */
const precisionThen = (caseDoc: Pick<CaseDoc, 'publication' | 'category'>, city: CitySnapshot): Precision =>
  caseDoc.publication.precision ?? precisionBy(caseDoc.publication.category ?? caseDoc.category, city)

/** What the first reporter said whose words were approved, as the public reads it. */
export const openingFor = (
  caseDoc: Pick<CaseDoc, 'words'> & {
    reports: readonly Pick<Report, 'n'>[]
    publication: Pick<Publication, 'words' | 'masks'>
  }
): string | undefined => {
  const { reports, publication, words } = caseDoc
  const report = reports.find((r) => publication.words.includes(r.n) && words[r.n]?.text)
  return report && publicText(caseDoc, report.n)
}

/** Matters at homes: the public knows the street area and nothing finer. */
export const isCoarse = (category: string, city: CitySnapshot): boolean => precisionBy(category, city) === 'street'

const bare = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}]/gu, '')
/** Whether a text names the place as a reporter wrote it; fewer than four characters name no place. */
export const tellsAddress = (text: string, { place, reports }: Pick<CaseDoc, 'place' | 'reports'>): boolean =>
  [place, ...reports.map((r) => r.place)].some(({ address = '' }) => {
    const named = bare(address)
    return named.length >= 4 && bare(text).includes(named)
  })

/** Whether a title that a moderator gave may be read still: one given to a matter at a home says no address, and what became one has none from before. */
const mayStand = (
  title: string,
  caseDoc: Pick<CaseDoc, 'publication' | 'category'>,
  addresses: Pick<CaseDoc, 'place' | 'reports'>,
  city: CitySnapshot
): boolean =>
  precisionThen(caseDoc, city) === 'street' ? !tellsAddress(title, addresses) : !isCoarse(caseDoc.category, city)

/** What is left of a place when the report is forgotten: no finer than the public could know it, and no address. */
export const coarsened = (place: StoredPlace, category: string, area: string, city: CitySnapshot): StoredPlace => {
  const { address: _, ...rest } = placeBy(place, precisionBy(category, city), area, city)
  return rest
}

/** The sizes of those photos that are still among the words. */
export const sizesOf = (sizes: CaseDoc['photoSizes'], words: CaseDoc['words']): CaseDoc['photoSizes'] => {
  const kept = photosIn(words)
  return Object.fromEntries(Object.entries(sizes).filter(([id]) => kept.has(id)))
}
export const photosIn = (words: CaseDoc['words']): Set<string> =>
  new Set(Object.values(words).flatMap((said) => said.photos ?? []))

/** A case's title as its reader may see it: what a moderator wrote, else one that is made when it is shown. */
export const titleOf = (
  caseDoc: Pick<CaseDoc, 'title' | 'category'> & { publicPlace: Pick<StoredPlace, 'address'> },
  city: CitySnapshot
): string => caseDoc.title || plainTitle(caseDoc.category, caseDoc.publicPlace.address, city)
/** A title no one wrote: the kind of matter as residents call it and, where it may be shown, the place. */
export const plainTitle = (category: string, address: string | undefined, city: CitySnapshot): string => {
  const kind = city.category(category)
  const name = kind?.plainName ?? kind?.name ?? category
  return address ? fill(w.cases.titleAt, { place: address, category: name }) : name
}

export const reportOf = (doc: Pick<CaseDoc, 'reports'>, id: string): Report | undefined =>
  doc.reports.find((r) => r.id === id)
