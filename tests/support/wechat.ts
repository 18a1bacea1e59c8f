/**
 * A WeChat server API as its documentation describes it, on this machine: one stable token for all who ask, subscribe messages that cost
 * an authorisation each, words and pictures looked at. Every call may be made to fail with a code of the documentation, or to be silent.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomBytes } from 'node:crypto'

export const appid = 'wx0123456789abcdef'
export const secret = '5ec2e7'.repeat(5)

interface Asked {
  path: string
  query: URLSearchParams
  body: Record<string, unknown>
}
type Fault = number | { status: number; text: string } | 'silent'

export interface WechatServer {
  base: string
  asked: Asked[]
  /** What was asked of one path. */
  at(path: string): Asked[]
  /** The next so many calls of a path fail so; without a number, all until `heal`. */
  fail(path: string, fault: Fault, times?: number): void
  heal(): void
  /** Somebody agreed on his phone, so many times. */
  authorise(openid: string, template: string, times?: number): void
  left(openid: string, template: string): number
  /** The token of now is good no more, as when somebody else took a new one by force. */
  spoilToken(): void
  /** What is to be said of words that have this in them, and of pictures. */
  suggest: { words?: 'pass' | 'review' | 'risky'; picture?: 'pass' | 'review' | 'risky' }
  reset(): void
  close(): Promise<void>
}

const paths = {
  token: '/cgi-bin/stable_token',
  signIn: '/sns/jscode2session',
  message: '/cgi-bin/message/subscribe/send',
  words: '/wxa/msg_sec_check',
  picture: '/wxa/media_check_async'
} as const
export const wechatPaths = paths

const readBody = async (req: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = []
  for await (const piece of req) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString('utf8')
}

/** Kinds of fields and what may stand in them, by the documentation's table. */
const fits: Readonly<Record<string, RegExp>> = {
  thing: /^.{1,20}$/su,
  number: /^[\d.]{1,32}$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}]{1,5}$/u,
  character_string: /^[\x21-\x7e]{1,32}$/,
  time: /^(\d{4}年\d{1,2}月\d{1,2}日 )?\d{1,2}:\d{2}$/,
  date: /^\d{4}年\d{1,2}月\d{1,2}日( \d{1,2}:\d{2})?$/,
  phrase: /^\p{Script=Han}{1,5}$/u,
  name: /^(\p{Script=Han}{1,10}|[A-Za-z .]{1,20})$/u
}

export async function startWechatServer(now: () => Date): Promise<WechatServer> {
  const asked: Asked[] = []
  const faults = new Map<string, { fault: Fault; left: number }>()
  const quotas = new Map<string, number>()
  const openids = new Set<string>()
  let tokens: { token: string; until: number }[] = []
  const suggest: WechatServer['suggest'] = {}

  const said = (errcode: number, errmsg = 'stub says so') => ({ errcode, errmsg: `${errmsg} rid: 6512bd43-d9caa6e0` })
  const fresh = () => {
    const made = {
      token: `${tokens.length}_${randomBytes(32).toString('base64url')}`,
      until: now().getTime() + 7_200_000
    }
    tokens.push(made)
    return made
  }
  const answers: Readonly<Record<string, (asked: Asked) => object>> = {
    [paths.token]({ body }) {
      if (body['grant_type'] !== 'client_credential') return said(40002)
      if (body['appid'] !== appid) return said(40013)
      if (body['secret'] !== secret) return said(40125)
      const known = tokens.at(-1)
      if (body['force_refresh'] === true) tokens = []
      const early = known && known.until - now().getTime() <= 300_000
      const given = !known || early || body['force_refresh'] === true ? fresh() : known
      return { access_token: given.token, expires_in: Math.floor((given.until - now().getTime()) / 1000) }
    },
    [paths.signIn]({ query }) {
      if (query.get('appid') !== appid) return said(40013)
      if (query.get('secret') !== secret) return said(40125)
      const openid = `o${(query.get('js_code') ?? '').padEnd(27, '_')}`
      openids.add(openid)
      return { openid, session_key: 'tiihtNczf5v6AKRyjwEUhQ==' }
    },
    [paths.message]({ body }) {
      const {
        touser = '',
        template_id: template = '',
        data = {}
      } = body as {
        touser?: string
        template_id?: string
        data?: Record<string, { value: string }>
      }
      if (!openids.has(touser)) return said(40003, `invalid openid ${touser}`)
      if (!/^T[\w-]+$/.test(template)) return said(40037)
      for (const [name, { value }] of Object.entries(data)) {
        const kind = fits[name.replace(/\d+$/, '')]
        if (!kind?.test(value)) return said(47003, `argument invalid! data.${name}.value invalid`)
      }
      const key = `${touser}|${template}`
      const left = quotas.get(key) ?? 0
      if (left === 0) return said(43101, 'user refuse to accept the msg')
      quotas.set(key, left - 1)
      return { errcode: 0, errmsg: 'ok', msgid: 1 }
    },
    [paths.words]({ body }) {
      if (body['version'] !== 2) return said(47001)
      if (!openids.has(String(body['openid']))) return said(40003)
      if (![...String(body['content'])].length || [...String(body['content'])].length > 2500) return said(45002)
      const verdict = suggest.words ?? 'pass'
      const label = verdict === 'pass' ? 100 : 20001
      return {
        errcode: 0,
        errmsg: 'ok',
        result: { suggest: verdict, label },
        detail: [{ strategy: 'content_model', errcode: 0, suggest: verdict, label, prob: 90 }],
        trace_id: `words-${asked.length}`
      }
    },
    [paths.picture]({ body }) {
      if (body['version'] !== 2 || body['media_type'] !== 2) return said(47001)
      if (!openids.has(String(body['openid']))) return said(40003)
      return { errcode: 0, errmsg: 'ok', trace_id: `picture-${asked.length}` }
    }
  }
  const tokenRefused = ({ query }: Asked): object | undefined => {
    const known = tokens.find(({ token }) => token === query.get('access_token'))
    if (!known) return said(40001, 'invalid credential, access_token is invalid or not latest')
    return known.until <= now().getTime() ? said(42001, 'access_token expired') : undefined
  }
  const faultAt = (path: string): Fault | undefined => {
    const found = faults.get(path)
    if (!found) return undefined
    found.left--
    if (found.left <= 0) faults.delete(path)
    return found.fault
  }

  const server = createServer((req, res) => {
    void readBody(req).then((text) => {
      const { pathname: path, searchParams: query } = new URL(req.url ?? '', 'http://wechat')
      const one = { path, query, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
      asked.push(one)
      const fault = faultAt(path)
      if (fault === 'silent') return
      if (typeof fault === 'object') return res.writeHead(fault.status).end(fault.text)
      const openly = path === paths.token || path === paths.signIn
      const body =
        typeof fault === 'number' ? said(fault) : ((openly ? undefined : tokenRefused(one)) ?? answers[path]?.(one))
      return res.writeHead(body ? 200 : 404, { 'content-type': 'text/plain' }).end(JSON.stringify(body ?? {}))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    at: (path) => asked.filter((one) => one.path === path),
    fail: (path, fault, times = Infinity) => void faults.set(path, { fault, left: times }),
    heal: () => faults.clear(),
    authorise(openid, template, times = 1) {
      openids.add(openid)
      const key = `${openid}|${template}`
      quotas.set(key, (quotas.get(key) ?? 0) + times)
    },
    left: (openid, template) => quotas.get(`${openid}|${template}`) ?? 0,
    spoilToken() {
      tokens = []
    },
    suggest,
    reset() {
      faults.clear()
      quotas.clear()
      tokens = []
      asked.length = 0
      delete suggest.words
      delete suggest.picture
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      })
  }
}
