import type { DailyRoot, OpenLedger } from '#shared/ledger.ts'

/** What does not fit; the script has an English sentence for each, the catalogue one in the reader's language. */
export type FaultCode =
  | 'shape'
  | 'number'
  | 'prev'
  | 'hash'
  | 'words'
  | 'told'
  | 'root'
  | 'roots'
  | 'cut'
  | 'path'
  | 'late'
  | 'known'
  | 'saved'
  | 'noted'
  | 'signature'
  | 'unsigned'
  | 'key'
  | 'changes'
  | 'tree'
  | 'gone'
  | 'rewritten'
  | 'missing'

export interface Found {
  no?: string
  faults: { code: FaultCode; n?: number; day?: string; part?: string }[]
  entries: number
  /** Checked whole; sealed, of which all that is hashed is a commitment; of the first form, checked by their place. */
  open: number
  sealed: number
  linked: number
  said: number
  roots?: number
  /** Daily roots whose signature holds, and those that this engine cannot check; the public key of the newest. */
  signed?: number
  unchecked?: number
  key?: string
  /** The last entry that is in the root; 0 where none is. */
  rooted: number
  day?: string
  root?: string
  notedEntry?: number
  notedDay?: string
}

export function jcs(value: unknown): string
export function verify(given: {
  ledger: OpenLedger
  roots?: readonly DailyRoot[]
  noted?: string
  saved?: readonly KeptRoot[]
  whole?: boolean
  keys?: readonly string[]
}): Promise<Found>

/** A root as somebody keeps it: whole, or the day and the hash alone. */
export type KeptRoot = Pick<DailyRoot, 'day' | 'root'> & Partial<DailyRoot>
export interface FoundCity {
  faults: { code: FaultCode; no?: string; n?: number; day?: string; part?: string; count?: number }[]
  roots: number
  signed: number
  unchecked: number
  key?: string
  /** Trees over all cases that were built anew. */
  built: number
  cases: number
  entries: number
  /** Of the newest root: its day, its moment, itself, and how many cases it is over. */
  day?: string
  at?: string
  root?: string
  all?: number
}
export function verifyCity(given: {
  roots: readonly DailyRoot[]
  changes: (day: string) => Promise<readonly string[] | undefined> | readonly string[] | undefined
  ledgers?: readonly OpenLedger[]
  kept?: readonly KeptRoot[]
  keys?: readonly string[]
  every?: boolean
}): Promise<FoundCity>
export function rootsIn(text: string): KeptRoot[]
export function changesOf(get: (path: string) => Promise<unknown>, day: string): Promise<string[]>
export function allRoots(get: (path: string) => Promise<unknown>): Promise<DailyRoot[]>
