/** Whatever the contract allows, and whatever it nearly allows, is answered or refused as the contract says; nothing fails. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import fc from 'fast-check'
import { api, type ApiName } from '#shared/api.ts'
import type { Endpoint } from '#shared/endpoint.ts'
import { always, Refused, type Refusal } from '#shared/errors.ts'
import { roles } from '#shared/members.ts'
import { check, toJsonSchema, type Schema } from '#shared/schema.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { journey, type Submitted } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { volunteering } from '#tests/support/volunteering.ts'

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

let server: TestServer
let known: Submitted
/** Numbers that were given out, by the names that addresses have for them. */
let ids: Record<string, string>
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  known = await journey(server).closed()
  const v = volunteering(server)
  const { no, shift } = await v.open({}, 50)
  ids = { activity: no, shift, signup: (await v.signUp(await v.resident('an'), shift)).body.id }
})
afterAll(() => server.stop())

// ——— from a schema to what it allows

interface JsonSchema {
  type?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  maxLength?: number
  pattern?: string
}

const han = fc.constantFrom('占', '道', '经', '营', '，', '号', '！', '𠮷', '👮', 'é')
const words = fc.string({
  unit: fc.oneof(
    { weight: 3, arbitrary: han },
    { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }) }
  ),
  maxLength: 40
})
/** Values that mean something here, so that requests get past the first check. */
const meant = fc.constantFrom('garbage', 'shopfront', 'hebin-squad', 'zhou', 'mobile')

/** Made once a pattern: what it takes to read one is dearer than a request. */
const matching = new Map<string, fc.Arbitrary<string>>()
function textLike(pattern: string): fc.Arbitrary<string> {
  const made = matching.get(pattern) ?? fc.stringMatching(new RegExp(pattern, 'u'))
  matching.set(pattern, made)
  return made
}

function valuesOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const branches = schema.oneOf ?? schema.anyOf
  if (branches) return fc.oneof(...branches.map((branch) => valuesOf(branch)))
  switch (schema.type) {
    case 'object': {
      const required = new Set(schema.required)
      const entries = Object.entries(schema.properties ?? {})
      return fc.record(Object.fromEntries(entries.map(([key, jsonSchema]) => [key, valuesOf(jsonSchema)])), {
        requiredKeys: entries.map(([key]) => key).filter((key) => required.has(key))
      })
    }
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, (schema.minItems ?? 0) + 3)
      })
    case 'integer':
      return fc.integer({ min: Math.max(schema.minimum ?? -1e6, -1e9), max: Math.min(schema.maximum ?? 1e6, 1e9) })
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e6, max: schema.maximum ?? 1e6, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'string': {
      if (!schema.pattern) return words
      const text = textLike(schema.pattern)
      return /60/.test(schema.pattern) ? fc.oneof(text, meant) : text
    }
    default:
      return fc.oneof(words, fc.integer(), fc.boolean())
  }
}

const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    null,
    '',
    '\u0000',
    '\ud800',
    'NaN',
    -0,
    1e308,
    -1,
    {},
    [],
    [null],
    { $gt: '' },
    'a'.repeat(5000),
    '../../etc',
    true
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: 'binary', maxLength: 30 })
)

/** One field of it spoiled, dropped, or one too many. */
const spoiled = (whole: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.tuple(whole, fc.nat(), strange, fc.nat(3)).map(([value, where, odd, how]) => {
    if (typeof value !== 'object' || value === null || how === 0) return odd
    const copy = { ...value } as Record<string, unknown>
    const keys = Object.keys(copy)
    const key = keys[where % Math.max(1, keys.length)] ?? 'surprise'
    if (how === 1) Reflect.deleteProperty(copy, key)
    else if (how === 2) copy[key] = odd
    else copy[`${key}x`] = odd
    return copy
  })

const viewers = (): Viewer[] => [
  { kind: 'guest' },
  { kind: 'resident', member: '0123456789abcdef01234567', family: 'x' },
  { kind: 'code', no: known.no, report: known.report },
  {
    kind: 'staff',
    id: 'li',
    name: '李派',
    office: 'centre',
    roles: [...roles],
    family: 'x'
  }
]

/** What an endpoint answered, as a word; anything but an answer or a refusal that it lists is a finding. */
async function outcomeOf(
  name: ApiName,
  input: { params: unknown; query: unknown; body: unknown },
  viewer: Viewer,
  n: number
): Promise<string> {
  const e: Endpoint = api[name]
  const listed = new Set<Refusal>([
    ...e.refuses,
    ...always,
    'unauthenticated',
    'session_over',
    'forbidden',
    'not_found'
  ])
  try {
    const answer = await server.call(name, input, viewer, {
      key: `fuzz-${name}-${String(n).padStart(10, '0')}`,
      ip: ''
    })
    const checked = check(e.answer, answer)
    return checked.ok ? 'served' : `an answer that the contract does not have: ${JSON.stringify(checked.complaints)}`
  } catch (error) {
    if (error instanceof Refused)
      return listed.has(error.code) ? 'refused' : `a refusal that is not listed: ${error.code}`
    return `a failure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
}

const schemaOf = (schema: Schema): JsonSchema => toJsonSchema(schema, 'input') as JsonSchema

// An upload is no JSON: photos.test has it. Signing out has no answer to look at: sessions.test has it.
const endpoints = (Object.entries(api) as [ApiName, Endpoint][]).filter(([name, e]) => !e.upload && name !== 'signOut')

// Signing in hashes a password each time.
const runs = (name: ApiName): number => (name === 'signInStaff' ? 20 : 300)

describe.each(endpoints)('%s', (name, e) => {
  const [query, body] = [valuesOf(schemaOf(e.query)), valuesOf(schemaOf(e.body))]
  const params = valuesOf(schemaOf(e.params)).map((value) => ({
    ...(value as object),
    ...('no' in (value as object) && { no: known.no }),
    ...('id' in (value as object) && { id: known.report }),
    ...Object.fromEntries(Object.keys(value as object).flatMap((name) => (ids[name] ? [[name, ids[name]]] : [])))
  }))
  const who = fc.nat(3)
  let n = 0

  test('answers everything that the contract allows', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(params, query, body, who, async (p, q, b, w) => {
        const viewer = viewers()[w] ?? { kind: 'guest' }
        const answered = await outcomeOf(name, { params: p, query: q, body: b }, viewer, ++n)
        seen.add(answered)
        return answered === 'served' || answered === 'refused' ? true : Promise.reject(new Error(answered))
      }),
      { seed: 8, numRuns: runs(name) }
    )
    expect([...seen].sort().at(-1)).toMatch(/served|refused/)
  })

  test('answers everything that the contract nearly allows', async () => {
    await fc.assert(
      fc.asyncProperty(
        spoiled(params),
        spoiled(query),
        spoiled(body),
        fc.tuple(params, query, body),
        who,
        fc.nat(2),
        async (p, q, b, good, w, which) => {
          const viewer = viewers()[w] ?? { kind: 'guest' }
          const input = {
            params: which === 0 ? p : good[0],
            query: which === 1 ? q : good[1],
            body: which === 2 ? b : good[2]
          }
          const answered = await outcomeOf(name, input, viewer, ++n)
          return answered === 'served' || answered === 'refused' ? true : Promise.reject(new Error(answered))
        }
      ),
      { seed: 9, numRuns: runs(name) }
    )
  })
})
