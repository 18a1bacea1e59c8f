/**
 * Who comes, by WeChat's sign-in. Without an appid a local stub answers as the documentation says, failures included (40029 invalid
 * code, 40163 code used, 45011 too frequent, -1 busy), and says aloud that it is one.
 */
import { createHash } from 'node:crypto'
import type { WechatAccount } from './wechat-account.ts'
import { wechatErrorOfSecret, type WechatError, type WechatReaction } from './wechat-errors.ts'

/** `unset`: with these settings nobody can sign in, whoever he is. */
export type WechatSession = { openid: string } | { error: 'invalid' | 'too_many' | 'busy' | 'unset' }

export interface Wechat {
  /** Trades a wx.login code for who it is. session_key is never returned, kept or logged. */
  code2session(code: string, request?: string): Promise<WechatSession>
  readonly stub: boolean
}

const errors: Readonly<Record<WechatReaction, Extract<WechatSession, { error: string }>['error']>> = {
  retry: 'busy',
  renew: 'busy',
  configuration: 'unset',
  user: 'invalid',
  quota: 'too_many'
}
const refusedAs = ({ does }: Pick<WechatError, 'does'>): WechatSession => ({ error: errors[does] })

export const wechat = (account: WechatAccount): Wechat => ({
  stub: false,
  async code2session(code, request) {
    const answer = await account.signIn(code, request)
    if ('failed' in answer) return refusedAs(answer.failed)
    const { openid } = answer.body
    return typeof openid === 'string' && openid !== '' ? { openid } : { error: 'busy' }
  }
})

/**
 * The stub: a code is `who` or `who:nonce`, good once; the same `who` is the same person. DevTools' tourist code
 * (「the code is a mock one」) is one shared visitor and may be used again, as DevTools itself repeats it.
 */
export function wechatStub(): Wechat {
  const used = new Set<string>()
  return {
    stub: true,
    code2session(code) {
      const scripted = /^error:(-?\d+)$/.exec(code)
      if (scripted) return Promise.resolve(refusedAs(wechatErrorOfSecret(Number(scripted[1]))))
      if (!/^[\x21-\x7e ]{3,200}$/.test(code)) return Promise.resolve({ error: 'invalid' })
      const tourist = code === 'the code is a mock one'
      if (!tourist && used.has(code)) return Promise.resolve({ error: 'invalid' })
      if (used.size > 100_000) used.clear()
      used.add(code)
      const [who = ''] = code.split(':')
      return Promise.resolve({ openid: `standin-${createHash('sha256').update(who).digest('hex').slice(0, 28)}` })
    }
  }
}

/** Nobody is let in: for a server that strangers reach and that has no appid. */
export const wechatClosed = (): Wechat => ({ stub: false, code2session: () => Promise.resolve({ error: 'unset' }) })
