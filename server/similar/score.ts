/**
 * Whether a public case is about the same matter as a report that is about to be sent: record linkage after Fellegi and Sunter. Each
 * thing that both have is worth so many bits, the logarithm of how many times as often two reports of one matter are so far apart in it
 * as two reports of different ones nearby. What is missing says nothing. Pure; all that is read of a case is public.
 */
import { metresBetween } from '#shared/distance.ts'
import { likenesses, type Likeness } from '#shared/similar.ts'
import { bitsApart, coloursApart, saysSomething } from '#server/photos/index.ts'

export interface Subject {
  place: LngLat
  category: string
  /** Pairs of neighbouring characters; none where nothing was written. */
  pairs: ReadonlySet<string>
  looks: readonly string[]
}
export interface Candidate {
  /** Its public place. */
  place: LngLat
  /** The public place stands for a square with sides of so many metres. */
  cellM: number
  category: string
  /** Of what the public reads of it. */
  pairs: ReadonlySet<string>
  looks: readonly string[]
  open: boolean
}
interface LngLat {
  lng: number
  lat: number
}

/** The first row that holds says what it is worth. */
type Bits = readonly (readonly [atMost: number, bits: number])[]

/** By the share of the distance that still counts as one place: a phone is a dozen metres off, and whoever reports stands across the street. */
const byDistance: Bits = [
  [0, 1.7],
  [0.2, 1.3],
  [0.35, 0.5],
  [0.5, 0],
  [0.75, -1.2],
  [1, -3]
]
/** Who reports second gives it another name in one of ten; of what else lies nearby and is of the kind one in five has the same. */
const byCategory = { same: 2.3, kindred: -3.2 }
/** What was closed comes back now and then; most of what is reported anew beside it is something else. */
const byState = { open: 0.5, closed: -1.5 }
/**
 * By the share of what was written whose pairs of characters the case has not. Two who report one matter may have few in common; of
 * different matters two of one category have more than two of different ones.
 */
const byWords: Record<keyof typeof byCategory, Bits> = {
  same: [
    [0.5, 2.7],
    [0.7, 2.3],
    [0.8, 1.3],
    [0.93, -0.3],
    [0.96, -0.9],
    [1, -1.4]
  ],
  kindred: [
    [0.5, 6.5],
    [0.7, 4.7],
    [0.8, 3.5],
    [0.93, 1.7],
    [0.96, -0.5],
    [1, -1.8]
  ]
}
/** Bits of two looks that differ: the picture itself goes round in groups of neighbours; two takes of one thing rarely look alike. */
const byPhoto: Bits = [
  [6, 9],
  [10, 4],
  [64, -0.3]
]
/** Another light or another frame keeps the colours about; beyond that alike edges are chance. */
const colourAtMost = 40
/** Bits from which on a case is shown. */
const shownFrom = 1.5

const valueOf = (table: Bits, x: number): number => table.find(([atMost]) => x <= atMost)?.[1] ?? table.at(-1)?.[1] ?? 0

/** The least that the place itself can be away: the public place says only in which square it lies. */
export function leastMetres(from: LngLat, { place, cellM }: Pick<Candidate, 'place' | 'cellM'>): number {
  const beyond = (metres: number): number => Math.max(0, metres - cellM / 2)
  return Math.hypot(
    beyond(metresBetween(from, { lng: place.lng, lat: from.lat })),
    beyond(metresBetween(from, { lng: from.lng, lat: place.lat }))
  )
}

function missingShare(own: ReadonlySet<string>, theirs: ReadonlySet<string>): number {
  let missing = 0
  for (const pair of own) if (!theirs.has(pair)) missing++
  return missing / own.size
}

function photoBits(own: readonly string[], theirs: readonly string[]): number {
  const [ours, others] = [own.filter(saysSomething), theirs.filter(saysSomething)]
  if (ours.length === 0 || others.length === 0) return 0
  const apart = ours.flatMap((a) =>
    others.map((b) => (coloursApart(a, b) <= colourAtMost ? bitsApart(a, b) : Number.POSITIVE_INFINITY))
  )
  return valueOf(byPhoto, Math.min(...apart))
}

export interface Score {
  bits: number
  /** What speaks for it, the strongest first. */
  alike: Likeness[]
}

/** `withinM`: beyond it nothing of this category is one matter. Undefined where it is not worth showing. */
export function scoreOf(subject: Subject, candidate: Candidate, withinM: number): Score | undefined {
  const metres = leastMetres(subject.place, candidate)
  if (metres > withinM) return undefined
  const relation = subject.category === candidate.category ? 'same' : 'kindred'
  const worth: Record<Likeness, number> = {
    place: valueOf(byDistance, metres / withinM),
    category: byCategory[relation],
    words: subject.pairs.size === 0 ? 0 : valueOf(byWords[relation], missingShare(subject.pairs, candidate.pairs)),
    photo: photoBits(subject.looks, candidate.looks)
  }
  const bits = likenesses.reduce((sum, of) => sum + worth[of], byState[candidate.open ? 'open' : 'closed'])
  if (bits < shownFrom) return undefined
  return { bits, alike: likenesses.filter((of) => worth[of] > 0).toSorted((a, b) => worth[b] - worth[a]) }
}
