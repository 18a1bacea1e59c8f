/** Signing in as staff beyond name and password: the second factor, one's sessions, the log of sign-ins. */
import { anyone, endpoint } from './endpoint.ts'
import { deviceMark, sessionView } from './members.ts'
import {
  bool,
  cursor,
  figures,
  input,
  int,
  list,
  matching,
  maybe,
  moment,
  nothing,
  oneOf,
  pageOf,
  said,
  slug,
  view,
  type Infer
} from './schema.ts'
import { plainCode } from './codes.ts'

/** Figures of a code, and seconds that it is good. */
export const factorDigits = 6
export const factorPeriodS = 30
export const recoveryLength = 10
export const recoveryCodes = 10

/** Six figures of the app, or a recovery code; however they are grouped. */
const factorCode = () => figures(/^[0-9A-Z]{6,12}$/, 24, plainCode)
const challenge = () => matching(/^[\w-]+\.[\w-]+$/, 400)
const password = () => matching(/^.*$/su, 1000)
const recovery = list(said(), { max: recoveryCodes })

// ——— sessions

const openSession = view({
  id: said(),
  /** The one that asks. */
  here: bool(),
  at: moment(),
  seen: moment(),
  /** What browser or app on what system; empty where it did not say. */
  device: said(),
  network: said()
})
export type OpenSession = Infer<typeof openSession>
const openSessions = view({ items: list(openSession, { max: 50 }) })
const sessionId = () => matching(/^[0-9a-f-]{32,64}$/, 64)
const ended = view({ ended: int(0, 10_000) })

// ——— the log

export const signInResults = ['in', 'half', 'refused'] as const
export type SignInResult = (typeof signInResults)[number]
export const signInReasons = ['password', 'unknown', 'left', 'code', 'locked', 'recovery', 'enrolled'] as const
export type SignInReason = (typeof signInReasons)[number]

const signInEntry = view({
  at: moment(),
  result: oneOf(signInResults),
  reason: maybe(oneOf(signInReasons)),
  /** Whose name was given, where somebody here has it. */
  login: maybe(said()),
  name: maybe(said()),
  /** A name that nobody has is not kept; the same one has the same mark. */
  mark: maybe(said()),
  device: said(),
  network: said()
})
export type SignInEntry = Infer<typeof signInEntry>

const challenged = {
  challenge: maybe(challenge()),
  /** Who is signed in shows that he is still the one who knows the password. */
  password: maybe(password())
}

export const signInEndpoints = {
  signInSecond: endpoint({
    method: 'POST',
    path: '/api/sessions/second',
    says: 'The second step of signing in: a code of the app, or a recovery code, which is good once.',
    who: anyone,
    body: input({ challenge: challenge(), code: factorCode(), device: maybe(deviceMark()) }),
    answer: sessionView,
    status: 201,
    refuses: ['session_over', 'wrong_second_factor', 'locked_out']
  }),
  mySecondFactor: endpoint({
    method: 'GET',
    path: '/api/second-factor',
    says: 'Whether one has a second factor, must have one, and how many recovery codes are left.',
    who: ['staff'],
    answer: view({ on: bool(), required: bool(), since: maybe(moment()), recoveryLeft: int(0, recoveryCodes) }),
    refuses: []
  }),
  enrolSecondFactor: endpoint({
    method: 'POST',
    path: '/api/second-factor',
    says: 'A secret for an authenticator app; nothing changes before a code of it is confirmed. Who has one already shows a code of it.',
    who: anyone,
    body: input({ ...challenged, code: maybe(factorCode()) }),
    answer: view({ secret: said(), uri: said() }),
    status: 201,
    refuses: ['unauthenticated', 'session_over', 'wrong_password', 'wrong_second_factor', 'locked_out']
  }),
  confirmSecondFactor: endpoint({
    method: 'POST',
    path: '/api/second-factor/confirm',
    says: 'A code of the new secret: from now on signing in asks for one. Answers the recovery codes, once, and who was signing in his session.',
    who: anyone,
    body: input({ challenge: maybe(challenge()), code: factorCode(), device: maybe(deviceMark()) }),
    answer: view({ recovery, session: maybe(sessionView) }),
    status: 201,
    refuses: ['unauthenticated', 'session_over', 'wrong_second_factor', 'locked_out', 'not_in_this_status']
  }),
  renewRecoveryCodes: endpoint({
    method: 'POST',
    path: '/api/second-factor/recovery',
    says: 'Ten new recovery codes; those of before are no longer good.',
    who: ['staff'],
    body: input({ code: factorCode() }),
    answer: view({ recovery }),
    status: 201,
    refuses: ['wrong_second_factor', 'locked_out', 'not_in_this_status']
  }),
  dropSecondFactor: endpoint({
    method: 'POST',
    path: '/api/second-factor/off',
    says: 'Signs in by the password alone again, where the person may.',
    who: ['staff'],
    body: input({ code: factorCode() }),
    answer: nothing,
    refuses: ['forbidden', 'wrong_second_factor', 'locked_out', 'not_in_this_status']
  }),
  mySessions: endpoint({
    method: 'GET',
    path: '/api/sessions',
    says: 'Where one is signed in: since when, last seen, on what, from which network.',
    who: ['staff'],
    answer: openSessions,
    refuses: []
  }),
  endSession: endpoint({
    method: 'DELETE',
    path: '/api/sessions/:session',
    says: 'Ends one of one’s sessions.',
    who: ['staff'],
    params: input({ session: sessionId() }),
    answer: ended,
    refuses: ['not_found']
  }),
  endOtherSessions: endpoint({
    method: 'POST',
    path: '/api/sessions/end-others',
    says: 'Ends all of one’s sessions but this one.',
    who: ['staff'],
    answer: ended,
    refuses: []
  }),
  sessionsOfStaff: endpoint({
    method: 'GET',
    path: '/api/staff/:login/sessions',
    says: 'Where a member of staff is signed in, for administrators.',
    who: ['staff'],
    params: input({ login: slug() }),
    answer: openSessions,
    refuses: ['forbidden', 'not_found']
  }),
  endSessionOfStaff: endpoint({
    method: 'DELETE',
    path: '/api/staff/:login/sessions/:session',
    says: 'An administrator ends one session of a member of staff.',
    who: ['staff'],
    params: input({ login: slug(), session: sessionId() }),
    answer: ended,
    refuses: ['forbidden', 'not_found']
  }),
  mySignIns: endpoint({
    method: 'GET',
    path: '/api/sign-ins/mine',
    says: 'Who signed in by one’s name or tried to, newest first.',
    who: ['staff'],
    query: input({ after: maybe(cursor()) }),
    answer: pageOf(signInEntry),
    refuses: []
  }),
  signIns: endpoint({
    method: 'GET',
    path: '/api/sign-ins',
    says: 'Who signed in or tried to, newest first, for administrators; a name that nobody has is shown as a mark.',
    who: ['staff'],
    query: input({ login: maybe(slug()), result: maybe(oneOf(signInResults)), after: maybe(cursor()) }),
    answer: pageOf(signInEntry),
    refuses: ['forbidden']
  })
}
