/**
 * Our small vocabulary over zod/mini. Everything both sides agree on is said with these words, so that the
 * mini-program carries 32 KB of validation and not 455, and so that a limit has one place.
 */
import * as z from 'zod/mini'
import { plainCode } from './codes.ts'
import { grouped, plainDay, plainFigures, plainLine, plainNumber, plainText } from './typed.ts'

// WeChat and the pages' policy forbid `new Function`, which makes checks several times as quick; this line has to run before any
// schema is made.
z.config({ jitless: typeof process !== 'object' })

export type Schema<T = unknown> = z.ZodMiniType<T>
export type Infer<S extends z.ZodMiniType> = z.output<S>

/** What comes in: a field nobody declared is an error, never silently dropped. */
export const input = <S extends z.core.$ZodLooseShape>(shape: S) => z.strictObject(shape)
/** An input whose fields have to fit each other as well; the complaint stands at the field `at`. */
export const fitting = <S extends z.core.$ZodLooseShape>(
  shape: S,
  rule: { holds(value: z.output<z.ZodMiniObject<S, z.core.$strict>>): boolean; at: keyof S & string; error: string }
) =>
  z.strictObject(shape).check(z.refine((value) => rule.holds(value as never), { error: rule.error, path: [rule.at] }))
/** What goes out: closed by default, a field nobody promised is stripped. */
export const view = <S extends z.core.$ZodLooseShape>(shape: S) => z.object(shape)
export const nothing = z.strictObject({})
/** The names that an input declares. */
export const namesIn = (schema: Schema): string[] =>
  schema instanceof z.ZodMiniObject ? Object.keys(schema.def.shape) : []

export const maybe = <S extends z.ZodMiniType>(schema: S) => z.optional(schema)
export const orNull = <S extends z.ZodMiniType>(schema: S) => z.nullable(schema)
export const list = <S extends z.ZodMiniType>(schema: S, limits: { min?: number; max: number }) =>
  z.array(schema).check(z.minLength(limits.min ?? 0), z.maxLength(limits.max))
export const oneOf = <const V extends readonly [string, ...string[]]>(values: V) => z.enum(values)
export const just = <const V extends string | number | boolean>(value: V) => z.literal(value)
export const bool = () => z.boolean()
/** A union told apart by one field; forget a branch and TypeScript says so where it is read. */
export const either = <
  D extends string,
  const O extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]]
>(
  tag: D,
  options: O
) => z.discriminatedUnion(tag, options)
/** One shape or another, where no field tells them apart. */
export const oneOrOther = <const O extends readonly [z.ZodMiniType, z.ZodMiniType, ...z.ZodMiniType[]]>(
  ...options: O
) => z.union(options)
/** Read and judged by a command: what a person exported elsewhere and brings in. */
export const anything = () => z.unknown()
export const mapOf = <S extends z.ZodMiniType>(schema: S) => z.record(z.string(), schema)

/** How many characters a text may have, by its schema: a form lets nobody write more than the contract takes. */
const lengths = new WeakMap<object, number>()
const sized = <S extends z.ZodMiniType>(schema: S, max: number): S => {
  lengths.set(schema, max)
  return schema
}
// Half of a surrogate pair; what is typed loses it (typed.ts), what must come exactly is refused with it.
const half = /\p{Cs}/u
/** Before anything is taken away, a text may be so much longer: invisible characters are many where there are any. */
const rawAtMost = (max: number): number => max * 8 + 200
/** Text as it is kept (typed.ts), counted in code points as a person counts characters. */
const kept = (plain: (typed: string) => string, max: number, min: number) =>
  z.string().check(
    z.maxLength(rawAtMost(max), { error: `max:${max}` }),
    z.overwrite(plain),
    z.refine((s) => [...s].length <= max, { error: `max:${max}` }),
    z.refine((s) => [...s].length >= min, { error: `min:${min}` })
  )
/** Running text: trimmed, line breaks allowed. */
export const text = (max: number, min = 0) => sized(kept(plainText, max, min), max)
/** One line of text. */
export const line = (max: number, min = 0) =>
  sized(kept(plainLine, max, min).check(z.refine((s) => !s.includes('\n'), { error: 'line' })), max)
/** What a person is called: names of some peoples, and of foreigners, are long. */
export const personName = (min = 1) => line(60, min)
/** A number with letters in it, copied from a document. */
export const documentNumber = (max: number, min: number) => sized(kept(plainNumber, max, min), max)
/** Text the server has already checked, on its way out. */
export const said = () => z.string()
/** What a program made, or nobody may read otherwise: taken as it came, or refused. */
export const matching = (pattern: RegExp, max = 200) =>
  sized(
    z.string().check(
      z.maxLength(max),
      z.regex(pattern),
      z.refine((s) => !half.test(s), { error: 'half' })
    ),
    max
  )
/** Figures and codes that a person types, read by `plain` before they are held against the pattern; `max` is what one may type. */
export const figures = (pattern: RegExp, max: number, plain: (typed: string) => string = plainFigures) =>
  sized(z.string().check(z.maxLength(rawAtMost(max)), z.overwrite(plain), z.regex(pattern)), max)

/**
 * A code that a person types (codes.ts), as it is kept; `min` and `max` count what is left when spaces and dashes are gone.
 * `strict` refuses what cannot stand in a code, else that is one more wrong code.
 */
export const typedCode = (min: number, max: number, strict = true) =>
  z
    .string()
    .check(
      z.maxLength(rawAtMost(max)),
      z.overwrite(plainCode),
      z.minLength(min),
      z.maxLength(max),
      z.regex(strict ? /^[0-9A-Z]*$/ : /^/)
    )

export const int = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max))
export const number = () => z.number()
/** A whole number that arrives as text, in an address bar. */
export const count = (min: number, max: number) =>
  z.pipe(
    figures(/^\d{1,9}$/, 9),
    z.pipe(
      z.transform((s: string) => Number(s)),
      int(min, max)
    )
  )
/** Degrees that arrive as text, in an address bar: as many decimals as browsers send, or a power of ten. */
export const degrees = (limit: 90 | 180) =>
  z.pipe(
    figures(/^-?\d{1,3}(\.\d{1,40})?(e-\d{1,3})?$/, 50),
    z.pipe(
      z.transform((s: string) => Number(s)),
      z.number().check(z.minimum(-limit), z.maximum(limit))
    )
  )
const inside = (box: object, low: string, high: string): boolean => {
  const sides = box as Partial<Record<string, unknown>>
  return Number(sides[low]) < Number(sides[high])
}
/** What is asked of a map: its sides as text, WGS-84 degrees, and whatever else. A box across the date line is two boxes. */
export const inBox = <S extends z.core.$ZodLooseShape>(more: S) =>
  z.strictObject({ ...more, west: degrees(180), south: degrees(90), east: degrees(180), north: degrees(90) }).check(
    z.refine((box) => inside(box, 'west', 'east'), { error: 'box', path: ['east'] }),
    z.refine((box) => inside(box, 'south', 'north'), { error: 'box', path: ['north'] })
  )
/** yes/no that arrives as text, in an address bar. */
export const flag = () => z.enum(['1', '0'])

/** Whether the calendar has the day that a text begins with: engines read 30 February each in their own way. */
function isReal(text: string): boolean {
  const [year = 0, month = 0, date = 0] = text.slice(0, 10).split('-').map(Number)
  const at = new Date(Date.UTC(year, month - 1, date))
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date
}
const real = () => z.refine<string>(isReal, { error: 'day' })
/** A moment, ISO 8601 in UTC with milliseconds. */
export const moment = () =>
  z
    .string()
    .check(
      z.regex(/^(19|2\d)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?Z$/),
      real()
    )
/** A calendar day in the city's time zone; of a century that somebody alive may mean, so that one may also count on from it. */
export const day = () => figures(/^(19|2\d)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 20, plainDay).check(real())
/** Lower-case slug that names an area, office, category or person. */
export const slug = () => z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,59}$/))
/** Public number of a case: day in Shanghai and sequence within it, `2026-1122-00371`. */
export const caseNo = () => figures(/^\d{4}-\d{4}-\d{5,6}$/, 30, grouped(4, 4))
/** SHA-256 of the original photo, lower-case hex. */
export const photoId = () => z.string().check(z.regex(/^[0-9a-f]{64}$/))
/** A SHA-256 sum in hexadecimal. */
export const sum = photoId
/** Identifier of a report inside a case: an ObjectId in hex. */
export const reportId = () => z.string().check(z.regex(/^[0-9a-f]{24}$/))
/** Number of an activity: the day it was drafted and a sequence within it, `20261124-003`. */
export const activityNo = () => figures(/^\d{8}-\d{3,5}$/, 30, grouped(8))
/** Identifier of a shift, a sign-up or another row: an ObjectId in hex. */
export const rowId = () => z.string().check(z.regex(/^[0-9a-f]{24}$/))
/**
 * Cursor of a keyset page: milliseconds since the epoch, in base 36, and an ObjectId in hex. Its meaning is the server's
 * business (kernel/cursor.ts); that it can have one is checked here, so that every list refuses what nobody was given.
 */
export const cursor = () => z.string().check(z.regex(/^[0-9a-z]{1,9}-[0-9a-f]{24}$/))

/** WGS-84 degrees. GCJ-02 exists only at WeChat's edge, in the mini-program. */
export const lngLat = () =>
  z.strictObject({
    lng: z.number().check(z.minimum(-180), z.maximum(180)),
    lat: z.number().check(z.minimum(-90), z.maximum(90))
  })
const radiusAtMostM = 100_000
/** What a device says of its own precision: a desktop placed by its address may be off by a country, below nothing means unknown. */
export const plainRadius = (metres: number | undefined): number | undefined =>
  metres === undefined || !(metres >= 0) ? undefined : Math.min(metres, radiusAtMostM)
/** A reported place: WGS-84 degrees and the radius in metres the phone claims. */
export const place = () =>
  z.strictObject({
    lng: z.number().check(z.minimum(-180), z.maximum(180)),
    lat: z.number().check(z.minimum(-90), z.maximum(90)),
    accuracyM: z.optional(z.number()).check(z.overwrite(plainRadius))
  })

/** A page of a keyset list: no totals to lie about, two cursors. */
export const pageOf = <S extends z.ZodMiniType>(schema: S) =>
  z.object({
    items: z.array(schema),
    newer: z.optional(z.string()),
    older: z.optional(z.string())
  })

export interface Complaint {
  /** JSON pointer-like path, `/body/place/lng`. */
  at: string
  /** What is wrong, as a stable word. */
  code: string
}

/** Checks a value; complaints carry a path and a stable word, never the offending value. */
export function check<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  at = ''
): { ok: true; value: z.output<S> } | { ok: false; complaints: Complaint[] } {
  const result = z.safeParse(schema, value)
  if (result.success) return { ok: true, value: result.data }
  return {
    ok: false,
    complaints: result.error.issues.slice(0, 20).map((issue) => ({
      at: [at, ...issue.path.map(String)].join('/'),
      code: issue.code === 'custom' ? issue.message : issue.code
    }))
  }
}

interface Shape {
  readonly type: string
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>
  readonly innerType?: z.ZodMiniType
  readonly element?: z.ZodMiniType
  readonly options?: readonly z.ZodMiniType[]
  readonly values?: readonly unknown[]
}
const shapeOf = (schema: z.ZodMiniType): Shape => schema._zod.def

/** Whether a branch of a union is the one a value has chosen: every literal that the branch names is in the value. */
const chosen = (branch: z.ZodMiniType, value: unknown): boolean =>
  Object.entries(shapeOf(branch).shape ?? {}).every(([name, field]) => {
    const { type, values = [] } = shapeOf(field)
    return type !== 'literal' || values.includes((value as Readonly<Record<string, unknown>>)[name])
  })

/**
 * How many characters a text at `path` (`/contact/name`, `/names/0`) of an input may have; nothing where the contract sets no limit.
 * Where the input is one of several shapes, `value` says which.
 */
export function longestAt(schema: z.ZodMiniType, path: string, value: unknown): number | undefined {
  let found: z.ZodMiniType | undefined = schema
  for (const name of path.split('/').slice(1)) {
    while (found) {
      const shape: Shape = shapeOf(found)
      if (shape.options) found = shape.options.find((branch) => chosen(branch, value))
      else if (shape.innerType) found = shape.innerType
      else break
    }
    const at: Shape | undefined = found && shapeOf(found)
    found = at?.element ?? at?.shape?.[name]
  }
  while (found && shapeOf(found).innerType) found = shapeOf(found).innerType
  return found && lengths.get(found)
}

/** What somebody typed as the contract keeps it, where the contract has it; nothing where it does not. */
export function valueOf<S extends z.ZodMiniType>(schema: S, typed: unknown): z.output<S> | undefined {
  const result = z.safeParse(schema, typed)
  return result.success ? result.data : undefined
}

/** Turns a view schema into a function that lets through only what was promised. */
export const strip = <S extends z.ZodMiniType>(schema: S, value: z.input<S>): z.output<S> => z.parse(schema, value)

/** JSON Schema 2020-12, for the OpenAPI document. */
export const toJsonSchema = (schema: Schema, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })

/** A move before the version that its sender saw is added to it; each member of a union by itself. */
export type Unversioned<M> = M extends { version: number } ? Omit<M, 'version'> : never
