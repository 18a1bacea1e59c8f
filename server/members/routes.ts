/** Doors for residents: by WeChat, and by the code of a report. */
import { setTimeout as pause } from 'node:timers/promises'
import { refuse } from '#shared/errors.ts'
import { findByFiled, findCase, type CaseDoc } from '#server/cases/index.ts'
import { slowedGuesses } from '#server/kernel/guesses.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import { isBeingErased } from '#server/erasure/index.ts'
import type { Wechat } from '#server/integrations/wechat.ts'
import { isCodeOf } from '#server/reports/index.ts'
import { residentOf } from './model.ts'

type Names = 'signInWechat' | 'signInCode'

/**
 * Wrong codes for one number from one address, within a quarter of an hour: the first ten are answered at once, and each one after
 * that later. Fifty bits are not guessed, so the right code is never refused: a stranger must not be able to take a receipt away.
 */
const codes = { name: 'code', free: 10, withinS: 15 * 60, firstMs: 250, atMostMs: 4_000 } as const

export function memberRoutes(context: AppContext, wechat: Wechat): Pick<Handlers, Names> {
  const wrongCodes = slowedGuesses(context.keys, codes)

  return {
    async signInWechat({ body }, _viewer, from) {
      const who = await wechat.code2session(body.code, from.request)
      if ('error' in who) {
        if (who.error === 'too_many') refuse('too_many', { retryAfterS: 60 })
        if (who.error === 'busy') refuse('unavailable', { retryAfterS: 5 })
        if (who.error === 'unset') refuse('wechat_unset')
        refuse('wrong_code')
      }
      const id = await residentOf(who.openid, context.keys, context.now())
      if (await isBeingErased(id, context.now())) refuse('unavailable', { retryAfterS: 15 })
      return context.sessions.begin({ kind: 'resident', id }, from)
    },

    async signInCode({ body }, _viewer, from) {
      const hisIn = (caseDoc: CaseDoc | null) =>
        caseDoc?.reports.find((r) => r.reporter.codeHash && isCodeOf(r.reporter.codeHash, body.code, context.keys))
      // Who was joined to another's case still holds the number that he was given.
      const [there, moved] = await Promise.all([findCase(body.no), findByFiled(body.no)])
      // Of a number that does not exist there is nothing to guess, and nothing is kept of whoever makes numbers up.
      if (!there && !moved) refuse('wrong_code')
      const guess = `${body.no}|${from.ip}`
      await pause(await wrongCodes.waitOf(guess))
      const caseDoc = hisIn(there) ? there : moved
      const report = hisIn(caseDoc)
      if (!caseDoc || !report) {
        await wrongCodes.count(guess)
        refuse('wrong_code')
      }
      return context.sessions.beginCode(caseDoc.no, report.id)
    }
  }
}
