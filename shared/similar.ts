/** What others have reported already, before somebody reports it once more. */
import { caseRow } from './cases.ts'
import { anyone, endpoint } from './endpoint.ts'
import { photosAtMost } from './photos.ts'
import { descriptionAtMost } from './reports.ts'
import { input, int, list, maybe, oneOf, photoId, place, slug, text, view, type Infer } from './schema.ts'

export const similarAtMost = 5
/** What is alike of the two, the strongest first. */
export const likenesses = ['photo', 'words', 'place', 'category'] as const
export type Likeness = (typeof likenesses)[number]

export const similarCase = view({
  case: caseRow,
  /** From the place that was named to the public place of the case. */
  metres: int(0, 10_000),
  alike: list(oneOf(likenesses), { max: likenesses.length })
})
export type SimilarCase = Infer<typeof similarCase>

export const similarEndpoints = {
  similarCases: endpoint({
    method: 'POST',
    path: '/api/cases/similar',
    says: 'Public cases that may be about the same matter as a report not sent yet: near its place, open or of the last 12 weeks, of its category or one of the same kind, by words and photos where there are any. By what is public of them alone; nothing that is asked is kept.',
    who: anyone,
    body: input({
      category: slug(),
      /** WGS-84. */
      place: place(),
      text: maybe(text(descriptionAtMost)),
      /** Secrets of photos that the asker has sent. */
      photos: maybe(list(photoId(), { max: photosAtMost }))
    }),
    answer: view({ items: list(similarCase, { max: similarAtMost }) }),
    refuses: ['unknown_category', 'unknown_photo']
  })
}
