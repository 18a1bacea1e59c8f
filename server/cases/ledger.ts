/**
 * The ledger of a case: append-only, each entry with actor, time, verb, facts and the hash of the one before. What of an
 * entry nobody but staff may read is kept apart under a salt, so that everybody can check the hash over the rest:
 * `hash = SHA-256(JCS({form, n, at, prev, …what is open, rest}))` with `rest = SHA-256(salt + JCS(what is kept apart))`,
 * RFC 8785. Entries of the first form, `SHA-256(prev + JCS(entry without hash))`, stay as they were written. An entry
 * carries no personal word, only a salted commitment to it: erasing deletes salt and words, and the chain still verifies.
 */
import { randomBytes } from 'node:crypto'
import type {
  Channel,
  Outcome,
  Status,
  TransferWay,
  Verb,
  followUpOutcomes,
  solvedAnswers,
  satisfiedAnswers
} from '#shared/cases.ts'
import type { Precision } from '#shared/city.ts'
import type { Limit } from '#shared/limits.ts'
import type { MaskKind } from '#shared/masking.ts'
import type { Role } from '#shared/members.ts'
import { rowOf } from '#shared/verbs.ts'
import { jcs, sha256 } from '#server/kernel/canonical.ts'

export interface Actor {
  kind: 'reporter' | 'staff' | 'rule' | 'clock'
  /** A member of staff by login name; a reporter by the random id of his report, never by who he is. */
  id?: string
  office?: string
  role?: Role
}

/**
 * What was done, in words of the record; no text a person wrote stands here. These keys are hashed with their entry: one
 * that is renamed here breaks the chain of every case that is stored, so `rung` and its like stay as they were written.
 */
export interface Facts {
  category?: string
  area?: string
  grid?: string
  channel?: Channel
  /** The promise from here on. */
  limit?: Limit
  urgency?: string
  /** The promise in working days, as entries of the first version say it. */
  days?: number
  /** Units asked for, or added to the limit. */
  more?: number
  /** Step of the escalation; it names the entry, so that none is written twice. */
  rung?: string
  /** Which overdue entry, or which 督办单 of this case. */
  count?: number
  report?: string
  /**
   * `false` where a reporter said no to publication; `true` where he said yes after a no, for what was approved before
   * that counts no more. Absent where he said yes from the beginning.
   */
  consent?: boolean
  office?: string
  supervising?: string
  assisting?: string[]
  person?: string
  rule?: string
  ruleVersion?: number
  /** Release of the city whose rules sent it. */
  release?: number
  /** Whose ground it is, where that decided. */
  asset?: string
  /** 交界处: the street area next to the place, and how far its border is, metres. */
  border?: { area: string; metres: number }
  /** Answers to the category's questions: question to choice. */
  answers?: Record<string, string>
  /** The office that a complaint about officers is about. */
  about?: string
  duty?: string
  rightOffice?: string
  /** In which of the three ways it was said that a matter is not ours. */
  way?: TransferWay
  outcome?: Outcome
  /** Metres from the reported place to where the photos were taken. */
  distanceM?: number
  onSite?: boolean
  until?: string
  solved?: (typeof solvedAnswers)[number]
  satisfied?: (typeof satisfiedAnswers)[number]
  /** What came of speaking to somebody who was not satisfied. */
  followed?: (typeof followUpOutcomes)[number]
  /** Ledger numbers approved for the public. */
  words?: number[]
  /**
   * Photos approved for the public, each by where it stands, `4.0` for the first of entry 4: its own name is a hash of
   * the picture, and what stands in the chain can never be erased.
   */
  photos?: string[]
  /** How finely the place is told by the kind of matter as it was when a moderator ruled. */
  precision?: Precision
  /**
   * What a moderator masked in each text that he showed, and what he left free though it was found: offsets in code units, and a kind.
   * Not in rulings from before there were masks.
   */
  masks?: Record<string, [start: number, end: number, kind: MaskKind][]>
  freed?: Record<string, [start: number, end: number][]>
  into?: string
  from?: string
  entry?: number
  /** Of volunteers who were there: the activity, how many came, and their minutes together. */
  activity?: string
  /** What that activity is called. */
  title?: string
  people?: number
  minutes?: number
}

/** What people said, outside the chain, so that it can be erased. */
export interface Words {
  salt: string
  text?: string
  photos?: string[]
  address?: string
  title?: string
  ask?: string
  contact?: string
  paper?: string
}
export type Said = Omit<Words, 'salt'>

export interface Entry {
  n: number
  at: string
  actor: Actor
  verb: Verb
  from: Status | null
  to: Status
  facts: Facts
  /** Commitment to words[n], where something was said. */
  words?: string
  prev: string
  hash: string
  /** How it is hashed; entries of the first form do not say. */
  form?: 2
  /** What is kept apart, by path: `facts.person`, or `facts` whole. It stands here because a hash outlives every list. */
  apart?: string[]
  /** Of what is kept apart. */
  salt?: string
}

/** Facts that everybody may read of an entry that everybody reads; what is not listed is kept apart. */
const openFacts: ReadonlySet<string> = new Set<keyof Facts>([
  'category',
  'area',
  'channel',
  'limit',
  'urgency',
  'days',
  'more',
  'rung',
  'count',
  'office',
  'supervising',
  'assisting',
  'rule',
  'ruleVersion',
  'release',
  'duty',
  'rightOffice',
  'way',
  'outcome',
  'distanceM',
  'onSite',
  'until',
  'solved',
  'satisfied',
  'activity',
  'title',
  'people',
  'minutes'
])

export type EntryDraft = Pick<Entry, 'at' | 'actor' | 'verb' | 'from' | 'to' | 'facts'> & {
  said?: Said
  /** Words that move here from another case, under the salt they have: the commitment stays theirs. */
  kept?: Words
}

export { jcs, sha256 }

const genesis = '0'.repeat(64)

/** Each thing that was said has a key of its own, so that one can be shown without the others: `text`, `photos.0`. */
export interface Digested {
  key: string
  value: string
  digest: string
}
export function digestsOf({ salt, ...said }: Words): Record<string, Digested> {
  const values = Object.entries(said).flatMap(([name, value]: [string, string | string[]]) =>
    Array.isArray(value) ? value.map((text, i) => [`${name}.${i}`, text] as const) : [[name, value] as const]
  )
  return Object.fromEntries(
    values.map(([path, value]) => {
      const key = sha256(salt + path)
      return [path, { key, value, digest: sha256(key + jcs(value)) }]
    })
  )
}
export const digestsOnly = (all: Record<string, Digested>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).map(([path, { digest }]) => [path, digest]))

const commitment = (words: Words, form: Entry['form']): string => {
  if (form) return sha256(jcs(digestsOnly(digestsOf(words))))
  const { salt, ...said } = words
  return sha256(salt + jcs(said))
}

/** What is kept apart of an entry: where its verb is not for everybody, all but number, time and the hash before. */
function apartOf({ verb, actor, facts, words }: Entry): string[] {
  if (rowOf(verb)?.audience !== 'public')
    return ['actor', 'verb', 'from', 'to', 'facts', ...(words === undefined ? [] : ['words'])]
  return [
    ...(actor.id === undefined ? [] : ['actor.id']),
    ...Object.keys(facts)
      .filter((name) => !openFacts.has(name))
      .map((name) => `facts.${name}`)
  ]
}

type Fields = Record<string, unknown>
/** What of an entry everybody may know, as its hash is over it. `rest` stands for what is kept apart. */
export function openPart({ hash: _, apart = [], salt = '', ...entry }: Entry): Fields {
  const open: Fields = { ...entry }
  const rest: Fields = {}
  for (const path of apart) {
    const [name = '', inner] = path.split('.')
    if (inner === undefined) {
      rest[path] = open[name]
      Reflect.deleteProperty(open, name)
      continue
    }
    const { [inner]: taken, ...left } = { ...(open[name] as Fields) }
    rest[path] = taken
    open[name] = left
  }
  return { ...open, rest: sha256(salt + jcs(rest)) }
}

function hashOf(entry: Entry): string {
  if (entry.form) return sha256(jcs(openPart(entry)))
  const { hash: _, ...whole } = entry
  return sha256(entry.prev + jcs(whole))
}

/** Whether an entry is hashed over nothing that only staff may read; of the first form some are, by chance. */
export const isOpen = (entry: Entry): boolean => entry.form !== undefined || apartOf(entry).length === 0

/** Drops what is undefined, so that what is hashed is what is stored. */
const tidy = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T

const newSalt = (): string => randomBytes(16).toString('hex')

/** The next entry and, where something was said, its words under a fresh salt. */
export function append(
  ledger: readonly Entry[],
  draft: EntryDraft,
  salt: () => string = newSalt
): { entry: Entry; words?: Words } {
  const { said, kept, ...rest } = draft
  const last = ledger.at(-1)
  // A server whose clock is behind, or an entry of one whose clock was ahead: time in a ledger never runs backwards.
  const at = last && last.at > rest.at ? last.at : rest.at
  const spoken =
    said && Object.values(said).some((v) => (Array.isArray(v) ? v.length > 0 : v !== undefined && v !== ''))
  const words = kept ?? (spoken ? tidy<Words>({ salt: salt(), ...said }) : undefined)
  const bare: Entry = tidy({
    form: 2,
    n: (last?.n ?? 0) + 1,
    ...rest,
    at,
    ...(words && { words: commitment(words, 2) }),
    prev: last?.hash ?? genesis,
    hash: '',
    salt: salt()
  })
  const split = { ...bare, apart: apartOf(bare) }
  const entry = { ...split, hash: hashOf(split) }
  return words ? { entry, words } : { entry }
}

export type ChainFault = { n: number; fault: 'number' | 'prev' | 'hash' | 'words' }

/**
 * Checks the whole chain, and every word that is still there against its commitment; words that were erased are no
 * fault. Returns the first fault, or nothing.
 */
export function verifyChain(
  ledger: readonly Entry[],
  words: Readonly<Record<string, Words>> = {}
): ChainFault | undefined {
  let prev = genesis
  for (const [i, entry] of ledger.entries()) {
    if (entry.n !== i + 1) return { n: entry.n, fault: 'number' }
    if (entry.prev !== prev) return { n: entry.n, fault: 'prev' }
    if (hashOf(entry) !== entry.hash) return { n: entry.n, fault: 'hash' }
    const said = words[entry.n]
    if (said && commitment(said, entry.form) !== entry.words) return { n: entry.n, fault: 'words' }
    prev = entry.hash
  }
  return undefined
}

const handing: readonly Verb[] = ['receive', 'dispatch', 'reclassify']

/**
 * Who had it in hand by an entry: whom it was given to, or who took it. However late a worker comes to it, an event concerns
 * whom it concerned when it happened.
 */
export function handlerAt(ledger: readonly Pick<Entry, 'verb' | 'facts' | 'actor'>[], n: number): string | undefined {
  let person: string | undefined
  for (const { verb, facts, actor } of ledger.slice(0, n)) {
    if (verb === 'accept') person = actor.id
    else if (facts.office !== undefined && handing.includes(verb)) person = facts.person
    else if (verb === 'return') person = undefined
    else if (verb === 'note' && actor.kind === 'clock') person = facts.person
  }
  return person
}
