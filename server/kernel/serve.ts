/**
 * Serves an endpoint: check, let in, run, present. HTTP, portal, desk and Open311 only translate into `call`, so that
 * there is one way through and nobody has a back door.
 */
import { api, type Api, type ApiAnswer, type ApiInput, type ApiName } from '#shared/api.ts'
import { isKeyed, type Endpoint } from '#shared/endpoint.ts'
import { refuse } from '#shared/errors.ts'
import { check } from '#shared/schema.ts'
import { inFlight, isKey, onceOf, senderOf, type Once } from './idempotency.ts'
import { asAnswered } from './shown.ts'
import { isKind, type Viewer } from './viewer.ts'

/** What comes with a request besides its input. */
export interface RequestMeta {
  /** For rate limits only; never stored with a report. */
  ip: string
  /** What the visitor's program calls itself. */
  agent?: string
  /** Idempotency-Key header. */
  key?: string
  /** Its name in the log, which the jobs that it asks for bear too. */
  request?: string
  /** The one multipart file of an upload. */
  file?: { bytes: Buffer; name: string; type: string }
  /** One part of a file. */
  part?: Buffer
  /** So much more lies in memory for this request than came with it. Refuses what there is no room for. */
  hold?: (bytes: number) => void
}

/** What comes with a request that is done once. */
export interface IdempotentMeta extends RequestMeta {
  /** Under what the request is kept, in a scope of the module's own. */
  once(scope: string): Once
}

export type Handler<N extends ApiName> = (
  input: ApiInput<N>,
  viewer: Viewer,
  meta: Api[N] extends { idempotent: true } ? IdempotentMeta : RequestMeta
) => Promise<ApiAnswer<N>>
/** An endpoint without a handler does not compile. */
export type Handlers = { [N in ApiName]: Handler<N> }

export type Call = <N extends ApiName>(
  name: N,
  input: Partial<{ [K in keyof ApiInput<N>]: unknown }>,
  viewer: Viewer,
  meta?: Partial<RequestMeta>
) => Promise<ApiAnswer<N>>

const inProcess = { ip: 'in-process' }
/** Keeps the wrong kind of visitor out; about the single thing its module decides. */
export function admit(viewer: Viewer, { who }: Endpoint): void {
  if (!isKind(viewer, who)) refuse(viewer.kind === 'guest' ? 'unauthenticated' : 'forbidden')
}

/** All that is served, under the key that repeats are told by. */
export function makeCall(handlers: Handlers, idempotencyKey: Buffer): Call {
  const once = inFlight()
  return async (name, input, viewer, meta) => {
    const endpoint: Endpoint = api[name]
    admit(viewer, endpoint)
    if (isKeyed(endpoint) && !isKey(meta?.key)) refuse('key_missing')
    const parts = (['params', 'query', 'body'] as const).map((part) =>
      check(endpoint[part], input[part] ?? {}, `/${part}`)
    )
    const errors = parts.flatMap((part) => (part.ok ? [] : part.complaints))
    if (errors.length > 0) {
      // An address that cannot exist is an address that does not exist.
      if (errors.every((e) => e.at.startsWith('/params'))) refuse('not_found')
      refuse('invalid', { errors })
    }
    const [params, query, body] = parts.map((part) => (part.ok ? part.value : undefined))
    const handler = handlers[name] as unknown as (i: unknown, v: Viewer, m: IdempotentMeta) => Promise<unknown>
    const key = meta?.key ?? ''
    const work = () =>
      handler({ params, query, body }, viewer, {
        ...inProcess,
        ...meta,
        once: (scope) => onceOf(idempotencyKey, { scope, key, body })
      })
    const answer = await (endpoint.idempotent ? once(`${name}|${senderOf(viewer)}|${key}`, work) : work())
    return asAnswered(name, answer)
  }
}
