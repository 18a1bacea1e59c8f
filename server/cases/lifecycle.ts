/**
 * Where may it go next? The table of record.md, closed by `satisfies`: forget a status and it does not compile. The same
 * table prints the public diagram. Who may is policy.ts, what must be said is the contract.
 */
import type { Status, Verb } from '#shared/cases.ts'

export const lifecycle = {
  received: { dispatch: 'dispatched', refuse: 'refused', withdraw: 'withdrawn' },
  dispatched: { accept: 'handling', return: 'returned', withdraw: 'withdrawn' },
  handling: { reply: 'replied', return: 'returned', hold: 'on_hold' },
  on_hold: { resume: 'handling' },
  replied: { verify: 'closed', fail: 'rework' },
  rework: { reply: 'replied' },
  returned: { dispatch: 'dispatched', refuse: 'refused' },
  closed: { reopen: 'rework' },
  refused: { transfer_decline: 'returned' },
  withdrawn: {}
} as const satisfies Record<Status, Partial<Record<Verb, Status>>>

/** Somebody owes the next step, and the promise runs. */
const owed = ['received', 'dispatched', 'handling', 'rework', 'returned'] as const

/** Verbs that leave the status as it is, and where they make sense. */
export const stays = {
  note: 'everywhere',
  join: 'everywhere',
  unjoin: 'everywhere',
  reclassify: 'everywhere',
  publish: 'everywhere',
  withhold: 'everywhere',
  help: 'everywhere',
  erase: 'everywhere',
  transfer_accept: ['refused'],
  request_hold: ['handling'],
  refuse_hold: ['handling'],
  request_extend: ['handling'],
  refuse_extend: ['handling', 'on_hold'],
  extend: ['handling', 'on_hold'],
  ask: ['dispatched', 'handling', 'on_hold', 'rework'],
  answer: ['dispatched', 'handling', 'on_hold', 'rework', 'replied'],
  rate: ['closed'],
  request_reopen: ['closed'],
  // The ladder, wherever the promise runs.
  urge: owed,
  overdue: owed,
  supervise: owed,
  escalate: owed,
  expose: owed
} as const satisfies Partial<Record<Verb, 'everywhere' | readonly Status[]>>

const moves: Record<Status, Partial<Record<Verb, Status>>> = lifecycle
const staying: Partial<Record<Verb, 'everywhere' | readonly Status[]>> = stays

/** The status a verb leads to from here: another, the same, or none where it may not move. */
export function next(status: Status, verb: Verb): Status | undefined {
  const to = moves[status][verb]
  if (to) return to
  const where = staying[verb]
  return where === 'everywhere' || where?.includes(status) ? status : undefined
}

/** Nothing more happens to it, its reporters' rating and a reopening aside. */
export const isOver = (status: Status): boolean => status === 'closed' || status === 'refused' || status === 'withdrawn'
/** An office holds it and owes an answer. */
export const isWithOffice = (status: Status): boolean =>
  status === 'dispatched' || status === 'handling' || status === 'rework'
