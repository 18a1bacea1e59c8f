/** Real files call things by names of their own: from which property each of our fields comes, and how its values read here. */
import { areaClasses } from '#shared/limits.ts'
import { city as cityWords } from '#shared/locales/city.ts'
import { adminFields } from '#shared/locales/admin-fields.ts'
import { releases as w } from '#shared/locales/releases.ts'
import { areaLevels, assetKinds } from '#shared/parts.ts'
import {
  mappedFields,
  type FieldSource,
  type GeojsonFields,
  type GeojsonReport,
  type MappedField
} from '#shared/releases.ts'
import type { Parts } from '#server/city/index.ts'
import { sha256 } from '#server/kernel/canonical.ts'

export type MappedPart = keyof typeof mappedFields
type Bag = Readonly<Record<string, unknown>>

const plain = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** A number of a register, a name in Latin letters; what has neither is called by a hash of it, the same each time. */
function slugOf(part: MappedPart, raw: string): string {
  const text = plain(raw)
  const slug = text
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const isLatin = /^[\x20-\x7e]+$/.test(text)
  return isLatin && slug !== '' ? slug : `${part === 'areas' ? 'area' : 'ground'}-${sha256(text).slice(0, 10)}`
}

/** A code by itself, by its word in the catalogue, or by another word for it. */
const coded =
  (codes: readonly string[], word: (code: string) => string, also: (code: string) => readonly string[] = () => []) =>
  (raw: string): string => {
    const text = plain(raw)
    return codes.find((code) => [code, word(code), ...also(code)].some((name) => plain(name) === text)) ?? raw
  }

/** Which entry of ours is meant: by its own name for machines, or by what people call it. */
const called =
  (entries: readonly { id: string; names: readonly (string | undefined)[] }[], otherwise: (raw: string) => string) =>
  (raw: string): string =>
    entries.find(({ id }) => id === plain(raw))?.id ??
    entries.find(({ names }) => names.some((name) => name && plain(name) === plain(raw)))?.id ??
    otherwise(raw)

const textOf = (value: unknown): string | undefined =>
  (typeof value === 'string' && value.trim() !== '') || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).trim()
    : undefined

/** Reads the properties of a feature as ours. */
export function readerOf(
  part: MappedPart,
  fields: GeojsonFields,
  now: Pick<Parts, 'areas' | 'assets' | 'offices'>
): (properties: Bag) => Record<string, unknown> {
  const known = now[part].features.map(({ properties: { id, name } }) => ({ id, names: [name] }))
  const areas = now.areas.features.map(({ properties: { id, name } }) => ({ id, names: [name] }))
  const offices = now.offices.map(({ id, name, short }) => ({ id, names: [name, short] }))
  const values: Record<MappedField, (raw: string) => string> = {
    id: (raw) => slugOf(part, raw),
    name: (raw) => raw,
    level: coded(
      areaLevels,
      (level) => adminFields.values.level[level as never],
      (level) => w.levelAlso[level as never]
    ),
    parent: called(areas, (raw) => slugOf('areas', raw)),
    areaClass: coded(areaClasses, (areaClass) => cityWords.areaClass[areaClass as never]),
    kind: coded(assetKinds, (kind) => adminFields.values.asset[kind as never]),
    owner: called(offices, (raw) => raw)
  }
  const read = (field: MappedField, source: FieldSource | undefined, properties: Bag): string | undefined => {
    const raw = source?.is ?? (source?.from === undefined ? undefined : textOf(properties[source.from]))
    return raw === undefined ? undefined : values[field](source?.values?.[raw] ?? raw)
  }
  return (properties) => {
    const found = mappedFields[part].flatMap((field): [string, string][] => {
      const value = read(field, fields[field], properties)
      return value === undefined ? [] : [[field, value]]
    })
    const ours = Object.fromEntries(found)
    // What has no name for machines is the one that is called so already, or is called by its name.
    if (ours['id'] === undefined && ours['name'] !== undefined)
      ours['id'] = called(known, (raw) => slugOf(part, raw))(ours['name'])
    return ours
  }
}

const featuresLookedAt = 5000
const valuesShown = 12

/** The properties that a file has, the most frequent first, with some of their values. */
export function propertiesOf(features: readonly unknown[]): GeojsonReport['properties'] {
  const found = new Map<string, { n: number; values: Set<string> }>()
  for (const feature of features.slice(0, featuresLookedAt)) {
    const properties = (feature as { properties?: unknown } | null)?.properties
    if (typeof properties !== 'object' || properties === null) continue
    for (const [name, value] of Object.entries(properties)) {
      const text = textOf(value)
      if (text === undefined || name === '' || name.length > 200) continue
      const known = found.get(name) ?? { n: 0, values: new Set() }
      found.set(name, known)
      known.n++
      if (known.values.size <= valuesShown) known.values.add(text.slice(0, 60))
    }
  }
  return [...found]
    .sort(([, a], [, b]) => b.n - a.n)
    .slice(0, 200)
    .map(([name, { n, values }]) => ({
      name,
      n,
      values: [...values].slice(0, valuesShown),
      more: values.size > valuesShown
    }))
}

/** What registers, map services and shape files call them. A row number (OBJECTID, FID) names nothing outside its file. */
const habits: Record<MappedField, RegExp> = {
  id: /^(id|code|adcode|pac|xzqdm|zldwdm|bm|dm|.*(编码|代码|编号))$/i,
  name: /^(name|title|mc|xzqmc|zldwmc|cname|name_zh|name_chn|.*(名称|名))$/i,
  level: /^(level|jb|.*级别|.*层级)$/i,
  parent: /^(parent|.*上级.*|所属街道|所属区县)$/i,
  areaClass: /^(areaclass|区域类别)$/i,
  kind: /^(kind|type|lx|类型|种类|地块类型)$/i,
  owner: /^(owner|权属单位|养护单位|管理单位|责任单位)$/i
}
/** Said of all where no property says it. */
const usual: GeojsonFields = { level: { is: 'street' } }

export function guessFields(part: MappedPart, properties: GeojsonReport['properties']): GeojsonFields {
  const taken = new Set<string>()
  const guesses = mappedFields[part].flatMap((field): [string, FieldSource][] => {
    const found = properties.find(({ name }) => !taken.has(name) && habits[field].test(name.trim()))
    if (found) taken.add(found.name)
    const source = found ? { from: found.name } : usual[field]
    return source ? [[field, source]] : []
  })
  return Object.fromEntries(guesses)
}

/** Whether a file names what it must by our own words. */
export const namesOurs = (part: MappedPart, properties: GeojsonReport['properties']): boolean => {
  const names = new Set(properties.map(({ name }) => name))
  return (part === 'areas' ? ['id', 'name', 'level'] : ['id', 'name', 'kind', 'owner']).every((text) => names.has(text))
}
