/**
 * An endpoint is a value that both sides share. The server serves it, the mini-program and the pages call it, the OpenAPI
 * document prints it, the access tests are made from it. An endpoint without a handler does not compile.
 */
import type { Refusal } from './errors.ts'
import { nothing, type Infer, type Schema } from './schema.ts'

export const viewerKinds = ['guest', 'resident', 'code', 'staff'] as const
export type ViewerKind = (typeof viewerKinds)[number]

type NothingSchema = typeof nothing

/**
 * How long an answer to a guest may be kept. `keptS`: by the server itself, for so many seconds and until something moves.
 * `fixed`: made once a release, whatever moves. `header`: what browsers and proxies are told.
 */
export type Cache = 'no-store' | { header: string; keptS?: number; fixed?: true; listsCases?: false }
/**
 * Kept by the server for so many seconds; the same answer for everybody who asks with the same query. What has no list of cases and no
 * figures of them stays while cases move that it does not name.
 */
export const publicFor = (seconds: number, { listsCases = true } = {}): Cache => ({
  header: `public, max-age=${seconds}`,
  keptS: seconds,
  ...(!listsCases && { listsCases })
})
/** A file that the server makes anew or has at hand; only browsers and proxies keep it. */
export const fileFor = (seconds: number): Cache => ({ header: `public, max-age=${seconds}` })

export interface Endpoint {
  method: 'GET' | 'POST' | 'DELETE'
  /** Koa-router path, `/api/cases/:no`. */
  path: string
  /** One English sentence for developers, printed in the document. */
  says: string
  /** Who may knock. The policy decides about the single thing; this only keeps the wrong kind of visitor out. */
  who: readonly ViewerKind[]
  params: Schema
  query: Schema
  body: Schema
  answer: Schema
  status: 200 | 201 | 204
  refuses: readonly Refusal[]
  /** Instead of a JSON body: one multipart file, or the bytes of one part of a file, which the Idempotency-Key names. */
  upload?: 'file' | 'part'
  /** How large a JSON body may be, in MB; 64 KB where nothing is said. */
  bodyMb?: number
  /** Needs an Idempotency-Key header; a repeat with the same body gets the same bytes. */
  idempotent?: true
  /** What a guest reads may be kept so long; every GET open to guests says it. To everybody else it is never kept. */
  cache?: Cache
}

interface Said {
  method: Endpoint['method']
  path: string
  says: string
  who: readonly ViewerKind[]
  params?: Schema
  query?: Schema
  body?: Schema
  answer: Schema
  status?: Endpoint['status']
  refuses: readonly Refusal[]
  upload?: 'file' | 'part'
  bodyMb?: number
  idempotent?: true
  cache?: Cache
}

type Or<T, D> = T extends Schema ? T : D
export type EndpointOf<S extends Said> = Omit<S, 'params' | 'query' | 'body' | 'status'> & {
  params: Or<S['params'], NothingSchema>
  query: Or<S['query'], NothingSchema>
  body: Or<S['body'], NothingSchema>
  status: Endpoint['status']
}

export const endpoint = <const S extends Said>(said: S): EndpointOf<S> =>
  ({ params: nothing, query: nothing, body: nothing, status: 200, ...said }) as unknown as EndpointOf<S>

export interface InputOf<E extends Endpoint> {
  params: Infer<E['params']>
  query: Infer<E['query']>
  body: Infer<E['body']>
}
export type AnswerOf<E extends Endpoint> = Infer<E['answer']>

/** What it does is done for whoever names it by a key that nobody guesses. */
export const isKeyed = ({ idempotent, upload }: Endpoint): boolean => idempotent === true || upload === 'part'

export const anyone = viewerKinds
