import type { ReportInput } from '#shared/reports.ts'
import { randomId } from './random'
import { isObject, storedValue } from './storage'
import type { Spot } from './place/datum'

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
  place?: Spot
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

export const emptyDraft = async (): Promise<Draft> => ({
  key: await randomId(),
  savedAt: Date.now(),
  photos: [],
  address: '',
  text: '',
  contactName: '',
  phone: ''
})

export const storedDraft = (): Draft | undefined => draftStorage.read()
export const openDraft = async (): Promise<Draft> => storedDraft() ?? (await emptyDraft())
export const dropDraft = (): void => draftStorage.drop()

/** Keeps it with the time; says whether the phone had room. */
export const storeDraft = (draft: Draft): boolean => draftStorage.write({ ...draft, savedAt: Date.now() })

/** Anything in it worth coming back to. */
export const isWorthKeeping = (draft: Draft): boolean =>
  draft.photos.length > 0 || draft.text.trim() !== '' || draft.category !== undefined || draft.phone.trim() !== ''
