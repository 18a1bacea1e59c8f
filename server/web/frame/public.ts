/**
 * The public's pages and forms. They come in by the same handlers as everyone: as a guest with no key, or as the reporter
 * of one report. A page is alike for all guests and may be kept; a form belongs to the browser that it was shown in.
 */
import { randomBytes } from 'node:crypto'
import { createElement, type ReactElement } from 'react'
import { refuse } from '#shared/errors.ts'
import { guest, shareOf, type Viewer } from '#server/kernel/viewer.ts'
import { sameOrigin } from './back.ts'
import { one, readForm } from './fields.ts'
import { declaredQuery, goOn, requestOf, sendFile, setCookie, show, siteOf, type Ctx, type Route } from './http.ts'
import {
  isSee,
  type Again,
  type Cache,
  type Document,
  type FileAnswer,
  type Limits,
  type PageRequest,
  type RouteHead,
  type See,
  type Sent,
  type WebContext
} from './route.ts'
import { reporterSessions, type Reporter, type ReporterSession } from './session.ts'
import type { Site } from './site.ts'

export type GuestRequest = PageRequest<Extract<Viewer, { kind: 'guest' }>>
export interface FormRequest extends GuestRequest {
  /** Whoever has shown number and code of his report in this browser. */
  reporter: Reporter | undefined
  /** Keeps the key of one report in this browser, or forgets it. */
  keepReporter(session: ReporterSession | null): void
  /** A name of this browser that nobody else knows and that says nothing of anybody; given when it is first asked for. */
  device(): string
}

/** What every view of the public is given besides its own matter. */
interface Given {
  site: Site
  base: PageRequest<Viewer>['base']
}
type FormGiven = Given & { token: string }

/** What is left of a page or a form once its data and its view are put together. */
export interface PublicRoute extends RouteHead {
  cache: Cache
  get?: (request: FormRequest, token: () => string) => Promise<Document | See | FileAnswer>
  posts: readonly {
    path: string
    limits: Limits
    act: (request: FormRequest, sent: Sent, ours: boolean, token: () => string) => Promise<Document | See>
  }[]
}

interface PageSpec<D extends object> extends RouteHead {
  cache: Cache
  load?: (request: GuestRequest) => Promise<D | See>
  view: (props: D & Given) => ReactElement
  status?: (data: D) => number
}

export function page<D extends object>({ load, view, status, ...head }: PageSpec<D>): PublicRoute {
  return {
    ...head,
    async get(request) {
      const data = load ? await load(request) : ({} as D)
      if (isSee(data)) return data
      const props = { ...data, site: request.site, base: request.base }
      return { document: createElement(view, props), status: status?.(data) ?? 200 }
    },
    posts: []
  }
}

interface ReporterPageSpec<D extends object> extends RouteHead {
  load: (request: FormRequest) => Promise<D | See>
  view: (props: D & Given) => ReactElement
}

/** A page for whoever has shown number and code of his report in this browser; nobody keeps it. */
export const reporterPage = <D extends object>({ load, view, ...head }: ReporterPageSpec<D>): PublicRoute => ({
  ...head,
  cache: 'no-store',
  async get(request) {
    const data = await load(request)
    if (isSee(data)) return data
    return { document: createElement(view, { ...data, site: request.site, base: request.base }), status: 200 }
  },
  posts: []
})

interface FileSpec extends RouteHead {
  cache: Cache
  load: (request: GuestRequest) => Promise<FileAnswer | See> | FileAnswer | See
}
export const file = ({ load, ...head }: FileSpec): PublicRoute => ({
  ...head,
  get: (request) => Promise.resolve(load(request)),
  posts: []
})

export type FormOutcome<M> = See | Again<M>

interface FormSpec<D extends object, M> extends RouteHead {
  limits: Limits
  /** Where it is sent to, if not to its own address. */
  sentTo?: string
  load: (request: FormRequest, shown: M | undefined) => Promise<D | See>
  view: (props: D & FormGiven) => ReactElement
  act: (request: FormRequest, sent: Sent) => Promise<FormOutcome<NoInfer<M>>>
  /** The form was not drawn in this browser, or long ago: nothing is done, and nothing that was typed is lost. */
  notOurs: (sent: Sent, request: FormRequest) => Again<NoInfer<M>> | See | Promise<Again<NoInfer<M>> | See>
}

/** A form's page, what happens when it is sent, and its errors. */
export function form<D extends object, M>(spec: FormSpec<D, M>): PublicRoute {
  const { limits, sentTo, load, view, act, notOurs, ...head } = spec
  const draw = async (request: FormRequest, token: () => string, shown?: Again<M>): Promise<Document | See> => {
    const data = await load(request, shown?.again)
    if (isSee(data)) return data
    const site = shown && shown.status >= 400 ? { ...request.site, failed: true as const } : request.site
    const props = { ...data, site, base: request.base, token: token() }
    return { document: createElement(view, props), status: shown?.status ?? 200 }
  }
  return {
    ...head,
    cache: 'no-store',
    get: (request, token) => draw(request, token),
    posts: [
      {
        path: sentTo ?? spec.path,
        limits,
        async act(request, sent, ours, token) {
          const outcome = ours ? await act(request, sent) : await notOurs(sent, request)
          return isSee(outcome) ? outcome : draw(request, token, outcome)
        }
      }
    ]
  }
}

/** A form that is one button on other pages, and has no page of its own. */
export const button = (
  spec: RouteHead & {
    limits: Limits
    act: (request: FormRequest) => Promise<See> | See
    notOurs: () => See
  }
): PublicRoute => ({
  path: spec.path,
  cache: 'no-store',
  posts: [
    {
      path: spec.path,
      limits: spec.limits,
      act: (request, _sent, ours) => Promise.resolve(ours ? spec.act(request) : spec.notOurs())
    }
  ]
})

const formCookie = 'form'
const tracked = (web: WebContext) => reporterSessions(web, 'track', '/')

const deviceCookie = 'device'
const aYearMs = 365 * 86_400_000
function deviceOf(ctx: Ctx, { secureCookies }: WebContext): string {
  const known = ctx.cookies.get(deviceCookie)
  if (known && /^[\w-]{22}$/.test(known)) return known
  const made = randomBytes(16).toString('base64url')
  setCookie(ctx, secureCookies, deviceCookie, made, { httpOnly: true, path: '/', maxAge: aYearMs })
  return made
}

/** A form belongs to the browser it was shown in. */
function tokenFor(ctx: Ctx, { formToken, secureCookies }: WebContext): string {
  const known = ctx.cookies.get(formCookie)
  const nonce = known && /^[\w-]{22}$/.test(known) ? known : randomBytes(16).toString('base64url')
  if (nonce !== known) setCookie(ctx, secureCookies, formCookie, nonce, { httpOnly: true, path: '/' })
  ctx.set('Cache-Control', 'no-store')
  return formToken.make(nonce)
}

/** Whether a token is of a form that this browser was shown. Refuses what another site's page sends. */
function ourForms(ctx: Ctx, { formToken }: WebContext): (token: string) => boolean {
  const { origin, referer } = ctx.headers
  if ((origin || referer) && !sameOrigin(ctx.headers, ctx.host)) refuse('origin')
  const nonce = ctx.cookies.get(formCookie)
  return (token) => nonce !== undefined && formToken.check(nonce, token)
}

async function formRequest(ctx: Ctx, web: WebContext, route: Pick<Route, 'query'>): Promise<FormRequest> {
  const { query, search } = declaredQuery(ctx, route)
  const { reporterOf, keep } = tracked(web)
  return {
    ...requestOf(ctx, web, guest as GuestRequest['viewer'], query, siteOf(ctx, web, search)),
    reporter: await reporterOf(ctx),
    keepReporter: (session) => keep(ctx, session),
    device: () => deviceOf(ctx, web)
  }
}

const answer = (ctx: Ctx, given: Document | See | FileAnswer): void => {
  if (isSee(given)) goOn(ctx, given.see)
  else if ('document' in given) show(ctx, given)
  else sendFile(ctx, given)
}

/** The rows of a table as a router takes them. */
export function publicRoutes(table: readonly PublicRoute[], web: WebContext): Route[] {
  return table.flatMap(({ path, label, cache, query = [], get, posts }): Route[] => {
    const info = { ...(label !== undefined && { label }), query }
    const reads: Route[] = get
      ? [
          {
            ...info,
            method: 'GET',
            path,
            cache,
            async serve(ctx) {
              ctx.set('Cache-Control', cache === 'no-store' ? cache : cache.header)
              answer(ctx, await get(await formRequest(ctx, web, info), () => tokenFor(ctx, web)))
            }
          }
        ]
      : []
    const writes = posts.map((post): Route => ({
      ...info,
      method: 'POST',
      path: post.path,
      cache: 'no-store',
      async serve(ctx) {
        ctx.set('Cache-Control', 'no-store')
        const isOurs = ourForms(ctx, web)
        await web.incoming.reading(ctx.req, shareOf(guest, ctx.ip), async (held) => {
          const sent = await readForm(ctx.req, { ...post.limits, proves: isOurs }, held)
          const request = await formRequest(ctx, web, info)
          const ours = isOurs(one(sent.fields, '_token'))
          answer(ctx, await post.act(request, sent, ours, () => tokenFor(ctx, web)))
        })
      }
    }))
    return [...reads, ...writes]
  })
}
