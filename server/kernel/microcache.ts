/**
 * Whole answers for guests, kept for the seconds that their route declares: two hundred people who open the same page at
 * once cost one query. An entry has its ETag and its gzip made once. A move of a case takes away every list and figure and all
 * that names it, so that nobody reads yesterday's news; what is alike until the next release stays until then, and nothing else
 * pushes it out.
 */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Context, Middleware, Next } from 'koa'
import { requestIdHeader } from './request-id.ts'
import { asksMore, queryRead, type RouteInfo } from './route-index.ts'

interface Kept {
  until: number
  status: number
  type: string
  body: Buffer
  gzip: Buffer
  etag: string
  cacheControl: string
  /** No list of cases and no figures of them. */
  alone: boolean
  /** Answers that went out whole, by the form of the answer: ready to be sent again. */
  sent: Map<Form, Sent>
}

/** Packed, as it is, or only that nothing has changed. */
type Form = 'gzip' | 'plain' | 'unchanged'
interface Sent {
  status: number
  /** Name and value by turns, as they are written. */
  headers: string[]
  body?: Buffer
}

const entriesAtMost = 500
/** Pages that explain, scripts, styles, map files, each in its few variants. */
const fixedAtMost = 500

/** The case of a number; what is counted of cases; anything else that pages show. */
export type Moved = { no: string } | 'figures' | 'anything'

export interface Microcache {
  middleware: Middleware
  /**
   * Answers what a guest without a cookie asked for before, in the very words, headers and all, before anything else looks at
   * the request; says under which route, or nothing where the request has to go the whole way.
   */
  answerAgain(req: IncomingMessage, res: ServerResponse, id: string): RouteInfo | undefined
  moved(what: Moved): void
  /** Another release is in force. */
  clear(): void
}

export interface MicrocacheOptions {
  now(): number
  /** What is asked for; it says how long it may be kept, and which query parameters change it. */
  routeOf(ctx: Context): RouteInfo | undefined
  /** What besides the address changes a page: the reader's own settings. */
  variant(ctx: Context): string | undefined
  /** Counts how an answer was come by. */
  count?(use: 'kept' | 'made'): void
}

/** Under which key an answer is kept, and for how long. */
interface Asked {
  key: string
  seconds: number
  fixed: boolean
  alone: boolean
  route: RouteInfo
}

/** Nothing where an answer is made anew for everybody. */
function askedBy(ctx: Context, { routeOf, variant }: MicrocacheOptions): Asked | undefined {
  if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return undefined
  // Pages read no token: one that is sent with the request makes nothing of it anybody's own.
  if (ctx.headers.authorization !== undefined && ctx.path.startsWith('/api/')) return undefined
  const route = routeOf(ctx)
  const cache = route?.cache
  if (!route || cache === undefined || cache === 'no-store' || cache.keptS === undefined) return undefined
  // Refused, and cheaply: it must not be answered with what somebody else asked for rightly.
  if (route.strict && asksMore(route, ctx.query)) return undefined
  const reader = route.alike ? '' : variant(ctx)
  if (reader === undefined) return undefined
  // An address is found however its letters are written; a page that has one address has one entry.
  const path = /[:{]/.test(route.path) ? ctx.path : route.path
  return {
    key: `${reader}|${path}${queryRead(route, ctx.query)}`,
    seconds: cache.keptS,
    fixed: cache.fixed === true,
    alone: cache.listsCases === false,
    route
  }
}

function formFor({ headers }: IncomingMessage, kept: Kept): Form {
  // A browser may name several, and a proxy on the way calls ours weak.
  const known = headers['if-none-match']?.split(',')
  if (known?.some((tag) => tag.trim().replace(/^W\//, '') === kept.etag)) return 'unchanged'
  return /\bgzip\b/.test(String(headers['accept-encoding'] ?? '')) ? 'gzip' : 'plain'
}

function send(ctx: Context, kept: Kept): Form {
  const form = formFor(ctx.req, kept)
  ctx.res.setHeader('ETag', kept.etag)
  ctx.res.setHeader('Cache-Control', kept.cacheControl)
  ctx.vary('Accept-Encoding, Cookie, Authorization')
  if (form === 'unchanged') {
    ctx.status = 304
    return form
  }
  ctx.status = kept.status
  ctx.res.setHeader('Content-Type', kept.type)
  if (form === 'gzip') ctx.res.setHeader('Content-Encoding', 'gzip')
  ctx.body = form === 'gzip' ? kept.gzip : kept.body
  return form
}

/** What is said anew of every answer. */
const ofTheMoment = new Set(['date', 'connection', 'keep-alive', requestIdHeader.toLowerCase()])

/** An answer as it went out, to be sent again. */
function sentBy(res: ServerResponse): string[] {
  const raw = res as ServerResponse & { getRawHeaderNames(): string[] }
  return raw
    .getRawHeaderNames()
    .filter((name) => !ofTheMoment.has(name.toLowerCase()))
    .flatMap((name) => [name, String(res.getHeader(name))])
}

/** All of a request that could change the answer to a guest without a cookie; nothing where something else might. */
function addressOf({ method, url, headers }: IncomingMessage): string | undefined {
  if (method !== 'GET' || headers.cookie !== undefined || headers.authorization !== undefined) return undefined
  return `${headers.host ?? ''} ${url ?? ''} ${headers['accept-language'] ?? ''} ${headers.accept ?? ''}`
}

/** What may be kept of an answer; nothing where it failed, set a cookie, or is a stream. */
function keepable(ctx: Context, until: number, { fixed, alone }: Asked): Kept | undefined {
  if (ctx.status !== 200 || ctx.response.get('set-cookie')) return undefined
  const body = bodyOf(ctx.body)
  if (!body) return undefined
  return {
    until,
    status: 200,
    type: ctx.response.get('content-type') || 'application/json; charset=utf-8',
    body,
    gzip: gzipSync(body, { level: 5 }),
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    cacheControl: fixed ? ctx.response.get('cache-control') : 'public, max-age=0, must-revalidate',
    alone,
    sent: new Map()
  }
}

/** Whatever shows a case says its number. */
const survives = ({ alone, body }: Kept, what: Moved): boolean =>
  alone && (what === 'figures' || (what !== 'anything' && !body.includes(what.no)))

/** The answers that can be given again without asking what they are. */
function answeredBefore(now: () => number) {
  const byAddress = new Map<string, { kept: Kept; route: RouteInfo }>()
  return {
    /** Notes an answer that is on its way, once it has gone out whole. */
    note({ req, res }: Context, kept: Kept, form: Form, route: RouteInfo, isCurrent: () => boolean): void {
      const address = addressOf(req)
      if (address === undefined || res.hasHeader('set-cookie')) return
      res.once('finish', () => {
        // What moved while it went out must not be answered again.
        if (!isCurrent()) return
        const body = { gzip: kept.gzip, plain: kept.body, unchanged: undefined }[form]
        kept.sent.set(form, {
          status: res.statusCode,
          headers: [...sentBy(res), requestIdHeader, ''],
          ...(body && { body })
        })
        if (byAddress.size >= entriesAtMost) byAddress.delete(byAddress.keys().next().value ?? '')
        byAddress.set(address, { kept, route })
      })
    },
    again(req: IncomingMessage, res: ServerResponse, id: string): RouteInfo | undefined {
      const address = addressOf(req)
      const found = address === undefined ? undefined : byAddress.get(address)
      if (!found || found.kept.until <= now()) return undefined
      const sent = found.kept.sent.get(formFor(req, found.kept))
      if (!sent) return undefined
      // Written into the list as it is sent: nothing else sees it meanwhile.
      sent.headers[sent.headers.length - 1] = id
      res.writeHead(sent.status, sent.headers).end(sent.body)
      return found.route
    },
    clear: (): void => byAddress.clear()
  }
}

export function microcache(options: MicrocacheOptions): Microcache {
  const [entries, fixedEntries] = [new Map<string, Kept>(), new Map<string, Kept>()]
  const placeOf = ({ fixed }: Asked) => (fixed ? fixedEntries : entries)
  const running = new Map<string, Promise<Kept | undefined>>()
  const before = answeredBefore(options.now)
  const generation = { moves: 0, releases: 0 }
  const generationOf = ({ fixed }: Asked): number => generation[fixed ? 'releases' : 'moves']

  const sendKept = (ctx: Context, asked: Asked, kept: Kept): void =>
    before.note(ctx, kept, send(ctx, kept), asked.route, () => placeOf(asked).get(asked.key) === kept)

  async function make(asked: Asked, ctx: Context, next: Next): Promise<Kept | undefined> {
    const { key, seconds, fixed } = asked
    const mine = generationOf(asked)
    // The compressor further in would hand us a stream, which is not kept; the gzip of what is kept is made once.
    ctx.compress = false
    await next()
    const kept = keepable(ctx, options.now() + seconds * 1000, asked)
    // What was computed before a move must not be kept after it.
    if (kept && mine === generationOf(asked)) {
      const place = placeOf(asked)
      if (place.size >= (fixed ? fixedAtMost : entriesAtMost)) place.delete(place.keys().next().value ?? '')
      place.set(key, kept)
    }
    return kept
  }

  /** Made by one, waited for by all who ask meanwhile. */
  async function share(asked: Asked, ctx: Context, next: Next): Promise<void> {
    const waiting = running.get(asked.key)
    if (waiting) {
      const kept = await waiting
      if (kept) return sendKept(ctx, asked, kept)
      return void (await next())
    }
    const work = make(asked, ctx, next)
    running.set(
      asked.key,
      work.catch(() => undefined)
    )
    try {
      const kept = await work
      if (kept) sendKept(ctx, asked, kept)
    } finally {
      running.delete(asked.key)
    }
  }

  function moved(what: Moved): void {
    generation.moves++
    for (const [key, kept] of entries) {
      if (survives(kept, what)) continue
      entries.delete(key)
      kept.until = -Infinity
    }
    running.clear()
  }

  const middleware: Middleware = (ctx, next) => {
    const asked = askedBy(ctx, options)
    if (!asked) return next()
    const found = placeOf(asked).get(asked.key)
    const isKept = found !== undefined && found.until > options.now()
    options.count?.(isKept ? 'kept' : 'made')
    if (isKept) return Promise.resolve(sendKept(ctx, asked, found))
    return share(asked, ctx, next)
  }

  return {
    middleware,
    answerAgain: (req, res, id) => before.again(req, res, id),
    moved,
    clear() {
      generation.releases++
      fixedEntries.clear()
      moved('anything')
      before.clear()
    }
  }
}

/** A body that can be kept; nothing where it is a stream. */
function bodyOf(body: unknown): Buffer | undefined {
  if (Buffer.isBuffer(body)) return body
  if (typeof body === 'string') return Buffer.from(body)
  return isPlain(body) ? Buffer.from(JSON.stringify(body)) : undefined
}

const isPlain = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && !Buffer.isBuffer(body) && !('pipe' in body)
