/**
 * The ground of a city: every kind of place there is, as the areas and owners' polygons that hold it, and what is wrong
 * with how they lie. Street areas have to cover the city once; the other levels are told where they do not.
 */
import type { Finding } from '#shared/releases.ts'
import type { AreaProperties, AssetProperties } from '#config/city/types.ts'
import { fill } from '#shared/locales/index.ts'
import { checkWords as w } from '#shared/locales/check.ts'
import { boxOfRings, ringsOf, type Box } from '../geometry.ts'
import { arrange, type Arrangement, type Label, type Region } from './arrangement.ts'
import { few, found, sizeWords } from './findings.ts'
import type { CheckedCity } from './names.ts'
import { faultsOf } from './rings.ts'

/** One kind of place. More than one street is an overlap: each is a way to read it. */
export interface Cell {
  streets: readonly AreaProperties[]
  grids: readonly AreaProperties[]
  assets: readonly AssetProperties[]
}

export interface Ground {
  findings: Finding[]
  cells: Cell[]
  /** Overlaps of street areas, to be weighed once it is known who would lead. */
  overlaps: { streets: AreaProperties[]; region: Region }[]
  /** The polygons were good enough to be laid over each other. */
  proved: boolean
}

/** Levels of the areas by name, from the files alone: what is left to check rules against when the map is broken. */
const withoutMap = (city: CheckedCity): Cell[] => {
  const areas = city.areas.features.map((f) => f.properties)
  return areas
    .filter((a) => a.level === 'street')
    .flatMap((street) => {
      const grids = areas.filter((a) => a.level === 'community' && a.parent === street.id)
      return [[], ...grids.map((g) => [g])].map((own) => ({ streets: [street], grids: own, assets: [] }))
    })
}

function ringFindings(city: CheckedCity): { findings: Finding[]; broken: boolean } {
  // The city's own box may be what is wrong: the ground is measured by what the street areas cover together.
  const box = cityBox(city)
  const all = [
    ...city.areas.features.map((f) => ({ f, about: { areas: [f.properties.id] } })),
    ...city.assets.features.map((f) => ({ f, about: { assets: [f.properties.id] } }))
  ]
  const findings = all.flatMap(({ f, about }) =>
    faultsOf(f.geometry, box).map(({ code, place }) =>
      found(code, { name: f.properties.name }, { ...about, ...(place && { place }) })
    )
  )
  return { findings, broken: findings.some((f) => f.severity === 'error') }
}

const cityBox = (city: CheckedCity): Box => {
  const [w, s, e, n] = city.info.bbox
  if (w < e && s < n) return [w, s, e, n]
  return boxOfRings(city.areas.features.flatMap((f) => ringsOf(f.geometry)))
}

export function* surveyGround(city: CheckedCity): Generator<void, Ground> {
  const { findings, broken } = ringFindings(city)
  if (broken) return { findings, cells: withoutMap(city), overlaps: [], proved: false }
  const areas = city.areas.features
  const map = yield* arrange([...areas, ...city.assets.features].map((f) => f.geometry))
  if (!map)
    return { findings: [...findings, found('tangled', {})], cells: withoutMap(city), overlaps: [], proved: false }
  const read = reader(city)
  const laid = layers(city, map, read)
  return {
    findings: [...findings, ...laid.findings],
    cells: map.labels.map(read).filter((c) => c.streets.length > 0),
    overlaps: laid.overlaps,
    proved: true
  }
}

interface Read extends Cell {
  cities: readonly AreaProperties[]
  districts: readonly AreaProperties[]
}

/** What a set of polygons means. */
function reader(city: CheckedCity): (label: Label) => Read {
  const areas = city.areas.features.map((f) => f.properties)
  const assets = city.assets.features.map((f) => f.properties)
  const kept = new Map<number, Read>()
  return (label) => {
    let sheet = kept.get(label.id)
    if (!sheet) {
      const here = label.polygons.flatMap((p) => areas[p] ?? [])
      const of = (level: AreaProperties['level']) => here.filter((a) => a.level === level)
      sheet = {
        cities: of('city'),
        districts: of('district'),
        streets: of('street'),
        grids: of('community'),
        assets: label.polygons.flatMap((p) => assets[p - areas.length] ?? [])
      }
      kept.set(label.id, sheet)
    }
    return sheet
  }
}

const ids = (areas: readonly AreaProperties[]): string => areas.map((a) => a.id).join('+')

function layers(
  city: CheckedCity,
  map: Arrangement,
  read: (label: Label) => Read
): { findings: Finding[]; overlaps: Ground['overlaps'] } {
  const byId = new Map(city.areas.features.map((f) => [f.properties.id, f.properties]))
  const named = (kind: string) => kind.split('+').flatMap((id) => byId.get(id) ?? [])
  const hasCity = city.areas.features.some((f) => f.properties.level === 'city')
  const withGrids = new Set(city.areas.features.flatMap((f) => f.properties.parent ?? []))
  const findings: Finding[] = []
  const overlaps: Ground['overlaps'] = []

  // Street areas: none is a gap, unless it is the world outside; two are an overlap.
  const bySize = (kind: (r: Read) => string): Region[] => map.regions((label) => kind(read(label)))
  const gaps = bySize((r) => (r.streets.length > 0 ? 'street' : hasCity && r.cities.length === 0 ? 'outside' : 'gap'))
  for (const region of gaps.filter((r) => r.kind === 'gap')) {
    const near = region.beside.flatMap((label) => read(label).streets)
    findings.push(
      found(
        'gap',
        { areas: few(near.map((a) => a.name)), size: sizeWords(region.squareMetres) },
        { areas: near.map((a) => a.id), ...placed(region) }
      )
    )
  }
  for (const region of bySize((r) => (r.streets.length > 1 ? ids(r.streets) : '')).filter((r) => r.kind !== ''))
    overlaps.push({ streets: named(region.kind), region })

  // What is larger has to hold what is smaller.
  const strays = (r: Read): string => {
    const [street] = r.streets
    const [grid] = r.grids
    if (street && hasCity && r.cities.length === 0) return `${street.id}+${city.info.id}`
    const district = street?.parent === undefined ? undefined : byId.get(street.parent)
    if (street && district && !r.districts.includes(district)) return `${street.id}+${district.id}`
    const parent = grid?.parent === undefined ? undefined : byId.get(grid.parent)
    if (grid && parent && !r.streets.includes(parent)) return `${grid.id}+${parent.id}`
    return ''
  }
  for (const region of bySize(strays).filter((r) => r.kind !== '')) {
    const [id = '', parent = ''] = region.kind.split('+')
    findings.push(
      found(
        'overhang',
        {
          area: byId.get(id)?.name ?? id,
          parent: byId.get(parent)?.name ?? city.info.name,
          size: sizeWords(region.squareMetres)
        },
        { areas: [id, parent], ...placed(region) }
      )
    )
  }

  // Community grids: told, and an error where a rule speaks of them.
  const spoken = new Set(city.rules.flatMap((r) => (r.areas === '*' ? [] : r.areas)))
  const grids = bySize((r) => {
    const [street] = r.streets
    if (!street || !withGrids.has(street.id)) return ''
    return r.grids.length === 0 ? street.id : r.grids.length > 1 ? `${ids(r.grids)}+` : ''
  })
  for (const region of grids.filter((r) => r.kind !== '')) {
    const here = named(region.kind)
    const severity = here.some((a) => spoken.has(a.id)) && here.length > 1 ? 'error' : 'warning'
    findings.push(
      found(
        region.kind.endsWith('+') ? 'grid_overlap' : 'grid_gap',
        {
          area: here[0]?.name ?? '',
          areas: few(here.map((a) => a.name)),
          size: sizeWords(region.squareMetres)
        },
        { areas: here.map((a) => a.id), ...placed(region) },
        severity
      )
    )
  }
  return { findings, overlaps }
}

const placed = (region: Region): Pick<Finding, 'place' | 'squareMetres'> => ({
  place: region.place,
  squareMetres: region.squareMetres
})

/** Overlaps of street areas, with whether it matters. */
export const overlapFinding = (
  { streets, region }: Ground['overlaps'][number],
  category: string | undefined
): Finding =>
  found(
    'overlap',
    {
      areas: few(streets.map((a) => a.name)),
      size: sizeWords(region.squareMetres),
      matters: category === undefined ? w.nowMatters : fill(w.matters, { category })
    },
    { areas: streets.map((a) => a.id), ...placed(region) },
    category === undefined ? 'warning' : 'error'
  )
