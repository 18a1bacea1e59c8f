/** How often somebody may ask: a person by himself, whoever is not known by his address, behind which many may stand. */
import type { Context, Middleware } from 'koa'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { refuse } from '#shared/errors.ts'

/** A school, a company or a village behind one address asks as often as so many persons. */
const personsBehindAddress = 10
/** Of what one may ask, this part may change something. */
const shareOfWrites = 1 / 5
/** Files at hand: a page of photos is a hundred of them, and none costs anything. */
const files = /^\/(assets|m|photos)\/|^\/(favicon\.ico|apple-touch-icon\.png|card\.png|qr\.svg|robots\.txt)$/
/** What a request counts for, beside one that reads: what words are searched in, and what is decoded. */
const weights = { search: 5, upload: 5, plain: 1 } as const

function weightOf(ctx: Context, reads: boolean): number {
  if (!reads) return ctx.is('multipart/form-data') ? weights.upload : weights.plain
  return ctx.query['q'] === undefined ? weights.plain : weights.search
}

interface Count {
  all: RateLimiterMemory
  writes: RateLimiterMemory
}
const countTo = (perMinute: number): Count => ({
  all: new RateLimiterMemory({ points: perMinute, duration: 60 }),
  writes: new RateLimiterMemory({ points: Math.max(1, Math.round(perMinute * shareOfWrites)), duration: 60 })
})

/** How much is left, as draft-ietf-httpapi-ratelimit-headers says it. */
function told(
  ctx: Context,
  name: 'person' | 'address',
  { points, duration }: Pick<RateLimiterMemory, 'points' | 'duration'>,
  { remainingPoints, msBeforeNext }: Pick<RateLimiterRes, 'remainingPoints' | 'msBeforeNext'>
): void {
  ctx.res.setHeader('RateLimit-Policy', `"${name}";q=${points};w=${duration}`)
  ctx.res.setHeader('RateLimit', `"${name}";r=${remainingPoints};t=${Math.ceil(msBeforeNext / 1000)}`)
}

/**
 * `perMinute` requests a person, and that many times ten an address for those whom nobody knows; 0 is no limit.
 * What the cache answers is not counted, for it stands before.
 */
export function limiting(perMinute: number, personOf: (ctx: Context) => string | undefined): Middleware {
  if (perMinute === 0) return (_ctx, next) => next()
  const [persons, addresses] = [countTo(perMinute), countTo(perMinute * personsBehindAddress)]
  return async (ctx, next) => {
    const reads = ctx.method === 'GET' || ctx.method === 'HEAD'
    if (!(reads && files.test(ctx.path))) {
      const person = personOf(ctx)
      const [name, count, key] =
        person === undefined ? (['address', addresses, ctx.ip] as const) : (['person', persons, person] as const)
      try {
        told(ctx, name, count.all, await count.all.consume(key, weightOf(ctx, reads)))
        if (!reads) await count.writes.consume(key)
      } catch (thrown) {
        const state = thrown as RateLimiterRes
        told(ctx, name, count.all, { remainingPoints: 0, msBeforeNext: state.msBeforeNext })
        refuse('too_many', { retryAfterS: Math.ceil(state.msBeforeNext / 1000) })
      }
    }
    await next()
  }
}
