/** The staircase of middleware. Makes an app and never listens. */
import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import compress from 'koa-compress'
import helmet from 'helmet'
import Koa, { type Context, type Middleware } from 'koa'
import mount from 'koa-mount'
import Router from 'koa-router'
import { refuse, type Refused } from '#shared/errors.ts'
import { openFormats } from '#shared/open-data.ts'
import { photoSizes, type PhotoSize } from '#shared/photos.ts'
import { isShownPhoto } from '#server/activities/index.ts'
import { activityCalendar, calendarFeed } from '#server/activities/routes.ts'
import { certificatePdf } from '#server/certificates/index.ts'
import { copies } from '#server/copies/index.ts'
import { isPublicPhoto } from '#server/publication/index.ts'
import { servingFolder } from '#server/kernel/folder.ts'
import { answeringApi, endpointRoutes, refuseStray, refusing } from '#server/kernel/http.ts'
import { placing, type Hosts } from '#server/kernel/host.ts'
import { answerUnread, type Incoming } from '#server/kernel/incoming.ts'
import { speaking } from '#server/kernel/locale.ts'
import { limiting } from '#server/kernel/limits.ts'
import { measuring } from '#server/kernel/metrics.ts'
import { microcache, type Microcache } from '#server/kernel/microcache.ts'
import { openApi } from '#server/kernel/openapi.ts'
import { requestIdHeader, requestIdOf, requestIdOn } from '#server/kernel/request-id.ts'
import { onceARelease, routeIndex, type FoundRoute, type RouteInfo } from '#server/kernel/route-index.ts'
import type { Call } from '#server/kernel/serve.ts'
import { personOf, type Viewer, type ViewerOf } from '#server/kernel/viewer.ts'
import { mayWatch, watchedAnswer, watchedPaths, type Watched } from '#server/kernel/watched.ts'
import type { AppContext } from '#server/context.ts'
import { casesFiles, figuresFile } from '#server/open-data/index.ts'
import { isSigned, readPhoto } from '#server/photos/index.ts'
import { signupCalendar } from '#server/participation/index.ts'
import { fill, words as w } from '#shared/locales/index.ts'

export interface AppParts {
  context: AppContext
  call: Call
  viewerOf: ViewerOf
  /** Who a token says it is of, for counting alone: whether its session goes on is not asked. */
  claimedBy: (token: string) => Viewer | undefined
  /** Pages and assets of the public and of the desk, and what each of them declares. */
  pages: Router
  routes: readonly RouteInfo[]
  /** A refusal as a page. */
  errorPage: (ctx: Context, refused: Refused) => void
  /** Cookies that change what a guest's page looks like; undefined when the visitor is more than a guest. */
  pageVariant: (ctx: Context) => string | undefined
  /** Address of a script or a style of the pages. */
  assetUrl: (name: string) => string
  /** The key of a session in this browser. */
  accessOf: (ctx: Context) => string | undefined
  /** Web build of the mini-program. */
  webDir: string
  /** JSON files of the map, by name. */
  mapFiles: Record<string, string>
  https: boolean
  hosts: Hosts
  /** How many proxies of our own stand in front. */
  trustProxy: number
  /** What visitors send, while it lies in memory. */
  incoming: Incoming
  /** Requests a minute and person; 0 is no limit. */
  rateLimit: number
  isStopping: () => boolean
  watched: Watched
  /** Every request is said in the log. */
  accessLog: boolean
}

export type Answer = (req: IncomingMessage, res: ServerResponse) => void

export function makeApp(parts: AppParts): { answer: Answer; cache: Microcache } {
  const { context } = parts
  const app = new Koa()
  const { watched, trustProxy: hops } = parts
  const { metrics } = watched
  const measured = measuring(metrics, { hops, ...(parts.accessLog && { log: context.log }) })
  const own = [
    health(context, watched),
    files(context, parts.mapFiles),
    calendars(context),
    papers(context),
    ownCopies(context),
    openDataFiles(context)
  ]
  const routes = routeIndex([
    ...own.flatMap(routesOf),
    openApiFile,
    ...mapFileRoutes(parts.mapFiles),
    phoneBuild,
    ...endpointRoutes(),
    ...parts.routes
  ])
  const found = new WeakMap<Context, FoundRoute | undefined>()
  /** Looked up once a request. */
  const foundFor = (ctx: Context): FoundRoute | undefined => {
    const known = found.get(ctx)
    if (known || found.has(ctx)) return known
    const looked = routes.find(ctx.method, ctx.path)
    found.set(ctx, looked)
    return looked
  }
  const routeOf = (ctx: Context): RouteInfo | undefined => foundFor(ctx)?.route
  const cache = microcache({
    now: () => context.now().getTime(),
    routeOf,
    variant: parts.pageVariant,
    count: metrics.cache
  })
  const isWatcher = (path: string, req: IncomingMessage): boolean =>
    watchedPaths.some((one) => one === path) && mayWatch(req, watched.token)
  app.on('error', (error: NodeJS.ErrnoException) => {
    // A visitor who left in the middle is no error of ours.
    if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') context.log.error({ err: error }, 'response failed')
  })

  app.use(measured.middleware(routeOf))
  app.use(closing(parts.isStopping))
  app.use(security(parts.https, () => context.city().info.tiles))
  app.use(speaking({ secureCookies: parts.https }))
  app.use(refusing(context.log, parts.errorPage, metrics.refused))
  app.use(placing(parts.hosts, hops, isWatcher))
  app.use(cache.middleware)
  app.use(limiting(parts.rateLimit, context.counts, knowing(parts)))
  app.use(compressing())
  app.use(answeringApi(parts.call, parts.viewerOf, parts.incoming, { of: foundFor, methodsAt: routes.methodsAt }))
  for (const router of own) app.use(router.routes())
  app.use(mount('/m', phoneBuildServed(parts.webDir, parts.assetUrl('phone-styles.js'))))
  app.use(parts.pages.routes())
  app.use((ctx) => {
    const methods = routes.methodsAt(ctx.path)
    // A file that is not there is not there, with whatever method.
    if (!methods.includes(ctx.method)) refuseStray(methods)
  })
  const serve = app.callback()
  return {
    cache,
    answer(req, res) {
      const started = process.hrtime.bigint()
      const id = requestIdOf(req, hops)
      const route = parts.isStopping() ? undefined : cache.answerAgain(req, res, id)
      if (route) {
        metrics.cache('again')
        measured.observe({ req, id, status: res.statusCode }, route, started)
        return
      }
      res.setHeader(requestIdHeader, id)
      void serve(req, res)
    }
  }
}

/** What the app answers itself, as the metrics know it; these say themselves how long they may be kept. */
const routesOf = (router: Router): RouteInfo[] =>
  router.stack.flatMap(({ methods, path }) => methods.map((method) => ({ method, path: String(path), query: [] })))
const openApiFile: RouteInfo = {
  method: 'GET',
  path: '/openapi.json',
  query: [],
  cache: onceARelease(300),
  alike: true
}
const mapFileRoutes = (mapFiles: Record<string, string>): RouteInfo[] =>
  Object.keys(mapFiles).map((name) => ({
    method: 'GET',
    path: `/assets/${name}`,
    query: [],
    cache: onceARelease(3600),
    alike: true
  }))
const phoneBuild: RouteInfo = { method: 'GET', path: '/m/{*rest}', query: [] }

const smallest = 1024
function compressing(): Middleware {
  const squeeze = compress({
    threshold: smallest,
    br: false,
    gzip: { level: 5 },
    filter: (type) => /json|text|javascript|svg|xml/.test(type)
  })
  const done = (): Promise<void> => Promise.resolve()
  return async (ctx, next) => {
    await next()
    if (typeof ctx.body === 'string' && ctx.body.length * 3 < smallest) return
    await squeeze(ctx, done)
  }
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** While stopping, answers still go out, and their connections are closed after them; so is one whose body nobody read to its end. */
const closing =
  (isStopping: () => boolean): Middleware =>
  async (ctx, next) => {
    if (isStopping()) ctx.set('Connection', 'close')
    await next()
    if (ctx.req.complete || !hasBody(ctx.req)) return
    ctx.set('Connection', 'close')
    answerUnread(ctx.req)
  }

/** Who asks, where a session says so; a receipt's code says nothing of a person, for anybody may have a hundred of them. */
const knowing =
  ({ claimedBy, accessOf }: Pick<AppParts, 'claimedBy' | 'accessOf'>) =>
  (ctx: Context): string | undefined => {
    const token = /^Bearer (.+)$/.exec(ctx.get('authorization'))?.[1] ?? accessOf(ctx)
    const viewer = token === undefined ? undefined : claimedBy(token)
    return viewer && personOf(viewer)
  }

/** Under `ctx.state`: what marks the styles of this page as ours. */
function nonceOf(ctx: Context): string {
  const state = ctx.state as { nonce?: string }
  state.nonce ??= randomBytes(16).toString('base64url')
  return state.nonce
}

/** The hosts of the map tiles that a city has configured, as a policy names them: `https://{s}.tiles.example/…` -> `https://*.tiles.example`. */
export function tileHosts(template: string | null): string[] {
  const found = /^(https?:\/\/)(?:\{\w+\}\.)?([\w.-]+(?::\d+)?)\//.exec(template ?? '')
  if (!template || !found) return []
  const [, scheme = '', host = ''] = found
  return [scheme + (template.startsWith(`${scheme}{`) ? '*.' : '') + host]
}

/**
 * What browsers are told of every page, and of data, which runs nothing and is shown in no frame. Helmet writes the headers
 * once, here they are only copied. Pages bring no script and no style of their own; the web build of the mini-program makes
 * style sheets while it runs, each marked with the nonce that its page was given.
 */
function security(https: boolean, tiles: () => string | null): Middleware {
  const hsts = https ? { maxAge: 31_536_000, includeSubDomains: true } : false
  const pagesWith = (images: readonly string[], style: readonly string[]) =>
    headersOf({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          'default-src': ["'self'"],
          'base-uri': ["'none'"],
          'object-src': ["'none'"],
          'script-src': ["'self'"],
          'script-src-attr': ["'none'"],
          'style-src': ["'self'", ...style],
          // Taro places things by style attributes, which can ask for nothing and run nothing.
          ...(style.length > 0 && { 'style-src-attr': ["'unsafe-inline'"] }),
          'font-src': ["'self'", 'data:'],
          'img-src': ["'self'", 'data:', 'blob:', ...images],
          // The web build reads a chosen photo back by its blob address before it sends it.
          'connect-src': ["'self'", 'blob:'],
          'form-action': ["'self'"],
          // The desk shows a moderator the public page in a frame.
          'frame-ancestors': ["'self'"],
          ...(https && { 'upgrade-insecure-requests': [] })
        }
      },
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: 'same-origin' },
      strictTransportSecurity: hsts
    })
  const pages = pagesWith([], [])
  let phone: { tiles: string | null; headers: [string, string][] } | undefined
  const phoneHeaders = (): [string, string][] => {
    const now = tiles()
    if (phone?.tiles !== now) phone = { tiles: now, headers: pagesWith(tileHosts(now), [`'nonce-${placeOfNonce}'`]) }
    return phone.headers
  }
  const data = headersOf({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] }
    },
    strictTransportSecurity: hsts,
    ...pagesOnly
  })
  return (ctx, next) => {
    if (isPhoneBuild(ctx.path))
      for (const [name, value] of phoneHeaders()) ctx.res.setHeader(name, value.replace(placeOfNonce, nonceOf(ctx)))
    else for (const [name, value] of ctx.path.startsWith('/api/') ? data : pages) ctx.res.setHeader(name, value)
    return next()
  }
}

const placeOfNonce = 'NONCE'
const isPhoneBuild = (path: string): boolean => path === '/m' || path.startsWith('/m/')

/** The web build: its page with the nonce of this answer, which nobody keeps, and its files as they are. */
function phoneBuildServed(webDir: string, styles: string): Middleware {
  const files = servingFolder(webDir)
  return async (ctx, next) => {
    if (!/^\/(index\.html)?$/.test(ctx.path) || (ctx.method !== 'GET' && ctx.method !== 'HEAD'))
      return void (await files(ctx, next))
    const page = await readFile(join(webDir, 'index.html'), 'utf8').catch(() => refuse('no_such_address'))
    const nonce = nonceOf(ctx)
    ctx.set('Cache-Control', 'no-store')
    ctx.type = 'text/html; charset=utf-8'
    ctx.body = page
      .replaceAll('<style>', `<style nonce="${nonce}">`)
      .replace(
        '</title>',
        `</title><meta name="csp-nonce" content="${nonce}"><script type="module" src="${styles}"></script>`
      )
  }
}

/** What says nothing where there is no page. */
const pagesOnly = {
  crossOriginEmbedderPolicy: false,
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  referrerPolicy: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false
} as const

function headersOf(options: Parameters<typeof helmet>[0]): [string, string][] {
  const headers: [string, string][] = []
  const sheet = {
    setHeader: (name: string, value: string) => headers.push([name, value]),
    removeHeader: () => undefined
  }
  helmet(options)({} as IncomingMessage, sheet as unknown as ServerResponse, (error) => {
    if (error) throw error instanceof Error ? error : new Error('no security headers')
  })
  return headers
}

function health(context: AppContext, watched: Watched): Router {
  const router = new Router()
  for (const path of watchedPaths)
    router.get(path, async (ctx) => {
      const { status, type, body } = (await watchedAnswer(path, ctx.req, watched)) ?? refuse('no_such_address')
      ctx.set('Cache-Control', 'no-store')
      ctx.status = status
      ctx.type = type
      ctx.body = body
    })
  router.get('/openapi.json', (ctx) => {
    ctx.set('Cache-Control', 'public, max-age=300')
    ctx.body = openApi('Suishoupai', '1', context.publicUrl)
  })
  return router
}

function files(context: AppContext, mapFiles: Record<string, string>): Router {
  const router = new Router()
  router.get('/assets/:name', async (ctx, next) => {
    const { name = '' } = ctx.params
    const text = Object.hasOwn(mapFiles, name) ? mapFiles[name] : undefined
    if (text === undefined) return void (await next())
    ctx.set('Cache-Control', 'public, max-age=3600')
    ctx.type = 'application/geo+json'
    ctx.body = text
  })
  router.get('/photos/:id/:size.jpg', async (ctx) => {
    const { id = '', size = '' } = ctx.params
    if (!/^[0-9a-f]{64}$/.test(id) || !Object.hasOwn(photoSizes, size)) refuse('not_found')
    const { until, key } = ctx.query
    const signed = isSigned(context.photos, id, one(until), one(key), context.now().getTime())
    if (!signed && !(await isPublicPhoto(id)) && !(await isShownPhoto(id))) refuse('not_found')
    const bytes = (await readPhoto(context.photos, id, size as PhotoSize, requestIdOn(ctx.res))) ?? refuse('not_found')
    ctx.set('Cache-Control', signed ? 'private, max-age=86400' : 'public, max-age=300')
    ctx.set('Content-Disposition', 'inline')
    ctx.type = 'image/jpeg'
    ctx.body = bytes
  })
  return router
}

/** Calendar files: the feed of all, one activity, and a person's own sign-up under its signed address. */
function calendars(context: AppContext): Router {
  const router = new Router()
  const send = (ctx: Context, text: string | undefined, cache: string): void => {
    ctx.set('Cache-Control', cache)
    ctx.type = 'text/calendar; charset=utf-8'
    ctx.body = text ?? refuse('not_found')
  }
  router.get('/activities.ics', async (ctx) => {
    const name = fill(w.activities.ics.calendar, { city: context.city().info.short })
    send(ctx, await calendarFeed(name, context), 'public, max-age=300')
  })
  router.get('/activities/:no.ics', async (ctx) => {
    send(ctx, await activityCalendar(ctx.params.no ?? '', context), 'public, max-age=300')
  })
  router.get('/calendar/:signup.ics', async (ctx) => {
    const key = one(ctx.query.key) ?? ''
    send(ctx, await signupCalendar(ctx.params.signup ?? '', key, context), 'private, no-store')
  })
  return router
}

/** The PDF of a certificate, for who holds a link of some minutes; the code drawn on it leads back to this house. */
function papers(context: AppContext): Router {
  const router = new Router()
  router.get('/certificates/files/:id.pdf', async (ctx) => {
    const link = { until: one(ctx.query.until) ?? '', key: one(ctx.query.key) ?? '' }
    const { pdf, name } = await certificatePdf(ctx.params.id ?? '', link, context)
    ctx.set('Cache-Control', 'private, no-store')
    ctx.set('Content-Disposition', `inline; filename*=UTF-8''${encodeURIComponent(name)}`)
    ctx.type = 'application/pdf'
    ctx.body = pdf
  })
  return router
}

/** The copy of somebody's own data, for who holds the link that he asked for; it is made while it goes out. */
function ownCopies(context: AppContext): Router {
  const router = new Router()
  const fetchBy = copies(context)
  router.get('/copies/:secret.zip', async (ctx) => {
    const { name, bytes, over } = await fetchBy(ctx.params.secret ?? '')
    const body = Readable.from(bytes, { objectMode: false })
    body.once('close', () => void over().catch((error: unknown) => context.log.error({ err: error }, 'a copy')))
    ctx.set('Cache-Control', 'private, no-store')
    ctx.set('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    ctx.type = 'application/zip'
    ctx.body = body
  })
  return router
}

/** What everybody may take away: all public cases, written while they go out, and the figures of each day. */
function openDataFiles(context: AppContext): Router {
  const router = new Router()
  const fileOf = casesFiles(context)
  const figures = figuresFile(context)
  const send = (ctx: Context, name: string, type: string): void => {
    // Other sites' pages may read it: it is everybody's.
    ctx.set('Access-Control-Allow-Origin', '*')
    ctx.set('Content-Disposition', `attachment; filename="${name}"`)
    ctx.type = type
  }
  for (const format of openFormats) {
    router.get(`/open-data/cases.${format}`, (ctx) => {
      const { name, type, read } = fileOf(format, ctx.query)
      const onEnd = (sha256: string): void => ctx.res.addTrailers({ 'X-Content-SHA256': sha256 })
      const body = ctx.method === 'HEAD' ? '' : read(ctx.ip, onEnd)
      send(ctx, name, type)
      ctx.set('Cache-Control', 'no-store')
      if (typeof body !== 'string') {
        ctx.set('Trailer', 'X-Content-SHA256')
        ctx.res.once('close', () => body.destroy())
      }
      ctx.body = body
    })
  }
  router.get('/open-data/figures.jsonl', async (ctx) => {
    const body = await figures()
    send(ctx, 'figures.jsonl', 'application/jsonl; charset=utf-8')
    ctx.set('Cache-Control', 'public, max-age=60')
    ctx.body = body
  })
  return router
}

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
