/**
 * Whole answers for guests, kept for the seconds that their route declares: two hundred people who open the same page at
 * once cost one query. An entry has its ETag and its gzip made once. Any move of a case empties it, so that nobody reads
 * yesterday's news.
 */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Context, Middleware, Next } from 'koa'
import { asksMore, queryRead, type RouteInfo } from './route-index.ts'

interface Kept {
  until: number
  status: number
  type: string
  body: Buffer
  gzip: Buffer
  etag: string
  cacheControl: string
}

const entriesAtMost = 500

export interface Microcache {
  middleware: Middleware
  clear(): void
}

export interface MicrocacheOptions {
  now(): number
  /** What is asked for; it says how long it may be kept, and which query parameters change it. */
  routeOf(ctx: Context): RouteInfo | undefined
  /** What besides the address changes a page: the reader's own settings. */
  variant(ctx: Context): string | undefined
}

/** Under which key an answer is kept, and for how long; nothing where it is made anew for everybody. */
function keyOf(ctx: Context, { routeOf, variant }: MicrocacheOptions): { key: string; seconds: number } | undefined {
  if (ctx.method !== 'GET' || ctx.headers.authorization !== undefined) return undefined
  const route = routeOf(ctx)
  const cache = route?.cache
  if (!route || cache === undefined || cache === 'no-store' || cache.keptS === undefined) return undefined
  // Refused, and cheaply: it must not be answered with what somebody else asked for rightly.
  if (route.strict && asksMore(route, ctx.query)) return undefined
  const reader = variant(ctx)
  if (reader === undefined) return undefined
  return { key: `${reader}|${ctx.path}${queryRead(route, ctx.query)}`, seconds: cache.keptS }
}

function send(ctx: Context, kept: Kept): void {
  const { headers } = ctx.req
  ctx.res.setHeader('ETag', kept.etag)
  ctx.res.setHeader('Cache-Control', kept.cacheControl)
  ctx.vary('Accept-Encoding, Cookie, Authorization')
  // A browser may name several, and a proxy on the way calls ours weak.
  const known = headers['if-none-match']?.split(',')
  if (known?.some((tag) => tag.trim().replace(/^W\//, '') === kept.etag)) {
    ctx.status = 304
    return
  }
  ctx.status = kept.status
  ctx.res.setHeader('Content-Type', kept.type)
  if (/\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))) {
    ctx.res.setHeader('Content-Encoding', 'gzip')
    ctx.body = kept.gzip
  } else ctx.body = kept.body
}

/** What may be kept of an answer; nothing where it failed, set a cookie, or is a stream. */
function keepable(ctx: Context, until: number): Kept | undefined {
  if (ctx.status !== 200 || ctx.response.get('set-cookie') || (typeof ctx.body !== 'string' && !isPlain(ctx.body)))
    return undefined
  const body = Buffer.from(typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body))
  return {
    until,
    status: 200,
    type: ctx.response.get('content-type') || 'application/json; charset=utf-8',
    body,
    gzip: gzipSync(body, { level: 5 }),
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    cacheControl: 'public, max-age=0, must-revalidate'
  }
}

export function microcache(options: MicrocacheOptions): Microcache {
  const entries = new Map<string, Kept>()
  const running = new Map<string, Promise<Kept | undefined>>()
  let generation = 0

  async function make(key: string, seconds: number, ctx: Context, next: Next): Promise<Kept | undefined> {
    const mine = generation
    // The compressor further in would hand us a stream, which is not kept; the gzip of what is kept is made once.
    ctx.compress = false
    await next()
    const kept = keepable(ctx, options.now() + seconds * 1000)
    // What was computed before a move must not be kept after it.
    if (kept && mine === generation) {
      if (entries.size >= entriesAtMost) entries.delete(entries.keys().next().value ?? '')
      entries.set(key, kept)
    }
    return kept
  }

  /** Made by one, waited for by all who ask meanwhile. */
  async function share(key: string, seconds: number, ctx: Context, next: Next): Promise<void> {
    const waiting = running.get(key)
    if (waiting) {
      const kept = await waiting
      if (kept) return send(ctx, kept)
      return void (await next())
    }
    const work = make(key, seconds, ctx, next)
    running.set(
      key,
      work.catch(() => undefined)
    )
    try {
      const kept = await work
      if (kept) send(ctx, kept)
    } finally {
      running.delete(key)
    }
  }

  const middleware: Middleware = (ctx, next) => {
    const asked = keyOf(ctx, options)
    if (!asked) return next()
    const found = entries.get(asked.key)
    if (found && found.until > options.now()) return Promise.resolve(send(ctx, found))
    return share(asked.key, asked.seconds, ctx, next)
  }

  return {
    middleware,
    clear() {
      generation++
      entries.clear()
      running.clear()
    }
  }
}

const isPlain = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && !Buffer.isBuffer(body) && !('pipe' in body)
