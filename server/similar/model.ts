/** Public cases near a place, as little of each as it takes to compare them. */
import { Cases, openStatuses, type CaseDoc, type Filter } from '#server/cases/index.ts'

export type Nearby = Pick<CaseDoc, 'no' | 'area' | 'category' | 'status' | 'searchText'> & {
  publicPlace: Pick<CaseDoc['publicPlace'], 'coordinates'>
  publication: { photos: string[] }
}
const earthM = 6_378_137

export const nearbyFields = {
  _id: 0,
  no: 1,
  area: 1,
  category: 1,
  status: 1,
  searchText: 1,
  'publicPlace.coordinates': 1,
  'publication.photos': 1
} as const
/** More than lie open in the busiest street. */
const nearbyAtMost = 200

export interface NearbyAsked {
  coordinates: [number, number]
  metres: number
  categories: readonly string[]
  /** What is over is looked at if it was reported after this moment, ISO. */
  since: string
}

/**
 * Those that are over and old left out. The index has nothing that is not public (cases/model.ts). A circle is read in one go, where
 * $near goes round it in rings.
 */
export const nearbyFilter = ({ coordinates, metres, categories, since }: NearbyAsked): Filter => ({
  publicPlace: { $geoWithin: { $centerSphere: [coordinates, metres / earthM] } },
  category: { $in: [...categories] },
  publishedAt: { $type: 'date' },
  $or: [{ status: { $in: [...openStatuses] } }, { status: { $in: ['closed', 'refused'] }, at: { $gte: since } }]
})

export const publicNear = (asked: NearbyAsked): Promise<Nearby[]> =>
  Cases.find(nearbyFilter(asked), nearbyFields)
    // By the other index of places what is not public would be looked at as well, and take its time.
    .hint('public_near')
    .limit(nearbyAtMost)
    .lean<Nearby[]>()
    .exec()
