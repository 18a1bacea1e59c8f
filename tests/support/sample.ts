/** An answer as the contract describes it, with everything optional in it and no Chinese: what a page can be shown. */
import type { Schema } from '#shared/schema.ts'
import { toJsonSchema } from '#shared/schema.ts'

interface Json {
  type?: string
  const?: unknown
  enum?: unknown[]
  pattern?: string
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
  items?: Json
  properties?: Record<string, Json>
  anyOf?: Json[]
  oneOf?: Json[]
  allOf?: Json[]
}

/** Texts of every shape that the contract knows; a pattern takes the first that it fits. */
const texts = [
  'q1zz',
  '2026-11-24T02:00:00.000Z',
  '2026-11-24',
  '2026-1122-00371',
  '20261124-003',
  '2026-000123',
  '2026-H2',
  '2026-11',
  '08:30',
  '1',
  '0'.repeat(24),
  '0'.repeat(64),
  'q1zz-q1zz-q1zz',
  '0'.repeat(5),
  'k-000000000000000000000000',
  '12345678901234567890'
] as const

/** `turn` goes round the values of every choice, so that some turns show them all. */
export function sampleOf(schema: Schema, turn: number): unknown {
  return valueOf(toJsonSchema(schema, 'output') as Json, turn)
}

function valueOf(json: Json, turn: number): unknown {
  if (json.const !== undefined) return json.const
  if (json.enum) return json.enum[turn % json.enum.length]
  const branches = (json.oneOf ?? json.anyOf)?.filter((branch) => branch.type !== 'null')
  if (branches?.length) return valueOf(branches[turn % branches.length] ?? {}, turn)
  switch (json.type) {
    case 'object':
      return Object.fromEntries(Object.entries(json.properties ?? {}).map(([key, of]) => [key, valueOf(of, turn)]))
    case 'array':
      return Array.from({ length: Math.min(json.maxItems ?? 2, Math.max(json.minItems ?? 0, 2)) }, (_, i) =>
        valueOf(json.items ?? {}, turn + i)
      )
    case 'boolean':
      return turn % 2 === 0
    case 'integer':
    case 'number':
      return Math.min(json.maximum ?? 9, Math.max(json.minimum ?? 0, 3 + (turn % 3)))
    case 'string':
      return textFor(json.pattern, turn)
    default:
      return undefined
  }
}

/** Two that stand in one list are two: their last digit goes round with the turn, where the contract lets it. */
const another = (text: string, turn: number): string => text.replace(/\d(?=\D*$)/, String(turn % 10))

function textFor(pattern: string | undefined, turn: number): string {
  if (pattern === undefined) return another(texts[0], turn)
  const fits = new RegExp(pattern, 'u')
  const found = texts.find((text) => fits.test(text))
  if (found === undefined) throw new Error(`no text is known that fits ${pattern}`)
  const varied = another(found, turn)
  return fits.test(varied) ? varied : found
}
