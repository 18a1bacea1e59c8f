/** Acts that need a second person: asked for by one administrator, done by another. */
import { endpoint } from './endpoint.ts'
import { noteText } from './parts.ts'
import {
  caseNo,
  either,
  input,
  int,
  just,
  list,
  matching,
  maybe,
  moment,
  oneOf,
  rowId,
  said,
  slug,
  view,
  type Infer
} from './schema.ts'
import { newStaffBody, staffBody } from './staff.ts'

export const approvalActs = ['publish', 'revoke', 'assign', 'add', 'erase', 'export'] as const
export type ApprovalAct = (typeof approvalActs)[number]
/** What is carried out of the system with personal data in it: the roster of a shift, the half year's marks of people. */
export const exportKinds = ['roster', 'assessment'] as const
export type ExportKind = (typeof exportKinds)[number]
/** The number of a shift, or a half year. */
const exportOf = () => matching(/^[A-Za-z0-9-]{1,40}$/, 40)
/** For so many hours an export that was agreed to may be taken, once. */
export const exportHours = 24
export const approvalStates = ['waiting', 'done', 'withdrawn', 'expired'] as const

export const approvalInput = either('act', [
  input({ act: just('publish'), revision: int(1, 1_000_000_000), note: noteText(), from: maybe(moment()) }),
  input({ act: just('revoke'), version: matching(/^\d{1,9}$/, 9), note: noteText() }),
  input({ act: just('assign'), login: slug(), person: staffBody }),
  input({ act: just('add'), person: newStaffBody }),
  input({ act: just('erase'), no: caseNo(), entry: int(1, 10_000), note: noteText() }),
  input({ act: just('export'), what: oneOf(exportKinds), of: exportOf(), note: noteText() })
])
export type ApprovalInput = Infer<typeof approvalInput>

const who = view({ id: said(), name: said() })
export const approvalView = view({
  id: said(),
  act: oneOf(approvalActs),
  /** What it is about, in words. */
  about: said(),
  state: oneOf(approvalStates),
  askedBy: who,
  at: moment(),
  until: moment(),
  by: maybe(who),
  doneAt: maybe(moment()),
  /** When an export was taken. */
  usedAt: maybe(moment()),
  may: list(oneOf(['approve', 'withdraw']), { max: 2 })
})
export type ApprovalView = Infer<typeof approvalView>

const byId = () => input({ approval: rowId() })
const sure = () => input({ sure: just(true) })

export const approvalEndpoints = {
  listApprovals: endpoint({
    method: 'GET',
    path: '/api/approvals',
    says: 'What waits for a second person, and what was done so, newest first; one’s own, and what one may agree to.',
    who: ['staff'],
    answer: view({ items: list(approvalView, { max: 100 }), waiting: int(0, 100), alone: oneOf(['yes', 'no']) }),
    refuses: ['forbidden']
  }),
  countApprovals: endpoint({
    method: 'GET',
    path: '/api/approvals/count',
    says: 'How much waits that another asked for and one may agree to, counted to a hundred.',
    who: ['staff'],
    answer: view({ waiting: int(0, 100) }),
    refuses: []
  }),
  askApproval: endpoint({
    method: 'POST',
    path: '/api/approvals',
    says: 'Asks for an act that takes a second person; it waits three days.',
    who: ['staff'],
    body: input({ ask: approvalInput }),
    answer: approvalView,
    status: 201,
    refuses: ['forbidden']
  }),
  approve: endpoint({
    method: 'POST',
    path: '/api/approvals/:approval/approve',
    says: 'Does what another asked for, under one’s own name; an export is opened to who asked.',
    who: ['staff'],
    params: byId(),
    body: sure(),
    answer: approvalView,
    refuses: [
      'forbidden',
      'not_found',
      'second_person',
      'not_in_this_status',
      'stale',
      'check_failed',
      'nothing_changed',
      'too_early',
      'in_force',
      'last_admin',
      'login_taken',
      'unknown_office',
      'invalid'
    ]
  }),
  takeExport: endpoint({
    method: 'POST',
    path: '/api/approvals/exports',
    says: 'Uses up the leave for one export that another has agreed to: once, within a day.',
    who: ['staff'],
    body: input({ what: oneOf(exportKinds), of: exportOf() }),
    answer: approvalView,
    refuses: ['forbidden', 'second_person']
  }),
  withdrawApproval: endpoint({
    method: 'POST',
    path: '/api/approvals/:approval/withdraw',
    says: 'Takes back what one asked for, or turns down what another asked for.',
    who: ['staff'],
    params: byId(),
    body: sure(),
    answer: approvalView,
    refuses: ['forbidden', 'not_found', 'not_in_this_status']
  })
}
