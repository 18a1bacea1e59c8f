import type { Point } from '#shared/map.ts'

/** Web Mercator, the plane on which both the server's map and the island's are drawn. Coordinates in WGS-84 degrees. */
export interface LngLat {
  lng: number
  lat: number
}
/** west, south, east, north */
export type Box = readonly [number, number, number, number]
export type { Point } from '#shared/map.ts'

const radians = Math.PI / 180
const northing = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * radians) / 2)) / radians
const latitude = (y: number): number => (2 * Math.atan(Math.exp(y * radians)) - Math.PI / 2) / radians

export interface Frame {
  width: number
  height: number
  box: Box
  /** Where a place lies on the drawing, in its units, y downwards. */
  at: (place: LngLat) => Point
  /** Drawing units a degree of longitude takes. */
  scale: number
}

/** The whole box in a drawing of this size; what is left over on the longer side shows more land, not less. */
export function frame([west, south, east, north]: Box, width: number, height: number, margin = 0): Frame {
  const [bottom, top] = [northing(south), northing(north)]
  const scale = Math.min((width - 2 * margin) / (east - west), (height - 2 * margin) / (top - bottom))
  const left = (west + east) / 2 - width / scale / 2
  const upper = (top + bottom) / 2 + height / scale / 2
  return {
    width,
    height,
    scale,
    box: [left, latitude(upper - height / scale), left + width / scale, latitude(upper)],
    at: ({ lng, lat }) => [(lng - left) * scale, (upper - northing(lat)) * scale]
  }
}

/** A window around a place, so many kilometres wide and high. */
export function around({ lng, lat }: LngLat, km: number, aspect: number): Box {
  const dLng = km / 2 / (111.32 * Math.cos(lat * radians))
  const dLat = km / aspect / 2 / 110.9
  return [lng - dLng, lat - dLat, lng + dLng, lat + dLat]
}

/** The zoom at which a web map of 256 px tiles shows this frame at its own size. */
export const zoomOf = ({ scale }: Frame): number =>
  Math.max(0, Math.min(22, Math.round(Math.log2((scale * 360) / 256))))
