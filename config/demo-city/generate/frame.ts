/**
 * Where the drawing board lies on the globe. Every shared vertex is rounded once, to whole millionths of a degree, and
 * all topology is worked out on those whole numbers, so rounding can never pull neighbours apart.
 */
import type { Pt } from './plane.ts'

/** WGS-84, in the plain north of the Yangtze in Jiangsu. */
export const centre = { lng: 119.7, lat: 32.62 }
/** The board is turned by this much, so that nothing in the city runs exactly north. */
const turn = (7 * Math.PI) / 180
const kmPerDegree = { lng: 111.32 * Math.cos((centre.lat * Math.PI) / 180), lat: 110.9 }
const million = 1e6

/** Whole millionths of a degree, east and north of the centre. */
export type Micro = readonly [number, number]

export function toMicro([x, y]: Pt): Micro {
  const east = x * Math.cos(turn) - y * Math.sin(turn)
  const north = x * Math.sin(turn) + y * Math.cos(turn)
  return [Math.round((east / kmPerDegree.lng) * million), Math.round((north / kmPerDegree.lat) * million)]
}
export function toBoard([lng, lat]: Micro): Pt {
  const east = (lng / million) * kmPerDegree.lng
  const north = (lat / million) * kmPerDegree.lat
  return [east * Math.cos(turn) + north * Math.sin(turn), -east * Math.sin(turn) + north * Math.cos(turn)]
}

const fixed = (n: number, digits: number): number => Number(n.toFixed(digits))
/** Degrees for GeoJSON; six decimals are the millionths themselves. */
export const degrees = ([lng, lat]: Micro, digits = 6): [number, number] => [
  fixed(centre.lng + lng / million, digits),
  fixed(centre.lat + lat / million, digits)
]
export const placeOf = (p: Pt): { lng: number; lat: number } => {
  const [lng, lat] = degrees(toMicro(p))
  return { lng, lat }
}
/** A heading on the board as degrees on a north-up map, anticlockwise from east, between -90 and 90. */
export function bearing([x, y]: Pt): number {
  let angle = ((Math.atan2(y, x) + turn) * 180) / Math.PI
  while (angle > 90) angle -= 180
  while (angle <= -90) angle += 180
  return Math.round(angle)
}
