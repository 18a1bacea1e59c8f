/**
 * A form as a table of fields: where in the entry each stands, how it is shown, and how its text becomes the entry's
 * value and back. What is right is for the contract to say; here nothing is judged, only read.
 */
import { entryShapes, type ListPart, type PartValues } from '#shared/parts.ts'
import type { AreaLevel } from '#shared/parts.ts'
import { check, type Complaint } from '#shared/schema.ts'
import type { Posted } from '../../frame/fields.ts'
import { fill, say } from './words.ts'

/** The draft, as far as forms choose from it. */
export interface Choices {
  offices: PartValues['offices']
  people: PartValues['people']
  categories: PartValues['categories']
  tiles: PartValues['tiles']
  areas: readonly { id: string; name: string; level: AreaLevel; parent?: string | undefined }[]
}
export interface Choice {
  value: string
  words: string
}
export type Group = { group: string; options: readonly Choice[] }

/** How it looks: one line, several, a list of ticks… */
export type Looks = 'line' | 'lines' | 'day' | 'number' | 'select' | 'ticks' | 'row' | 'tick'

export interface Field {
  name: string
  /** Dotted path in the entry. */
  at: string
  looks: Looks
  /** May be left out. */
  optional?: true
  /** Told at creation, never changed after. */
  fixed?: true
  rows?: number
  /** Sets it apart under a heading. */
  group?: keyof typeof say.formGroups
  options?: (city: Choices, typed: Posted) => readonly (Choice | Group)[]
  /** Value of the entry as texts, and texts as a value; undefined takes it out of the entry. */
  show: (value: unknown) => readonly string[]
  read: (said: readonly string[]) => unknown
}

type Ways = Pick<Field, 'show' | 'read'>
const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
const firstOf = (said: readonly string[]): string => said[0]?.trim() ?? ''
const oneText: Ways = { show: (v) => [textOf(v)], read: firstOf }
const ifAny: Ways = { show: (v) => [textOf(v)], read: (said) => firstOf(said) || undefined }
const whole: Ways = {
  show: (v) => [textOf(v)],
  read: (said) => (/^-?\d{1,9}$/.test(firstOf(said)) ? Number(firstOf(said)) : firstOf(said) || undefined)
}
const many: Ways = { show: (v) => (Array.isArray(v) ? (v as string[]) : []), read: (said) => [...said] }
const manyIfAny: Ways = { show: many.show, read: (said) => (said.length > 0 ? [...said] : undefined) }

type More = Partial<Omit<Field, 'name' | 'at' | 'looks'>>
const field =
  (looks: Looks, ways: Ways) =>
  (name: string, at = name, more: More = {}): Field => ({ name, at, looks, ...ways, ...more })

export const line = field('line', oneText)
export const maybeLine = (name: string, at = name, more: More = {}) =>
  field('line', ifAny)(name, at, { optional: true, ...more })
export const count = field('number', whole)
export const maybeDay = (name: string, at = name, more: More = {}) =>
  field('day', ifAny)(name, at, { optional: true, ...more })
export const select = field('select', oneText)
export const maybeSelect = (name: string, at = name, more: More = {}) =>
  field('select', ifAny)(name, at, { optional: true, ...more })
export const row = field('row', oneText)
export const ticks = field('ticks', many)
export const maybeTicks = (name: string, at = name, more: More = {}) =>
  field('ticks', manyIfAny)(name, at, { optional: true, ...more })
/** None ticked is all of them, which the entry writes `*`. */
export const ticksOrAll = (name: string, at = name, more: More = {}) =>
  field('ticks', {
    show: (v) => (Array.isArray(v) ? (v as string[]) : []),
    read: (said) => (said.length > 0 ? [...said] : '*')
  })(name, at, { optional: true, ...more })
export const tick = field('tick', { show: (v) => (v === true ? ['yes'] : []), read: (said) => firstOf(said) === 'yes' })
/** Either true or not there. */
export const mark = (name: string, at = name, more: More = {}) =>
  field('tick', { show: tick(name).show, read: (said) => (firstOf(said) === 'yes' ? true : undefined) })(name, at, {
    optional: true,
    ...more
  })
const newLine = /\r?\n/
/** A line for each thing. A line that cannot be read stays as it is, for the contract to refuse. */
export function each<T>(
  name: string,
  ways: { print: (part: T) => string; parse: (said: string) => unknown; split?: RegExp; join?: () => string },
  more: More & { at?: string } = {}
): Field {
  const { print, parse, split = newLine, join = () => '\n' } = ways
  return {
    name,
    at: more.at ?? name,
    looks: split === newLine ? 'lines' : 'line',
    show: (v) => [Array.isArray(v) ? (v as T[]).map(print).join(join()) : ''],
    read: (said) => {
      const lines = (said[0] ?? '')
        .split(split)
        .map((text) => text.trim())
        .filter(Boolean)
      return lines.length === 0 && more.optional ? undefined : lines.map(parse)
    },
    ...more
  }
}

// ——— entries and what was typed

type Json = Record<string, unknown>
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const valueAt = (entry: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, step) => (isJson(value) ? value[step] : undefined), entry)

/** A copy with the value in its place; what becomes empty on the way is left out. */
function withValue(entry: Json, [step = '', ...rest]: readonly string[], value: unknown): Json {
  const { [step]: old, ...others } = entry
  const inner = rest.length === 0 ? value : withValue(isJson(old) ? old : {}, rest, value)
  const gone = inner === undefined || (rest.length > 0 && isJson(inner) && Object.keys(inner).length === 0)
  return gone ? others : { ...others, [step]: inner }
}

export const typedOf = (fields: readonly Field[], entry: unknown): Posted =>
  Object.fromEntries(fields.map((field) => [field.name, field.show(valueAt(entry, field.at))]))

/** What was typed, over the entry as it is: what no field speaks of stays. */
export const entryOf = (fields: readonly Field[], typed: Posted, over: Json): Json =>
  fields.reduce((entry, field) => withValue(entry, field.at.split('.'), field.read(typed[field.name] ?? [])), over)

const wordsFor = (field: Field, { code }: Complaint, typed: Posted): string => {
  const [kind = '', limit = ''] = code.split(':')
  const empty = (typed[field.name] ?? []).every((said) => said.trim() === '')
  if (field.looks === 'ticks') return empty ? say.wrong.some : say.wrong.other
  if (empty && !field.optional)
    return field.looks === 'select' || field.looks === 'row' ? say.wrong.choose : say.wrong.empty
  if (kind === 'max') return fill(say.wrong.max, { n: limit })
  if (kind === 'min') return fill(say.wrong.min, { n: limit })
  if (field.looks === 'number') return kind === 'too_big' || kind === 'too_small' ? say.wrong.range : say.wrong.number
  if (field.looks === 'day') return say.wrong.day
  if (field.looks === 'lines') return say.wrong.list
  if (field.name === 'place') return say.wrong.place
  if (field.at.endsWith('time.hours')) return say.wrong.clock
  if (field.name === 'id' || field.name === 'code') return say.wrong.slug
  return field.looks === 'select' ? say.wrong.choose : say.wrong.other
}

/** The contract's complaints about an entry, each beside the field it is about. */
export function complaintsOn(
  part: ListPart,
  fields: readonly Field[],
  entry: unknown,
  typed: Posted
): Record<string, string> {
  const checked = check(entryShapes[part], entry)
  if (checked.ok) return {}
  const wrong: Record<string, string> = {}
  for (const complaint of checked.complaints) {
    const path = complaint.at.split('/').slice(1)
    const field = fields
      .filter((f) => f.at.split('.').every((step, i) => path[i] === step || path[i] === undefined))
      .sort((a, b) => b.at.length - a.at.length)[0]
    if (field) wrong[field.name] ??= wordsFor(field, complaint, typed)
    else wrong['form'] ??= say.wrong.other
  }
  return wrong
}

/** Fields in which two entries differ, as their texts. */
export const differing = (
  fields: readonly Field[],
  now: Posted,
  typed: Posted
): { field: Field; now: string; yours: string }[] =>
  fields.flatMap((field) => {
    const [a, b] = [now[field.name] ?? [], typed[field.name] ?? []].map((said) =>
      said.map((s) => s.trim()).join(say.and)
    )
    return a === b ? [] : [{ field, now: a ?? '', yours: b ?? '' }]
  })
