/** A schema of the contract as rows a person can read: name, kind, whether it must be there. */
import { caseNo, cursor, day, moment, photoId, reportId, slug, toJsonSchema, type Schema } from '#shared/schema.ts'
import { docs, fill } from '../frame/words.ts'

export interface FieldRow {
  /** Dotted path; `[]` after a list. */
  name: string
  kind: string
  needed: boolean
}
/** One way a body may look; `when` tells the branches of a choice apart. */
export interface Shape {
  when?: string
  rows: FieldRow[]
}

interface Json {
  type?: string
  properties?: Record<string, Json>
  required?: string[]
  items?: Json
  enum?: unknown[]
  const?: unknown
  pattern?: string
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  anyOf?: Json[]
  oneOf?: Json[]
  additionalProperties?: Json | boolean
}

const json = (schema: Schema, io: 'input' | 'output'): Json => toJsonSchema(schema, io) as Json

/** Patterns that have a name of their own in our vocabulary. */
const named = new Map<string, keyof typeof docs.kinds>(
  (
    [
      [moment(), 'moment'],
      [day(), 'day'],
      [slug(), 'slug'],
      [caseNo(), 'caseNo'],
      [photoId(), 'photoId'],
      [reportId(), 'reportId'],
      [cursor(), 'cursor']
    ] as const
  ).map(([schema, name]) => [json(schema, 'input').pattern ?? '', name])
)

const limits = (low: number | undefined, high: number | undefined): string =>
  low === undefined || high === undefined || high >= 1e9 || low <= -1e9 ? '' : fill(docs.between, { low, high })

function kindOf(it: Json): string {
  if (it.const !== undefined) return JSON.stringify(it.const)
  if (it.enum) return it.enum.map(String).join(docs.or)
  const nullable = it.anyOf?.filter((branch) => branch.type !== 'null')
  if (nullable?.length === 1 && nullable[0]) return `${kindOf(nullable[0])}${docs.orNull}`
  switch (it.type) {
    case 'string':
      return docs.kinds[named.get(it.pattern ?? '') ?? 'string']
    case 'integer':
      return `${docs.kinds.integer}${limits(it.minimum, it.maximum)}`
    case 'number':
      return `${docs.kinds.number}${limits(it.minimum, it.maximum)}`
    case 'boolean':
      return docs.kinds.boolean
    case 'array':
      return fill(docs.kinds.list, {
        of: it.items?.properties ? docs.kinds.object : kindOf(it.items ?? {}),
        count: it.maxItems === undefined ? '' : limits(it.minItems ?? 0, it.maxItems)
      })
    case 'object':
      return docs.kinds.object
    default:
      return docs.kinds.any
  }
}

function rowsOf(it: Json, prefix = ''): FieldRow[] {
  return Object.entries(it.properties ?? {}).flatMap(([key, value]) => {
    const name = `${prefix}${key}`
    const needed = it.required?.includes(key) === true
    const inner = value.properties
      ? rowsOf(value, `${name}.`)
      : value.items?.properties
        ? rowsOf(value.items, `${name}[].`)
        : []
    return [{ name, kind: kindOf(value), needed }, ...inner]
  })
}

const known = new Map<Schema, Map<string, Shape[]>>()

/** The shapes of a schema; worked out once, for the contract does not change while the program runs. */
export function shapesOf(schema: Schema, io: 'input' | 'output'): Shape[] {
  const kept = known.get(schema)?.get(io)
  if (kept) return kept
  const it = json(schema, io)
  const shapes = it.oneOf
    ? it.oneOf.map((branch) => {
        const [tag] = Object.entries(branch.properties ?? {}).find(([, value]) => value.const !== undefined) ?? []
        return { when: tag ? `${tag} = ${String(branch.properties?.[tag]?.const)}` : '', rows: rowsOf(branch) }
      })
    : [{ rows: rowsOf(it) }]
  known.set(schema, (known.get(schema) ?? new Map<string, Shape[]>()).set(io, shapes))
  return shapes
}
