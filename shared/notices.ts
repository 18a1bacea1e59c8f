/**
 * What people are told: which kinds of news there are, by which channels they go, and what a person may choose. Which verb
 * tells whom is a column of the verb table (shared/verbs.ts); what kind of news it is stands here.
 */
import { endpoint } from './endpoint.ts'
import {
  bool,
  cursor,
  either,
  input,
  int,
  just,
  list,
  maybe,
  moment,
  oneOf,
  pageOf,
  reportId,
  rowId,
  said,
  view,
  type Infer
} from './schema.ts'
import type { Verb } from './verbs.ts'

/** How a person can be told. In the app everything is kept; the others carry what the person wants carried. */
export const noticeChannels = ['app', 'wechat', 'email', 'sms', 'robot'] as const
export type NoticeChannel = (typeof noticeChannels)[number]
/** Kinds of news, each chosen as one: those of residents, those of staff, and those of whoever volunteers. */
export const residentKinds = ['progress', 'question', 'outcome'] as const
export const volunteerKinds = ['volunteering', 'certificate'] as const
export const staffKinds = ['work', 'deadline', 'supervision', 'ruling', 'queue', 'digest'] as const
export const noticeKinds = [...residentKinds, ...volunteerKinds, ...staffKinds] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What happens without a verb: the clock near its end, work that waits in a queue, the sums of a day, week or month. */
export const clockEvents = ['amber', 'queue', 'digest'] as const
export type ClockEvent = (typeof clockEvents)[number]

export const toReporters = {
  receive: 'progress',
  dispatch: 'progress',
  accept: 'progress',
  hold: 'progress',
  extend: 'progress',
  help: 'progress',
  join: 'progress',
  unjoin: 'progress',
  follow_up: 'progress',
  ask: 'question',
  refuse: 'outcome',
  reply: 'outcome',
  verify: 'outcome',
  fail: 'outcome',
  reopen: 'outcome',
  refuse_reopen: 'outcome',
  overturn: 'outcome',
  uphold: 'outcome'
} as const satisfies Partial<Record<Verb, NoticeKind>>

export const toStaff = {
  dispatch: 'work',
  fail: 'work',
  reopen: 'work',
  withdraw: 'work',
  answer: 'work',
  amber: 'deadline',
  urge: 'deadline',
  overdue: 'deadline',
  supervise: 'supervision',
  escalate: 'supervision',
  expose: 'supervision',
  instruct: 'supervision',
  hold: 'ruling',
  refuse_hold: 'ruling',
  extend: 'ruling',
  refuse_extend: 'ruling',
  queue: 'queue',
  digest: 'digest'
} as const satisfies Partial<Record<Verb | ClockEvent, NoticeKind>>

export const noticeSubjects = ['case', 'activity', 'certificate', 'queue', 'digest'] as const
export type NoticeSubject = (typeof noticeSubjects)[number]

/** What kind of news it is to whom; a verb that no row names is of the most ordinary kind. */
export function kindOfNotice(about: NoticeSubject, verb: string, staff: boolean): NoticeKind {
  if (about === 'activity') return 'volunteering'
  if (about === 'certificate') return 'certificate'
  const rows: Readonly<Record<string, NoticeKind>> = staff ? toStaff : toReporters
  return rows[verb] ?? (staff ? 'work' : 'progress')
}

const notice = view({
  id: rowId(),
  /** Number of a case or an activity, the id of a certificate, a tab of the queue, or which sums. */
  no: said(),
  about: oneOf(noticeSubjects),
  verb: said(),
  kind: oneOf(noticeKinds),
  at: moment(),
  title: said(),
  text: said(),
  unread: bool(),
  /** The reader's own report of that case. */
  report: maybe(reportId()),
  signup: maybe(rowId())
})
export type NoticeView = Infer<typeof notice>

const readers = ['resident', 'code', 'staff'] as const

export const noticeEndpoints = {
  myNotices: endpoint({
    method: 'GET',
    path: '/api/notices',
    says: 'What a person was told, newest first: about his reports, his sign-ups, his certificates; to staff about the cases they answer for. Whoever came with a receipt code reads what was told about that report.',
    who: readers,
    query: input({ after: maybe(cursor()) }),
    answer: pageOf(notice),
    refuses: []
  }),
  countNotices: endpoint({
    method: 'GET',
    path: '/api/notices/unread',
    says: 'How many of a person’s notices nobody has read, counted to a hundred.',
    who: readers,
    answer: view({ unread: int(0, 100) }),
    refuses: []
  }),
  readNotices: endpoint({
    method: 'POST',
    path: '/api/notices/read',
    says: 'Marks notices as read: those named, or all there are up to a moment.',
    who: readers,
    body: either('which', [
      input({ which: just('these'), ids: list(rowId(), { min: 1, max: 50 }) }),
      input({ which: just('all'), upTo: moment() })
    ]),
    answer: view({ unread: int(0, 100) }),
    refuses: []
  })
}

/**
 * What a person is told besides the steps of his cases: what happened, as a code with its facts. The sentence is made when
 * it is shown, in the language of whoever reads it (locales/notice-words.ts).
 */
export const activityNotices = [
  'offered',
  'lapsed',
  'removed',
  'handedOn',
  'cancelled',
  'changed',
  'message',
  'remindDay',
  'remindSoon',
  'feedback',
  'corrected',
  'notCorrected',
  'revoked',
  'honour',
  'learned',
  'notLearned'
] as const
export const certificateNotices = ['notice', 'issued', 'refused', 'revoked', 'lowered'] as const
export type ActivityNotice = (typeof activityNotices)[number]
export type CertificateNotice = (typeof certificateNotices)[number]

/** Names and people's own words as they are; everything else as codes, numbers and moments. */
export type NoticeFacts = Readonly<Record<string, string | number | readonly string[]>>

export interface Said<Code extends string = ActivityNotice | CertificateNotice> {
  code: Code
  facts: NoticeFacts
}
