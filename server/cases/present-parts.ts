/** What every view of a case is put together from: who reads, and names, places, photos and ratings as he may have them. */
import type { OfficeRef } from '#shared/city.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { photoView, type PhotoLink, type PhotoStore } from '#server/photos/index.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { publicText } from './masks.ts'
import type { CaseDoc, CaseRowDoc, StoredPlace } from './model.ts'
import { isReporter, readsDesk } from './policy.ts'

export interface PresentContext {
  now: number
  city: CitySnapshot
  photos: PhotoStore
  /** How approved photos are linked, where it is not by their public address. */
  photoLink?: PhotoLink
}
export type Audience = 'public' | 'reporter' | 'staff'

export const audienceOf = (viewer: Viewer, caseDoc: CaseRowDoc): Audience | undefined =>
  readsDesk.holds(viewer, caseDoc)
    ? 'staff'
    : isReporter.holds(viewer, caseDoc)
      ? 'reporter'
      : caseDoc.publishedAt
        ? 'public'
        : undefined

export const officeRef = (id: string, city: CitySnapshot): OfficeRef => {
  const office = city.called.office(id)
  return { id, name: office?.name ?? id, short: office?.short ?? id }
}
export const categoryRef = (code: string, city: CitySnapshot) => {
  const category = city.called.category(code)
  return { code, name: category?.name ?? code, tile: category?.tile ?? 'other' }
}
export const areaRef = (id: string, city: CitySnapshot) => ({ id, name: city.called.area(id) ?? id })
export const lngLat = (p: Pick<StoredPlace, 'coordinates'>) => ({ lng: p.coordinates[0], lat: p.coordinates[1] })
/** 周明远 -> 周**: a person is named to the public by surname and duty only. */
export const masked = (name: string): string => [...name][0] + '**'

export const photosFor = (
  caseDoc: CaseRowDoc,
  ids: readonly string[],
  audience: Audience,
  { now, photos, photoLink = 'public' }: Pick<PresentContext, 'now' | 'photos' | 'photoLink'>
) => {
  const shown = caseDoc.publishedAt ? caseDoc.publication.photos : []
  return ids
    .filter((id) => audience !== 'public' || shown.includes(id))
    .map((id) => {
      const link: PhotoLink = shown.includes(id) ? photoLink : 'signed'
      return photoView(photos, id, caseDoc.photoSizes[id] ?? [4, 3], link, now)
    })
}

export const ratingOf = (caseDoc: CaseDoc, r: CaseDoc['ratings'][number], audience: Audience, own: boolean) => {
  const whole = audience === 'staff' || own
  const open = whole || caseDoc.publication.words.includes(r.n)
  const text = whole ? caseDoc.words[r.n]?.text : publicText(caseDoc, r.n)
  return {
    solved: r.solved,
    satisfied: r.satisfied,
    at: r.at,
    round: r.round,
    ...(r.superseded && { earlier: true as const }),
    ...(open && text && { text })
  }
}
