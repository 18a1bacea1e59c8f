/**
 * WeChat's documented error codes, once: what is to be done about each, and what it means for a message. Most calls are answered
 * with HTTP 200 and such a code.
 */
import type { SendFailure } from '#shared/deliveries.ts'

export type WechatReaction =
  /** Nothing is wrong; later it may be taken. */
  | 'retry'
  /** The access token is no longer good: another one, and once more. */
  | 'renew'
  /** Our own settings, or what the account may do: the next call fares no better until somebody puts it right. */
  | 'configuration'
  /** It lies with this one person or text. */
  | 'user'
  /** So many a minute or a day, and those are used up. */
  | 'quota'

export interface WechatError {
  does: WechatReaction
  reason: SendFailure
}

const retry = (reason: SendFailure = 'busy'): WechatError => ({ does: 'retry', reason })
const renew: WechatError = { does: 'renew', reason: 'sign_in' }
const configuration = (reason: SendFailure = 'sign_in'): WechatError => ({ does: 'configuration', reason })
const user = (reason: SendFailure = 'refused'): WechatError => ({ does: 'user', reason })
const quota: WechatError = { does: 'quota', reason: 'too_many' }

export const wechatErrors: Readonly<Record<number, WechatError>> = {
  [-1]: retry(),
  20002: retry(),
  // Access token. Where none was sent along, 40001 means the secret.
  40001: renew,
  40014: renew,
  41001: renew,
  42001: renew,
  // Account and secret.
  40002: configuration(),
  40013: configuration(),
  40125: configuration(),
  40164: configuration(),
  40243: configuration(),
  41002: configuration(),
  41004: configuration(),
  43002: configuration(),
  48001: configuration('not_set_up'),
  48004: configuration('not_set_up'),
  50002: configuration(),
  50007: configuration(),
  61004: configuration(),
  89501: configuration(),
  89502: configuration(),
  89503: configuration(),
  89506: configuration(),
  89507: configuration(),
  // Sign-in.
  40029: user(),
  40163: user(),
  40226: user('blocked'),
  41008: user(),
  // Subscribe messages.
  20001: configuration('template'),
  40003: user('no_such_address'),
  40037: configuration('template'),
  41030: configuration('template'),
  43101: user('blocked'),
  43107: configuration('not_set_up'),
  43108: retry('too_many'),
  43116: configuration('template'),
  45168: user(),
  47001: configuration('template'),
  47003: configuration('template'),
  // Looking at words and pictures. 61010: not in the mini-program within two hours.
  40129: configuration('template'),
  44990: quota,
  44991: quota,
  45002: user(),
  61010: user(),
  87014: user(),
  // How often.
  45009: quota,
  45011: quota,
  45047: quota
}

/** Of a code that nobody knows we say no more than that it was refused. */
export const wechatError = (code: number): WechatError => wechatErrors[code] ?? user()

/** Where a secret went along instead of a token, it is the secret that is wrong. */
export function wechatErrorOfSecret(code: number): WechatError {
  const known = wechatErrors[code]
  return known?.does === 'renew' ? configuration() : (known ?? retry())
}
