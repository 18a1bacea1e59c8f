/** A city file or polygons from elsewhere, judged entry by entry, so that who brings them in reads everything at once. */
import { inCodes } from '#config/city/former-codes.ts'
import type { AreaCollection, AssetCollection } from '#config/city/types.ts'
import { cityParts, entryShapes, partShapes, type ListPart, type PartName } from '#shared/parts.ts'
import { refuse } from '#shared/errors.ts'
import type { ImportProblem } from '#shared/releases.ts'
import { check, type Complaint } from '#shared/schema.ts'
import { fill } from '#shared/locales/index.ts'
import { check as findingWords } from '#shared/locales/check.ts'
import { errors as errorWords } from '#shared/locales/errors.ts'
import { releases as w } from '#shared/locales/releases.ts'
import type { Parts } from '#server/city/index.ts'
import { faultsOf, looksShifted } from '#server/routing/index.ts'
import { entriesOf, type Entry } from './parts.ts'

const isBag = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const problemsAtMost = 500

const fieldWords = (code: string): string => {
  const [kind = '', n] = code.split(':')
  const said = (errorWords.field as Record<string, string>)[kind] ?? errorWords.field.other
  return n === undefined ? said : fill(said, { n })
}

const problem = (part: PartName, entry: string | undefined, { at, code }: Complaint): ImportProblem => ({
  severity: 'error',
  part,
  ...(entry !== undefined && { entry }),
  ...(at && { at }),
  code,
  words: fieldWords(code)
})

/** How an entry that may be anything is called in a report: by its name, or by its place in the list. */
function nameOf(raw: unknown, i: number): string {
  const it = isBag(raw) ? (isBag(raw['properties']) ? raw['properties'] : raw) : {}
  const id = it['id'] ?? it['code']
  return typeof id === 'string' && id !== '' && id.length <= 60 ? id : `#${i + 1}`
}

/** A part from a file: each entry by itself where it has entries. */
function readPart(part: PartName, written: unknown): { value?: unknown; problems: ImportProblem[] } {
  const raw = inCodes(written)
  const list = part === 'areas' || part === 'assets' ? (isBag(raw) ? raw['features'] : undefined) : raw
  if (!(part in entryShapes) || !Array.isArray(list)) {
    const it = check(partShapes[part], raw)
    return it.ok
      ? { value: it.value, problems: [] }
      : { problems: it.complaints.map((c) => problem(part, undefined, c)) }
  }
  const problems = list.flatMap((entry: unknown, i) => {
    const it = check(entryShapes[part as ListPart], entry)
    return it.ok ? [] : it.complaints.map((c) => problem(part, nameOf(entry, i), c))
  })
  if (problems.length > 0) return { problems }
  const whole = check(partShapes[part], raw)
  return whole.ok
    ? { value: whole.value, problems: [] }
    : { problems: whole.complaints.map((c) => problem(part, undefined, c)) }
}

/** A whole city from a file. Refuses `invalid` what is no city file at all; everything else is told entry by entry. */
export function readCityFile(file: unknown): { parts?: Parts; problems: ImportProblem[] } {
  if (!isBag(file) || file['format'] !== 'suishoupai-city-1')
    refuse('invalid', { errors: [{ at: '/body/file', code: 'not_a_city', detail: w.notACity }] })
  const known = new Set(['format', ...cityParts])
  const strange = Object.keys(file)
    .filter((key) => !known.has(key))
    .map((key): ImportProblem => ({
      severity: 'error',
      at: key,
      code: 'unrecognized_keys',
      words: fieldWords('unrecognized_keys')
    }))
  const read = cityParts.map((part) => [part, readPart(part, file[part])] as const)
  const problems = [...strange, ...read.flatMap(([, it]) => it.problems)]
  if (problems.length > 0) return { problems: problems.slice(0, problemsAtMost) }
  return { parts: Object.fromEntries(read.map(([part, it]) => [part, it.value])) as unknown as Parts, problems: [] }
}

/** The whole city as one file; keys in the order of the contract, lists in their own. */
export const cityFileOf = (parts: Parts): unknown => ({ format: 'suishoupai-city-1', ...parts })

const crsKnown = /CRS84|EPSG:+(4326|4490)\b/i

function crsOf(file: Record<string, unknown>): string | undefined {
  const crs = file['crs']
  const name = isBag(crs) && isBag(crs['properties']) ? crs['properties']['name'] : undefined
  return typeof name === 'string' ? name : undefined
}

/** Drops heights, which nobody asks for. */
const flat = (coordinates: unknown): unknown =>
  Array.isArray(coordinates)
    ? typeof coordinates[0] === 'number'
      ? coordinates.slice(0, 2)
      : coordinates.map(flat)
    : coordinates

export interface Geojson {
  crs: string | undefined
  features: readonly unknown[]
}

/** Refuses `invalid` what is no FeatureCollection. */
export function openGeojson(file: unknown): Geojson {
  const features = isBag(file) && file['type'] === 'FeatureCollection' ? file['features'] : undefined
  if (!isBag(file) || !Array.isArray(features))
    refuse('invalid', { errors: [{ at: '/body/file', code: 'not_geojson', detail: w.notGeojson }] })
  return { crs: crsOf(file), features }
}

/** Polygons from elsewhere, beside those that are there; a bad one is named with what is wrong and where. */
export function readGeojson(
  part: 'areas' | 'assets',
  { crs, features }: Geojson,
  now: Pick<Parts, 'info' | 'areas' | 'assets'>
): { good: Entry[]; problems: ImportProblem[] } {
  const problems: ImportProblem[] = []
  const say = (entry: string | undefined, code: string, words: string, more: Partial<ImportProblem> = {}): void => {
    problems.push({ severity: 'error', part, ...(entry !== undefined && { entry }), code, words, ...more })
  }
  if (crs !== undefined && !crsKnown.test(crs)) say(undefined, 'other_datum', fill(w.otherCrs, { crs }))
  const known = new Map(entriesOf(part, now[part]).map((e) => [e.properties?.id, e]))
  const seen = new Set<string>()
  const good: Entry[] = []
  for (const [i, raw] of features.entries()) {
    const name = nameOf(raw, i)
    const bag = isBag(raw) ? raw : {}
    const properties = isBag(bag['properties']) ? (inCodes(bag['properties']) as Record<string, unknown>) : {}
    const shape = entryShapes[part]
    // Foreign files carry properties of their own; only ours are taken.
    const wanted = Object.keys((shape.shape.properties as unknown as { shape: object }).shape)
    const geometry = isBag(bag['geometry'])
      ? { type: bag['geometry']['type'], coordinates: flat(bag['geometry']['coordinates']) }
      : undefined
    const it = check(shape, {
      type: 'Feature',
      properties: Object.fromEntries(wanted.flatMap((key) => (key in properties ? [[key, properties[key]]] : []))),
      geometry
    })
    if (!it.ok) {
      for (const c of it.complaints) say(name, c.code, fieldWords(c.code), { at: c.at })
      continue
    }
    const feature = it.value as unknown as (AreaCollection | AssetCollection)['features'][number]
    const faults = faultsOf(feature.geometry, now.info.bbox)
    for (const f of faults) {
      const severity = f.code === 'out_of_city' ? 'warning' : 'error'
      say(name, f.code, fill(findingWords[f.code], { name: feature.properties.name }), {
        severity,
        ...(f.place && { place: f.place })
      })
    }
    if (seen.has(name)) say(name, 'twice', fill(findingWords.twice, { part: w.file, name }))
    const old = known.get(name) as typeof feature | undefined
    if (old && faults.length === 0 && looksShifted(old.geometry, feature.geometry))
      say(name, 'other_datum', fill(findingWords.other_datum, { name: feature.properties.name }), {
        severity: 'warning'
      })
    if (faults.every((f) => f.code === 'out_of_city') && !seen.has(name)) good.push(feature as unknown as Entry)
    seen.add(name)
  }
  return { good, problems: problems.slice(0, problemsAtMost) }
}
