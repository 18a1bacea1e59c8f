/** Has somebody reported it already? Asked before sending; what is asked is not kept. */
import { similarMetres } from '#shared/city.ts'
import { metresBetween } from '#shared/distance.ts'
import { refuse } from '#shared/errors.ts'
import { similarAtMost } from '#shared/similar.ts'
import { isOver, lngLat, pairsIn, presentRow, rowsOf, searchTextOf } from '#server/cases/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { AppContext } from '#server/context.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { looksOf, looksOfOwn } from '#server/photos/index.ts'
import { publicNear, type Nearby } from './model.ts'
import { scoreOf, type Candidate, type Subject } from './score.ts'

const dayMs = 86_400_000
/** What has been over for longer is history. */
const daysBack = 84
/** The nearest; further ones are hardly the same. */
const comparedAtMost = 40
/** Of a case the first few photos show what was reported. */
const photosCompared = 3

/** Sides of the square, in metres, that a public place of the category stands for; nothing where only its street area is told. */
const cellOf = { exact: 0, '50m': 50 } as const

/** Categories of one kind whose public place says where it is. */
const kindred = (city: CitySnapshot, tile: string) =>
  city.categories.filter((category) => category.tile === tile && category.publicPlace !== 'street')

/** A place that is told no finer than its street area, by an earlier ruling, is shown at the middle of it: near that is near nothing. */
function isOnlyStreet({ area, publicPlace }: Nearby, city: CitySnapshot): boolean {
  const middle = city.areas.labelPoint(area)
  return middle !== undefined && metresBetween(lngLat(publicPlace), middle) < 1
}

export function similarRoutes(context: AppContext): Pick<Handlers, 'similarCases'> {
  const presenting = () => ({ now: context.now().getTime(), city: context.city(), photos: context.photos })

  return {
    async similarCases({ body: { category: code, place, text, photos = [] } }) {
      const seen = presenting()
      const { city } = seen
      const category = city.category(code) ?? refuse('unknown_category')
      const withinM = category.similarM ?? similarMetres.usual
      const kinds = new Map(kindred(city, category.tile).map((kind) => [kind.code, kind]))
      const cellM = (of: string): number => {
        const precision = kinds.get(of)?.publicPlace
        return precision === 'exact' || precision === '50m' ? cellOf[precision] : 0
      }
      const [found, looks] = await Promise.all([
        kinds.size === 0
          ? []
          : publicNear({
              coordinates: [place.lng, place.lat],
              metres: withinM + Math.hypot(cellOf['50m'], cellOf['50m']) / 2,
              categories: [...kinds.keys()],
              since: new Date(seen.now - daysBack * dayMs).toISOString()
            }),
        looksOfOwn(photos)
      ])
      const metresTo = ({ publicPlace }: Pick<Nearby, 'publicPlace'>) => metresBetween(place, lngLat(publicPlace))
      const near = found
        .filter((one) => !isOnlyStreet(one, city))
        .sort((a, b) => metresTo(a) - metresTo(b))
        .slice(0, comparedAtMost)
      const theirs =
        looks.length === 0
          ? new Map<string, string>()
          : await looksOf(near.flatMap(({ publication }) => publication.photos.slice(0, photosCompared)))
      const subject: Subject = { place, category: code, pairs: new Set(pairsIn(searchTextOf(text ?? ''))), looks }
      const shown = near
        .flatMap((one) => {
          const candidate: Candidate = {
            ...one,
            place: lngLat(one.publicPlace),
            cellM: cellM(one.category),
            pairs: new Set(pairsIn(one.searchText)),
            open: !isOver(one.status),
            looks: one.publication.photos.slice(0, photosCompared).flatMap((id) => theirs.get(id) ?? [])
          }
          const score = scoreOf(subject, candidate, withinM)
          return score ? [{ no: one.no, open: candidate.open, ...score }] : []
        })
        .sort((a, b) => Number(b.open) - Number(a.open) || b.bits - a.bits)
        .slice(0, similarAtMost)
      const rows = new Map((await rowsOf(shown.map(({ no }) => no))).map((row) => [row.no, row]))
      return {
        items: shown.flatMap(({ no, alike }) => {
          const row = rows.get(no)
          // Taken back from the public in between.
          if (!row?.publishedAt) return []
          const metres = Math.round(metresTo(row))
          return [{ case: presentRow(row, 'public', seen), metres, alike }]
        })
      }
    }
  }
}
