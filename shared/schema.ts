/**
 * Our small vocabulary over zod/mini. Everything both sides agree on is said with these words, so that the
 * mini-program carries 32 KB of validation and not 455, and so that a limit has one place.
 */
import * as z from 'zod/mini'

// WeChat forbids `new Function`; this line has to run before any schema is made.
z.config({ jitless: true })

export type Schema<T = unknown> = z.ZodMiniType<T>
export type Infer<S extends z.ZodMiniType> = z.output<S>

/** What comes in: a field nobody declared is an error, never silently dropped. */
export const input = <S extends z.core.$ZodLooseShape>(shape: S) => z.strictObject(shape)
/** What goes out: closed by default, a field nobody promised is stripped. */
export const view = <S extends z.core.$ZodLooseShape>(shape: S) => z.object(shape)
export const nothing = z.strictObject({})

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
export const mapOf = <S extends z.ZodMiniType>(schema: S) => z.record(z.string(), schema)

// Control characters except tab and line breaks.
const control = /[^\P{Cc}\t\n\r]/u
/** Running text: trimmed, line breaks allowed, counted in code points as a person counts characters. */
export const text = (max: number, min = 0) =>
  z.pipe(
    z.string().check(z.maxLength(max * 4)),
    z
      .pipe(
        z.transform((s: string) => s.normalize('NFC').trim()),
        z.string()
      )
      .check(
        z.refine((s) => [...s].length <= max, { error: `max:${max}` }),
        z.refine((s) => [...s].length >= min, { error: `min:${min}` }),
        z.refine((s) => !control.test(s), { error: 'control' })
      )
  )
/** One line of text. */
export const line = (max: number, min = 0) =>
  text(max, min).check(z.refine((s) => !/[\r\n]/.test(s), { error: 'line' }))
/** Text the server has already checked, on its way out. */
export const said = () => z.string()
export const matching = (pattern: RegExp, max = 200) => z.string().check(z.maxLength(max), z.regex(pattern))

export const int = (min: number, max: number) => z.int().check(z.minimum(min), z.maximum(max))
export const number = () => z.number()
/** A whole number that arrives as text, in an address bar. */
export const count = (min: number, max: number) =>
  z.pipe(
    z.string().check(z.regex(/^\d{1,9}$/)),
    z.pipe(
      z.transform((s: string) => Number(s)),
      int(min, max)
    )
  )
/** Degrees that arrive as text, in an address bar. */
export const degrees = (limit: 90 | 180) =>
  z.pipe(
    z.string().check(z.regex(/^-?\d{1,3}(\.\d{1,12})?$/)),
    z.pipe(
      z.transform((s: string) => Number(s)),
      z.number().check(z.minimum(-limit), z.maximum(limit))
    )
  )
/** yes/no that arrives as text, in an address bar. */
export const flag = () => z.enum(['1', '0'])

/** A moment, ISO 8601 in UTC with milliseconds. */
export const moment = () => z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/))
/** A calendar day in the city's time zone. */
export const day = () => z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/))
/** Lower-case slug that names an area, office, category or person. */
export const slug = () => z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,59}$/))
/** Public number of a case: day in Shanghai and sequence within it, `2026-1122-00371`. */
export const caseNo = () => z.string().check(z.regex(/^\d{4}-\d{4}-\d{5,6}$/))
/** SHA-256 of the original photo, lower-case hex. */
export const photoId = () => z.string().check(z.regex(/^[0-9a-f]{64}$/))
/** Identifier of a report inside a case: an ObjectId in hex. */
export const reportId = () => z.string().check(z.regex(/^[0-9a-f]{24}$/))
/** Number of an activity: the day it was drafted and a sequence within it, `20261124-003`. */
export const activityNo = () => z.string().check(z.regex(/^\d{8}-\d{3,5}$/))
/** Identifier of a shift, a sign-up or another row: an ObjectId in hex. */
export const rowId = () => z.string().check(z.regex(/^[0-9a-f]{24}$/))
/** Opaque cursor of a keyset page; its inside is the server's business. */
export const cursor = () => z.string().check(z.regex(/^[A-Za-z0-9_-]{1,200}$/))

/** WGS-84 degrees. GCJ-02 exists only at WeChat's edge, in the mini-program. */
export const lngLat = () =>
  z.strictObject({
    lng: z.number().check(z.minimum(-180), z.maximum(180)),
    lat: z.number().check(z.minimum(-90), z.maximum(90))
  })
/** A reported place: WGS-84 degrees and the radius in metres the phone claims. */
export const place = () =>
  z.strictObject({
    lng: z.number().check(z.minimum(-180), z.maximum(180)),
    lat: z.number().check(z.minimum(-90), z.maximum(90)),
    accuracyM: z.optional(z.number().check(z.minimum(0), z.maximum(100_000)))
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

/** Turns a view schema into a function that lets through only what was promised. */
export const strip = <S extends z.ZodMiniType>(schema: S, value: z.input<S>): z.output<S> => z.parse(schema, value)

/** JSON Schema 2020-12, for the OpenAPI document. */
export const toJsonSchema = (schema: Schema, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })
