import type { ReportInput } from '#shared/reports.ts'
import { randomId } from './random'
import { isObject, storedValue } from './storage'
import type { Spot } from './place/datum'

/** How a place is known: the phone said it at a moment (ms since 1970), or its owner chose it. */
export interface Placed {
  by: 'phone' | 'hand'
  at: number
}

/**
 * The report a resident is writing, kept on the phone from the first photo on: nothing is lost in a lift, and a repeat
 * after a lost reply carries the same key, so that it can never make a second case.
 */
export interface DraftPhoto {
  /** Name in the phone's own folder (`camera/`). */
  name: string
  /** The server's name for it, once it is there. */
  id?: string
}
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
  category?: string
  text: string
  contactName: string
  phone: string
  /** Whether it may be public: his own answer, and none until he gives it. */
  consent?: Consent
  /** What was sent and never answered, oldest first: any of it may have arrived. */
  sent?: ReportInput[]
}

const isDraft = (value: unknown): value is Draft =>
  isObject(value) &&
  ['key', 'address', 'text', 'contactName', 'phone'].every((name) => typeof value[name] === 'string') &&
  typeof value['savedAt'] === 'number' &&
  Array.isArray(value['photos']) &&
  value['photos'].every((photo) => isObject(photo) && typeof photo['name'] === 'string')

const draftStorage = storedValue('draft', isDraft)
const asideStorage = storedValue(
  'drafts-aside',
  (value: unknown): value is Draft[] => Array.isArray(value) && value.every(isDraft)
)
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

/** The one that is being written. A place alone is no draft, and the next report is of another place. */
export function storedDraft(): Draft | undefined {
  const kept = draftStorage.read()
  return kept && !isWorthKeeping(kept) && Date.now() - kept.savedAt > placeHoldsMs ? undefined : kept
}
export const openDraft = async (): Promise<Draft> => storedDraft() ?? (await emptyDraft())
export const dropDraft = (): void => draftStorage.drop()

/** Keeps it with the time; says whether the phone had room. */
export const storeDraft = (draft: Draft): boolean => draftStorage.write({ ...draft, savedAt: Date.now() })

/** Those that were put aside for another, the newest first. */
export const draftsAside = (): Draft[] => asideStorage.read() ?? []

/** Puts the draft aside, so that the next photo begins another; says whether there was room. */
export function putAside(): boolean {
  const now = storedDraft()
  if (now && isWorthKeeping(now)) {
    const aside = draftsAside().filter(({ key }) => key !== now.key)
    if (aside.length >= asideAtMost || !asideStorage.write([now, ...aside])) return false
  }
  dropDraft()
  return true
}

/** Takes one of them up again, and puts aside what was being written. */
export function takeUp(key: string): void {
  const wanted = draftsAside().find((draft) => draft.key === key)
  if (!wanted) return
  const now = storedDraft()
  const rest = draftsAside().filter((draft) => draft.key !== key)
  // First the one that is wanted: between the two writes both are there twice rather than nowhere.
  if (!draftStorage.write(wanted)) return
  asideStorage.write(now && isWorthKeeping(now) && now.key !== key ? [now, ...rest] : rest)
}

/** Anything in it worth coming back to. */
export const isWorthKeeping = (draft: Draft): boolean =>
  draft.photos.length > 0 || draft.text.trim() !== '' || draft.category !== undefined || draft.phone.trim() !== ''
