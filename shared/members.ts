/** Who you are: sign-in, short tokens, rotating refresh. */
import { anyone, endpoint } from './endpoint.ts'
import {
  caseNo,
  input,
  int,
  line,
  list,
  matching,
  maybe,
  nothing,
  oneOf,
  oneOrOther,
  reportId,
  said,
  slug,
  typedCode,
  view,
  type Infer
} from './schema.ts'

export const roles = [
  'officer',
  'verifier',
  'dispatcher',
  'moderator',
  'admin',
  /** Runs the activities of his own office. */
  'organiser',
  /** 社会监督员: rates offices, reports as patrol. */
  'supervisor',
  /** 联络员: a neighbourhood's contact card. */
  'liaison'
] as const
export type Role = (typeof roles)[number]

/** 10 characters of Crockford base32; spaces, hyphens, lower case and the look-alikes I, L, O are forgiven. */
export const receiptCode = () => typedCode(10, 16)

export const viewerView = view({
  kind: oneOf(['resident', 'code', 'staff']),
  id: maybe(said()),
  name: maybe(said()),
  office: maybe(slug()),
  officeName: maybe(said()),
  roles: maybe(list(oneOf(roles), { max: roles.length })),
  report: maybe(reportId()),
  no: maybe(caseNo())
})
export type ViewerView = Infer<typeof viewerView>

/** From earlier sign-ins on this device, as they answered it: the failures of others do not lock it out. */
export const deviceMark = () => matching(/^[\w.~-]+$/, 500)

export const sessionView = view({
  access: said(),
  /** Absent for a code session: the code itself is what one keeps. */
  refresh: maybe(said()),
  expiresInS: int(1, 86_400),
  viewer: viewerView,
  /** To be sent with the next sign-in on this device. */
  device: maybe(said())
})
export type SessionView = Infer<typeof sessionView>

/** What signing in answers to who gave the right password and owes a second step. */
const challengeView = view({
  challenge: said(),
  /** A code is asked for; or a second factor has to be set up before anything else. */
  second: oneOf(['code', 'enrol']),
  expiresInS: int(1, 3_600)
})
export type ChallengeView = Infer<typeof challengeView>

export const memberEndpoints = {
  signInWechat: endpoint({
    method: 'POST',
    path: '/api/sessions/wechat',
    says: 'A resident signs in with a wx.login code; session_key never leaves the server.',
    who: anyone,
    body: input({ code: line(200, 1) }),
    answer: sessionView,
    status: 201,
    refuses: ['wrong_code', 'too_many', 'unavailable', 'wechat_unset']
  }),
  signInCode: endpoint({
    method: 'POST',
    path: '/api/sessions/code',
    says: 'Trades a case number and its receipt code for a short token that sees that one report.',
    who: anyone,
    body: input({ no: caseNo(), code: receiptCode() }),
    answer: sessionView,
    status: 201,
    refuses: ['wrong_code', 'too_many']
  }),
  signInStaff: endpoint({
    method: 'POST',
    path: '/api/sessions/staff',
    says: 'Staff sign in by name and password; who has a second factor, or must have one, is answered a challenge. Five failures in fifteen minutes lock the name from that network.',
    who: anyone,
    body: input({ name: line(60, 1), password: matching(/^.*$/su, 1000), device: maybe(deviceMark()) }),
    answer: oneOrOther(sessionView, challengeView),
    status: 201,
    refuses: ['wrong_password', 'locked_out']
  }),
  refresh: endpoint({
    method: 'POST',
    path: '/api/sessions/refresh',
    says: 'Trades a refresh token for the next pair; a used one that comes back revokes its whole family.',
    who: anyone,
    body: input({ refresh: matching(/^[A-Za-z0-9_-]{20,200}$/) }),
    answer: sessionView,
    status: 201,
    refuses: ['session_over']
  }),
  signOut: endpoint({
    method: 'DELETE',
    path: '/api/sessions',
    says: 'Ends this sign-in on every device that shares its refresh family.',
    who: ['resident', 'staff', 'code'],
    answer: nothing,
    refuses: []
  })
}
