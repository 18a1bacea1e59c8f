/**
 * WeChat's subscribe messages (`subscribeMessage.send`). Who may be written to, and how often, is what he agreed to on his
 * phone; until that is asked for there, this is the place where messages will go out, and a stub that refuses as WeChat does:
 * 43101 not agreed to, 47003 a value that does not fit the template, 40003 no such person, 45047 too often, -1 busy.
 */
import { notSent, sent, type Sent } from './sent.ts'

export interface WechatMessage {
  id: string
  openid: string
  kind: string
  values: Readonly<Record<string, string>>
  /** Name of the request that it comes from; it goes along as a header. */
  request?: string | undefined
}
export interface WechatMessages {
  send(message: WechatMessage): Promise<Sent>
  readonly ready: boolean
}

/** What WeChat's answer means for a message. */
export function wechatAnswer({ errcode, errmsg = '' }: { errcode: number; errmsg?: string }): Sent {
  const words = `${errcode} ${errmsg}`
  switch (errcode) {
    case 0:
      return sent(words)
    case 43101:
      return notSent('never', 'blocked', words)
    case 40003:
      return notSent('never', 'no_such_address', words, { addressGone: true })
    case 40037:
    case 47003:
      return notSent('never', 'template', words)
    case 45047:
      return notSent('later', 'too_many', words)
    case 40001:
    case 42001:
      return notSent('later', 'sign_in', words, { channelDown: true })
    case -1:
      return notSent('later', 'busy', words)
    default:
      return notSent('never', 'refused', words)
  }
}

export const noWechatMessages: WechatMessages = {
  ready: false,
  send: () => Promise.resolve(notSent('later', 'not_set_up', 'no subscribe messages yet', { channelDown: true }))
}

/** Longest value of a `thing` in a template. */
const valueAtMost = 20
export function wechatMessagesStub(): WechatMessages & { readonly taken: readonly WechatMessage[] } {
  const taken: WechatMessage[] = []
  return {
    ready: true,
    taken,
    send(message) {
      const scripted = /^error:(-?\d+)$/.exec(message.openid)?.[1]
      const tooLong = Object.values(message.values).some((value) => [...value].length > valueAtMost)
      const errcode = scripted === undefined ? (tooLong ? 47003 : 0) : Number(scripted)
      if (errcode === 0) taken.splice(0, Math.max(0, taken.length - 99))
      if (errcode === 0) taken.push(message)
      return Promise.resolve(wechatAnswer({ errcode, errmsg: errcode === 0 ? 'ok' : 'stub' }))
    }
  }
}
