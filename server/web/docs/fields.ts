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

function kindOf(json: Json): string {
  if (json.const !== undefined) return JSON.stringify(json.const)
  if (json.enum) return json.enum.map(String).join(docs.or)
  const nullable = json.anyOf?.filter((branch) => branch.type !== 'null')
  if (nullable?.length === 1 && nullable[0]) return `${kindOf(nullable[0])}${docs.orNull}`
  switch (json.type) {
    case 'string':
      return docs.kinds[named.get(json.pattern ?? '') ?? 'string']
    case 'integer':
      return `${docs.kinds.integer}${limits(json.minimum, json.maximum)}`
    case 'number':
      return `${docs.kinds.number}${limits(json.minimum, json.maximum)}`
    case 'boolean':
      return docs.kinds.boolean
    case 'array':
      return fill(docs.kinds.list, {
        of: json.items?.properties ? docs.kinds.object : kindOf(json.items ?? {}),
        count: json.maxItems === undefined ? '' : limits(json.minItems ?? 0, json.maxItems)
      })
    case 'object':
      return docs.kinds.object
    default:
      return docs.kinds.any
  }
}

function rowsOf(json: Json, prefix = ''): FieldRow[] {
  return Object.entries(json.properties ?? {}).flatMap(([key, value]) => {
    const name = `${prefix}${key}`
    const needed = json.required?.includes(key) === true
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
  const given = json(schema, io)
  const shapes = given.oneOf
    ? given.oneOf.map((branch) => {
        const [tag] = Object.entries(branch.properties ?? {}).find(([, value]) => value.const !== undefined) ?? []
        return { when: tag ? `${tag} = ${String(branch.properties?.[tag]?.const)}` : '', rows: rowsOf(branch) }
      })
    : [{ rows: rowsOf(given) }]
  known.set(schema, (known.get(schema) ?? new Map<string, Shape[]>()).set(io, shapes))
  return shapes
}
