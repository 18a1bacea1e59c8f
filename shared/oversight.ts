/** Who looks on from outside: 社会监督员 rate offices, 联络员 hold a neighbourhood's contact card. */
import { areaRef } from './cases.ts'
import { officeRef } from './city.ts'
import { anyone, endpoint, publicFor } from './endpoint.ts'
import { phone } from './reports.ts'
import {
  cursor,
  input,
  int,
  line,
  list,
  maybe,
  moment,
  nothing,
  number,
  pageOf,
  personName,
  said,
  slug,
  text,
  view,
  type Infer
} from './schema.ts'

// ——— supervisors: one judgement a month and office

export const aspects = ['service', 'fairness', 'results'] as const
export type Aspect = (typeof aspects)[number]
export const markMost = 5
export const ratingWordsAtMost = 500
/** Fewer judgements than these in a month are not shown: they would say who judged. Nor is a month that still runs. */
export const ratingsShownFrom = 3

const mark = () => int(1, markMost)
/** What a supervisor himself said of an office; nobody else reads it as one judgement. */
export const ownJudgement = view({
  at: moment(),
  service: mark(),
  fairness: mark(),
  results: mark(),
  words: maybe(said())
})
export type OwnJudgement = Infer<typeof ownJudgement>

export const officeRatingView = view({
  month: said(),
  n: int(0, 10_000),
  service: number(),
  fairness: number(),
  results: number()
})
export type OfficeRating = Infer<typeof officeRatingView>

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
export type ContactCard = Infer<typeof contactCard>

export const cardInput = input({ name: personName(), area: slug(), phone: phone(), hours: line(40, 2) })

export const oversightEndpoints = {
  rateOffice: endpoint({
    method: 'POST',
    path: '/api/offices/:office/ratings',
    says: 'A social supervisor judges an office, once a month; again in the same month replaces the first.',
    who: ['staff'],
    params: input({ office: slug() }),
    body: input({ service: mark(), fairness: mark(), results: mark(), words: maybe(text(ratingWordsAtMost)) }),
    answer: view({ office: officeRef, month: said(), at: moment() }),
    refuses: ['not_found', 'forbidden']
  }),
  officeRatings: endpoint({
    method: 'GET',
    path: '/api/offices/:office/ratings',
    says: 'What social supervisors said of an office by month; a month that is not over, or has fewer than three judgements, is not shown.',
    who: anyone,
    params: input({ office: slug() }),
    answer: view({ office: officeRef, months: list(officeRatingView, { max: 24 }) }),
    refuses: ['not_found'],
    cache: publicFor(5, { listsCases: false })
  }),
  myRatings: endpoint({
    method: 'GET',
    path: '/api/ratings/mine',
    says: 'Every office a social supervisor may judge, with what he said himself this month and last.',
    who: ['staff'],
    answer: view({
      month: said(),
      before: said(),
      items: list(view({ office: officeRef, now: maybe(ownJudgement), last: maybe(ownJudgement) }), { max: 500 })
    }),
    refuses: ['forbidden']
  }),
  ratingWords: endpoint({
    method: 'GET',
    path: '/api/ratings/words',
    says: 'What social supervisors wrote, by month, without their names and marks: for the office it is about, and for the centre.',
    who: ['staff'],
    query: input({ office: maybe(slug()), after: maybe(cursor()) }),
    answer: pageOf(view({ office: officeRef, month: said(), words: said() })),
    refuses: ['not_found', 'forbidden']
  }),
  contactCards: endpoint({
    method: 'GET',
    path: '/api/contacts',
    says: 'Contact cards of community liaisons, of a street area or of all.',
    who: anyone,
    query: input({ area: maybe(slug()) }),
    answer: view({ items: list(contactCard, { max: 500 }) }),
    refuses: [],
    cache: publicFor(5, { listsCases: false })
  }),
  saveCard: endpoint({
    method: 'POST',
    path: '/api/contacts/me',
    says: 'A community liaison writes his own contact card: only what stands here is public.',
    who: ['staff'],
    body: cardInput,
    answer: contactCard,
    refuses: ['forbidden', 'unknown_area']
  }),
  myCard: endpoint({
    method: 'GET',
    path: '/api/contacts/me',
    says: "A community liaison's own contact card, as everybody sees it, none before he has written one; and the title it bears.",
    who: ['staff'],
    answer: view({ title: said(), card: maybe(contactCard) }),
    refuses: ['forbidden']
  }),
  removeCard: endpoint({
    method: 'DELETE',
    path: '/api/contacts/me',
    says: 'Withdraws his contact card: it is deleted. Once more is no mistake, nor is it for who is no longer a liaison.',
    who: ['staff'],
    answer: nothing,
    refuses: []
  })
}
