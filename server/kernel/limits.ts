/**
 * How often somebody may ask: a person by himself, whoever is not known by his address, behind which many may stand. All processes
 * count together.
 */
import type { Context, Middleware } from 'koa'
import { refuse } from '#shared/errors.ts'
import type { Counted, CountLimit, Limit, SharedCounts } from './shared-counts.ts'

/** A school, a company or a village behind one address asks as often as so many persons. */
const personsBehindAddress = 10
/** Of what one may ask, this part may change something. */
const shareOfWrites = 1 / 5
/** Files at hand: a page of photos is a hundred of them, and none costs anything. */
const files = /^\/(assets|m|photos)\/|^\/(favicon\.ico|apple-touch-icon\.png|card\.png|qr\.svg|robots\.txt)$/
/** What a request counts for, beside one that reads: what is searched for, what is decoded, and all cases as one file. */
const weights = { search: 5, upload: 5, part: 2, file: 50, plain: 1 } as const
/** However its letters are written, as the router finds it. */
const openFile = /^\/open-data\/(cases|figures)\./i
const searched = /^\/api\/cases\/similar\/?$/i

function weightOf(ctx: Context, reads: boolean): number {
  if (!reads) {
    if (searched.test(ctx.path)) return weights.search
    const kind = ctx.is('multipart/form-data', 'application/octet-stream')
    return kind === 'multipart/form-data' ? weights.upload : kind ? weights.part : weights.plain
  }
  if (openFile.test(ctx.path)) return weights.file
  return ctx.query['q'] === undefined ? weights.plain : weights.search
}

interface Count {
  all: Limit
  writes: Limit
}
const minuteMs = 60_000
const countTo = (counts: SharedCounts, name: string, perMinute: number): Count => ({
  all: counts.limit({ name, atMost: perMinute, withinMs: minuteMs }),
  writes: counts.limit({
    name: `${name} writes`,
    atMost: Math.max(1, Math.round(perMinute * shareOfWrites)),
    withinMs: minuteMs
  })
})

/** How much is left, as draft-ietf-httpapi-ratelimit-headers says it. */
function told(ctx: Context, { name, atMost, withinMs }: CountLimit, { used, leftMs }: Counted): void {
  ctx.res.setHeader('RateLimit-Policy', `"${name}";q=${atMost};w=${withinMs / 1000}`)
  ctx.res.setHeader('RateLimit', `"${name}";r=${Math.max(0, atMost - used)};t=${Math.ceil(leftMs / 1000)}`)
}

/**
 * `perMinute` requests a person, and that many times ten an address for those whom nobody knows; 0 is no limit.
 * What the cache answers is not counted, for it stands before.
 */
export function limiting(
  perMinute: number,
  counts: SharedCounts,
  personOf: (ctx: Context) => string | undefined
): Middleware {
  if (perMinute === 0) return (_ctx, next) => next()
  const persons = countTo(counts, 'person', perMinute)
  const addresses = countTo(counts, 'address', perMinute * personsBehindAddress)
  return async (ctx, next) => {
    const reads = ctx.method === 'GET' || ctx.method === 'HEAD'
    if (!(reads && files.test(ctx.path))) {
      const person = personOf(ctx)
      const { all, writes } = person === undefined ? addresses : persons
      const key = person ?? ctx.ip
      const counted = all.add(key, weightOf(ctx, reads))
      const isOver = counted.used > all.atMost || (!reads && writes.add(key, 1).used > writes.atMost)
      told(ctx, all, isOver ? { ...counted, used: all.atMost } : counted)
      if (isOver) refuse('too_many', { retryAfterS: Math.ceil(counted.leftMs / 1000) })
    }
    await next()
  }
}
