/**
 * A rehearsal: the cases of a past period, sent again by a draft or by a release, to see before anyone publishes what
 * would have gone where. It runs beside the house, in steps that can be repeated; what is asked is what has been done so far.
 */
import { areaRef, categoryRef, channels } from './cases.ts'
import { officeRef } from './city.ts'
import { endpoint } from './endpoint.ts'
import { routingFacts } from './routing.ts'
import {
  bool,
  caseNo,
  day,
  input,
  int,
  just,
  list,
  lngLat,
  maybe,
  moment,
  oneOf,
  oneOrOther,
  reportId,
  said,
  slug,
  view,
  type Infer
} from './schema.ts'

export const rehearsalStates = ['waiting', 'running', 'done', 'failed'] as const

export const rehearsalView = view({
  id: reportId(),
  at: moment(),
  by: view({ id: slug(), name: said() }),
  /** Both ends included. */
  from: day(),
  to: day(),
  /** A release, or the draft as it stood when it began. */
  against: oneOrOther(int(1, 1_000_000), just('draft')),
  state: oneOf(rehearsalStates),
  done: int(0, 1e9),
  /** Cases of the period when it began; they are counted once. */
  of: int(0, 1e9),
  moved: int(0, 1e9),
  dueChanged: int(0, 1e9),
  /** Sent elsewhere by hand at the time, and how many of those the rehearsed rules send there by themselves. */
  byHand: int(0, 1e9),
  agrees: int(0, 1e9),
  load: list(view({ office: officeRef, before: int(0, 1e9), after: int(0, 1e9) }), { max: 2000 }),
  /** Largest first; `to` is absent where nobody would have it. */
  streams: list(view({ from: officeRef, to: maybe(officeRef), cases: int(0, 1e9) }), { max: 500 }),
  byArea: list(view({ area: areaRef, place: lngLat(), moved: int(0, 1e9) }), { max: 5000 })
})
export type RehearsalView = Infer<typeof rehearsalView>

export const rehearsalRow = view({
  no: caseNo(),
  at: moment(),
  category: categoryRef,
  area: areaRef,
  place: lngLat(),
  channel: oneOf(channels),
  moved: bool(),
  from: officeRef,
  to: maybe(officeRef),
  ruleBefore: said(),
  ruleAfter: said(),
  because: routingFacts(),
  dueBefore: moment(),
  dueAfter: moment()
})
export type RehearsalRow = Infer<typeof rehearsalRow>

const one = input({ id: reportId() })
const staff = ['staff'] as const

export const rehearsalEndpoints = {
  startRehearsal: endpoint({
    method: 'POST',
    path: '/api/admin/rehearsals',
    says: 'Begins to send the cases of a past period again, by the draft or by a release; at most 400 days.',
    who: staff,
    body: input({ from: day(), to: day(), release: maybe(int(1, 1_000_000)) }),
    answer: rehearsalView,
    status: 201,
    refuses: ['forbidden', 'not_found', 'in_flight']
  }),
  listRehearsals: endpoint({
    method: 'GET',
    path: '/api/admin/rehearsals',
    says: 'The last rehearsals, newest first.',
    who: staff,
    answer: view({ items: list(rehearsalView, { max: 20 }) }),
    refuses: ['forbidden']
  }),
  readRehearsal: endpoint({
    method: 'GET',
    path: '/api/admin/rehearsals/:id',
    says: 'How far a rehearsal has come, and what it shows so far.',
    who: staff,
    params: one,
    answer: rehearsalView,
    refuses: ['forbidden', 'not_found']
  }),
  rehearsalRows: endpoint({
    method: 'GET',
    path: '/api/admin/rehearsals/:id/cases',
    says: 'Cases that would have gone elsewhere, or been due at another moment, in the order of their numbers.',
    who: staff,
    params: one,
    query: input({ office: maybe(slug()), after: maybe(caseNo()) }),
    answer: view({ items: list(rehearsalRow, { max: 100 }), older: maybe(said()) }),
    refuses: ['forbidden', 'not_found']
  }),
  rehearsalCsv: endpoint({
    method: 'GET',
    path: '/api/admin/rehearsals/:id/csv',
    says: 'The same rows as one CSV text (RFC 4180, with a byte order mark for spreadsheets), at most 20,000.',
    who: staff,
    params: one,
    answer: view({ name: said(), csv: said(), more: bool() }),
    refuses: ['forbidden', 'not_found']
  })
}
