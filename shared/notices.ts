/**
 * What people are told: which kinds of news there are, by which channels they go, and what a person may choose. Which verb
 * tells whom is a column of the verb table (shared/verbs.ts); what kind of news it is stands here.
 */
import { anyone, endpoint } from './endpoint.ts'
import {
  bool,
  cursor,
  either,
  figures,
  input,
  int,
  just,
  list,
  matching,
  maybe,
  moment,
  nothing,
  oneOf,
  pageOf,
  reportId,
  rowId,
  said,
  view,
  type Infer
} from './schema.ts'
import { plainFigures } from './typed.ts'
import type { Verb } from './verbs.ts'

/** How a person can be told. In the app everything is kept; the others carry what the person wants carried. */
export const noticeChannels = ['app', 'wechat', 'email', 'sms', 'robot'] as const
export type NoticeChannel = (typeof noticeChannels)[number]
/** Those that leave the app and that a person chooses about; a robot speaks to a group. */
export const personalChannels = ['wechat', 'email', 'sms'] as const satisfies readonly NoticeChannel[]
export type PersonalChannel = (typeof personalChannels)[number]

/** Kinds of news, each chosen as one: those of residents, those of staff, and those of whoever volunteers. */
export const residentKinds = ['progress', 'question', 'outcome'] as const
export const volunteerKinds = ['volunteering', 'certificate'] as const
export const staffKinds = ['work', 'deadline', 'supervision', 'ruling', 'approval', 'queue', 'digest'] as const
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

/** Of these they hear who have not reported it, and have said that they have met the same. */
export const toAffected = [
  'reply',
  'verify',
  'fail',
  'reopen',
  'refuse'
] as const satisfies readonly (keyof typeof toReporters)[]

export const affectedPrefix = 'affected_'

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

export const noticeSubjects = ['case', 'activity', 'certificate', 'approval', 'queue', 'digest', 'address'] as const
export type NoticeSubject = (typeof noticeSubjects)[number]

/** What kind of news it is to whom; a verb that no row names is of the most ordinary kind. */
export function kindOfNotice(about: NoticeSubject, verb: string, staff: boolean): NoticeKind {
  if (about === 'activity') return 'volunteering'
  if (about === 'certificate') return 'certificate'
  if (about === 'approval') return 'approval'
  const rows: Readonly<Record<string, NoticeKind>> = staff ? toStaff : toReporters
  return rows[verb] ?? (staff ? 'work' : 'progress')
}

/** Who has chosen nothing is told so: an SMS costs, and not every step is worth a message. */
export const usuallyOn: Readonly<Record<PersonalChannel, readonly NoticeKind[]>> = {
  wechat: ['question', 'outcome', 'volunteering', 'certificate'],
  email: [
    'question',
    'outcome',
    'volunteering',
    'certificate',
    'deadline',
    'supervision',
    'ruling',
    'approval',
    'queue',
    'digest'
  ],
  sms: ['supervision']
}

const notice = view({
  id: rowId(),
  /** Number of a case or an activity, the id of a certificate or of what was asked for, a tab of the queue, or which sums. */
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

const wishes = {
  /** By channel, the kinds that it carries. */
  on: input({
    wechat: list(oneOf(noticeKinds), { max: noticeKinds.length }),
    email: list(oneOf(noticeKinds), { max: noticeKinds.length }),
    sms: list(oneOf(noticeKinds), { max: noticeKinds.length })
  }),
  /** Kinds that do not wait for the morning. */
  urgent: list(oneOf(noticeKinds), { max: noticeKinds.length })
}
export const noticeWishes = input(wishes)
export const mailStates = ['none', 'asked', 'confirmed', 'account'] as const
const choices = view({
  ...wishes,
  /** Those that concern this person. */
  kinds: list(oneOf(noticeKinds), { max: noticeKinds.length }),
  /** Those by which he can be told at all. */
  channels: list(oneOf(personalChannels), { max: personalChannels.length }),
  email: view({ state: oneOf(mailStates), address: maybe(said()) }),
  /** Between these hours what is not urgent waits, `22:00`. */
  quiet: maybe(view({ from: said(), to: said() }))
})
export type NoticeChoices = Infer<typeof choices>
export type NoticeWishes = Infer<typeof noticeWishes>

/** In a link that was sent to one person: whose it is, and the proof that a mailbox is his. */
const linkKey = () => matching(/^[0-9a-f]{32}$/, 32)
const proof = () => matching(/^[0-9a-f]{32}$/, 32)
/** An e-mail address as a person types it, or nothing; whether it is his shows only when he opens what is sent there. */
const emailAddress = () =>
  figures(/^$|^[^\s@<>,;:"()[\]\\]{1,64}@[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63}){1,4}$/, 254, (typed) =>
    plainFigures(typed).trim().toLowerCase()
  )

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
  }),
  noticeChoices: endpoint({
    method: 'GET',
    path: '/api/notices/choices',
    says: 'By which channels a person wants to hear of which kinds of news, what does not wait for the morning, and the state of his e-mail address.',
    who: readers,
    answer: choices,
    refuses: []
  }),
  chooseNotices: endpoint({
    method: 'POST',
    path: '/api/notices/choices',
    says: 'Keeps a person’s choice of channels and kinds, whole. In the app everything stays.',
    who: readers,
    body: noticeWishes,
    answer: choices,
    refuses: []
  }),
  giveAddress: endpoint({
    method: 'POST',
    path: '/api/notices/address',
    says: 'An e-mail address for being told. A link is sent to it, and nothing else until that was opened; an empty one takes the address back.',
    who: ['resident', 'code'],
    body: input({ email: emailAddress() }),
    answer: choices,
    refuses: ['too_many', 'no_mail']
  }),
  confirmAddress: endpoint({
    method: 'POST',
    path: '/api/notices/confirm',
    says: 'Confirms an e-mail address by the link that was sent to it; opening it twice is opening it once.',
    who: anyone,
    body: input({ key: linkKey(), proof: proof() }),
    answer: nothing,
    refuses: ['not_found']
  }),
  stopNotices: endpoint({
    method: 'POST',
    path: '/api/notices/stop/:key',
    says: 'Stops e-mail, of one kind or altogether, by the link in every mail and without signing in (RFC 8058). It answers the same whoever asks.',
    who: anyone,
    params: input({ key: linkKey() }),
    query: input({ kind: maybe(oneOf(noticeKinds)) }),
    answer: nothing,
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
