/**
 * Which polygon holds a point, as @turf/boolean-point-in-polygon 7 finds it: every polygon in turn, every edge of it, by
 * Hao's crossing rules (2018), which also tell a point that lies right on a border. The package itself is not installed;
 * this is its method in our own lines, with its two ways to ask: with the border, or without.
 */
import type { Polygon, Position } from 'geojson'

/** 1 inside, -1 outside, 0 right on the border. */
export function haoSide(ring: readonly Position[], x: number, y: number, side: Orient): 1 | 0 | -1 {
  let crossings = 0
  for (let i = 1; i < ring.length; i++) {
    const [px = 0, py = 0] = ring[i - 1] as Position
    const [qx = 0, qy = 0] = ring[i] as Position
    const [v1, v2] = [py - y, qy - y]
    if ((v1 < 0 && v2 < 0) || (v1 > 0 && v2 > 0)) continue
    const [u1, u2] = [px - x, qx - x]
    if (v1 === 0 && v2 === 0) {
      if ((u2 <= 0 && u1 >= 0) || (u1 <= 0 && u2 >= 0)) return 0
    } else {
      const f = side(px, py, qx, qy, x, y)
      if (f === 0) return 0
      if (v1 <= 0 && v2 > 0 && f > 0) crossings++
      else if (v1 > 0 && v2 <= 0 && f < 0) crossings++
    }
  }
  return crossings % 2 === 1 ? 1 : -1
}

export type Orient = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number) => number
/** As turf has it before anything is made robust: one determinant. */
export const plainSide: Orient = (ax, ay, bx, by, cx, cy) => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)

/** The plain scan: the first polygon that holds the point, its border included. */
export function scan(polygons: readonly Polygon[], x: number, y: number, side: Orient = plainSide): number {
  for (const [i, { coordinates }] of polygons.entries()) {
    let inside = false
    for (const ring of coordinates) {
      const at = haoSide(ring, x, y, side)
      if (at === 0) return i
      if (at > 0) inside = !inside
    }
    if (inside) return i
  }
  return -1
}

/** Everything that holds the point or has it on its border. */
export function claims(
  polygons: readonly Polygon[],
  x: number,
  y: number,
  side: Orient
): { inside: number[]; border: number[] } {
  const inside: number[] = []
  const border: number[] = []
  for (const [i, { coordinates }] of polygons.entries()) {
    const sides = coordinates.map((ring) => haoSide(ring, x, y, side))
    if (sides.includes(0)) border.push(i)
    else if (sides.filter((s) => s > 0).length % 2 === 1) inside.push(i)
  }
  return { inside, border }
}

/** A country of `columns` x `rows` areas whose borders are shared, each of some `points` corners. */
export function country(columns: number, rows: number, points: number): Polygon[] {
  let state = 20_261_122
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const steps = Math.max(1, Math.round(points / 4))
  const round = (n: number): number => Math.round(n * 1e6) / 1e6
  const corner = Array.from({ length: rows + 1 }, (_, j) =>
    Array.from({ length: columns + 1 }, (_, i): Position => [
      round(118 + (i + (random() - 0.5) * 0.3) * 0.02),
      round(31 + (j + (random() - 0.5) * 0.3) * 0.02)
    ])
  )
  /** A border that winds between two corners: the same points whichever side asks. */
  const winding = (a: Position, b: Position): Position[] =>
    Array.from({ length: steps + 1 }, (_, k): Position => {
      const t = k / steps
      const wild = k === 0 || k === steps ? 0 : (random() - 0.5) * 0.0006 + Math.sin(t * 40) * 0.0006
      const [ax = 0, ay = 0] = a
      const [bx = 0, by = 0] = b
      const [dx, dy] = [bx - ax, by - ay]
      const size = Math.hypot(dx, dy)
      // Where four borders meet each keeps to its own side, or they would cross each other.
      const reach = 0.3 * size * Math.min(t, 1 - t)
      const off = Math.max(-reach, Math.min(reach, wild))
      return k === 0
        ? a
        : k === steps
          ? b
          : [round(ax + dx * t - (dy / size) * off), round(ay + dy * t + (dx / size) * off)]
    })
  const at = (j: number, i: number): Position => corner[j]?.[i] ?? [0, 0]
  const level = corner.map((row, j) => row.slice(1).map((_, i) => winding(at(j, i), at(j, i + 1))))
  const upright = corner.slice(1).map((_, j) => corner[0]?.map((__, i) => winding(at(j, i), at(j + 1, i))) ?? [])
  const polygons: Polygon[] = []
  for (let j = 0; j < rows; j++) {
    for (let i = 0; i < columns; i++) {
      const [south = [], north = []] = [level[j]?.[i], level[j + 1]?.[i]]
      const [west = [], east = []] = [upright[j]?.[i], upright[j]?.[i + 1]]
      const ring = [
        ...south.slice(0, -1),
        ...east.slice(0, -1),
        ...[...north].reverse().slice(0, -1),
        ...[...west].reverse()
      ]
      polygons.push({ type: 'Polygon', coordinates: [ring] })
    }
  }
  return polygons
}
