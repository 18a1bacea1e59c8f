/** How a case moves and who may move it, written down a second time by hand, so that no table can quietly agree with itself. */
import type { Status, Verb } from '#shared/cases.ts'

/** Every way from one status to another. */
export const roads: Record<Status, Partial<Record<Verb, Status>>> = {
  received: { dispatch: 'dispatched', refuse: 'refused', withdraw: 'withdrawn' },
  dispatched: { dispatch: 'dispatched', accept: 'handling', return: 'returned', withdraw: 'withdrawn' },
  handling: { dispatch: 'dispatched', reply: 'replied', return: 'returned', hold: 'on_hold' },
  on_hold: { dispatch: 'dispatched', resume: 'handling' },
  replied: { dispatch: 'dispatched', verify: 'closed', fail: 'rework' },
  rework: { dispatch: 'dispatched', reply: 'replied' },
  returned: { dispatch: 'dispatched', refuse: 'refused' },
  closed: { reopen: 'rework' },
  refused: { overturn: 'returned', transfer_decline: 'returned' },
  withdrawn: {}
}

/** What may be done in every status, and changes none. */
export const everywhere: readonly Verb[] = [
  'note',
  'join',
  'unjoin',
  'reclassify',
  'publish',
  'withhold',
  'help',
  'erase',
  'consent'
]

/** What may be said in some, and changes none. */
export const sayings: Partial<Record<Verb, readonly Status[]>> = {
  transfer_accept: ['refused'],
  object: ['refused'],
  uphold: ['refused'],
  request_hold: ['handling'],
  refuse_hold: ['handling'],
  request_extend: ['handling'],
  refuse_extend: ['handling', 'on_hold'],
  extend: ['handling', 'on_hold'],
  ask: ['dispatched', 'handling', 'on_hold', 'rework'],
  answer: ['dispatched', 'handling', 'on_hold', 'rework', 'replied'],
  rate: ['closed'],
  request_reopen: ['closed'],
  refuse_reopen: ['closed'],
  follow_up: ['closed'],
  instruct: ['received', 'dispatched', 'handling', 'on_hold', 'replied', 'rework', 'returned'],
  urge: ['received', 'dispatched', 'handling', 'rework', 'returned'],
  overdue: ['received', 'dispatched', 'handling', 'rework', 'returned'],
  supervise: ['received', 'dispatched', 'handling', 'rework', 'returned'],
  escalate: ['received', 'dispatched', 'handling', 'rework', 'returned'],
  expose: ['received', 'dispatched', 'handling', 'rework', 'returned']
}

export const leadsTo = (status: Status, verb: Verb): Status | undefined =>
  roads[status][verb] ?? (everywhere.includes(verb) || sayings[verb]?.includes(status) ? status : undefined)
