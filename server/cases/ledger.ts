/**
 * The ledger of a case: append-only, each entry with actor, time, verb, facts and the hash of the one before.
 * `hash = SHA-256(prev + JCS(entry without hash))`, RFC 8785. An entry carries no personal word, only the salted
 * commitment `SHA-256(salt + JCS(words))`: erasing deletes salt and words, and the chain still verifies.
 */
import { randomBytes } from 'node:crypto'
import type { Channel, Outcome, Status, TransferWay, Verb, solvedAnswers, satisfiedAnswers } from '#shared/cases.ts'
import type { Limit } from '#shared/limits.ts'
import type { Role } from '#shared/members.ts'
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
  /** Only where a reporter said no to publication. */
  consent?: false
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
  onSite?: boolean
  until?: string
  solved?: (typeof solvedAnswers)[number]
  satisfied?: (typeof satisfiedAnswers)[number]
  /** Ledger numbers approved for the public. */
  words?: number[]
  /**
   * Photos approved for the public, each by where it stands, `4.0` for the first of entry 4: its own name is a hash of
   * the picture, and what stands in the chain can never be erased.
   */
  photos?: string[]
  into?: string
  from?: string
  entry?: number
  /** Of volunteers who were there: the activity, how many came, and their minutes together. */
  activity?: string
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
}

export type EntryDraft = Pick<Entry, 'at' | 'actor' | 'verb' | 'from' | 'to' | 'facts'> & {
  said?: Said
  /** Words that move here from another case, under the salt they have: the commitment stays theirs. */
  kept?: Words
}

export { jcs, sha256 }

const genesis = '0'.repeat(64)

const commitment = ({ salt, ...said }: Words): string => sha256(salt + jcs(said))
const hashOf = ({ hash: _, ...entry }: Entry): string => sha256(entry.prev + jcs(entry))

/** Drops what is undefined, so that what is hashed is what is stored. */
const tidy = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** The next entry and, where something was said, its words under a fresh salt. */
export function append(
  ledger: readonly Entry[],
  draft: EntryDraft,
  salt: () => string = () => randomBytes(16).toString('hex')
): { entry: Entry; words?: Words } {
  const { said, kept, ...rest } = draft
  const last = ledger.at(-1)
  const spoken =
    said && Object.values(said).some((v) => (Array.isArray(v) ? v.length > 0 : v !== undefined && v !== ''))
  const words = kept ?? (spoken ? tidy<Words>({ salt: salt(), ...said }) : undefined)
  const bare: Entry = tidy({
    n: (last?.n ?? 0) + 1,
    ...rest,
    ...(words && { words: commitment(words) }),
    prev: last?.hash ?? genesis,
    hash: ''
  })
  const entry = { ...bare, hash: hashOf(bare) }
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
    if (said && commitment(said) !== entry.words) return { n: entry.n, fault: 'words' }
    prev = entry.hash
  }
  return undefined
}
