/** How finely a place is told: as the kind of matter says. */
import type { Precision } from '#shared/city.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { StoredPlace } from './model.ts'

export const precisionBy = (category: string, city: CitySnapshot): Precision =>
  city.category(category)?.publicPlace ?? 'street'

/** 50 m in degrees of latitude; longitude is widened by the cosine. */
const cell = 50 / 111_320

/** A place as finely as somebody may know it: the street area, a 50 m grid, or as it was said. */
export function placeBy(place: StoredPlace, precision: Precision, area: string, city: CitySnapshot): StoredPlace {
  const [lng, lat] = place.coordinates
  if (precision === 'exact')
    return { type: 'Point', coordinates: [lng, lat], ...(place.address && { address: place.address }) }
  if (precision === '50m') {
    const wide = cell / Math.cos((lat * Math.PI) / 180)
    return {
      type: 'Point',
      coordinates: [round(Math.round(lng / wide) * wide), round(Math.round(lat / cell) * cell)],
      ...(place.address && { address: place.address })
    }
  }
  const centre = city.areas.labelPoint(area) ?? { lng, lat }
  return { type: 'Point', coordinates: [round(centre.lng), round(centre.lat)] }
}
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
