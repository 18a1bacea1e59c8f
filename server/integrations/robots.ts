/**
 * Robots of work groups in 企业微信 and 钉钉: a message posted to the group's own address. That address is a secret, whoever
 * has it may write to the group. Both answer 200 to nearly everything and say in `errcode` what they mean by it.
 */
import { createHmac } from 'node:crypto'
import type { SendFailure } from '#shared/deliveries.ts'
import type { RobotKind } from '#shared/robots.ts'
import type { Outgoing } from '#server/kernel/outgoing.ts'
import { requestIdHeaders } from '#server/kernel/request-id.ts'
import { callFailed, statusFailed } from './http-failure.ts'
import { notSent, sent, type NotSent, type Sent } from './sent.ts'

export interface RobotTarget {
  kind: RobotKind
  url: string
  /** 钉钉's 加签. */
  secret?: string
}
export interface RobotMessage {
  title: string
  /** Markdown; what is not ours in it was escaped by `asMarkdown`. */
  text: string
  /** Name of the request that it comes from; it goes along as a header. */
  request?: string | undefined
}
export interface Robots {
  send(target: RobotTarget, message: RobotMessage): Promise<Sent>
  /** What is wrong with an address before it is tried. */
  objection: Outgoing['objection']
}

/** Text that means nothing in markdown but itself, on one line; `<` would begin a tag or a mention. */
export const asMarkdown = (text: string): string =>
  text
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/</g, '‹')
    .replace(/([\\`*_[\]#>~|])/g, '\\$1')
    .trim()

/** Cut at whole characters, counted in bytes of UTF-8 as the groups count. */
export function cutToBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let kept = ''
  let size = Buffer.byteLength('…')
  for (const c of text) {
    size += Buffer.byteLength(c)
    if (size > bytes) break
    kept += c
  }
  return `${kept}…`
}

/** 钉钉: base64 of HMAC-SHA256 over `timestamp\nsecret` under the secret, beside the timestamp in milliseconds. */
export function dingtalkSigned(url: string, secret: string, at: number): string {
  const signature = createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64')
  const address = new URL(url)
  address.searchParams.set('timestamp', String(at))
  address.searchParams.set('sign', signature)
  return address.href
}

interface Face {
  url(target: RobotTarget, at: number): string
  body(message: RobotMessage): object
}
const faces: Readonly<Record<RobotKind, Face>> = {
  wecom: {
    url: ({ url }) => url,
    body: ({ title, text }) => ({
      msgtype: 'markdown',
      markdown: { content: cutToBytes(`**${title}**\n${text}`, 4096) }
    })
  },
  dingtalk: {
    url: ({ url, secret }, at) => (secret === undefined ? url : dingtalkSigned(url, secret, at)),
    body: ({ title, text }) => ({
      msgtype: 'markdown',
      markdown: { title: cutToBytes(title, 120), text: cutToBytes(`**${title}**\n\n${text}`, 18_000) }
    })
  }
}

type Verdict = [outcome: NotSent['outcome'], reason: SendFailure, more?: Pick<NotSent, 'addressGone'>]
const gone = { addressGone: true } as const
const verdicts: Readonly<Record<RobotKind, Readonly<Record<number, Verdict>>>> = {
  wecom: {
    [-1]: ['later', 'busy'],
    45009: ['later', 'too_many'],
    45033: ['later', 'too_many'],
    93000: ['never', 'no_such_address', gone],
    93008: ['never', 'no_such_address', gone],
    40058: ['never', 'refused'],
    45002: ['never', 'refused']
  },
  dingtalk: {
    [-1]: ['later', 'busy'],
    130101: ['later', 'too_many'],
    410100: ['later', 'too_many'],
    300001: ['never', 'no_such_address', gone],
    300005: ['never', 'no_such_address', gone],
    400013: ['never', 'no_such_address', gone],
    400101: ['never', 'no_such_address', gone],
    400102: ['never', 'blocked', gone],
    // Keywords, signature or address list of the robot: its settings and ours do not fit.
    310000: ['never', 'sign_in', gone],
    400105: ['never', 'refused']
  }
}

function answerOf(kind: RobotKind, text: string): Sent {
  let answer: { errcode?: unknown; errmsg?: unknown }
  try {
    answer = JSON.parse(text) as typeof answer
  } catch {
    return notSent('never', 'bad_answer', 'no JSON')
  }
  if (typeof answer !== 'object' || answer === null || typeof answer.errcode !== 'number')
    return notSent('never', 'bad_answer', 'no errcode')
  const { errcode, errmsg } = answer
  const words = `${errcode} ${typeof errmsg === 'string' ? errmsg : ''}`
  if (errcode === 0) return sent(words)
  const [outcome, reason, more] = verdicts[kind][errcode] ?? ['never', 'refused']
  return notSent(outcome, reason, words, more)
}

export function robots(outgoing: Outgoing, now: () => Date): Robots {
  return {
    objection: (url) => outgoing.objection(url),
    async send(target, message) {
      const face = faces[target.kind]
      try {
        const answered = await outgoing.post(
          face.url(target, now().getTime()),
          JSON.stringify(face.body(message)),
          requestIdHeaders(message.request)
        )
        return statusFailed(answered) ?? answerOf(target.kind, answered.text)
      } catch (error) {
        return callFailed(error)
      }
    }
  }
}
