import { defaultLocale, knownLocales, readLocaleFrom } from '#shared/locales/locale.ts'
import { storedValue } from './storage'

/** The language of this phone: what its owner chose, else the first. Sent with every call, for what the server words. */
const kept = storedValue('locale', (value): value is string => knownLocales().some((locale) => locale === value))
let chosen = kept.read() ?? defaultLocale
readLocaleFrom(() => chosen)

export const phoneLocale = (): string => chosen
export function chooseLocale(locale: string): void {
  if (!knownLocales().includes(locale)) return
  chosen = locale
  kept.write(locale)
}
