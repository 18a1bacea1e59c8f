/** Made-up maps for tests, and a plain way to ask them: an edge counts from its lower end up to, not including, its upper end. */
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson'
import type { AreaCollection } from '#config/city/types.ts'

export type Shape = Feature<Polygon | MultiPolygon>
export type AreaFeature = AreaCollection['features'][number]

/** A coordinate of a city far from the equator and Greenwich as a whole number, without any rounding. */
const whole = (degrees: number): bigint => BigInt(degrees * 2 ** 52)

/** Whether a polygon holds a point, edge by edge, exactly: for that whoever stands right on a border. */
export function contains({ geometry }: Shape, x: number, y: number): boolean {
  const rings: Position[][] = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
  let crossings = 0
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [x1 = 0, y1 = 0] = ring[i] ?? []
      const [x2 = 0, y2 = 0] = ring[i + 1] ?? []
      if (y1 > y === y2 > y || (x >= x1 && x >= x2)) continue
      const [lx, ly, ux, uy] = (y1 < y2 ? [x1, y1, x2, y2] : [x2, y2, x1, y1]).map(whole) as [
        bigint,
        bigint,
        bigint,
        bigint
      ]
      const [px, py] = [whole(x), whole(y)]
      if ((px - lx) * (uy - ly) < (py - ly) * (ux - lx)) crossings++
    }
  }
  return crossings % 2 === 1
}

export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

/**
 * A made-up city whose areas are no squares: a grid of points moved about, its cells cut into areas that share their
 * edges exactly, some of several cells, one with a hole that another fills.
 */
export function crooked(seed: number, n = 7): AreaFeature[] {
  const random = dice(seed)
  const points = Array.from({ length: n + 1 }, (_, j) =>
    Array.from({ length: n + 1 }, (_, i): Position => {
      const edge = i === 0 || j === 0 || i === n || j === n
      const off = () => (edge ? 0 : (random() - 0.5) * 0.6)
      // Six decimals, as files have them.
      return [120 + Math.round((i + off()) * 1e4) / 1e6, 32 + Math.round((j + off()) * 1e4) / 1e6]
    })
  )
  const at = (i: number, j: number): Position => points[j]?.[i] ?? [0, 0]
  const cell = (i: number, j: number): Position[] => [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1), at(i, j)]
  const around: Position[] = [
    at(2, 2),
    at(3, 2),
    at(4, 2),
    at(5, 2),
    at(5, 3),
    at(5, 4),
    at(5, 5),
    at(4, 5),
    at(3, 5),
    at(2, 5),
    at(2, 4),
    at(2, 3),
    at(2, 2)
  ]
  const hole: Position[] = [at(3, 3), at(3, 4), at(4, 4), at(4, 3), at(3, 3)]
  const area = (id: string, rings: Position[][]): AreaFeature => ({
    type: 'Feature',
    properties: { id, name: id, level: 'street' },
    geometry: { type: 'Polygon', coordinates: rings }
  })
  const cells: AreaFeature[] = []
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < n; i++) {
      if (i >= 2 && i < 5 && j >= 2 && j < 5 && !(i === 3 && j === 3)) continue
      // Two cells in one area, where there are two.
      if (j === 0 && i === 0)
        cells.push(area('pair', [[at(0, 0), at(1, 0), at(2, 0), at(2, 1), at(1, 1), at(0, 1), at(0, 0)]]))
      else if (!(j === 0 && i === 1)) cells.push(area(`c${i}-${j}`, [cell(i, j)]))
    }
  }
  cells.push(area('ring', [around, hole]))
  return cells
}

/** Star-shaped polygons strewn about, crossing each other and everything else. */
export function stars(seed: number, count: number, [w, s, e, n]: readonly number[]): Shape[] {
  const random = dice(seed)
  return Array.from({ length: count }, () => {
    const [x, y] = [(w ?? 0) + random() * ((e ?? 0) - (w ?? 0)), (s ?? 0) + random() * ((n ?? 0) - (s ?? 0))]
    const corners = 3 + Math.floor(random() * 6)
    const ring = Array.from({ length: corners }, (_, i): Position => {
      const angle = ((i + random() * 0.6) / corners) * 2 * Math.PI
      const far = 0.003 + random() * 0.012
      return [Math.round((x + Math.cos(angle) * far) * 1e6) / 1e6, Math.round((y + Math.sin(angle) * far) * 1e6) / 1e6]
    })
    return {
      type: 'Feature',
      properties: {},
      geometry: { type: 'Polygon', coordinates: [[...ring, ring[0] ?? [0, 0]]] }
    }
  })
}
