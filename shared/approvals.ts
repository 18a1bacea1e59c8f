/** Acts that need a second person: asked for by one administrator, done by another. */
import { endpoint } from './endpoint.ts'
import { noteText } from './parts.ts'
import {
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

export const approvalActs = ['publish', 'revoke', 'assign', 'add'] as const
export type ApprovalAct = (typeof approvalActs)[number]
export const approvalStates = ['waiting', 'done', 'withdrawn', 'expired'] as const

export const approvalInput = either('act', [
  input({ act: just('publish'), revision: int(1, 1_000_000_000), note: noteText(), from: maybe(moment()) }),
  input({ act: just('revoke'), version: matching(/^\d{1,9}$/, 9), note: noteText() }),
  input({ act: just('assign'), login: slug(), person: staffBody }),
  input({ act: just('add'), person: newStaffBody })
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
  may: list(oneOf(['approve', 'withdraw']), { max: 2 })
})
export type ApprovalView = Infer<typeof approvalView>

const byId = () => input({ approval: rowId() })
const sure = () => input({ sure: just(true) })

export const approvalEndpoints = {
  listApprovals: endpoint({
    method: 'GET',
    path: '/api/approvals',
    says: 'What waits for a second administrator, and what was done so, newest first.',
    who: ['staff'],
    answer: view({ items: list(approvalView, { max: 100 }), waiting: int(0, 100), alone: oneOf(['yes', 'no']) }),
    refuses: ['forbidden']
  }),
  askApproval: endpoint({
    method: 'POST',
    path: '/api/approvals',
    says: 'Asks for an act that takes a second administrator; it waits three days.',
    who: ['staff'],
    body: input({ ask: approvalInput }),
    answer: approvalView,
    status: 201,
    refuses: ['forbidden']
  }),
  approve: endpoint({
    method: 'POST',
    path: '/api/approvals/:approval/approve',
    says: 'Does what another administrator asked for, under one’s own name.',
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
      'unknown_office'
    ]
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
