/**
 * WeChat's server API. Without an appid a local stub answers as the documentation says, failures included
 * (40029 invalid code, 40163 code used, 45011 too frequent, -1 busy), and says aloud that it is one.
 */
import { createHash } from 'node:crypto'
import { requestIdHeaders } from '#server/kernel/request-id.ts'

export type WechatSession = { openid: string } | { error: 'invalid' | 'used' | 'too_many' | 'busy' }

export interface Wechat {
  /** Trades a wx.login code for who it is. session_key is never returned, kept or logged. */
  code2session(code: string, request?: string): Promise<WechatSession>
  readonly stub: boolean
}

const errors: Record<number, 'invalid' | 'used' | 'too_many' | 'busy'> = {
  40029: 'invalid',
  40163: 'used',
  40226: 'invalid',
  45011: 'too_many',
  [-1]: 'busy'
}

interface Answer {
  openid?: string
  errcode?: number
}

export function wechat(appid: string, secret: string, base = 'https://api.weixin.qq.com'): Wechat {
  return {
    stub: false,
    async code2session(code, request) {
      const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' })
      try {
        const response = await fetch(`${base}/sns/jscode2session?${query}`, {
          headers: requestIdHeaders(request),
          signal: AbortSignal.timeout(5_000)
        })
        const { openid, errcode } = (await response.json()) as Answer
        if (openid && !errcode) return { openid }
        return { error: errors[errcode ?? -1] ?? 'invalid' }
      } catch {
        return { error: 'busy' }
      }
    }
  }
}

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
      if (scripted) return Promise.resolve({ error: errors[Number(scripted[1])] ?? 'invalid' })
      if (!/^[\x21-\x7e ]{3,200}$/.test(code)) return Promise.resolve({ error: 'invalid' })
      const tourist = code === 'the code is a mock one'
      if (!tourist && used.has(code)) return Promise.resolve({ error: 'used' })
      if (used.size > 100_000) used.clear()
      used.add(code)
      const [who = ''] = code.split(':')
      return Promise.resolve({ openid: `standin-${createHash('sha256').update(who).digest('hex').slice(0, 28)}` })
    }
  }
}

/** Nobody is let in: for a server that strangers reach and that has no appid. */
export const wechatClosed = (): Wechat => ({ stub: false, code2session: () => Promise.resolve({ error: 'busy' }) })
