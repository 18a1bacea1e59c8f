/** What one resident said, and what he may do with it afterwards. */
import { caseView, channels, ratingView, satisfiedAnswers, solvedAnswers, wordsWith } from './cases.ts'
import { reporterVerbs } from './verbs.ts'
import { officeRef } from './city.ts'
import { limit } from './limits.ts'
import { endpoint } from './endpoint.ts'
import { photosAtMost, photoView } from './photos.ts'
import { routingFacts } from './routing.ts'
import {
  bool,
  caseNo,
  cursor,
  input,
  just,
  line,
  list,
  figures,
  maybe,
  moment,
  oneOf,
  pageOf,
  personName,
  photoId,
  place,
  reportId,
  said,
  slug,
  text,
  view,
  type Infer
} from './schema.ts'
import { plainPhone } from './typed.ts'
import { caseRow } from './cases.ts'

export const descriptionAtMost = 500

/** How many characters one may type of it: brackets, spaces and the word before an extension go (typed.ts). */
export const phoneAtMost = 40
/** A mainland mobile or landline number, spaces and hyphens as people write them, `x` before an extension. */
export const phone = () => figures(/^\+?[0-9][0-9 -]{5,18}[0-9](x[0-9]{1,6})?$/, phoneAtMost, plainPhone)

export const reportInput = input({
  category: slug(),
  photos: list(photoId(), { min: 1, max: photosAtMost }),
  /** WGS-84. */
  place: place(),
  address: maybe(line(120)),
  text: maybe(text(descriptionAtMost)),
  contact: maybe(input({ name: maybe(personName(0)), phone: phone() })),
  consentPublic: bool(),
  channel: maybe(oneOf(channels)),
  /** Answers to the category's questions; a question may stay unanswered. */
  answers: maybe(list(input({ question: slug(), choice: slug() }), { max: 5 }))
})
export type ReportInput = Infer<typeof reportInput>

export const receipt = view({
  no: caseNo(),
  report: reportId(),
  /** For who has no account: follow, answer, withdraw, rate. Only its hash is kept. */
  code: maybe(said()),
  at: moment(),
  office: officeRef,
  deadline: view({ limit, dueAt: moment(), provisional: bool() }),
  because: routingFacts()
})
export type Receipt = Infer<typeof receipt>

/** What a reporter may do next; the server decides, no client re-derives it. */
export { reporterVerbs } from './verbs.ts'

export const reportView = view({
  id: reportId(),
  no: caseNo(),
  at: moment(),
  channel: oneOf(channels),
  text: maybe(said()),
  photos: list(photoView, { max: photosAtMost }),
  consentPublic: bool(),
  /** He said yes after a no, and no moderator has ruled since: his words are not public yet, whatever the case is. */
  waitsAnew: maybe(just(true)),
  /** Of the close that stands; `ratedBefore` are his answers to earlier ones. */
  rating: maybe(ratingView),
  ratedBefore: list(ratingView, { max: 50 }),
  may: list(oneOf(reporterVerbs), { max: 10 }),
  case: caseView
})
export type ReportView = Infer<typeof reportView>

const one = input({ id: reportId() })

export const reportEndpoints = {
  submit: endpoint({
    method: 'POST',
    path: '/api/reports',
    says: 'Submits a report: checked, routed, promised and stored with majority before it is acknowledged.',
    who: ['guest', 'resident', 'staff'],
    idempotent: true,
    body: reportInput,
    answer: receipt,
    status: 201,
    refuses: [
      'key_missing',
      'key_reused',
      'in_flight',
      'outside_city',
      'not_open',
      'unknown_category',
      'unknown_answer',
      'unknown_photo',
      'too_often'
    ]
  }),
  myReports: endpoint({
    method: 'GET',
    path: '/api/reports/mine',
    says: "A resident's own reports, newest first.",
    who: ['resident', 'code'],
    query: input({ after: maybe(cursor()) }),
    answer: pageOf(
      view({
        report: reportId(),
        /** Something waits for the reporter: a question, or a rating. */
        waiting: maybe(oneOf(['answer', 'rate'])),
        rateBy: maybe(moment()),
        case: caseRow
      })
    ),
    refuses: []
  }),
  readReport: endpoint({
    method: 'GET',
    path: '/api/reports/:id',
    says: 'One report with its case, for its reporter.',
    who: ['resident', 'code'],
    params: one,
    answer: reportView,
    refuses: ['not_found']
  }),
  readReceipt: endpoint({
    method: 'GET',
    path: '/api/reports/:id/receipt',
    says: 'The receipt of a report once more, as it was given on the day, for its reporter.',
    who: ['resident', 'code'],
    params: one,
    answer: receipt,
    refuses: ['not_found']
  }),
  answer: endpoint({
    method: 'POST',
    path: '/api/reports/:id/answer',
    says: "Answers an office's question.",
    who: ['resident', 'code'],
    params: one,
    body: input({ text: wordsWith('answer'), photos: list(photoId(), { max: photosAtMost }) }),
    answer: reportView,
    refuses: ['not_found', 'not_in_this_status', 'unknown_photo', 'stale']
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/api/reports/:id/withdraw',
    says: 'Withdraws a report before an office has accepted it; when others have joined, only this report is taken out.',
    who: ['resident', 'code'],
    params: one,
    body: input({ text: maybe(wordsWith('withdraw')) }),
    answer: reportView,
    refuses: ['not_found', 'not_in_this_status', 'stale']
  }),
  consent: endpoint({
    method: 'POST',
    path: '/api/reports/:id/consent',
    says: 'Says anew whether what its reporter wrote and photographed may be public. No takes it off the public page at once; yes publishes nothing until a moderator has approved it. The same once more changes nothing.',
    who: ['resident', 'code'],
    params: one,
    body: input({ consentPublic: bool() }),
    answer: reportView,
    refuses: ['not_found', 'not_in_this_status', 'too_often', 'stale']
  }),
  rate: endpoint({
    method: 'POST',
    path: '/api/reports/:id/rate',
    says: 'Says whether the matter is solved and whether its reporter is satisfied; within 14 days of the close, once each reporter.',
    who: ['resident', 'code'],
    params: one,
    body: input({ solved: oneOf(solvedAnswers), satisfied: oneOf(satisfiedAnswers), text: maybe(wordsWith('rate')) }),
    answer: reportView,
    refuses: ['not_found', 'not_in_this_status', 'already_rated', 'too_late', 'stale']
  }),
  requestReopen: endpoint({
    method: 'POST',
    path: '/api/reports/:id/reopen',
    says: 'Asks for the case to be done again; a verifier who did not close it rules.',
    who: ['resident', 'code'],
    params: one,
    body: input({ text: wordsWith('request_reopen') }),
    answer: reportView,
    refuses: ['not_found', 'not_in_this_status', 'too_late', 'stale']
  }),
  objectTo: endpoint({
    method: 'POST',
    path: '/api/reports/:id/objection',
    says: 'Objects to the refusal of a report, once each reporter, within 14 days; somebody else than who refused rules.',
    who: ['resident', 'code'],
    params: one,
    body: input({ text: wordsWith('object') }),
    answer: reportView,
    refuses: ['not_found', 'not_in_this_status', 'too_late', 'too_often', 'stale']
  })
}
