/**
 * Which areas a point lies in, at every level: the street area that answers, the community grid inside it, the district
 * above it; and whose ground it is. WGS-84 degrees.
 */
import type { AreaCollection, AreaProperties, AssetCollection, AssetProperties } from '#config/city/types.ts'
import { indexPolygons } from './polygons.ts'

export type AreaFeature = AreaCollection['features'][number]
export type AssetFeature = AssetCollection['features'][number]

export interface Located {
  street: AreaProperties
  grid?: AreaProperties
  district?: AreaProperties
}

export interface AreaIndex {
  /** The street area a point lies in, and the community grid inside it. */
  locate(lng: number, lat: number): Located | undefined
  /** 交界处: other street areas whose border is within `metres`, the nearest first; each with its grid that is nearest. */
  neighbours(lng: number, lat: number, metres: number): (Located & { metres: number })[]
  get(id: string): AreaFeature | undefined
  /** A point inside the area where its name can stand. */
  labelPoint(id: string): { lng: number; lat: number } | undefined
  streets: readonly AreaFeature[]
  features: readonly AreaFeature[]
  bbox: [number, number, number, number]
}

export function indexAreas(collection: AreaCollection): AreaIndex {
  const { features } = collection
  const index = indexPolygons(features)
  const byId = new Map(features.map((f) => [f.properties.id, f]))
  const places = new Map(features.map((f, i) => [f.properties.id, i]))
  const points = new Map<string, { lng: number; lat: number }>()
  const above = (street: AreaProperties): Pick<Located, 'district'> => {
    const parent = street.parent === undefined ? undefined : byId.get(street.parent)?.properties
    return parent?.level === 'district' ? { district: parent } : {}
  }
  const locate = (lng: number, lat: number): Located | undefined => {
    let street: AreaProperties | undefined
    let grid: AreaProperties | undefined
    for (const { properties } of index.at(lng, lat)) {
      if (properties.level === 'street') street = properties
      else if (properties.level === 'community') grid = properties
    }
    if (!street) return edge(lng, lat)
    return { street, ...(grid && { grid }), ...above(street) }
  }
  /** The outermost border has nothing to the east of it, or to the north: it is still the city's own. */
  const edge = (lng: number, lat: number): Located | undefined => {
    const on = index.on(lng, lat).map((f) => f.properties)
    const street = on.find((p) => p.level === 'street')
    const grid = on.find((p) => p.level === 'community' && p.parent === street?.id)
    return street && { street, ...(grid && { grid }), ...above(street) }
  }
  return {
    locate,
    features,
    streets: features.filter((f) => f.properties.level === 'street'),
    bbox: index.box,
    get: (id) => byId.get(id),
    labelPoint(id) {
      const i = places.get(id)
      if (i === undefined) return undefined
      const point = points.get(id) ?? index.inside(i)
      points.set(id, point)
      return point
    },
    neighbours(lng, lat, metres) {
      const own = locate(lng, lat)?.street.id
      const near = index.near(lng, lat, metres).sort((a, b) => a.metres - b.metres)
      return near
        .filter(({ feature: { properties: p } }) => p.level === 'street' && p.id !== own)
        .map(({ feature: { properties: street }, metres: far }) => {
          const grid = near.find(({ feature: { properties: p } }) => p.level === 'community' && p.parent === street.id)
            ?.feature.properties
          return { street, ...(grid && { grid }), ...above(street), metres: far }
        })
    }
  }
}

export interface AssetIndex {
  /** Whose ground it is, in the order of the file. */
  at(lng: number, lat: number): AssetProperties[]
  get(id: string): AssetFeature | undefined
  features: readonly AssetFeature[]
}

export function indexAssets(collection: AssetCollection): AssetIndex {
  const index = indexPolygons(collection.features)
  const byId = new Map(collection.features.map((f) => [f.properties.id, f]))
  return {
    features: collection.features,
    at: (lng, lat) => (collection.features.length === 0 ? [] : index.at(lng, lat).map((f) => f.properties)),
    get: (id) => byId.get(id)
  }
}
