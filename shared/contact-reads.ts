/** A reporter's name and number are shown to staff for a reason, which is written down and shown to the reporter. */
import { officeRef } from './city.ts'
import { endpoint } from './endpoint.ts'
import { caseNo, input, line, list, maybe, moment, oneOf, reportId, said, view, type Infer } from './schema.ts'

export const contactReasons = ['ask_detail', 'arrange_visit', 'tell_outcome', 'complaint', 'other'] as const
export type ContactReason = (typeof contactReasons)[number]
/** For so long he who has said why sees them without saying it again. */
export const openForMinutes = 30

export const contactRead = view({
  at: moment(),
  office: officeRef,
  /** The officer's name. */
  by: said(),
  reason: oneOf(contactReasons),
  words: maybe(said())
})
export type ContactRead = Infer<typeof contactRead>

export const contactReadEndpoints = {
  openContact: endpoint({
    method: 'POST',
    path: '/api/cases/:no/contact',
    says: 'Opens how to reach a reporter, for half an hour. Why is written down and shown to the reporter.',
    who: ['staff'],
    params: input({ no: caseNo() }),
    body: input({ report: reportId(), reason: oneOf(contactReasons), words: maybe(line(60)) }),
    answer: view({ name: maybe(said()), phone: said() }),
    refuses: ['not_found', 'reason_needed']
  }),
  contactReads: endpoint({
    method: 'GET',
    path: '/api/reports/:id/contact-reads',
    says: 'Who opened how to reach the reporter, when and why; for the reporter.',
    who: ['resident', 'code'],
    params: input({ id: reportId() }),
    answer: view({ items: list(contactRead, { max: 100 }) }),
    refuses: ['not_found']
  })
}
