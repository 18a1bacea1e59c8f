/**
 * The ledger of a case: append-only, each entry with actor, time, verb, facts and the hash of the one before.
 * `hash = SHA-256(prev + JCS(entry without hash))`, RFC 8785. An entry carries no personal word, only the salted
 * commitment `SHA-256(salt + JCS(words))`: erasing deletes salt and words, and the chain still verifies.
 */
import { createHash, randomBytes } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Channel, Outcome, Status, Verb, solvedAnswers, satisfiedAnswers } from '#shared/cases.ts'
import type { Role } from '#shared/members.ts'

export interface Actor {
  kind: 'reporter' | 'staff' | 'rule' | 'clock'
  /** A member of staff by login name; a reporter by the random id of his report, never by who he is. */
  id?: string
  office?: string
  role?: Role
}

/** What was done, in words of the record; no text a person wrote stands here. */
export interface Facts {
  category?: string
  area?: string
  grid?: string
  channel?: Channel
  /** Limit of the promise in working days. */
  days?: number
  report?: string
  /** Only where a reporter said no to publication. */
  consent?: false
  office?: string
  supervising?: string
  assisting?: string[]
  person?: string
  rule?: string
  ruleVersion?: number
  duty?: string
  rightOffice?: string
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
}

/** What people said, outside the chain, so that it can be erased. */
export interface Words {
  salt: string
  text?: string
  photos?: string[]
  address?: string
  title?: string
  ask?: string
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

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
/** JCS, RFC 8785. */
export const jcs = (value: unknown): string => canonicalize(value) ?? 'null'

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
