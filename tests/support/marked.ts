/**
 * Everything that a resident can type, found in the contract: each field of each endpoint open to him gets a marker of its own, that
 * stands nowhere else. A field that is new in the contract is found here by itself.
 */
import { api, type ApiName } from '#shared/api.ts'
import type { Endpoint } from '#shared/endpoint.ts'
import { toJsonSchema } from '#shared/schema.ts'
import { client, freshKey, type Client, type Reply } from './http.ts'
import type { TestServer } from './server.ts'

interface Shape {
  type?: string
  enum?: unknown[]
  const?: string | number | boolean
  pattern?: string
  maxLength?: number
  properties?: Record<string, Shape>
  items?: Shape
  anyOf?: Shape[]
  oneOf?: Shape[]
}

/** What stands nowhere else, by what a field takes; nothing where it takes no words, names, numbers or addresses of a person. */
const kinds: readonly { is: (shape: Shape, name: string) => boolean; make: (n: string) => string }[] = [
  { is: (_it, name) => name === 'born', make: (n) => `19${n.slice(1)}-02-17` },
  { is: ({ pattern }) => pattern?.includes('@') === true, make: (n) => `wanqi${n}@example.org` },
  { is: ({ pattern }) => /^\^\\\+\?\[0-9\]/.test(pattern ?? ''), make: (n) => `13977770${n}` },
  { is: ({ maxLength }, name) => maxLength !== undefined && name === 'number', make: (n) => `WQ${n}7788990` },
  { is: ({ maxLength, pattern }) => maxLength !== undefined && pattern === undefined, make: (n) => `万俟某${n}言` }
]

interface Field {
  /** `submit/contact/phone`, of one branch `moveSignup<cancel>/words`. */
  path: string
  kind: (typeof kinds)[number]
}

function fieldsOf(path: string, shape: Shape): Field[] {
  const branches = shape.anyOf ?? shape.oneOf
  if (branches)
    return branches.flatMap((branch) =>
      fieldsOf(`${path}<${String(branch.properties?.['verb']?.const ?? '')}>`, branch)
    )
  if (shape.type === 'object')
    return Object.entries(shape.properties ?? {}).flatMap(([name, shape]) => fieldsOf(`${path}/${name}`, shape))
  if (shape.type === 'array') return fieldsOf(path, shape.items ?? {})
  if (shape.type !== 'string' || shape.enum || shape.const !== undefined) return []
  const kind = kinds.find(({ is }) => is(shape, path.slice(path.lastIndexOf('/') + 1)))
  return kind ? [{ path, kind }] : []
}

const bodyOf = (endpoint: Endpoint): Shape => toJsonSchema(endpoint.body, 'input') as Shape

/** Every field that a resident, or who holds a receipt code, can type. */
export const typedFields = (): string[] =>
  (Object.entries(api) as [string, Endpoint][])
    .filter(([, { method, who }]) => method !== 'GET' && who.some((kind) => kind === 'resident' || kind === 'code'))
    .flatMap(([name, endpoint]) => fieldsOf(name, bodyOf(endpoint)))
    .map(({ path }) => path)

export interface Marking {
  /** Every marker that was sent, and the field that it was sent in. */
  sent: Map<string, string>
  /** Sends a request with a marker in each field that takes one. */
  say<T = Record<string, unknown>>(
    who: Client,
    name: ApiName,
    params: Record<string, string>,
    body?: object
  ): Promise<Reply<T>>
}

export function marking(from = 100): Marking {
  const sent = new Map<string, string>()
  let n = from
  /** The body with a marker at every field of the shape; what the body has already stays. */
  function filled(path: string, shape: Shape, given: unknown): unknown {
    const branches = shape.anyOf ?? shape.oneOf
    if (branches) {
      const { verb } = given as { verb?: string }
      const branch = branches.find((branch) => branch.properties?.['verb']?.const === verb)
      return branch ? filled(`${path}<${verb ?? ''}>`, branch, given) : given
    }
    if (shape.type === 'object') {
      const own = (given ?? {}) as Record<string, unknown>
      const entries = Object.entries(shape.properties ?? {}).map(([name, shape]) => [
        name,
        filled(`${path}/${name}`, shape, own[name])
      ])
      const made = Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as object
      return Object.keys(made).length > 0 || given !== undefined ? made : undefined
    }
    if (given !== undefined) return given
    if (shape.type === 'array') {
      const one = shape.items?.type === 'string' ? filled(path, shape.items, undefined) : undefined
      return one === undefined ? undefined : [one]
    }
    const [field] = fieldsOf(path, shape)
    if (!field) return undefined
    const marker = field.kind.make(String(++n))
    sent.set(marker, field.path)
    return marker
  }
  return {
    sent,
    async say(who, name, params, body = {}) {
      const endpoint: Endpoint = api[name]
      const path = endpoint.path.replace(/:(\w+)/g, (_whole, part: string) => params[part] ?? '')
      const full = filled(name, bodyOf(endpoint), body)
      const key = endpoint.idempotent ? { 'idempotency-key': freshKey() } : {}
      const answer = await who.post(path, full, key)
      if (answer.status >= 300) throw new Error(`${name}: ${answer.status} ${answer.text} to ${JSON.stringify(full)}`)
      return answer as never
    }
  }
}

/** Asks by a method that the small client has not. */
export const eraseMe = (server: Pick<TestServer, 'url'>, token: string): Promise<Response> =>
  fetch(`${server.url}/api/me`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })

/** Asks for the copy of what is kept of somebody, and fetches it. */
export async function fetchCopy(server: Pick<TestServer, 'url'>, token: string): Promise<Response> {
  const { href } = (await client(server, token).post<{ href: string }>('/api/me/copies')).body
  return fetch(server.url + href)
}
