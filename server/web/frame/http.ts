/** Between a request of koa and a page's own: what pages of the public and of the desk need alike. */
import type { Context } from 'koa'
import type { RouterContext } from 'koa-router'
import type { Cache } from '#shared/endpoint.ts'
import { refusals, type Refused } from '#shared/errors.ts'
import { requestIdOn } from '#server/kernel/request-id.ts'
import { queryRead, type RouteInfo } from '#server/kernel/route-index.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { plainField } from '#shared/typed.ts'
import { first, wordsOf } from './fields.ts'
import { readPrefs } from './prefs.ts'
import { Problem } from './Problem.tsx'
import { render } from './render.ts'
import type { Document, FileAnswer, PageRequest, Query, WebContext } from './route.ts'
import type { Site } from './site.ts'

export type Ctx = RouterContext

/** One method at one address, ready to be hung into a router. */
export interface Route extends RouteInfo {
  cache: Cache
  serve(ctx: Ctx): Promise<void>
}

export const siteOf = (
  ctx: Context,
  { city, assets, publicUrl }: Pick<WebContext, 'city' | 'assets' | 'publicUrl'>,
  search = ctx.search
): Site => ({
  city: { name: city.info.name, hotline: city.info.hotline },
  assets,
  prefs: readPrefs((name) => ctx.cookies.get(name)),
  here: ctx.path + search,
  origin: publicUrl()
})

export function requestOf<V extends Viewer>(
  ctx: Ctx,
  web: WebContext,
  viewer: V,
  query: Query,
  site: Site
): PageRequest<V> {
  const params = ctx.params as Partial<Record<string, string>>
  const plainQuery = Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map(plainField) : value && plainField(value)
    ])
  )
  return {
    call: (name, input, who, meta) => web.call(name, input, who, { request: requestIdOn(ctx.res), ...meta }),
    viewer,
    param: (name) => params[name] ?? '',
    asked: (name) => first(plainQuery[name]),
    query: plainQuery,
    ip: ctx.ip,
    now: web.now(),
    base: web.base,
    site,
    origin: site.origin
  }
}

/** Only what a route declares that it reads: what it does not declare cannot change a page that is kept for all. */
export function declaredQuery(ctx: Ctx, route: Pick<RouteInfo, 'query'>): { query: Query; search: string } {
  const query = Object.fromEntries(route.query.map((name) => [name, ctx.query[name]]))
  return { query, search: queryRead(route, ctx.query) }
}

export function show(ctx: Context, { document, status }: Document): void {
  ctx.status = status
  ctx.type = 'text/html; charset=utf-8'
  ctx.body = render(document)
}

export function goOn(ctx: Context, href: string): void {
  ctx.redirect(href)
  ctx.status = 303
}

export function sendFile(ctx: Context, { body, type, name, inline = false, header }: FileAnswer): void {
  if (name !== undefined) {
    const how = inline ? 'inline' : 'attachment'
    ctx.set('Content-Disposition', `${how}; filename*=UTF-8''${encodeURIComponent(name)}`)
  }
  if (header !== undefined) ctx.set('Cache-Control', header)
  ctx.type = type
  ctx.body = body
}

/** A refusal as a page of the portal, for whoever catches it. */
export const problemPage =
  (web: Pick<WebContext, 'city' | 'assets' | 'publicUrl'>) =>
  (ctx: Context, refused: Refused): void => {
    show(ctx, {
      document: Problem({ site: siteOf(ctx, web), code: refused.code, words: wordsOf(refused) }),
      status: refusals[refused.code]
    })
  }

export interface CookieOptions {
  httpOnly: boolean
  path: string
  maxAge?: number
}
/** Sets a cookie, or takes it back. */
export function setCookie(
  ctx: Context,
  secure: boolean,
  name: string,
  value: string | null,
  options: CookieOptions
): void {
  // A proxy in front may end TLS; the configuration says whether browsers come over https.
  ctx.cookies.secure = secure
  ctx.cookies.set(name, value, { sameSite: 'lax', secure, signed: false, overwrite: true, ...options })
}
