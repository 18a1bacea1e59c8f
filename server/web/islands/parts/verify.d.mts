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
  saved?: readonly DailyRoot[]
}): Promise<Found>
export function allRoots(get: (path: string) => Promise<unknown>): Promise<DailyRoot[]>
