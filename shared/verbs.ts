/**
 * What can happen to a case: one row a verb, with what both sides must know of it. From where to where, who may, and what
 * it changes is the server's (server/cases/verbs.ts). A new verb: docs/recipes/new-verb.md.
 */

/** Icons that the pages and the mini-program both draw; `status` is that of the status it leads to. */
export type VerbIcon =
  | 'status'
  | 'again'
  | 'clock'
  | 'cross'
  | 'eye'
  | 'horn'
  | 'list'
  | 'pause'
  | 'pencil'
  | 'people'
  | 'person'
  | 'slashed'
  | 'speech'
  | 'star'
  | 'warn'

export type Alerted = 'lead' | 'supervising' | 'upper'

export interface VerbRow {
  /** Staff by the moves endpoint, a reporter by an endpoint of his own, or the server by itself. */
  by: 'staff' | 'reporter' | 'server'
  /** Who reads that it happened. A reporter reads what others of the same case did only where everybody does. */
  audience: 'public' | 'reporter' | 'staff'
  /** Who reads what was said with it; everybody only once a moderator has approved it. */
  words: 'public' | 'reporter' | 'staff'
  /** How few and how many characters may be said; nothing where nothing is. */
  length: readonly [min: number, max: number] | null
  /** Which reporters of the case are given a notice; `one_reporter` is the one whom it is about. */
  tells: 'reporters' | 'one_reporter' | 'nobody'
  /** Which staff are given one: who holds the case, who checks it, the upper level it was raised to. */
  alerts: readonly Alerted[]
  /** The form it is said on; two answers to one question share a form, the first of them names it. */
  form: string | null
  icon: VerbIcon
  /** Whether the mini-program offers it. */
  phone: boolean
}

const internal = { by: 'staff', audience: 'staff', words: 'staff', tells: 'nobody', alerts: [], phone: false } as const
/** The clock's own: they say nothing, and everybody reads that they happened. */
const escalation = {
  by: 'server',
  audience: 'public',
  words: 'staff',
  length: null,
  tells: 'nobody',
  alerts: [],
  form: null,
  phone: false
} as const
/** What an office or the centre says to who reported it, and to the public. */
const spoken = {
  by: 'staff',
  audience: 'public',
  words: 'public',
  tells: 'reporters',
  alerts: [],
  phone: false
} as const
/** Everybody reads that it happened, staff alone why. */
const sent = { by: 'staff', audience: 'public', words: 'staff', tells: 'nobody', alerts: [], phone: false } as const
const ofReporter = {
  by: 'reporter',
  audience: 'public',
  words: 'public',
  tells: 'nobody',
  alerts: [],
  phone: true
} as const

export const verbTable = {
  receive: { ...escalation, words: 'public', tells: 'reporters', icon: 'status' },
  dispatch: { ...sent, length: [2, 500], tells: 'reporters', alerts: ['lead'], form: 'dispatch', icon: 'status' },
  refuse: { ...spoken, length: [5, 500], form: 'refuse', icon: 'status' },
  /** 异议: a reporter does not agree that it is not ours; somebody else than who refused rules. */
  object: { ...ofReporter, length: [5, 300], form: 'object', icon: 'again' },
  overturn: { ...spoken, length: [5, 500], form: 'overturn', icon: 'status' },
  uphold: { ...spoken, length: [5, 500], form: 'overturn', icon: 'slashed' },
  transfer_accept: { ...sent, length: [2, 500], form: 'transfer_accept', icon: 'status' },
  transfer_decline: { ...sent, length: [5, 500], form: 'transfer_decline', icon: 'status' },
  withdraw: { ...ofReporter, words: 'reporter', length: [0, 200], alerts: ['lead'], form: 'withdraw', icon: 'status' },
  /** What its reporter says of publication after he has reported: yes or no, as often as he likes. */
  consent: { ...ofReporter, audience: 'reporter', words: 'staff', length: null, form: 'consent', icon: 'eye' },
  accept: { ...sent, length: null, tells: 'reporters', form: 'accept', icon: 'status', phone: true },
  return: { ...spoken, length: [5, 500], tells: 'nobody', form: 'return', icon: 'status', phone: true },
  reply: { ...spoken, length: [10, 1000], form: 'reply', icon: 'status', phone: true },
  request_hold: { ...internal, length: [5, 500], form: 'request_hold', icon: 'pause' },
  hold: { ...spoken, length: [5, 500], alerts: ['lead'], form: 'hold', icon: 'status' },
  refuse_hold: { ...internal, length: [5, 500], alerts: ['lead'], form: 'hold', icon: 'slashed' },
  resume: { ...sent, length: [0, 500], form: 'resume', icon: 'status' },
  request_extend: { ...internal, length: [5, 500], form: 'request_extend', icon: 'clock' },
  extend: { ...spoken, length: [5, 500], alerts: ['lead'], form: 'extend', icon: 'clock' },
  refuse_extend: { ...internal, length: [5, 500], alerts: ['lead'], form: 'extend', icon: 'slashed' },
  verify: { ...spoken, length: [2, 500], form: 'verify', icon: 'status' },
  fail: { ...spoken, length: [5, 500], alerts: ['lead'], form: 'verify', icon: 'status' },
  rate: { ...ofReporter, length: [0, 300], form: 'rate', icon: 'star' },
  request_reopen: { ...ofReporter, length: [5, 300], form: 'request_reopen', icon: 'again' },
  reopen: { ...spoken, length: [5, 500], alerts: ['lead'], form: 'reopen', icon: 'status' },
  refuse_reopen: { ...spoken, length: [5, 500], form: 'reopen', icon: 'slashed' },
  /** Between the office and a reporter: nobody else reads a question or its answer. */
  ask: {
    ...spoken,
    audience: 'reporter',
    words: 'reporter',
    length: [5, 500],
    form: 'ask',
    icon: 'speech',
    phone: true
  },
  answer: {
    ...ofReporter,
    audience: 'reporter',
    words: 'reporter',
    length: [1, 500],
    alerts: ['lead'],
    form: 'answer',
    icon: 'person'
  },
  /** What came of it when somebody spoke to a reporter who was not satisfied; he reads that it was written down. */
  follow_up: {
    ...spoken,
    words: 'staff',
    length: [5, 500],
    tells: 'one_reporter',
    form: 'follow_up',
    icon: 'person'
  },
  note: { ...internal, length: [1, 1000], form: 'note', icon: 'pencil' },
  /** What the report that comes in says may be published, that it was joined is the centre's business. */
  join: { ...internal, words: 'public', length: null, tells: 'one_reporter', form: 'join', icon: 'people' },
  unjoin: { ...internal, length: [2, 200], tells: 'one_reporter', form: 'unjoin', icon: 'people' },
  reclassify: { ...sent, length: [2, 200], form: 'reclassify', icon: 'list' },
  publish: { ...internal, length: null, form: 'publish', icon: 'eye' },
  withhold: { ...internal, length: [2, 200], form: 'withhold', icon: 'slashed' },
  /** Volunteers were there: from an activity, when it is settled. */
  help: { ...escalation, words: 'public', tells: 'reporters', icon: 'people' },
  erase: { ...internal, length: [2, 200], form: 'erase', icon: 'cross' },
  urge: { ...escalation, alerts: ['lead'], icon: 'horn' },
  overdue: { ...escalation, alerts: ['lead'], icon: 'warn' },
  supervise: { ...escalation, alerts: ['lead', 'supervising'], icon: 'list' },
  escalate: { ...escalation, alerts: ['lead', 'supervising', 'upper'], icon: 'people' },
  expose: { ...escalation, alerts: ['lead', 'supervising', 'upper'], icon: 'horn' },
  /** What whoever looks after it tells the office that holds it. */
  instruct: { ...sent, length: [5, 500], alerts: ['lead'], form: 'instruct', icon: 'speech' }
} as const satisfies Record<string, VerbRow>

type Rows = typeof verbTable
export type Verb = keyof Rows
export const verbs = Object.keys(verbTable) as unknown as readonly [Verb, ...Verb[]]

type VerbsWith<C extends keyof VerbRow, V> = { [K in Verb]: Rows[K][C] extends V ? K : never }[Verb]
/** Verbs of the moves endpoint, which has one branch for each. */
export type StaffVerb = VerbsWith<'by', 'staff'>
export type ReporterVerb = VerbsWith<'by', 'reporter'>
export type PhoneVerb = VerbsWith<'phone', true>
/** Verbs with which something is said. */
export type SpokenVerb = VerbsWith<'length', readonly [number, number]>
/** Forms of the desk, each named after its first verb. */
export type DeskForm = Rows[StaffVerb]['form']

const byThem = (by: VerbRow['by']): Verb[] => verbs.filter((verb) => verbTable[verb].by === by)
export const staffVerbs = byThem('staff') as StaffVerb[]
export const reporterVerbs = byThem('reporter') as unknown as readonly [ReporterVerb, ...ReporterVerb[]]

/** The row of a verb that may come from a later version; what is not in the table is nobody's to read. */
export const rowOf = (verb: string): VerbRow | undefined => {
  const known = verbs.find((one) => one === verb)
  return known && verbTable[known]
}
