/**
 * How often somebody may guess, counted in the database by all processes together. What is counted stands there as a keyed hash:
 * names and addresses of who got something wrong are nobody's reading.
 */
import { RateLimiterMongo, type RateLimiterRes } from 'rate-limiter-flexible'
import { refuse, type Refusal } from '#shared/errors.ts'
import { hmac, type Keys } from './keys.ts'
import { mongoose } from './mongo.ts'

const schema = new mongoose.Schema<{ key: string; points: number; expire: Date | null }>(
  { key: String, points: Number, expire: Date },
  { collection: 'guesses', versionKey: false, strict: 'throw' }
)
schema.index({ key: 1 }, { unique: true })
schema.index({ expire: 1 }, { expireAfterSeconds: 0 })
mongoose.model('Guess', schema)

export interface GuessLimit {
  /** What is counted; no two limits have the same name. */
  name: string
  atMost: number
  /** From the first one on; whoever goes beyond waits as long again. */
  withinS: number
}

/** Guesses that are slowed and never refused: of a code that is too long to be found, and that its owner must always be able to use. */
export interface SlowedGuesses {
  /** Counts one that was wrong. */
  count(key: string): Promise<void>
  /** How long the next one has to wait, in milliseconds: nothing at first, then twice as long each time, up to `atMostMs`. */
  waitOf(key: string): Promise<number>
}

export interface Guesses {
  /** Counts one before it is weighed: of many at once no more than so many are. Refuses beyond; says how many are left. */
  take(key: string, refusal?: Refusal): Promise<number>
  /** Counts one that was wrong. */
  count(key: string): Promise<void>
  /** How many are counted. */
  counted(key: string): Promise<number>
  /** Refuses whoever has used up his; counts nothing. */
  check(key: string, refusal?: Refusal): Promise<void>
  /** It was right: one less. */
  giveBack(key: string): Promise<void>
  /** It was right: all before is forgotten. */
  forget(key: string): Promise<void>
}

/** `free` of them are wrong without a wait within `withinS`. */
export function slowedGuesses(
  keys: Keys,
  {
    name,
    free,
    withinS,
    firstMs,
    atMostMs
  }: Record<'free' | 'withinS' | 'firstMs' | 'atMostMs', number> & { name: string }
): SlowedGuesses {
  const { count, counted } = guesses(keys, { name, atMost: Number.MAX_SAFE_INTEGER, withinS })
  return {
    count,
    async waitOf(key) {
      const over = (await counted(key)) - free
      return over < 0 ? 0 : Math.min(atMostMs, firstMs * 2 ** Math.min(over, 20))
    }
  }
}

export function guesses(keys: Keys, { name, atMost, withinS }: GuessLimit): Guesses {
  // Made when first used: a worker without doors has no connection to count in before that.
  let made: RateLimiterMongo | undefined
  const limiter = (): RateLimiterMongo =>
    (made ??= new RateLimiterMongo({
      storeClient: mongoose.connection,
      tableName: 'guesses',
      keyPrefix: name,
      points: atMost,
      duration: withinS,
      blockDuration: withinS,
      disableIndexesCreation: true
    }))
  const hashed = (key: string): string => hmac(keys.guesses, `${name}|${key}`).toString('base64url')
  const waitOf = (state: RateLimiterRes): number => Math.max(1, Math.ceil(state.msBeforeNext / 1000))
  /** What the limiter says to who has gone beyond; everything else that is thrown is trouble. */
  const stateOf = (thrown: unknown): RateLimiterRes => {
    if (thrown instanceof Error) throw thrown
    return thrown as RateLimiterRes
  }

  return {
    async take(key, refusal = 'locked_out') {
      try {
        return (await limiter().consume(hashed(key))).remainingPoints
      } catch (thrown) {
        return refuse(refusal, { retryAfterS: waitOf(stateOf(thrown)) })
      }
    },
    async count(key) {
      await limiter().consume(hashed(key)).catch(stateOf)
    },
    counted: async (key) => (await limiter().get(hashed(key)))?.consumedPoints ?? 0,
    async check(key, refusal = 'locked_out') {
      const state = await limiter().get(hashed(key))
      if (state && state.consumedPoints >= atMost) refuse(refusal, { retryAfterS: waitOf(state) })
    },
    async giveBack(key) {
      await limiter().reward(hashed(key))
    },
    async forget(key) {
      await limiter().delete(hashed(key))
    }
  }
}
