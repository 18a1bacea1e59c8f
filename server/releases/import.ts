/** A city file or polygons from elsewhere, judged entry by entry, so that who brings them in reads everything at once. */
import { inCodes } from '#config/city/former-codes.ts'
import gcoord from 'gcoord'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { AreaCollection, AssetCollection } from '#config/city/types.ts'
import { cityParts, entryShapes, partShapes, type ListPart, type PartName } from '#shared/parts.ts'
import { refuse } from '#shared/errors.ts'
import type { Datum, GeojsonFields, GeojsonReport, ImportProblem } from '#shared/releases.ts'
import { check, type Complaint, type Schema } from '#shared/schema.ts'
import { fill } from '#shared/locales/index.ts'
import { adminFields } from '#shared/locales/admin-fields.ts'
import { check as findingWords } from '#shared/locales/check.ts'
import { complaints } from '#shared/locales/complaints.ts'
import { releases as w } from '#shared/locales/releases.ts'
import type { Parts } from '#server/city/index.ts'
import { cutAtDateLine, faultsOf, looksShifted, mend, nest } from '#server/routing/index.ts'
import { readerOf } from './file-fields.ts'
import { entriesOf, type Entry } from './parts.ts'

const isBag = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const problemsAtMost = 500

export const fieldWords = (code: string): string => {
  const [kind = '', n] = code.split(':')
  const said = (complaints.field as Record<string, string>)[kind] ?? complaints.field.other
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
  const record = isBag(raw) ? (isBag(raw['properties']) ? raw['properties'] : raw) : {}
  const id = record['id'] ?? record['code']
  return typeof id === 'string' && id !== '' && id.length <= 60 ? id : `#${i + 1}`
}

/** A part from a file: each entry by itself where it has entries. */
function readPart(part: PartName, written: unknown): { value?: unknown; problems: ImportProblem[] } {
  const raw = inCodes(written)
  const list = part === 'areas' || part === 'assets' ? (isBag(raw) ? raw['features'] : undefined) : raw
  if (!(part in entryShapes) || !Array.isArray(list)) {
    const read = check(partShapes[part], raw)
    return read.ok
      ? { value: read.value, problems: [] }
      : { problems: read.complaints.map((c) => problem(part, undefined, c)) }
  }
  const problems = list.flatMap((entry: unknown, i) => {
    const read = check(entryShapes[part as ListPart], entry)
    return read.ok ? [] : read.complaints.map((c) => problem(part, nameOf(entry, i), c))
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
  const problems = [...strange, ...read.flatMap(([, read]) => read.problems)]
  if (problems.length > 0) return { problems: problems.slice(0, problemsAtMost) }
  return { parts: Object.fromEntries(read.map(([part, read]) => [part, read.value])) as unknown as Parts, problems: [] }
}

/** The whole city as one file; keys in the order of the contract, lists in their own. */
export const cityFileOf = (parts: Parts): unknown => ({ format: 'suishoupai-city-1', ...parts })

/** What a declared datum allows to read the points as; nothing where it is not among those that can be converted. */
const declared: readonly [RegExp, readonly Datum[]][] = [
  [/CRS84h?$|EPSG[:/].*(4326|4490)$/i, ['wgs84', 'gcj02', 'bd09']],
  [/EPSG[:/].*(3857|900913|3785|102100)$/i, ['mercator']],
  [/GCJ-?_?02/i, ['gcj02']],
  [/BD-?_?09/i, ['bd09']]
]

/** What a file says of its datum, whichever way; a link, or whatever else, is told as it stands. */
function crsOf(file: Record<string, unknown>): string | undefined {
  const { crs } = file
  if (crs === undefined || crs === null) return undefined
  if (!isBag(crs)) return typeof crs === 'string' ? crs.trim().slice(0, 200) : JSON.stringify(crs).slice(0, 200)
  const { name, code } = isBag(crs['properties']) ? crs['properties'] : ({} as Record<string, unknown>)
  if (typeof name === 'string') return name.trim().slice(0, 200)
  if (typeof code === 'number' || typeof code === 'string') return `EPSG:${code}`
  return JSON.stringify(crs).slice(0, 200)
}

type Convert = (position: number[]) => Position
const systems = { gcj02: gcoord.GCJ02, bd09: gcoord.BD09, mercator: gcoord.WebMercator } as const
const converterOf = (datum: Datum): Convert =>
  datum === 'wgs84'
    ? ([x = 0, y = 0]) => [x, y]
    : ([x = 0, y = 0]) => {
        const [lng, lat] = gcoord.transform([x, y], systems[datum], gcoord.WGS84)
        // A centimetre; the arithmetic has no more to say.
        return [Math.round(lng * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7]
      }

/** In our degrees, without heights, which nobody asks for. */
const converted = (coordinates: unknown, convert: Convert): unknown =>
  !Array.isArray(coordinates)
    ? coordinates
    : typeof coordinates[0] === 'number'
      ? coordinates.every((coordinate) => typeof coordinate === 'number' && Number.isFinite(coordinate)) &&
        coordinates.length > 1
        ? convert(coordinates as number[])
        : coordinates.slice(0, 2)
      : coordinates.map((coordinate: unknown) => converted(coordinate, convert))

export interface Geojson {
  crs: string | undefined
  features: readonly unknown[]
}

/** Refuses `invalid` what is no FeatureCollection. */
export function openGeojson(file: unknown): Geojson {
  const features = isBag(file) && file['type'] === 'FeatureCollection' ? file['features'] : undefined
  if (!isBag(file) || !Array.isArray(features))
    refuse('invalid', { errors: [{ at: '/body/file', code: 'not_geojson', detail: w.notGeojson }] })
  // The standard of before had it; some write it into every feature.
  const inner = features.slice(0, 20).find((feature) => isBag(feature) && isBag(feature['crs'])) as
    Record<string, unknown> | undefined
  return { crs: crsOf(file) ?? (inner && crsOf(inner)), features }
}

/** Why a file as a whole is not what it is to be read as; then nothing of it is taken. */
function datumProblem(crs: string | undefined, datum: Datum | undefined): string | undefined {
  if (crs === undefined) return undefined
  const allowed = declared.find(([pattern]) => pattern.test(crs))?.[1] ?? []
  if (allowed.includes(datum ?? 'wgs84')) return undefined
  const [only] = allowed
  return only === undefined ? fill(w.otherCrs, { crs }) : fill(w.sayCrs, { crs, datum: adminFields.values.datum[only] })
}

export interface HowToRead {
  /** The property that seems to be the name, before anybody has said so: to label what is drawn. */
  label?: string | undefined
  fields?: GeojsonFields | undefined
  datum?: Datum | undefined
}
type MapFeature = (AreaCollection | AssetCollection)['features'][number]
export interface ReadGeojson {
  good: Entry[]
  problems: ImportProblem[]
  shapes: NonNullable<GeojsonReport['shapes']>
}
type Box = [number, number, number, number]
type Say = (entry: string | undefined, code: string, words: string, more?: Partial<ImportProblem>) => void

/** One feature as ours, mended, with what is wrong with it said; nothing where it cannot be taken. */
function readFeature(part: 'areas' | 'assets', name: string, raw: object, box: Box, say: Say): MapFeature | undefined {
  const read = check(entryShapes[part], raw)
  if (!read.ok) {
    for (const c of read.complaints) say(name, c.code, fieldWords(c.code), { at: c.at })
    return undefined
  }
  const feature = read.value as unknown as MapFeature
  const title = { name: feature.properties.name }
  const whole = cutAtDateLine(feature.geometry)
  const faults = faultsOf(whole.geometry, box)
  for (const f of faults)
    say(name, f.code, fill(findingWords[f.code], title), {
      severity: f.code === 'out_of_city' ? 'warning' : 'error',
      ...(f.place && { place: f.place })
    })
  if (!faults.every((f) => f.code === 'out_of_city')) return undefined
  // Only where no edges cross does a ring lie wholly in another one, or beside it.
  const nested = nest(whole.geometry)
  for (const { code, place } of [...whole.repairs, ...nested.repairs])
    say(name, code, fill(w.repair[code], title), { severity: 'warning', place })
  return { ...feature, geometry: nested.geometry }
}

/** Polygons from elsewhere, beside those that are there; a bad one is named with what is wrong and where. */
export function readGeojson(
  part: 'areas' | 'assets',
  { crs, features }: Geojson,
  now: Pick<Parts, 'info' | 'areas' | 'assets' | 'offices'>,
  { fields, datum, label }: HowToRead = {}
): ReadGeojson {
  const problems: ImportProblem[] = []
  const say: Say = (entry, code, words, more = {}) => {
    problems.push({ severity: 'error', part, ...(entry !== undefined && { entry }), code, words, ...more })
  }
  const foreign = datumProblem(crs, datum)
  if (foreign !== undefined) say(undefined, 'other_datum', foreign)
  const known = new Map(entriesOf(part, now[part]).map((e) => [e.properties?.id, e]))
  const ours = fields ? readerOf(part, fields, now) : onlyOurs(part)
  const convert = converterOf(datum ?? 'wgs84')
  const seen = new Set<string>()
  const good: Entry[] = []
  const shapes: ReadGeojson['shapes'] = []
  for (const [i, raw] of features.entries()) {
    const bag = isBag(raw) ? raw : {}
    const properties = ours(isBag(bag['properties']) ? (inCodes(bag['properties']) as Record<string, unknown>) : {})
    const name = nameOf({ properties }, i)
    const { type, coordinates } = isBag(bag['geometry']) ? bag['geometry'] : {}
    const geometry = type === undefined ? undefined : { type, coordinates: converted(coordinates, convert) }
    const feature = readFeature(part, name, { type: 'Feature', properties, geometry }, now.info.bbox, say)
    const drawn =
      feature?.geometry ?? (isPolygon(geometry) ? mend(geometry as Polygon | MultiPolygon).geometry : undefined)
    const theirs = isBag(bag['properties']) && label !== undefined ? bag['properties'][label] : undefined
    const shown = properties['name'] ?? theirs
    if (drawn)
      shapes.push({ name: typeof shown === 'string' ? shown : name, good: feature !== undefined, geometry: drawn })
    if (seen.has(name)) say(name, 'twice', fill(findingWords.twice, { part: w.file, name }))
    const old = known.get(name) as MapFeature | undefined
    const other = feature && namesakeOf(feature, now[part].features)
    if (other)
      say(name, 'same_name', fill(w.sameName, { name: feature.properties.name, id: other }), { severity: 'warning' })
    if (feature && old && looksShifted(old.geometry, feature.geometry))
      say(name, 'other_datum', fill(findingWords.other_datum, { name: feature.properties.name }), {
        severity: 'warning'
      })
    if (feature && !seen.has(name)) good.push(feature as unknown as Entry)
    seen.add(name)
  }
  return { good: foreign === undefined ? good : [], problems: problems.slice(0, problemsAtMost), shapes }
}

/** Who is called the same and is another: what was meant to take its place will stand beside it. */
const namesakeOf = ({ properties: named }: MapFeature, known: readonly MapFeature[]): string | undefined =>
  known.some(({ properties }) => properties.id === named.id)
    ? undefined
    : known.find(
        ({ properties }) =>
          properties.name === named.name &&
          ('level' in properties ? properties.level : '') === ('level' in named ? named.level : '')
      )?.properties.id

/** Foreign files carry properties of their own; only ours are taken. */
const onlyOurs = (part: 'areas' | 'assets') => {
  const wanted = Object.keys((entryShapes[part].shape.properties as unknown as { shape: object }).shape)
  return (properties: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(wanted.flatMap((key) => (key in properties ? [[key, properties[key]]] : [])))
}

const isPolygon = (geometry: unknown): boolean =>
  check(entryShapes.areas.shape.geometry as unknown as Schema, geometry).ok
