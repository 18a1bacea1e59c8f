/**
 * Which polygons hold a point. A box index (flatbush) finds the few candidates, an even-odd test over edges bucketed by
 * latitude decides. The test is half-open and exact: an edge counts from its lower end up to, not including, its upper
 * end, and only when it lies truly to the right. So polygons that share edges give every point to exactly one of them; on
 * the border itself to the one on the east, and on a level border to the one on the north.
 */
import Flatbush from 'flatbush'
import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { boxOfRings, lngScale, metresPerDegree, metresTo, ringsOf, sideOf, type Box } from './geometry.ts'

type Outline<P> = Feature<Polygon | MultiPolygon, P>

export interface PolygonIndex<P> {
  features: readonly Outline<P>[]
  box: Box
  /** Everything that holds the point, in the order given. */
  at(lng: number, lat: number): Outline<P>[]
  /** Everything on whose border the point lies, exactly, in the order given. */
  on(lng: number, lat: number): Outline<P>[]
  /** Everything whose border is no farther than `metres`, with how far it is, in the order given. */
  near(lng: number, lat: number, metres: number): { feature: Outline<P>; metres: number }[]
  /** A point inside, where a name can stand. */
  inside(i: number): { lng: number; lat: number }
}

interface Shape {
  box: Box
  bucket: number
  /** x1, y1, x2, y2 of each edge, lower end first. */
  edges: Float64Array
  /** Where each bucket begins in `list`, and the edges that it holds. */
  starts: Uint32Array
  list: Uint32Array
}

function shapeOf(geometry: Polygon | MultiPolygon): Shape {
  const rings = ringsOf(geometry)
  const box = boxOfRings(rings)
  const flat: number[] = []
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [x1 = 0, y1 = 0] = ring[i - 1] ?? []
      const [x2 = 0, y2 = 0] = ring[i] ?? []
      if (y1 <= y2) flat.push(x1, y1, x2, y2)
      else flat.push(x2, y2, x1, y1)
    }
  }
  const count = flat.length / 4
  const buckets = Math.max(1, Math.ceil(count / 2))
  const bucket = (box[3] - box[1]) / buckets || 1
  const lists: number[][] = Array.from({ length: buckets }, () => [])
  for (let e = 0; e < count; e++) {
    const from = bucketOf(flat[e * 4 + 1] ?? 0, box[1], bucket, buckets)
    const to = bucketOf(flat[e * 4 + 3] ?? 0, box[1], bucket, buckets)
    for (let b = from; b <= to; b++) lists[b]?.push(e)
  }
  const starts = new Uint32Array(buckets + 1)
  for (let b = 0; b < buckets; b++) starts[b + 1] = (starts[b] ?? 0) + (lists[b]?.length ?? 0)
  return { box, bucket, edges: Float64Array.from(flat), starts, list: Uint32Array.from(lists.flat()) }
}

const bucketOf = (lat: number, south: number, bucket: number, buckets: number): number =>
  Math.max(0, Math.min(buckets - 1, Math.floor((lat - south) / bucket)))

function holds({ box, bucket, edges, starts, list }: Shape, lng: number, lat: number): boolean {
  const b = bucketOf(lat, box[1], bucket, starts.length - 1)
  let inside = false
  for (let i = starts[b] as number, end = starts[b + 1] as number; i < end; i++) {
    const e = (list[i] as number) * 4
    const y1 = edges[e + 1] as number
    const y2 = edges[e + 3] as number
    if (lat < y1 || lat >= y2) continue
    const x1 = edges[e] as number
    const x2 = edges[e + 2] as number
    if (lng < x1 && lng < x2) inside = !inside
    else if ((lng < x1 || lng < x2) && sideOf(x1, y1, x2, y2, lng, lat) > 0) inside = !inside
  }
  return inside
}

function touches({ box, bucket, edges, starts, list }: Shape, lng: number, lat: number): boolean {
  const b = bucketOf(lat, box[1], bucket, starts.length - 1)
  for (let i = starts[b] as number, end = starts[b + 1] as number; i < end; i++) {
    const e = (list[i] as number) * 4
    const [x1, y1] = [edges[e] as number, edges[e + 1] as number]
    const [x2, y2] = [edges[e + 2] as number, edges[e + 3] as number]
    if (lat < y1 || lat > y2 || lng < Math.min(x1, x2) || lng > Math.max(x1, x2)) continue
    if (sideOf(x1, y1, x2, y2, lng, lat) === 0) return true
  }
  return false
}

function distance({ box, bucket, edges, starts, list }: Shape, lng: number, lat: number, metres: number): number {
  const buckets = starts.length - 1
  const reach = metres / metresPerDegree
  const to = bucketOf(lat + reach, box[1], bucket, buckets)
  let best = Infinity
  for (let i = starts[bucketOf(lat - reach, box[1], bucket, buckets)] as number; i < (starts[to + 1] as number); i++) {
    const e = (list[i] as number) * 4
    best = Math.min(
      best,
      metresTo(lng, lat, edges[e] as number, edges[e + 1] as number, edges[e + 2] as number, edges[e + 3] as number)
    )
  }
  return best
}

export function indexPolygons<P>(features: readonly Outline<P>[]): PolygonIndex<P> {
  const shapes = features.map((f) => shapeOf(f.geometry))
  const tree = new Flatbush(Math.max(1, features.length))
  for (const shape of shapes) tree.add(...shape.box)
  if (features.length === 0) tree.add(0, 0, 0, 0)
  tree.finish()
  const asked = (test: typeof holds) => (lng: number, lat: number) =>
    tree
      .search(lng, lat, lng, lat, (i) => {
        const shape = shapes[i]
        return shape !== undefined && test(shape, lng, lat)
      })
      .sort((a, b) => a - b)
      .map((i) => features[i] as Outline<P>)
  return {
    features,
    box: [tree.minX, tree.minY, tree.maxX, tree.maxY],
    at: asked(holds),
    on: asked(touches),
    near(lng, lat, metres) {
      const dy = metres / metresPerDegree
      const dx = dy / lngScale(lat)
      return tree
        .search(lng - dx, lat - dy, lng + dx, lat + dy, (i) => i < shapes.length)
        .sort((a, b) => a - b)
        .map((i) => ({
          feature: features[i] as Outline<P>,
          metres: distance(shapes[i] as Shape, lng, lat, metres)
        }))
        .filter((it) => it.metres <= metres)
    },
    inside: (i) => insidePoint(shapes[i] as Shape)
  }
}

/** The middle of the widest stretch on a few level lines: inside even where an area bends around its centre. */
function insidePoint({ box, edges }: Shape): { lng: number; lat: number } {
  const [w, s, e, n] = box
  let best = { lng: (w + e) / 2, lat: (s + n) / 2, width: -1 }
  for (const share of [0.5, 0.42, 0.58, 0.34, 0.66]) {
    const lat = s + (n - s) * share + 1e-9
    const xs: number[] = []
    for (let i = 0; i < edges.length; i += 4) {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = edges.subarray(i, i + 4)
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
