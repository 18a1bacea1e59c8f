/**
 * What can be wrong with one polygon by itself: a ring that does not close, too few points, edges that cross, degrees the
 * wrong way round, another datum. Each fault with a point to look at. WGS-84 degrees.
 */
import Flatbush from 'flatbush'
import gcoord from 'gcoord'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { boxOfRings, lngScale, metresPerDegree, ringsOf, sideOf, type Box } from '../geometry.ts'

export type RingFault = 'open_ring' | 'few_points' | 'self_crossing' | 'out_of_city' | 'swapped' | 'other_datum'
export interface Fault {
  code: RingFault
  place?: { lng: number; lat: number }
}

const at = ([lng = 0, lat = 0]: Position): { lng: number; lat: number } => ({ lng, lat })
const isSame = (a: Position | undefined, b: Position | undefined): boolean => a?.[0] === b?.[0] && a?.[1] === b?.[1]
const meet = (a: Box, b: Box): boolean => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]

/** A place as it may be shown: within the degrees there are. */
const shown = (p: Position): Pick<Fault, 'place'> =>
  Math.abs(p[0] ?? 999) <= 180 && Math.abs(p[1] ?? 999) <= 90 ? { place: at(p) } : {}

export function faultsOf(geometry: Polygon | MultiPolygon, city: Box): Fault[] {
  const rings = ringsOf(geometry)
  const faults: Fault[] = []
  for (const ring of rings) {
    const [first, last] = [ring[0], ring.at(-1)]
    if (!isSame(first, last) || ring.length < 2) faults.push({ code: 'open_ring', ...(last && shown(last)) })
    if (new Set(ring.map((p) => `${p[0]},${p[1]}`)).size < 3)
      faults.push({ code: 'few_points', ...(first && shown(first)) })
  }
  if (rings.length === 0) return [{ code: 'few_points' }]
  faults.push(...whereFaults(boxOfRings(rings), city))
  // Edges are compared only where they are edges: a fault above makes them meaningless.
  if (faults.every((f) => f.code === 'out_of_city')) {
    const crossing = crossingOf(rings)
    if (crossing) faults.push({ code: 'self_crossing', place: at(crossing) })
  }
  return faults
}

/** Degrees out of their range are metres of some projection; degrees far away are the wrong way round, or another city's. */
function whereFaults(box: Box, city: Box): Fault[] {
  const [w, s, e, n] = box
  const middle = [(w + e) / 2, (s + n) / 2]
  if (!(w >= -180 && e <= 180 && s >= -180 && n <= 180)) return [{ code: 'other_datum' }]
  if (meet(box, city)) {
    // A river runs on beyond the city; half a city further is no river any more.
    const [dx, dy] = [Math.max(0.05, (city[2] - city[0]) / 2), Math.max(0.05, (city[3] - city[1]) / 2)]
    const wide: Box = [city[0] - dx, city[1] - dy, city[2] + dx, city[3] + dy]
    return w < wide[0] || s < wide[1] || e > wide[2] || n > wide[3] ? [{ code: 'out_of_city', ...shown(middle) }] : []
  }
  if (meet([s, w, n, e], city)) return [{ code: 'swapped', ...shown([...middle].reverse()) }]
  return s < -90 || n > 90 ? [{ code: 'swapped' }] : [{ code: 'out_of_city', ...shown(middle) }]
}

/** Where two edges of one polygon cross, or lie on each other; a corner that touches is no crossing. */
function crossingOf(rings: readonly Position[][]): Position | undefined {
  const edges = rings.flatMap((ring) => ring.slice(1).map((b, i) => [ring[i] ?? b, b] as const))
  if (edges.length < 3) return undefined
  const tree = new Flatbush(edges.length)
  for (const [a, b] of edges) tree.add(...boxOfRings([[a, b]]))
  tree.finish()
  for (const [i, [a, b]] of edges.entries()) {
    for (const j of tree.search(...boxOfRings([[a, b]]))) {
      if (j <= i) continue
      const other = edges[j]
      const point = other && meeting(a, b, ...other)
      if (point) return point
    }
  }
  return undefined
}

function meeting(a: Position, b: Position, c: Position, d: Position): Position | undefined {
  const [[ax = 0, ay = 0], [bx = 0, by = 0], [cx = 0, cy = 0], [dx = 0, dy = 0]] = [a, b, c, d]
  const [c1, d1] = [sideOf(ax, ay, bx, by, cx, cy), sideOf(ax, ay, bx, by, dx, dy)]
  const [a2, b2] = [sideOf(cx, cy, dx, dy, ax, ay), sideOf(cx, cy, dx, dy, bx, by)]
  if (c1 === 0 && d1 === 0) {
    // On one line: they lie on each other where more than a point is shared.
    const byX = Math.abs(bx - ax) >= Math.abs(by - ay)
    const span = (p: number, q: number): [number, number] => (p < q ? [p, q] : [q, p])
    const [low, high] = byX ? span(ax, bx) : span(ay, by)
    const [low2, high2] = byX ? span(cx, dx) : span(cy, dy)
    return Math.min(high, high2) > Math.max(low, low2) ? c : undefined
  }
  if (!(c1 * d1 < 0 && a2 * b2 < 0)) return undefined
  const t = c1 / (c1 - d1)
  return [cx + (dx - cx) * t, cy + (dy - cy) * t]
}

/**
 * Whether a polygon looks like one we know, moved by what GCJ-02 moves things here: some hundred metres, each time the
 * same way. Then somebody exported from a Chinese map without turning it back.
 */
export function looksShifted(known: Polygon | MultiPolygon, given: Polygon | MultiPolygon): boolean {
  const [a, b] = [boxOfRings(ringsOf(known)), boxOfRings(ringsOf(given))]
  const [lng, lat] = [(a[0] + a[2]) / 2, (a[1] + a[3]) / 2]
  const [x, y] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord.GCJ02)
  const metres = (dx: number, dy: number) => Math.hypot(dx * lngScale(lat), dy) * metresPerDegree
  const moved = metres((b[0] + b[2]) / 2 - lng, (b[1] + b[3]) / 2 - lat)
  const off = metres((b[0] + b[2]) / 2 - x, (b[1] + b[3]) / 2 - y)
  const shift = metres(x - lng, y - lat)
  return shift > 50 && moved > shift / 2 && off < 20 + shift * 0.15
}
