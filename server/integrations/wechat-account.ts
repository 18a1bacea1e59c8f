/**
 * The mini-program's account at WeChat's server API: calls under its access token, which all processes share, and what is wrong with
 * its settings, said once in the log and shown until it is put right. Neither token nor secret nor openid goes into an error.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { wechatCalls, type SendFailure, type WechatCall } from '#shared/deliveries.ts'
import { type Keys, ring } from '#server/kernel/keys.ts'
import type { Log } from '#server/kernel/log.ts'
import { requestIdHeaders } from '#server/kernel/request-id.ts'
import { seal, unseal } from '#server/kernel/sealed.ts'
import { plainAnswer } from './sent.ts'
import {
  clearWrong,
  findAccess,
  keepRefused,
  keepToken,
  keepWrong,
  openAccess,
  takeForce,
  takeTurn,
  type WechatAccessDoc
} from './wechat-access-model.ts'
import { wechatError, wechatErrorOfSecret, type WechatError, type WechatReaction } from './wechat-errors.ts'

export interface WechatFailure {
  does: WechatReaction
  reason: SendFailure
  /** WeChat's own; none where it did not answer. */
  code?: number
  /** As it may be kept and shown. */
  answer: string
}
export type WechatAnswered = { body: Readonly<Record<string, unknown>> } | { failed: WechatFailure }

export interface WechatProblem {
  call: WechatCall
  code: number
  answer: string
  since: Date
}

export interface WechatSettings {
  appid: string
  secret: string
  /** Where its server API answers. */
  base: string
}

export interface WechatAccount {
  readonly appid: string
  /** A call that takes the token, as JSON. */
  post(call: WechatCall, path: string, body: object, request?: string): Promise<WechatAnswered>
  /** A call that takes the secret, in the query: sign-in. */
  signIn(code: string, request?: string): Promise<WechatAnswered>
  /** What WeChat has found wrong with the settings and nobody has put right yet. */
  problems(): Promise<WechatProblem[]>
  /** Fetches a token where there is none, so that wrong settings show at the start and not with the first resident. */
  tryOut(): Promise<void>
}

export interface WechatDeps {
  keys: Keys
  log: Log
  now: () => Date
}

const timeoutMs = 5_000
/** Longer than one call takes, and whoever waits for another's waits a little less. */
const turnMs = 15_000
const waitMs = 12_000
const lookMs = 50
/** WeChat hands out a new token from five minutes before the end of the old one, which stays good until then. */
const earlyS = 300
const refusedMs = 5_000
/** Throwing a good token away is let be twenty times a day. */
const forceEveryMs = 75 * 60_000

const failure = ({ does, reason }: WechatError, answer: string, code?: number): WechatFailure => ({
  does,
  reason,
  answer: plainAnswer(answer),
  ...(code !== undefined && { code })
})

interface Heard {
  status: number
  body?: Record<string, unknown>
}
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Throws nothing: what went wrong on the way says no address, for the secret stands in it. */
async function hear(url: string, init: RequestInit): Promise<Heard | { failed: WechatFailure }> {
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    const text = await response.text()
    const { status } = response
    try {
      const body: unknown = JSON.parse(text)
      return isRecord(body) ? { status, body } : { status }
    } catch {
      return { status }
    }
  } catch (error) {
    const { name, cause } = error as Error
    const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? name
    const timeout = name === 'TimeoutError'
    return { failed: failure({ does: 'retry', reason: timeout ? 'timeout' : 'unreachable' }, code) }
  }
}

/** `of`: what a code means here. */
function answered(heard: Heard | { failed: WechatFailure }, of: (code: number) => WechatError): WechatAnswered {
  if ('failed' in heard) return heard
  const { status, body } = heard
  if (!body) {
    const reason = status >= 500 || status === 429 ? 'busy' : 'bad_answer'
    return { failed: failure({ does: 'retry', reason }, `HTTP ${status}`) }
  }
  const { errcode = 0, errmsg } = body
  const code = Number(errcode)
  if (code === 0 && status === 200) return { body }
  if (code === 0) return { failed: failure({ does: 'retry', reason: 'busy' }, `HTTP ${status}`) }
  return { failed: failure(of(code), `${code} ${typeof errmsg === 'string' ? errmsg : ''}`, code) }
}

const json = (body: object, request?: string): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...requestIdHeaders(request) },
  body: JSON.stringify(body)
})

type TokenAnswer = { token: string } | { failed: WechatFailure }

/** The token that all processes share. `spent`: one that WeChat does not take any more. */
function sharedToken({ appid, secret, base }: WechatSettings, { keys, now }: WechatDeps) {
  const url = `${base}/cgi-bin/stable_token`
  const opened = ({ token }: WechatAccessDoc): string | undefined => {
    for (const { wechat } of ring(keys)) {
      const text = token === undefined ? undefined : unseal(wechat, appid, token)
      if (text !== undefined) return text
    }
    return undefined
  }

  const asked = async (force: boolean): Promise<WechatAnswered> => {
    const body = { grant_type: 'client_credential', appid, secret, ...(force && { force_refresh: true }) }
    return answered(await hear(url, json(body)), wechatErrorOfSecret)
  }

  async function fetched(doc: WechatAccessDoc, spent: string | undefined): Promise<TokenAnswer> {
    const first = await asked(false)
    const isSpent = 'body' in first && first.body['access_token'] === spent
    const mayForce = isSpent && (await takeForce(appid, now(), new Date(now().getTime() - forceEveryMs)))
    const answer = mayForce ? await asked(true) : first
    const { access_token: token, expires_in: lastsS } = 'body' in answer ? answer.body : {}
    if (typeof token !== 'string' || token === '' || typeof lastsS !== 'number' || lastsS <= 0 || token === spent) {
      const failed =
        'failed' in answer ? answer.failed : failure({ does: 'retry', reason: 'bad_answer' }, 'no new access token')
      const { code = 0 } = failed
      await keepRefused(doc, { code, answer: failed.answer, until: new Date(now().getTime() + refusedMs) })
      return { failed }
    }
    const at = now().getTime()
    await keepToken(doc, {
      token: seal(keys.wechat, appid, token),
      until: new Date(at + lastsS * 1000),
      renewAt: new Date(at + (lastsS - Math.min(earlyS, lastsS / 2)) * 1000)
    })
    return { token }
  }

  async function find(spent: string | undefined): Promise<TokenAnswer> {
    const giveUpAt = performance.now() + waitMs
    for (;;) {
      const doc = await openAccess(appid)
      const at = now()
      const kept = opened(doc)
      const good = kept !== spent && doc.until && doc.until > at ? kept : undefined
      if (good !== undefined && doc.renewAt && doc.renewAt > at) return { token: good }
      const { refused } = doc
      const isRefused = refused !== undefined && refused.until > at
      if (!isRefused && (await takeTurn(doc, at, new Date(at.getTime() + turnMs)))) {
        const answer = await fetched(doc, spent)
        return 'failed' in answer && good !== undefined ? { token: good } : answer
      }
      // Somebody else fetches the next one: the old one is good until he has it.
      if (good !== undefined) return { token: good }
      if (isRefused)
        return { failed: { ...failure(wechatErrorOfSecret(refused.code), refused.answer), code: refused.code } }
      if (performance.now() > giveUpAt)
        return { failed: failure({ does: 'retry', reason: 'busy' }, 'another process fetches the access token') }
      await pause(lookMs)
    }
  }

  // Of those who ask here at the same time one looks.
  const looking = new Map<string | undefined, Promise<TokenAnswer>>()
  return (spent?: string): Promise<TokenAnswer> => {
    const known = looking.get(spent)
    if (known) return known
    const made = find(spent).finally(() => looking.delete(spent))
    looking.set(spent, made)
    return made
  }
}

export function wechatAccount(settings: WechatSettings, deps: WechatDeps): WechatAccount {
  const { appid, secret, base } = settings
  const { log, now } = deps
  const tokenOf = sharedToken(settings, deps)
  /** What this process found last; the database is told of changes only. */
  const last = new Map<WechatCall, number | 'good'>()

  /** Wrong settings are said aloud, once, by whoever meets them first; and so is that they are right again. */
  async function noted(call: WechatCall, answer: WechatAnswered): Promise<void> {
    // One template that does not fit is a failed message, and stands in the log of those.
    const wrong = 'failed' in answer && answer.failed.does === 'configuration' && answer.failed.reason !== 'template'
    const code = wrong ? (answer.failed.code ?? 0) : 'good'
    if (('failed' in answer && !wrong) || last.get(call) === code) return
    last.set(call, code)
    if (!wrong) {
      if (await clearWrong(appid, call)) log.info({ call }, 'WeChat takes our settings again')
      return
    }
    const said = { code: answer.failed.code ?? 0, answer: answer.failed.answer }
    if (await keepWrong(appid, call, { ...said, since: now() }))
      log.error({ call, ...said }, 'WeChat does not take our settings: look at WX_APPID, WX_SECRET and the account')
  }
  const noting = async (call: WechatCall, answer: WechatAnswered): Promise<WechatAnswered> => {
    await noted(call, answer)
    return answer
  }
  /** A token that was got is news of the token, whatever it is used for. */
  async function token(spent?: string): Promise<TokenAnswer> {
    const answer = await tokenOf(spent)
    await noted('token', 'token' in answer ? { body: {} } : answer)
    return answer
  }

  return {
    appid,
    async post(call, path, body, request) {
      const under = async (access: string): Promise<WechatAnswered> => {
        const url = `${base}${path}?${new URLSearchParams({ access_token: access })}`
        return answered(await hear(url, json(body, request)), wechatError)
      }
      const first = await token()
      if ('failed' in first) return first
      const answer = await under(first.token)
      if (!('failed' in answer) || answer.failed.does !== 'renew') return noting(call, answer)
      const second = await token(first.token)
      return 'failed' in second ? second : noting(call, await under(second.token))
    },
    async signIn(code, request) {
      const query = new URLSearchParams({ appid, secret, js_code: code, grant_type: 'authorization_code' })
      const heard = await hear(`${base}/sns/jscode2session?${query}`, { headers: requestIdHeaders(request) })
      return noting('sign_in', answered(heard, wechatErrorOfSecret))
    },
    async problems() {
      const { wrong = {} } = (await findAccess(appid)) ?? {}
      return wechatCalls.flatMap((call) => {
        const found = wrong[call]
        return found ? [{ call, ...found }] : []
      })
    },
    async tryOut() {
      await token()
    }
  }
}
