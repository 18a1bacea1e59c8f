/** How often somebody may ask: a person by himself, whoever is not known by his address, behind which many may stand. */
import type { Context, Middleware } from 'koa'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { refuse } from '#shared/errors.ts'

/** A school, a company or a village behind one address asks as often as so many persons. */
const personsBehindAddress = 10
/** Of what one may ask, this part may change something. */
const shareOfWrites = 1 / 5
/** Files at hand: a page of photos is a hundred of them, and none costs anything. */
const files = /^\/(assets|m|photos)\//

interface Count {
  all: RateLimiterMemory
  writes: RateLimiterMemory
}
const countTo = (perMinute: number): Count => ({
  all: new RateLimiterMemory({ points: perMinute, duration: 60 }),
  writes: new RateLimiterMemory({ points: Math.max(1, Math.round(perMinute * shareOfWrites)), duration: 60 })
})

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
      const [count, key] = person === undefined ? [addresses, ctx.ip] : [persons, person]
      try {
        await count.all.consume(key)
        if (!reads) await count.writes.consume(key)
      } catch (state) {
        refuse('too_many', { retryAfterS: Math.ceil((state as RateLimiterRes).msBeforeNext / 1000) })
      }
    }
    await next()
  }
}
