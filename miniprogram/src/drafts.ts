import type { ReportInput } from '#shared/reports.ts'
import type { CallRefused } from './api'
import { watchStorage } from './platform'
import { randomId } from './random'
import { isObject, storedValue } from './storage'
import { store, useStore } from './store'
import type { Spot } from './place/datum'

/**
 * The reports that a resident has begun and not sent, kept on the phone from the first photo on: the one that is being written, those
 * beside it, and those that go by themselves as soon as there is a network. All of them stand in one value, written at once with
 * every change: at no moment is one of them nowhere, and what a phone that dies has shown is what it shows again.
 */

/** How a place is known: the phone said it at a moment (ms since 1970), or its owner chose it. */
export interface Placed {
  by: 'phone' | 'hand'
  at: number
}
/** What a camera wrote into a photo: when it was taken (ms since 1970), and where (WGS-84). */
export interface Taken {
  at?: number
  place?: Spot
}
export interface DraftPhoto {
  /** Name in the phone's own folder (`camera/`). */
  name: string
  /** As the camera gave it: it is still to be made small. */
  raw?: true
  taken?: Taken
  /** Under which its parts go to the server; nobody else knows it. */
  key?: string
  /** The server's name for it, once it is there. */
  id?: string
}
/** As whom a report goes. Once anything was sent, every repeat goes as the same: as another it would be another case. */
export type SentAs = { kind: 'guest' } | { kind: 'resident'; id: string }
export type Consent = 'yes' | 'no'
export interface Draft {
  /** Idempotency-Key of this report. */
  key: string
  savedAt: number
  photos: DraftPhoto[]
  /** WGS-84. */
  place?: Spot
  placed?: Placed
  address: string
  /** The address, or a part of it, is typed. */
  typed?: true
  category?: string
  text: string
  contactName: string
  phone: string
  /** Whether it may be public: his own answer, and none until he gives it. */
  consent?: Consent
  /** What was sent and never answered, oldest first: any of it may have arrived. */
  sent?: ReportInput[]
  as?: SentAs
  /** Since when (ms since 1970) it is to go by itself. */
  queued?: number
  /** Why the server did not take it. */
  refused?: Pick<CallRefused, 'code' | 'detail' | 'fields'>
}

const isDraft = (value: unknown): value is Draft =>
  isObject(value) &&
  ['key', 'address', 'text', 'contactName', 'phone'].every((name) => typeof value[name] === 'string') &&
  typeof value['savedAt'] === 'number' &&
  Array.isArray(value['photos']) &&
  value['photos'].every((photo) => isObject(photo) && typeof photo['name'] === 'string')

/** The newest first; `now` is the key of the one that is being written. */
interface Kept {
  now?: string | undefined
  all: Draft[]
}
const shelf = storedValue(
  'drafts',
  (value): value is Kept => isObject(value) && Array.isArray(value['all']) && value['all'].every(isDraft)
)
/** What the phone had no room for, while this visit lasts. */
let unwritten: Kept | undefined
const changes = store(0)
const kept = (): Kept => unwritten ?? shelf.read() ?? { all: [] }

/** The one way to change it; says whether the phone had room. */
function put(next: Kept): boolean {
  const written = shelf.write(next)
  unwritten = written ? undefined : next
  changes.write(changes.read() + 1)
  return written
}
/** What had no room may have some now. */
export const flushDrafts = (): boolean => unwritten === undefined || put(unwritten)
export const hadRoom = (): boolean => unwritten === undefined

watchStorage(() => changes.write(changes.read() + 1))

/** More than these are not begun beside each other. */
const asideAtMost = 9

/** Where the phone was longer ago says nothing of where its owner stands now. */
export const placeHoldsMs = 30 * 60_000

export const emptyDraft = async (): Promise<Draft> => ({
  key: await randomId(),
  savedAt: Date.now(),
  photos: [],
  address: '',
  text: '',
  contactName: '',
  phone: ''
})

/** In the form, with nothing in it yet that is worth keeping. */
let blank: Draft | undefined

export const findDraft = (key: string): Draft | undefined =>
  kept().all.find((draft) => draft.key === key) ?? (blank?.key === key ? blank : undefined)

/** The one that is being written. A place alone is no draft, and the next report is of another place. */
export function storedDraft(): Draft | undefined {
  const { now } = kept()
  const draft = now === undefined ? undefined : findDraft(now)
  return draft && !isWorthKeeping(draft) && Date.now() - draft.savedAt > placeHoldsMs ? undefined : draft
}
export const openDraft = async (): Promise<Draft> => storedDraft() ?? (blank = await emptyDraft())

/** Keeps it with the time, as the one that is being written; says whether the phone had room. */
export function storeDraft(draft: Draft): boolean {
  const { all, now } = kept()
  // Of a place alone nothing is left when another one begins.
  const others = all.filter((kept) => kept.key !== draft.key && (isWorthKeeping(kept) || kept.key !== now))
  return put({ now: draft.key, all: [{ ...draft, savedAt: Date.now() }, ...others] })
}
/** Changes one of them where it stands, if it is there at all; `undefined` takes a part away. */
export function changeDraft(key: string, part: { [P in keyof Draft]?: Draft[P] | undefined }): boolean {
  const before = findDraft(key)
  if (!before) return true
  const draft: Draft = Object.fromEntries(
    Object.entries({ ...before, ...part, savedAt: Date.now() }).filter(([, value]) => value !== undefined)
  ) as never
  const { now, all } = kept()
  if (before !== blank) return put({ now, all: all.map((kept) => (kept.key === key ? draft : kept)) })
  if (isWorthKeeping(draft)) return storeDraft(draft)
  blank = draft
  changes.write(changes.read() + 1)
  return true
}
export function dropDraft(key = kept().now): void {
  const { now, all } = kept()
  if (all.some((draft) => draft.key === key))
    put({ now: now === key ? undefined : now, all: all.filter((draft) => draft.key !== key) })
}

export const allDrafts = (): Draft[] => kept().all

/** Those that were put aside for another, the newest first. */
export const draftsAside = (): Draft[] => kept().all.filter(({ key, queued }) => !queued && key !== kept().now)
/** Those that go by themselves, in the order in which they were sent off. */
export const draftsQueued = (): Draft[] =>
  kept()
    .all.filter(({ queued }) => queued)
    .sort((a, b) => (a.queued ?? 0) - (b.queued ?? 0))

/** Puts the draft aside, so that the next photo begins another; says whether there was room. */
export function putAside(): boolean {
  const now = storedDraft()
  if (!now || !isWorthKeeping(now)) dropDraft()
  else if (draftsAside().length >= asideAtMost) return false
  else put({ all: kept().all })
  return true
}
/** Takes one of them up again, and puts aside what was being written. */
export const takeUp = (key: string): void => void (findDraft(key) && put({ now: key, all: kept().all }))

/** From now on it goes by itself. */
export function queueDraft(key: string): boolean {
  const written = changeDraft(key, { queued: Date.now(), refused: undefined })
  const { now, all } = kept()
  return now === key ? put({ all }) : written
}
/** It stays until its owner sends it off again; `refused`: because the server did not take it. */
export const unqueueDraft = (key: string, refused?: Draft['refused']): boolean =>
  changeDraft(key, { queued: undefined, refused })

/** Anything in it worth coming back to. */
export const isWorthKeeping = (draft: Draft): boolean =>
  draft.photos.length > 0 ||
  [draft.text, draft.phone, draft.contactName, draft.typed ? draft.address : ''].some((words) => words.trim() !== '') ||
  draft.category !== undefined

/** What is read of them, anew with every change. */
export function useDrafts<T>(read: () => T): T {
  useStore(changes)
  return read()
}
