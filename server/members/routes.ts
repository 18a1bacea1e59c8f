/** Sign-in doors. Failures are counted per name and per address; a lock says how long. */
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { refuse } from '#shared/errors.ts'
import { plainFigures } from '#shared/typed.ts'
import { findByFiled, findCase, type CaseDoc } from '#server/cases/index.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import type { Wechat } from '#server/integrations/wechat.ts'
import { isCodeOf } from '#server/reports/index.ts'
import { findStaff, residentOf } from './model.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

type Names = 'signInWechat' | 'signInCode' | 'signInStaff'

/** 等保: five failures in fifteen minutes lock the name. */
const lock = { points: 5, duration: 15 * 60, blockDuration: 15 * 60 }

export function memberRoutes(context: AppContext, wechat: Wechat): Pick<Handlers, Names> {
  const byName = new RateLimiterMemory(lock)
  const byCase = new RateLimiterMemory({ ...lock, points: 10 })
  // Weighing a password is dear; of many names that are wrong not all are weighed. Who signs in rightly is not counted.
  const wrongFrom = new RateLimiterMemory({ points: 300, duration: 15 * 60 })
  // Unknown names cost the same as known ones, so that time tells nobody who works here.
  const nobody = hashPassword('nobody has this password')

  const isLocked = async (limiter: RateLimiterMemory, key: string): Promise<void> => {
    const state = await limiter.get(key)
    if (state && state.consumedPoints >= limiter.points)
      refuse('locked_out', { retryAfterS: Math.ceil(state.msBeforeNext / 1000) })
  }
  const failed = (limiter: RateLimiterMemory, key: string): Promise<unknown> =>
    limiter.consume(key).catch((state: RateLimiterRes) => state)

  const turns = new Map<string, Promise<unknown>>()
  /** One guess after the other for each name: a hundred at once would all be weighed before the first had failed. */
  const inTurn = <T>(name: string, guess: () => Promise<T>): Promise<T> => {
    const mine = (turns.get(name) ?? Promise.resolve()).then(guess)
    const over: Promise<unknown> = mine
      .catch(() => undefined)
      .then(() => (turns.get(name) === over ? turns.delete(name) : undefined))
    turns.set(name, over)
    return mine
  }

  return {
    async signInWechat({ body }, _viewer, from) {
      const who = await wechat.code2session(body.code)
      if ('error' in who) {
        if (who.error === 'too_many') refuse('too_many', { retryAfterS: 60 })
        if (who.error === 'busy') refuse('unavailable', { retryAfterS: 5 })
        refuse('wrong_code')
      }
      const id = await residentOf(who.openid, context.keys, context.now())
      return context.sessions.begin({ kind: 'resident', id }, from)
    },

    signInCode: ({ body }) =>
      inTurn(body.no, async () => {
        await isLocked(byCase, body.no)
        const hisIn = (it: CaseDoc | null) =>
          it?.reports.find((r) => r.reporter.codeHash && isCodeOf(r.reporter.codeHash, body.code, context.keys))
        // Who was joined to another's case still holds the number that he was given.
        const [there, moved] = await Promise.all([findCase(body.no), findByFiled(body.no)])
        const it = hisIn(there) ? there : moved
        const report = hisIn(it)
        if (!it || !report) {
          await failed(byCase, body.no)
          refuse('wrong_code')
        }
        return context.sessions.beginCode(it.no, report.id)
      }),

    signInStaff({ body }, _viewer, from) {
      const name = plainFigures(body.name).toLowerCase()
      return inTurn(name, async () => {
        await isLocked(byName, name)
        const wrong = await wrongFrom.get(from.ip)
        if (wrong && wrong.remainingPoints <= 0)
          refuse('too_many', { retryAfterS: Math.ceil(wrong.msBeforeNext / 1000) })
        const person = await findStaff(name)
        const right = await verifyPassword(person?.password ?? (await nobody), body.password)
        if (!person || person.left || !right) {
          await Promise.all([failed(byName, name), failed(wrongFrom, from.ip)])
          refuse('wrong_password')
        }
        await byName.delete(name)
        return context.sessions.begin({ kind: 'staff', id: person._id }, from)
      })
    }
  }
}
