/**
 * Plane geometry on WGS-84 degrees, exact where a border is decided. Metres are reckoned on a local plane, right to half a
 * percent within the few hundred metres they are used for.
 */
import type { MultiPolygon, Polygon, Position } from 'geojson'

export type Box = [west: number, south: number, east: number, north: number]

/** All rings of a polygon, or of several; once they are mended, even-odd tells ground from hole. */
export const ringsOf = (g: Polygon | MultiPolygon): Position[][] =>
  g.type === 'Polygon' ? g.coordinates : g.coordinates.flat()

export function boxOfRings(rings: readonly Position[][]): Box {
  let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of rings) {
    for (const [x = 0, y = 0] of ring) {
      if (x < w) w = x
      if (x > e) e = x
      if (y < s) s = y
      if (y > n) n = y
    }
  }
  return [w, s, e, n]
}

/** Metres of a degree of latitude. */
export const metresPerDegree = 111_320
export const lngScale = (lat: number): number => Math.cos((lat * Math.PI) / 180)

/**
 * On which side of the line from a to b the point c lies: above 0 left, below 0 right, 0 exactly on it. The plain
 * determinant where its error cannot change the sign (Shewchuk's bound), whole numbers otherwise.
 */
export function sideOf(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (ax - cx) * (by - cy)
  const right = (ay - cy) * (bx - cx)
  const det = left - right
  if (left > 0 ? right <= 0 : left < 0 ? right >= 0 : true) return det
  const bound = 3.3306690738754716e-16 * Math.abs(left + right)
  return det >= bound || -det >= bound ? det : exactSide(ax, ay, bx, by, cx, cy)
}

const bits = new DataView(new ArrayBuffer(8))
/** A double as a whole number of 2^-1074, without any rounding. */
function whole(x: number): bigint {
  bits.setFloat64(0, x)
  const raw = bits.getBigUint64(0)
  const exponent = Number((raw >> 52n) & 0x7ffn)
  const fraction = raw & 0xfffffffffffffn
  const mantissa = exponent === 0 ? fraction : (fraction | 0x10000000000000n) << BigInt(exponent - 1)
  return x < 0 ? -mantissa : mantissa
}

function exactSide(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const [px, py] = [whole(cx), whole(cy)]
  const det = (whole(ax) - px) * (whole(by) - py) - (whole(ay) - py) * (whole(bx) - px)
  return det > 0n ? 1 : det < 0n ? -1 : 0
}

/** Metres from a point to a stretch of line. */
export function metresTo(lng: number, lat: number, x1: number, y1: number, x2: number, y2: number): number {
  const kx = metresPerDegree * lngScale(lat)
  const ax = (x1 - lng) * kx
  const ay = (y1 - lat) * metresPerDegree
  const dx = (x2 - x1) * kx
  const dy = (y2 - y1) * metresPerDegree
  const size = dx * dx + dy * dy
  const t = size === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / size))
  return Math.hypot(ax + dx * t, ay + dy * t)
}
