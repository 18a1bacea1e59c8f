const metresPerDegree = 111_320

/** Metres between two points on the ground, WGS-84 degrees; good to a part in a thousand over a city. */
export function metresBetween(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  const x = (a.lng - b.lng) * metresPerDegree * Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180)
  const y = (a.lat - b.lat) * metresPerDegree
  return Math.hypot(x, y)
}
