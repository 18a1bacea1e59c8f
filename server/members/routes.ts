/** Doors for residents: by WeChat, and by the code of a report. */
import { refuse } from '#shared/errors.ts'
import { findByFiled, findCase, type CaseDoc } from '#server/cases/index.ts'
import { guesses } from '#server/kernel/guesses.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import type { Wechat } from '#server/integrations/wechat.ts'
import { isCodeOf } from '#server/reports/index.ts'
import { placeOf } from '#server/sessions/index.ts'
import { residentOf } from './model.ts'

type Names = 'signInWechat' | 'signInCode'

/** Ten wrong codes for a case in a quarter of an hour, and whoever sent them from that network waits. */
const codes = { name: 'code', atMost: 10, withinS: 15 * 60 } as const

export function memberRoutes(context: AppContext, wechat: Wechat): Pick<Handlers, Names> {
  const wrongCodes = guesses(context.keys, codes)

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

    async signInCode({ body }, _viewer, from) {
      const guess = `${body.no}|${placeOf(from).network}`
      await wrongCodes.take(guess)
      const hisIn = (it: CaseDoc | null) =>
        it?.reports.find((r) => r.reporter.codeHash && isCodeOf(r.reporter.codeHash, body.code, context.keys))
      // Who was joined to another's case still holds the number that he was given.
      const [there, moved] = await Promise.all([findCase(body.no), findByFiled(body.no)])
      const it = hisIn(there) ? there : moved
      const report = hisIn(it)
      if (!it || !report) refuse('wrong_code')
      await wrongCodes.giveBack(guess)
      return context.sessions.beginCode(it.no, report.id)
    }
  }
}
