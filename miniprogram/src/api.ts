import Taro from '@tarojs/taro'
import type { Api, ApiAnswer } from '#shared/api.ts'
import { phone, type PhoneName } from '#shared/phone.ts'
import type { AnswerOf, Endpoint, InputOf } from '#shared/endpoint.ts'
import type { Problem, Refusal } from '#shared/errors.ts'
import { mini } from '#shared/locales/mini.ts'
import { phoneLocale } from './locale'

/**
 * The only door to the server. Method, path and types of every call come from the contract in `shared/api.ts`; what is
 * added here is what a phone needs: a pass, patience with the network, and a refusal that a person can read.
 */

/** Whoever a call is made as. A pass the server no longer accepts is renewed once, whoever asks first. */
export interface Caller {
  token(): Promise<string | undefined>
  renew(spent: string): Promise<string | undefined>
}
export const guest: Caller = {
  token: () => Promise.resolve(undefined),
  renew: () => Promise.resolve(undefined)
}

/** Beside the server's own catalogue: nothing came back at all, or something that is no answer of ours. */
export type Code = Refusal | 'offline' | 'strange'

export class CallRefused extends Error {
  readonly code: Code
  /** One Chinese sentence that says what to do. */
  readonly detail: string
  readonly fields: readonly { at: string; detail: string }[]
  /** Of the answer; none where nothing readable came back. */
  readonly status: number | undefined
  constructor(code: Code, detail: string, fields: CallRefused['fields'] = [], status?: number) {
    super(code)
    this.status = status
    this.name = 'CallRefused'
    this.code = code
    this.detail = detail
    this.fields = fields
  }
}
/** Anything that went wrong, as a refusal; a fault of our own is not passed off as the network's. */
export const asRefused = (trouble: unknown): CallRefused =>
  trouble instanceof CallRefused ? trouble : new CallRefused('strange', mini.trouble.strange)
/** The request may have arrived although no answer came back. */
export const isUnanswered = (refused: CallRefused) => refused.code === 'offline' || refused.code === 'strange'

/** Nothing is wrong with what was sent: later it may be taken. */
export const isForNow = ({ code, status }: CallRefused): boolean =>
  status === undefined || status >= 500 || status === 401 || status === 429 || code === 'in_flight'

type Nothing = Record<string, never>
type Part<K extends string, T> = [T] extends [Nothing]
  ? unknown
  : Partial<T> extends T
    ? { [P in K]?: T }
    : { [P in K]: T }
/** What a call must be given: only the parts its promise names, and only when it names them. */
export type InputFor<E extends Endpoint> = Part<'params', InputOf<E>['params']> &
  Part<'query', InputOf<E>['query']> &
  Part<'body', InputOf<E>['body']>
export type CallInput<N extends PhoneName> = InputFor<Api[N]>

interface AnyInput {
  params?: Record<string, string>
  query?: Record<string, string | number | undefined>
  body?: object
}
export interface CallOptions {
  as?: Caller
  /** Made once a submission and kept with its draft; a repeat with it can never make a second case. */
  idempotencyKey?: string
}

const TIMEOUT_MS = 20_000
const PART_TIMEOUT_MS = 60_000
const FILE_TIMEOUT_MS = 120_000
const LARGE_TIMEOUT_MS = 600_000

function urlOf(endpoint: Endpoint, { params = {}, query = {} }: AnyInput): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = Object.entries(query)
    .filter((pair): pair is [string, string | number] => pair[1] !== undefined && pair[1] !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&')
  return `${API_BASE}${path}${search && `?${search}`}`
}

const isProblem = (data: unknown): data is Problem =>
  typeof data === 'object' && data !== null && 'code' in data && 'detail' in data

function refusedBy(status: number, data: unknown): CallRefused {
  if (isProblem(data)) return new CallRefused(data.code, data.detail, data.errors ?? [], status)
  return status >= 500
    ? new CallRefused('unavailable', mini.trouble.unavailable, [], status)
    : new CallRefused('strange', mini.trouble.strange)
}

interface Reply {
  status: number
  data: unknown
}

const language = () => ({ 'Accept-Language': phoneLocale() })

/** Sends with the pass; when the server says the pass is over, renews it once and sends again. */
async function withCaller(pass: Caller, send: (header: Record<string, string>) => Promise<Reply>): Promise<unknown> {
  const bearer = (token: string | undefined): Record<string, string> =>
    token ? { ...language(), Authorization: `Bearer ${token}` } : language()
  const token = await pass.token()
  let reply = await send(bearer(token))
  if (reply.status === 401 && token) {
    const fresh = await pass.renew(token)
    if (fresh) reply = await send(bearer(fresh))
  }
  if (reply.status < 200 || reply.status > 299) throw refusedBy(reply.status, reply.data)
  return reply.data
}

const unanswered = () => new CallRefused('offline', mini.trouble.offline)

/** Asks by the promise itself, for what only a subpackage carries. */
export async function ask<E extends Endpoint>(
  endpoint: E,
  given: InputFor<E>,
  how: CallOptions = {}
): Promise<AnswerOf<E>> {
  const loose = given as AnyInput
  const answer = await withCaller(how.as ?? guest, async (header) => {
    try {
      const reply = await Taro.request<unknown>({
        url: urlOf(endpoint, loose),
        method: endpoint.method,
        timeout: TIMEOUT_MS,
        header: {
          ...header,
          ...(loose.body && { 'content-type': 'application/json' }),
          ...(how.idempotencyKey && { 'Idempotency-Key': how.idempotencyKey })
        },
        ...(loose.body && { data: loose.body })
      })
      return { status: reply.statusCode, data: reply.data }
    } catch {
      throw unanswered()
    }
  })
  return answer as AnswerOf<E>
}

export const call = <N extends PhoneName>(name: N, given: CallInput<N>, how?: CallOptions): Promise<ApiAnswer<N>> =>
  ask(phone[name] as Endpoint as Api[N], given, how)

/** What a call that is no longer wanted is stopped by. */
export interface Stop {
  stopped: boolean
  now?: () => void
}

/** Sends one part of a photo, or asks what is missing of it with none; the key is known to nobody else. */
export async function sendPart(
  query: InputFor<Api['addPhotoPart']>['query'],
  bytes: ArrayBuffer,
  { as, key, stop }: { as: Caller; key: string; stop: Stop }
): Promise<ApiAnswer<'addPhotoPart'>> {
  const answer = await withCaller(as, async (header) => {
    if (stop.stopped) throw unanswered()
    try {
      const task = Taro.request<unknown>({
        url: urlOf(phone.addPhotoPart, { query }),
        method: 'POST',
        timeout: PART_TIMEOUT_MS,
        header: { ...header, 'content-type': 'application/octet-stream', 'Idempotency-Key': key },
        data: bytes
      })
      // A browser's is without one when it has been answered already.
      stop.now = () => (task as Partial<typeof task>).abort?.()
      const reply = await task
      return { status: reply.statusCode, data: reply.data }
    } catch {
      throw unanswered()
    }
  })
  return answer as ApiAnswer<'addPhotoPart'>
}

/** Photo and asset addresses come without a host; WeChat wants one. */
export const absolute = (path: string) => (path.startsWith('/') ? `${API_BASE}${path}` : path)

const failUnanswered = (): never => {
  throw unanswered()
}
const found = <T>(status: number, value: T): T => {
  if (status === 200) return value
  throw new CallRefused('not_found', mini.trouble.strange)
}

/** A drawn asset of the server, such as the base map. */
export const asset = <T>(path: string): Promise<T> =>
  Taro.request<T>({ url: absolute(path), timeout: TIMEOUT_MS }).then(
    (reply) => found(reply.statusCode, reply.data),
    failUnanswered
  )

/** A file of the server, kept on the phone for a while; says where. `progress` is told the bytes that have come. */
export async function download(
  path: string,
  { large = false, progress }: { large?: boolean; progress?: (bytes: number) => void } = {}
): Promise<string> {
  const task = Taro.downloadFile({ url: absolute(path), timeout: large ? LARGE_TIMEOUT_MS : FILE_TIMEOUT_MS })
  if (progress) task.progress((event) => progress(event.totalBytesWritten))
  return task.then((reply) => found(reply.statusCode, reply.tempFilePath), failUnanswered)
}
