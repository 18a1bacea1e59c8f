/** Who looks on from outside: 社会监督员 rate offices, 联络员 hold a neighbourhood's contact card. */
import { areaRef } from './cases.ts'
import { officeRef } from './city.ts'
import { anyone, promise } from './endpoint.ts'
import { phone } from './reports.ts'
import { input, int, line, list, maybe, moment, number, said, slug, text, view } from './schema.ts'

// ——— supervisors: one judgement a month and office

export const aspects = ['service', 'fairness', 'results'] as const
export type Aspect = (typeof aspects)[number]
/** Fewer judgements than these are not shown: they would say who judged. */
export const ratingsShownFrom = 3

export const officeRatingView = view({
  month: said(),
  n: int(0, 10_000),
  service: number(),
  fairness: number(),
  results: number()
})

export const contactCard = view({
  id: slug(),
  name: said(),
  title: said(),
  area: areaRef,
  phone: said(),
  hours: said(),
  /** Where a report about this neighbourhood begins. */
  report: said()
})

export const supervisionPromises = {
  rateOffice: promise({
    method: 'POST',
    path: '/api/offices/:office/ratings',
    says: 'A social supervisor judges an office, once a month; again in the same month replaces the first.',
    who: ['staff'],
    params: input({ office: slug() }),
    body: input({ service: int(1, 5), fairness: int(1, 5), results: int(1, 5), words: maybe(text(500)) }),
    answer: view({ office: officeRef, month: said(), at: moment() }),
    refuses: ['not_found', 'forbidden']
  }),
  officeRatings: promise({
    method: 'GET',
    path: '/api/offices/:office/ratings',
    says: 'What social supervisors said of an office by month; months with fewer than three judgements are not shown.',
    who: anyone,
    params: input({ office: slug() }),
    answer: view({ office: officeRef, months: list(officeRatingView, { max: 24 }) }),
    refuses: ['not_found']
  }),
  contactCards: promise({
    method: 'GET',
    path: '/api/contacts',
    says: 'Contact cards of community liaisons, of a street area or of all.',
    who: anyone,
    query: input({ area: maybe(slug()) }),
    answer: view({ items: list(contactCard, { max: 500 }) }),
    refuses: []
  }),
  saveCard: promise({
    method: 'POST',
    path: '/api/contacts/me',
    says: 'A community liaison writes his own contact card: only what stands here is public.',
    who: ['staff'],
    body: input({ name: line(12, 1), area: slug(), phone: phone(), hours: line(40, 2) }),
    answer: contactCard,
    refuses: ['forbidden', 'unknown_area']
  })
}
