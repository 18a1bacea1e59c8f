/**
 * Rings laid out for asking: edges in buckets by latitude. The test is half-open and exact: an edge counts from its lower end
 * up to, not including, its upper end, and only when it lies truly to the right.
 */
import type { Position } from 'geojson'
import { boxOfRings, metresPerDegree, metresTo, sideOf, type Box } from './geometry.ts'

export interface Shape {
  box: Box
  bucket: number
  /** x1, y1, x2, y2 of each edge, lower end first. */
  edges: Float64Array
  /** Where each bucket begins in `list`, and the edges that it holds. */
  starts: Uint32Array
  list: Uint32Array
}

export function shapeOf(rings: readonly Position[][]): Shape {
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

export function holds({ box, bucket, edges, starts, list }: Shape, lng: number, lat: number): boolean {
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

export function touches({ box, bucket, edges, starts, list }: Shape, lng: number, lat: number): boolean {
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

export function distance(
  { box, bucket, edges, starts, list }: Shape,
  lng: number,
  lat: number,
  metres: number
): number {
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
