/**
 * Who somebody is in this browser. The desk's session: the short access token and the rotating refresh token, each in a cookie that scripts cannot read
 * and other sites cannot send. When the short one is over, the long one is traded for the next pair.
 */
import type { Context } from 'koa'
import type { SessionView } from '#shared/members.ts'
import { Refused } from '#shared/errors.ts'
import type { Call } from '#server/kernel/serve.ts'
import { guest, type Staff, type Viewer, type ViewerOf } from '#server/kernel/viewer.ts'
import { setCookie } from './http.ts'
import type { WebContext } from './route.ts'

export const accessCookie = 'desk_access'
export const refreshCookie = 'desk_refresh'
/** From earlier sign-ins in this browser: the failures of others do not lock it out. */
export const deviceCookie = 'desk_device'
const deviceForMs = 180 * 24 * 3_600_000
/** A refresh cookie left alone for two weeks is forgotten by the browser; the server's own limit may be shorter. */
const refreshForMs = 14 * 24 * 3_600_000

interface Pair {
  access: string
  refresh?: string | undefined
  expiresInS: number
  device?: string | undefined
}

export function deskSessions(call: Call, viewerOf: ViewerOf, secure: boolean) {
  /** Pages that ask at once with the same token are given the same pair. */
  const rotate = (refresh: string): Promise<SessionView | undefined> =>
    call('refresh', { body: { refresh } }, guest).catch((error: unknown) => {
      if (error instanceof Refused && (error.code === 'session_over' || error.code === 'invalid')) return undefined
      throw error
    })

  const keep = (ctx: Context, name: string, value: string | null, maxAge?: number): void =>
    setCookie(ctx, secure, name, value, { path: '/office', httpOnly: true, ...(maxAge !== undefined && { maxAge }) })
  const begin = (ctx: Context, { access, refresh, expiresInS, device }: Pair): void => {
    keep(ctx, accessCookie, access, expiresInS * 1000)
    if (refresh) keep(ctx, refreshCookie, refresh, refreshForMs)
    if (device) keep(ctx, deviceCookie, device, deviceForMs)
  }

  return {
    keep,
    begin,
    end(ctx: Context): void {
      keep(ctx, accessCookie, null)
      keep(ctx, refreshCookie, null)
    },
    /** Who has signed in, by his cookies, which are renewed on the way; undefined when he has to sign in. */
    async viewerOf(ctx: Context): Promise<Staff | undefined> {
      const access = ctx.cookies.get(accessCookie)
      const viewer = access === undefined ? undefined : await viewerOf(access)
      if (viewer?.kind === 'staff') return viewer
      const refresh = ctx.cookies.get(refreshCookie)
      const pair = refresh === undefined ? undefined : await rotate(refresh)
      const next = pair && (await viewerOf(pair.access))
      if (!pair || next?.kind !== 'staff') return undefined
      begin(ctx, pair)
      return next
    }
  }
}

export type DeskSessions = ReturnType<typeof deskSessions>

export type Reporter = Extract<Viewer, { kind: 'code' }>
/** A short key to one report. */
export type ReporterSession = Pick<SessionView, 'access' | 'expiresInS'>

/** Whoever has shown number and code of his report in this browser, in a cookie below a path. */
export const reporterSessions = (
  { viewerOf, secureCookies }: Pick<WebContext, 'viewerOf' | 'secureCookies'>,
  name: string,
  path: string
) => ({
  async reporterOf(ctx: Context): Promise<Reporter | undefined> {
    const access = ctx.cookies.get(name)
    const viewer = access === undefined ? undefined : await viewerOf(access)
    return viewer?.kind === 'code' ? viewer : undefined
  },
  keep: (ctx: Context, session: ReporterSession | null): void =>
    setCookie(ctx, secureCookies, name, session?.access ?? null, {
      httpOnly: true,
      path,
      ...(session && { maxAge: session.expiresInS * 1000 })
    })
})
