/** Ways back that stay on the desk, and the check that a form came from one of our own pages. */
import { safeBack } from './prefs.ts'

export const home = '/office/'

/** Where to go after signing in: a page of the desk, never the sign-in page itself, never another site. */
export function backToDesk(back: unknown): string {
  const path = safeBack(back)
  if (path !== '/office' && !path.startsWith(home)) return home
  return /^\/office\/(?:sign-in|sign-out|photos)(?:[/?#]|$)/.test(path) ? home : path
}

/** Origin, or Referer where a browser leaves Origin out, must name the host that was asked. */
export function sameOrigin(
  headers: { origin?: string | undefined; referer?: string | undefined },
  host: string
): boolean {
  const from = headers.origin ?? headers.referer
  return from !== undefined && URL.canParse(from) && new URL(from).host === host
}
