/**
 * Whole answers for guests, kept for a few seconds: two hundred people who open the same page at once cost one query.
 * An entry has its ETag and its gzip made once. Any move of a case empties it, so that nobody reads yesterday's news.
 */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Context, Middleware, Next } from 'koa'

interface Kept {
  until: number
  status: number
  type: string
  body: Buffer
  gzip: Buffer
  etag: string
  cacheControl: string
}

const freshMs = 5_000
const entriesAtMost = 500

export interface Microcache {
  middleware: Middleware
  clear(): void
}

/** What besides the address changes a page: the reader's own settings. */
export function microcache(options: {
  now(): number
  cacheable(path: string): boolean
  variant(ctx: Context): string | undefined
}): Microcache {
  const kept = new Map<string, Kept>()
  const running = new Map<string, Promise<Kept | undefined>>()
  let generation = 0

  const send = (ctx: Context, it: Kept): void => {
    const { headers } = ctx.req
    ctx.res.setHeader('ETag', it.etag)
    ctx.res.setHeader('Cache-Control', it.cacheControl)
    ctx.vary('Accept-Encoding, Cookie, Authorization')
    // A browser may name several, and a proxy on the way calls ours weak.
    const known = headers['if-none-match']?.split(',')
    if (known?.some((tag) => tag.trim().replace(/^W\//, '') === it.etag)) {
      ctx.status = 304
      return
    }
    ctx.status = it.status
    ctx.res.setHeader('Content-Type', it.type)
    if (/\bgzip\b/.test(String(headers['accept-encoding'] ?? ''))) {
      ctx.res.setHeader('Content-Encoding', 'gzip')
      ctx.body = it.gzip
    } else ctx.body = it.body
  }

  const middleware: Middleware = (ctx, next) => {
    if (ctx.method !== 'GET' || ctx.headers.authorization !== undefined || !options.cacheable(ctx.path)) return next()
    const variant = options.variant(ctx)
    if (variant === undefined) return next()
    const key = `${variant}|${ctx.url}`
    const found = kept.get(key)
    if (found && found.until > options.now()) return Promise.resolve(send(ctx, found))
    return make(key, ctx, next)
  }

  async function make(key: string, ctx: Context, next: Next): Promise<void> {
    const waiting = running.get(key)
    if (waiting) {
      const it = await waiting
      if (it) return send(ctx, it)
      return void (await next())
    }
    const mine = generation
    const work = (async () => {
      // The compressor further in would hand us a stream, which is not kept; the gzip of what is kept is made below, once.
      ctx.compress = false
      await next()
      if (ctx.status !== 200 || ctx.response.get('set-cookie') || (typeof ctx.body !== 'string' && !isPlain(ctx.body)))
        return undefined
      const body = Buffer.from(typeof ctx.body === 'string' ? ctx.body : JSON.stringify(ctx.body))
      const it: Kept = {
        until: options.now() + freshMs,
        status: 200,
        type: ctx.response.get('content-type') || 'application/json; charset=utf-8',
        body,
        gzip: gzipSync(body, { level: 5 }),
        etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
        cacheControl: 'public, max-age=0, must-revalidate'
      }
      // What was computed before a move must not be kept after it.
      if (mine === generation) {
        if (kept.size >= entriesAtMost) kept.delete(kept.keys().next().value ?? '')
        kept.set(key, it)
      }
      return it
    })()
    running.set(
      key,
      work.catch(() => undefined)
    )
    try {
      const it = await work
      if (it) send(ctx, it)
    } finally {
      running.delete(key)
    }
  }

  return {
    middleware,
    clear() {
      generation++
      kept.clear()
      running.clear()
    }
  }
}

const isPlain = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && !Buffer.isBuffer(body) && !('pipe' in body)
