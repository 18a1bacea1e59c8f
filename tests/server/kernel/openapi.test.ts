/** The document for developers, as it is served: valid OpenAPI 3.1 in shape, complete, and true. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api, type ApiName } from '#shared/api.ts'
import { isKeyed, type Endpoint } from '#shared/endpoint.ts'
import { always, refusals, type Refusal } from '#shared/errors.ts'
import { check } from '#shared/schema.ts'
import { client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

interface Parameter {
  name: string
  in: string
  required: boolean
  schema: object
}
interface Operation {
  operationId: string
  summary: string
  security?: Record<string, string[]>[]
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Record<string, { schema: Record<string, unknown> }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: Record<string, unknown> }> }>
}
interface Document {
  openapi: string
  info: { title: string; version: string; license: { name: string; identifier: string } }
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Record<string, { type: string; scheme: string }>; schemas: Record<string, unknown> }
}

let server: TestServer
let document: Document
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  const served = await client(server).get<Document>('/openapi.json')
  expect(served.headers.get('content-type')).toMatch(/^application\/json/)
  document = served.body
})
afterAll(() => server.stop())

const promises = Object.entries(api) as [ApiName, Endpoint][]
const pathOf = (e: Endpoint): string => e.path.replaceAll(/:(\w+)/g, '{$1}')
const operationOf = (e: Endpoint): Operation => {
  const found = document.paths[pathOf(e)]?.[e.method.toLowerCase()]
  if (!found) throw new Error(`${e.method} ${e.path} is not in the document`)
  return found
}

/** Every object below a value. */
function* within(value: unknown): Generator<Record<string, unknown>> {
  if (Array.isArray(value)) for (const item of value) yield* within(item)
  else if (typeof value === 'object' && value !== null) {
    yield value as Record<string, unknown>
    yield* within(Object.values(value))
  }
}

test('a tool that reads OpenAPI 3.1 finds what it looks for', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(document.info).toMatchObject({
    title: expect.any(String),
    version: expect.any(String),
    license: { name: 'MIT', identifier: 'MIT' }
  })
  expect(document.components.securitySchemes.bearer).toMatchObject({ type: 'http', scheme: 'bearer' })
  for (const [path, operations] of Object.entries(document.paths)) {
    expect(path).toMatch(/^\/[\w/{}-]+$/)
    for (const method of Object.keys(operations)) expect(['get', 'post', 'delete']).toContain(method)
  }
})

test('no reference leads nowhere, and no schema uses a word that JSON Schema does not know', () => {
  for (const item of within(document)) {
    const { $ref: ref } = item
    if (typeof ref === 'string') {
      expect(ref).toMatch(/^#\//)
      const target = ref
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
      expect({ ref, found: target !== undefined }).toEqual({ ref, found: true })
    }
    // 3.0's word for null; in 3.1 a type may be a list.
    expect(item).not.toHaveProperty('nullable')
    if (typeof item.pattern === 'string') expect(() => new RegExp(item.pattern as string, 'u')).not.toThrow()
    if (typeof item.type === 'string' && ('properties' in item || 'items' in item || 'minimum' in item)) {
      expect(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']).toContain(item.type)
    }
  }
})

test('says where it is served, and that what takes no words takes no body', () => {
  expect((document as unknown as { servers: unknown }).servers).toEqual([{ url: server.url }])
  expect(operationOf(api.rebuildSuggest).requestBody?.required).toBe(false)
  expect(operationOf(api.submit).requestBody?.required).toBe(true)
})

test('every promise is in it once, under a name of its own, and nothing else is', () => {
  const printed = Object.values(document.paths).flatMap((path) => Object.values(path).map((o) => o.operationId))
  expect([...printed].sort()).toEqual(promises.map(([name]) => name).sort())
})

describe.each(promises)('%s', (name, e) => {
  test('says what it is for and who may knock', () => {
    const o = operationOf(e)
    expect(o).toMatchObject({ operationId: name, summary: e.says })
    expect(o.summary.length).toBeGreaterThan(15)
    // A token where one is needed; either where guests may ask too; none where only guests may.
    const open = e.who.includes('guest') ? [{}] : []
    expect(o.security).toEqual(e.who.some((kind) => kind !== 'guest') ? [...open, { bearer: [] }] : [])
  })

  test('names every part of its address, and its key where it needs one', () => {
    const o = operationOf(e)
    const inPath = [...e.path.matchAll(/:(\w+)/g)].map((match) => match[1])
    expect(o.parameters.filter((p) => p.in === 'path').map((p) => p.name)).toEqual(inPath)
    for (const p of o.parameters) {
      expect(Object.keys(p.schema).length).toBeGreaterThan(0)
      if (p.in === 'path') expect(p.required).toBe(true)
    }
    expect(o.parameters.some((p) => p.in === 'header' && p.name === 'Idempotency-Key' && p.required)).toBe(isKeyed(e))
    expect(new Set(o.parameters.map((p) => `${p.in} ${p.name}`)).size).toBe(o.parameters.length)
  })

  test('shows what to send, closed to what nobody declared', () => {
    const { requestBody } = operationOf(e)
    expect(requestBody !== undefined).toBe(e.method === 'POST')
    const [type, media] = Object.entries(requestBody?.content ?? {})[0] ?? []
    if (e.method !== 'POST') return
    const types = { file: 'multipart/form-data', part: 'application/octet-stream', none: 'application/json' }
    expect(type).toBe(types[e.upload ?? 'none'])
    if (e.upload) return
    const branches = (media?.schema.oneOf ?? media?.schema.anyOf ?? [media?.schema]) as Record<string, unknown>[]
    for (const branch of branches) expect(branch).toMatchObject({ type: 'object', additionalProperties: false })
  })

  test('asks for a body exactly where the server does', async () => {
    const { requestBody } = operationOf(e)
    if (e.method !== 'POST') return
    expect(requestBody?.required).toBe(e.upload === 'file' || !check(e.body, {}).ok)
    if (e.upload || e.who.includes('guest') === false) return
    const sent = await fetch(server.url + e.path.replaceAll(/:\w+/g, 'a1'), { method: 'POST' })
    const { errors = [] } = (await sent.json().catch(() => ({}))) as { errors?: { at: string }[] }
    if (requestBody?.required === false) expect(errors.filter(({ at }) => at.startsWith('/body'))).toEqual([])
  })

  test('lists every way in which it may say no', () => {
    const { responses } = operationOf(e)
    const promised: Refusal[] = [...e.refuses, ...always]
    for (const code of promised) {
      const response = responses[String(refusals[code])]
      const enums = [...within(response)].flatMap((item) => (Array.isArray(item.enum) ? (item.enum as unknown[]) : []))
      expect({ code, listed: enums.includes(code) }).toEqual({ code, listed: true })
      expect(Object.keys(response?.content ?? {})).toEqual(['application/problem+json'])
    }
    expect(responses[String(e.status)]?.content).toHaveProperty('application/json')
    for (const response of Object.values(responses)) expect(response.description.length).toBeGreaterThan(0)
  })
})
