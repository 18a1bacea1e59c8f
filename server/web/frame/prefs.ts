/** How a visitor wants to read: theme and large print, kept in two plain cookies that name nobody. */
export const themes = ['light', 'dark'] as const
export const modes = ['elder'] as const
export type Theme = (typeof themes)[number]
export type Mode = (typeof modes)[number]
export interface Prefs {
  theme?: Theme
  mode?: Mode
}

const among = <T extends string>(values: readonly T[], said: string | undefined): T | undefined =>
  values.find((value) => value === said)

/** Reads the cookies; anything that is not one of ours is as if it were not there. */
export function readPrefs(cookie: (name: string) => string | undefined): Prefs {
  const theme = among(themes, cookie('theme'))
  const mode = among(modes, cookie('mode'))
  return { ...(theme && { theme }), ...(mode && { mode }) }
}

/** What `/prefs` was asked to change: a value to keep, or an empty one to follow the system again. */
export function askedPrefs(query: Record<string, string | string[] | undefined>): Partial<Record<keyof Prefs, string>> {
  const asked: Partial<Record<keyof Prefs, string>> = {}
  if (typeof query['theme'] === 'string') asked.theme = among(themes, query['theme']) ?? ''
  if (typeof query['mode'] === 'string') asked.mode = among(modes, query['mode']) ?? ''
  return asked
}

/**
 * Only a path of our own may be gone back to. A browser reads a backslash as a slash and drops tabs and line breaks, so
 * `/\evil` and `/<tab>/evil` leave the site as surely as `//evil` does: all three go home instead.
 */
export function safeBack(back: unknown): string {
  if (typeof back !== 'string' || back.length > 2000) return '/'
  if (!/^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(back)) return '/'
  const base = 'http://portal.invalid'
  const url = URL.canParse(back, base) ? new URL(back, base) : undefined
  if (url?.origin !== base || url.pathname === '/prefs' || url.pathname.startsWith('//')) return '/'
  return url.pathname + url.search + url.hash
}

/** A link that changes one preference and comes back to where the reader was. */
export const prefsLink = (change: Partial<Record<keyof Prefs, string>>, back: string): string =>
  `/prefs?${new URLSearchParams({ ...change, back }).toString()}`
