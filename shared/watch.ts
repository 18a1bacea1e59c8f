/** 督办: what is nearly due, late, or escalated, office by office, for whoever has to see that it moves. */
import { caseRow, unhappyView } from './cases.ts'
import { officeRef } from './city.ts'
import { escalationVerbs } from './deadlines.ts'
import { endpoint } from './endpoint.ts'
import {
  bool,
  caseNo,
  count,
  cursor,
  input,
  int,
  just,
  list,
  maybe,
  moment,
  oneOf,
  said,
  slug,
  view,
  type Infer
} from './schema.ts'

/** By its clock, nearly due or overdue; by the highest step of the escalation it has reached, one of the others. */
export const watchMarks = ['amber', 'overdue', 'urged', 'supervised', 'raised', 'exposed'] as const
export type WatchMark = (typeof watchMarks)[number]

const sums = {
  open: int(0, 1e9),
  amber: int(0, 1e9),
  overdue: int(0, 1e9),
  urged: int(0, 1e9),
  supervised: int(0, 1e9),
  raised: int(0, 1e9),
  exposed: int(0, 1e9),
  /** Supervision orders issued on what is open, and how many of them nobody has answered. */
  orders: int(0, 1e9),
  unanswered: int(0, 1e9)
}
export const watchSums = view(sums)
export type WatchSums = Infer<typeof watchSums>

export const watchOffice = view({
  office: officeRef,
  ...sums,
  /** What has been overdue for the longest. */
  oldest: maybe(view({ no: caseNo(), title: said(), dueAt: moment() }))
})
export type WatchOffice = Infer<typeof watchOffice>

export const watchItem = view({
  case: caseRow,
  steps: list(view({ n: int(1, 10_000), verb: oneOf(escalationVerbs), at: moment(), count: maybe(int(1, 100)) }), {
    max: 100
  }),
  next: maybe(view({ verb: oneOf(escalationVerbs), at: moment() })),
  orders: list(view({ n: int(1, 10_000), at: moment(), answered: bool() }), { max: 100 }),
  /** The upper level it was raised to. */
  raisedTo: maybe(officeRef)
})
export type WatchItem = Infer<typeof watchItem>

export const unhappyStates = ['open', 'done'] as const

export const watchEndpoints = {
  unhappy: endpoint({
    method: 'GET',
    path: '/api/unhappy',
    says: 'The ledger of reporters who were not satisfied, of the cases this member of staff may read: whose it is to speak to them, by when, and what came of it. Open entries by their day, done ones newest first.',
    who: ['staff'],
    query: input({ state: maybe(oneOf(unhappyStates)), office: maybe(slug()), after: maybe(cursor()) }),
    answer: view({
      state: oneOf(unhappyStates),
      open: int(0, 1e9),
      late: int(0, 1e9),
      items: list(view({ no: caseNo(), title: said(), entry: unhappyView }), { max: 50 }),
      older: maybe(said())
    }),
    refuses: ['forbidden']
  }),
  watch: endpoint({
    method: 'GET',
    path: '/api/watch',
    says: 'Supervision: open cases this member of staff may read, counted office by office by clock and by the step of the escalation they have reached, and listed, longest overdue first. Numbers are of the ten thousand that are due first; `more` where there are others.',
    who: ['staff'],
    query: input({
      office: maybe(slug()),
      mark: maybe(oneOf(watchMarks)),
      category: maybe(slug()),
      after: maybe(cursor()),
      limit: maybe(count(1, 50))
    }),
    answer: view({
      at: moment(),
      total: watchSums,
      offices: list(watchOffice, { max: 500 }),
      items: list(watchItem, { max: 50 }),
      /** How many the filters find. */
      found: int(0, 1e9),
      /** More are open than are counted: these numbers are of the ten thousand that are due first. */
      more: maybe(just(true)),
      older: maybe(said())
    }),
    refuses: ['forbidden']
  })
}
