/** HTTP as a translation of `call`: one route an endpoint, nothing decided here. */
import { bodyParser } from '@koa/bodyparser'
import type { Context, Middleware } from 'koa'
import { api, type ApiName } from '#shared/api.ts'
import type { Endpoint } from '#shared/endpoint.ts'
import { Refused, refuse, type Refusal } from '#shared/errors.ts'
import { photoPartBytes } from '#shared/photos.ts'
import { namesIn } from '#shared/schema.ts'
import { problemOf, refusedBy } from './answer.ts'
import { requestIdOn } from './request-id.ts'
import type { FoundRoute, RouteInfo } from './route-index.ts'
import { admit, type Call } from './serve.ts'
import type { Held, Incoming } from './incoming.ts'
import { readMultipart, readPart } from './upload.ts'
import { guest, shareOf, type Viewer, type ViewerOf } from './viewer.ts'
import type { Log } from './log.ts'

const json = (limit: string) => bodyParser({ enableTypes: ['json'], jsonLimit: limit, encoding: 'utf-8' })

/** The first header value, where a proxy or an attacker sent several. */
const header = (ctx: Context, name: string): string | undefined => ctx.get(name) || undefined

/** Every endpoint as the cache and the metrics know it. */
export interface EndpointRoute extends RouteInfo {
  endpoint: ApiName
}
export const endpointRoutes = (): EndpointRoute[] =>
  (Object.entries(api) as [ApiName, Endpoint][]).map(([endpoint, { method, path, query, cache }]) => ({
    endpoint,
    method,
    path,
    query: namesIn(query),
    strict: true,
    ...(cache !== undefined && { cache })
  }))

/** Refuses what no address, or no method of an address, answers. */
export function refuseStray(methods: readonly string[]): never {
  if (methods.length === 0) refuse('no_such_address')
  refuse('wrong_method', { allow: methods })
}

/** Bearer only: the API reads no cookie, so that no foreign page can speak for a visitor. */
export async function bearer(ctx: Context, viewerOf: ViewerOf): Promise<Viewer> {
  const given = header(ctx, 'authorization')
  if (given === undefined) return guest
  const token = /^Bearer ([\w.-]{20,2000})$/.exec(given)?.[1]
  return (token === undefined ? undefined : await viewerOf(token)) ?? refuse('session_over')
}

/** Query values as a plain object; a repeated name becomes a list, which no schema accepts by mistake. */
const queryOf = (ctx: Context): Record<string, unknown> => (ctx.request.querystring === '' ? {} : { ...ctx.query })

/** Answers one endpoint, with what the address has in the open parts of its path. */
type Serving = (ctx: Context, params: FoundRoute['params']) => Promise<void>

function serving(name: ApiName, call: Call, viewerOf: ViewerOf, incoming: Incoming): Serving {
  const endpoint: Endpoint = api[name]
  const parse = json(endpoint.bodyMb === undefined ? '64kb' : `${endpoint.bodyMb}mb`)
  const read = (ctx: Context): Promise<unknown> => parse(ctx, nothingAfter)
  const posts = endpoint.method === 'POST' && !endpoint.upload
  const isLarge = endpoint.bodyMb !== undefined || endpoint.upload
  const serve = async (ctx: Context, params: FoundRoute['params'], held?: Held): Promise<void> => {
    if (posts) {
      if ((ctx.request.length ?? 0) > 0 && !ctx.is('application/json')) refuse('unsupported_media')
      held?.add(ctx.request.length ?? 0)
      await read(ctx)
    }
    const viewer = await bearer(ctx, viewerOf)
    const key = header(ctx, 'idempotency-key')
    const agent = header(ctx, 'user-agent')
    const upload = endpoint.upload === 'file' && held ? await readMultipart(ctx.req, { files: 1 }, held) : undefined
    const file = upload?.files.find((file) => file.field === 'file')
    if (endpoint.upload === 'file' && !file) refuse('not_a_photo')
    const part = endpoint.upload === 'part' && held ? await readPart(ctx.req, photoPartBytes, held) : undefined
    const body: unknown = posts ? ((ctx.request as { body?: unknown }).body ?? {}) : {}
    const answer = await call(name, { params, query: queryOf(ctx), body }, viewer, {
      ip: ctx.request.ip,
      request: requestIdOn(ctx.res),
      ...(agent && { agent }),
      ...(key && { key }),
      ...(file && { file }),
      ...(part && { part }),
      ...(held && { hold: (bytes: number) => held.add(bytes) })
    })
    ctx.status = endpoint.status
    const cache = viewer.kind === 'guest' ? endpoint.cache : undefined
    ctx.res.setHeader('Cache-Control', cache === undefined || cache === 'no-store' ? 'no-store' : cache.header)
    // As text at once: length, compression and sending would each turn it into text again.
    ctx.res.setHeader('Content-Type', 'application/json; charset=utf-8')
    ctx.body = JSON.stringify(answer)
  }
  if (!isLarge) return serve
  return async (ctx, params) => {
    // A stranger's megabytes are not read before he is told that he may not.
    const viewer = await bearer(ctx, viewerOf)
    admit(viewer, endpoint)
    await incoming.reading(ctx.req, shareOf(viewer, ctx.ip), (held) => serve(ctx, params, held))
  }
}

const nothingAfter = (): Promise<void> => Promise.resolve()

/** All endpoints. Which one a request is for has been looked up for the cache and the metrics already. */
export function answeringApi(
  call: Call,
  viewerOf: ViewerOf,
  incoming: Incoming,
  routes: { of(ctx: Context): FoundRoute | undefined; methodsAt(path: string): string[] }
): Middleware {
  const servings = new Map(
    (Object.keys(api) as ApiName[]).map((name): [ApiName, Serving] => [name, serving(name, call, viewerOf, incoming)])
  )
  return (ctx, next) => {
    if (!/^\/api(\/|$)/.test(ctx.path)) return next()
    const found = routes.of(ctx)
    const serve = found && servings.get((found.route as EndpointRoute).endpoint)
    if (!found || !serve) refuseStray(routes.methodsAt(ctx.path))
    return serve(ctx, found.params)
  }
}

/** A path as a log may have it: whoever reads a log must not be able to use a link that is good once. */
const loggedPath = (path: string): string => path.replace(/^(\/office\/invitation\/|\/copies\/).+/, '$1…')

/** Turns whatever was thrown below into problem details, or into a page where a person reads. */
export function refusing(
  log: Log,
  page: (ctx: Context, refused: Refused) => void,
  count: (code: Refusal) => void
): Middleware {
  return async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body === undefined) refuse('no_such_address')
    } catch (error) {
      const { refused, stranger } = refusedBy(error)
      count(refused.code)
      if (stranger)
        log.error(
          { err: error, request: requestIdOn(ctx.res), path: loggedPath(ctx.path), method: ctx.method },
          'stranger'
        )
      const problem = problemOf(refused)
      ctx.status = problem.status
      if (refused.more.retryAfterS) ctx.set('Retry-After', String(refused.more.retryAfterS))
      if (refused.more.allow) ctx.set('Allow', refused.more.allow.join(', '))
      if (problem.status === 401) ctx.set('WWW-Authenticate', 'Bearer')
      ctx.set('Cache-Control', 'no-store')
      if (ctx.path.startsWith('/api') || !ctx.accepts('html') || ctx.accepts('json', 'html') === 'json') {
        ctx.body = problem
        ctx.type = 'application/problem+json'
      } else page(ctx, refused)
    }
  }
}
