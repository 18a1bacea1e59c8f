/**
 * Serves a promise: check, let in, run, present. HTTP, portal, desk and Open311 only translate into `call`, so that
 * there is one way through and nobody has a back door.
 */
import { api, type ApiAnswer, type ApiInput, type ApiName } from '#shared/api.ts'
import type { Endpoint } from '#shared/endpoint.ts'
import { refuse } from '#shared/errors.ts'
import { check, strip } from '#shared/schema.ts'
import { isKind, type Viewer } from './viewer.ts'

/** What comes with a request besides its input. */
export interface RequestMeta {
  /** For rate limits only; never stored with a report. */
  ip: string
  /** Idempotency-Key header. */
  key?: string
  /** The one multipart file of an upload. */
  file?: { bytes: Buffer; name: string; type: string }
}

export type Handler<N extends ApiName> = (
  input: ApiInput<N>,
  viewer: Viewer,
  meta: RequestMeta
) => Promise<ApiAnswer<N>>
/** A promise without a handler does not compile. */
export type Handlers = { [N in ApiName]: Handler<N> }

export type Call = <N extends ApiName>(
  name: N,
  input: Partial<{ [K in keyof ApiInput<N>]: unknown }>,
  viewer: Viewer,
  meta?: Partial<RequestMeta>
) => Promise<ApiAnswer<N>>

const inHouse: RequestMeta = { ip: 'in-process' }
/** A key that is long enough never to be guessed, which matters where the sender has no account. */
const keyPattern = /^[A-Za-z0-9_.:-]{16,128}$/

/** Keeps the wrong kind of visitor out; about the single thing its room decides. */
export function admit(viewer: Viewer, { who }: Endpoint): void {
  if (!isKind(viewer, who)) refuse(viewer.kind === 'guest' ? 'unauthenticated' : 'forbidden')
}

export function makeCall(handlers: Handlers): Call {
  return async (name, input, viewer, meta) => {
    const endpoint: Endpoint = api[name]
    admit(viewer, endpoint)
    if (endpoint.idempotent && !keyPattern.test(meta?.key ?? '')) refuse('key_missing')
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
    const handler = handlers[name] as unknown as (i: unknown, v: Viewer, k: RequestMeta) => Promise<unknown>
    const answer = await handler({ params, query, body }, viewer, { ...inHouse, ...meta })
    return strip(endpoint.answer, answer) as ApiAnswer<typeof name>
  }
}
