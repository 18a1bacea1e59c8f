/**
 * Which area a point lies in. A box index (flatbush) finds the few candidates, an even-odd test over edges bucketed by
 * latitude decides. The test is half-open (an edge counts from its lower end up to, not including, its upper end), so
 * polygons that share edges exactly give every point of the city to exactly one of them, border points included.
 * All coordinates WGS-84 degrees.
 */
import Flatbush from 'flatbush'
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson'

export interface AreaProperties {
  id: string
  level: 'street' | 'community'
  name: string
  parent?: string
  areaClass?: string
}
export type AreaFeature = Feature<Polygon | MultiPolygon, AreaProperties>

interface Shape {
  feature: AreaFeature
  south: number
  bucket: number
  /** Edges by latitude bucket: x1, y1, x2, y2 in turn. */
  edges: Float64Array[]
}

export interface AreaIndex {
  /** The street area a point lies in, and the community grid inside it. */
  locate(lng: number, lat: number): { street: AreaProperties; grid?: AreaProperties } | undefined
  get(id: string): AreaFeature | undefined
  /** A point inside the area where its name can stand. */
  labelPoint(id: string): { lng: number; lat: number } | undefined
  streets: readonly AreaFeature[]
  bbox: [number, number, number, number]
}

const rings = (f: AreaFeature): Position[][] =>
  f.geometry.type === 'Polygon' ? f.geometry.coordinates : f.geometry.coordinates.flat()

function boxOf(f: AreaFeature): [number, number, number, number] {
  let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x = 0, y = 0] of rings(f).flat()) {
    w = Math.min(w, x)
    e = Math.max(e, x)
    s = Math.min(s, y)
    n = Math.max(n, y)
  }
  return [w, s, e, n]
}

function shapeOf(feature: AreaFeature): Shape {
  const [, south, , north] = boxOf(feature)
  const all: [number, number, number, number][] = []
  for (const ring of rings(feature)) {
    for (let i = 1; i < ring.length; i++) {
      const [x1 = 0, y1 = 0] = ring[i - 1] ?? []
      const [x2 = 0, y2 = 0] = ring[i] ?? []
      // A level edge never crosses the ray; the others are stored lower end first.
      if (y1 !== y2) all.push(y1 < y2 ? [x1, y1, x2, y2] : [x2, y2, x1, y1])
    }
  }
  const buckets = Math.max(1, Math.ceil(all.length / 4))
  const bucket = (north - south) / buckets || 1
  const lists: number[][] = Array.from({ length: buckets }, () => [])
  for (const edge of all) {
    const from = Math.min(buckets - 1, Math.floor((edge[1] - south) / bucket))
    const to = Math.min(buckets - 1, Math.floor((edge[3] - south) / bucket))
    for (let b = from; b <= to; b++) lists[b]?.push(...edge)
  }
  return { feature, south, bucket, edges: lists.map((l) => Float64Array.from(l)) }
}

function holds(shape: Shape, lng: number, lat: number): boolean {
  const edges = shape.edges[Math.min(shape.edges.length - 1, Math.floor((lat - shape.south) / shape.bucket))]
  if (!edges) return false
  let inside = false
  for (let i = 0; i < edges.length; i += 4) {
    const x1 = edges[i] ?? 0
    const y1 = edges[i + 1] ?? 0
    const x2 = edges[i + 2] ?? 0
    const y2 = edges[i + 3] ?? 0
    if (lat >= y1 && lat < y2 && lng < x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside
  }
  return inside
}

export function indexAreas(collection: FeatureCollection<Polygon | MultiPolygon, AreaProperties>): AreaIndex {
  const features = collection.features
  const shapes = features.map(shapeOf)
  const tree = new Flatbush(Math.max(1, features.length))
  for (const f of features) tree.add(...boxOf(f))
  if (features.length === 0) tree.add(0, 0, 0, 0)
  tree.finish()
  const byId = new Map(features.map((f) => [f.properties.id, f]))
  const streets = features.filter((f) => f.properties.level === 'street')
  const points = new Map(features.map((f, i) => [f.properties.id, insidePoint(f, shapes[i])]))
  return {
    streets,
    bbox: [tree.minX, tree.minY, tree.maxX, tree.maxY],
    get: (id) => byId.get(id),
    labelPoint: (id) => points.get(id),
    locate(lng, lat) {
      let street: AreaProperties | undefined
      let grid: AreaProperties | undefined
      for (const i of tree.search(lng, lat, lng, lat)) {
        const shape = shapes[i]
        if (!shape || !holds(shape, lng, lat)) continue
        if (shape.feature.properties.level === 'street') street = shape.feature.properties
        else grid = shape.feature.properties
      }
      return street && { street, ...(grid && { grid }) }
    }
  }
}

/** The middle of the widest stretch on a few level lines: inside even where an area bends around its centre. */
function insidePoint(f: AreaFeature, shape: Shape | undefined): { lng: number; lat: number } {
  const [w, s, e, n] = boxOf(f)
  let best = { lng: (w + e) / 2, lat: (s + n) / 2, width: -1 }
  for (const share of [0.5, 0.42, 0.58, 0.34, 0.66]) {
    const lat = s + (n - s) * share + 1e-9
    const bucket = shape?.edges[Math.min(shape.edges.length - 1, Math.floor((lat - shape.south) / shape.bucket))]
    const xs: number[] = []
    for (let i = 0; bucket && i < bucket.length; i += 4) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = bucket.subarray(i, i + 4)
      if (lat >= y1 && lat < y2) xs.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1))
    }
    xs.sort((a, b) => a - b)
    for (let i = 0; i + 1 < xs.length; i += 2) {
      const [a = 0, b = 0] = xs.slice(i, i + 2)
      if (b - a > best.width * 1.15) best = { lng: (a + b) / 2, lat, width: b - a }
    }
  }
  return { lng: best.lng, lat: best.lat }
}
