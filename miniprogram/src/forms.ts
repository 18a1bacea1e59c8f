import type { DraftPhoto } from './drafts'
import { isObject, storedValue } from './storage'

/** What was written into forms and not sent, each under a name of its own, the newest first. */
export interface KeptForm {
  name: string
  values: Readonly<Record<string, unknown>>
  photos: readonly DraftPhoto[]
  /** What was sent and never answered, and under which key: sent again it is the same wish. */
  wish?: { of: string; key: string }
}
const isKeptForm = (value: unknown): value is KeptForm =>
  isObject(value) && typeof value['name'] === 'string' && isObject(value['values']) && Array.isArray(value['photos'])
const shelf = storedValue('forms', (value): value is KeptForm[] => Array.isArray(value) && value.every(isKeptForm))
/** More than these nobody comes back to. */
const ATMOST = 20

const kept = (): KeptForm[] => shelf.read() ?? []
export const keptForm = (name: string): KeptForm | undefined => kept().find((form) => form.name === name)
export const keepForm = (form: KeptForm): boolean =>
  shelf.write([form, ...kept().filter(({ name }) => name !== form.name)].slice(0, ATMOST))
export function dropForm(name: string): void {
  const rest = kept().filter((form) => form.name !== name)
  if (rest.length > 0) shelf.write(rest)
  else shelf.drop()
}
export const keptFormPhotos = (): DraftPhoto[] => kept().flatMap(({ photos }) => photos)
