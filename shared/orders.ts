/** 督办单: what an office is told when it has broken a promise, as the case stood at that entry of its ledger. */
import { caseNo, count, input, int, list, maybe, moment, oneOf, said, view, type Infer } from './schema.ts'
import { categoryRef } from './cases.ts'
import { officeRef, urgencies } from './city.ts'
import { deadlineClock, stageClock } from './deadlines.ts'
import { endpoint } from './endpoint.ts'
import { routingFacts } from './routing.ts'

export const orderView = view({
  no: caseNo(),
  /** Number of the order within the city: year, case, and which one of the case. */
  number: said(),
  at: moment(),
  title: said(),
  category: categoryRef,
  urgency: oneOf(urgencies),
  place: said(),
  /** What the first reporter wrote, where it has not been erased. */
  text: maybe(said()),
  reportedAt: moment(),
  elapsedDays: int(0, 100_000),
  reports: int(1, 1000),
  /** Whom it is addressed to, who checks, and who has it in hand. */
  office: officeRef,
  supervising: officeRef,
  person: maybe(said()),
  clock: deadlineClock,
  stages: list(stageClock, { max: 200 }),
  /** When the next step is due unless the office has answered. */
  answerBy: maybe(moment()),
  filing: said(),
  closing: said(),
  because: routingFacts(),
  hash: said()
})
export type OrderView = Infer<typeof orderView>

export const orderEndpoints = {
  readOrder: endpoint({
    method: 'GET',
    path: '/api/cases/:no/orders/:n',
    says: 'The supervision order (duban dan) that entry `n` of a case is, as the case stood then; for the staff who read the case.',
    who: ['staff'],
    params: input({ no: caseNo(), n: count(1, 10_000) }),
    answer: orderView,
    refuses: ['not_found']
  })
}
