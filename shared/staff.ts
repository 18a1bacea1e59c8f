/** Accounts of staff: passwords, invitations by a link that is good once, who works here and who has left. */
import { anyone, endpoint } from './endpoint.ts'
import { roles, type Role } from './members.ts'
import {
  bool,
  count,
  input,
  int,
  just,
  line,
  list,
  matching,
  maybe,
  moment,
  nothing,
  oneOf,
  personName,
  said,
  slug,
  view,
  type Infer
} from './schema.ts'

// ——— passwords

/** Characters of a password; of a sentence in Chinese so many characters will do. */
export const passwordLeast = 12
export const sentenceLeast = 8
export const passwordMost = 128

export type PasswordFault =
  | 'password_short'
  | 'password_long'
  | 'password_login'
  | 'password_name'
  | 'password_city'
  | 'password_common'
  | 'password_same'

/** As it was typed; how long it may be is one of the rules, which have words of their own. */
const typedPassword = () => matching(/^.*$/su, 1000)

// ——— who works here

/** What the head of an office may give to his own people; every other role is the city's to give. */
export const headGives: readonly Role[] = ['officer', 'verifier', 'organiser', 'liaison']
/** To give one of these takes two persons, wherever it is given. */
export const rolesOfTwo: readonly Role[] = ['admin', 'moderator', 'dispatcher']

export const staffStates = ['active', 'invited', 'without_password', 'left'] as const
export type StaffState = (typeof staffStates)[number]

export const staffActs = ['invite', 'reset', 'cancel', 'assign', 'sign_out', 'reset_factor', 'leave', 'back'] as const
export type StaffAct = (typeof staffActs)[number]

const roleList = () => list(oneOf(roles), { max: roles.length })
/** As mail servers read it; whether it is somebody's only a mail tells. */
export const staffEmail = () => matching(/^[^\s@<>,;:"()]{1,64}@[^\s@<>,;:"()]{1,120}\.[^\s@<>,;:"().]{2,60}$/, 200)
const title = () => line(40)

export const staffRow = view({
  login: said(),
  name: said(),
  office: view({ id: said(), name: said(), short: said() }),
  roles: roleList(),
  title: said(),
  head: bool(),
  state: oneOf(staffStates),
  /** Until when his link is good, where one is under way. */
  until: maybe(moment()),
  lastSignIn: maybe(moment()),
  secondFactor: maybe(bool()),
  may: list(oneOf(staffActs), { max: staffActs.length })
})
export type StaffRow = Infer<typeof staffRow>

const staffDetail = view({
  person: staffRow,
  email: maybe(said()),
  /** A release of the city names him: his name, office and title come from there. */
  ofCity: bool(),
  /** Roles given beside those of the release, and those of the release that he does not have. */
  granted: roleList(),
  withheld: roleList(),
  invitation: maybe(view({ at: moment(), until: moment(), by: said(), reset: bool(), mailed: maybe(moment()) })),
  left: maybe(moment()),
  /** Devices on which he is signed in. */
  sessions: int(0, 1000),
  /** Roles that who asks may give him. */
  gives: roleList(),
  /** Who stands in for him, by the city's release. */
  deputy: maybe(said())
})
export type StaffDetail = Infer<typeof staffDetail>

// ——— invitations

export const linkStates = ['unknown', 'foreign', 'expired', 'used', 'replaced', 'cancelled', 'left'] as const
export type LinkState = (typeof linkStates)[number]

const madeLink = view({
  /** Shown once; absent where a mail took it. */
  link: maybe(said()),
  until: moment(),
  mailed: bool(),
  /** Mail was asked for and did not go out: the link has to be handed over otherwise. */
  mailFailed: maybe(bool())
})
const withPerson = view({ person: staffRow, invitation: madeLink })
export type InvitedView = Infer<typeof withPerson>

const token = () => matching(/^[A-Za-z0-9_-]{20,120}$/, 120)

/** A line of a list of people, as it was written there. */
const listLine = input({
  login: line(200),
  name: line(200),
  office: line(200),
  roles: line(300),
  title: maybe(line(200)),
  email: maybe(line(300))
})
export const listProblems = [
  'login_missing',
  'login_wrong',
  'login_twice',
  'login_taken',
  'name_missing',
  'name_long',
  'office_missing',
  'office_unknown',
  'office_not_yours',
  'roles_missing',
  'role_unknown',
  'role_not_yours',
  'role_of_two',
  'title_long',
  'email_wrong',
  'has_left',
  'has_password'
] as const
export type ListProblem = (typeof listProblems)[number]
export const listLinesAtMost = 500

const listedPerson = view({
  n: int(1, listLinesAtMost),
  login: said(),
  name: said(),
  office: said(),
  roles: roleList(),
  problems: list(oneOf(listProblems), { max: listProblems.length }),
  /** He is there already, and is only sent a link. */
  known: bool(),
  invitation: maybe(madeLink)
})
const listAnswer = view({
  rows: list(listedPerson, { max: listLinesAtMost }),
  bad: int(0, listLinesAtMost),
  done: bool()
})
export type ListAnswer = Infer<typeof listAnswer>

const byLogin = () => input({ login: slug() })
const person = {
  name: personName(),
  office: slug(),
  roles: roleList(),
  title: maybe(title()),
  email: maybe(staffEmail()),
  head: maybe(bool())
}

export const staffBody = input(person)
export const newStaffBody = input({ login: slug(), ...person })

export const staffEndpoints = {
  changePassword: endpoint({
    method: 'POST',
    path: '/api/staff/me/password',
    says: 'Changes one’s own password; every other session of the person ends.',
    who: ['staff'],
    body: input({ old: typedPassword(), password: typedPassword() }),
    answer: nothing,
    refuses: ['wrong_password', 'weak_password', 'locked_out', 'stale']
  }),
  listStaff: endpoint({
    method: 'GET',
    path: '/api/staff',
    says: 'Accounts of staff, by login: the whole city’s for an administrator, his office’s for its head.',
    who: ['staff'],
    query: input({
      office: maybe(slug()),
      q: maybe(line(60)),
      state: maybe(oneOf(staffStates)),
      after: maybe(slug()),
      limit: maybe(count(1, 200))
    }),
    answer: view({
      items: list(staffRow, { max: 200 }),
      older: maybe(said()),
      gives: roleList(),
      mail: bool(),
      /** Of all whom one runs, whatever was asked for. */
      counts: view({ active: int(0, 1e6), invited: int(0, 1e6), without_password: int(0, 1e6) })
    }),
    refuses: ['forbidden']
  }),
  readStaff: endpoint({
    method: 'GET',
    path: '/api/staff/:login',
    says: 'One account: what it may, its invitation, its devices.',
    who: ['staff'],
    params: byLogin(),
    answer: staffDetail,
    refuses: ['forbidden', 'not_found']
  }),
  addStaff: endpoint({
    method: 'POST',
    path: '/api/staff',
    says: 'Makes an account that no release names, and a link that is good once, for 24 hours.',
    who: ['staff'],
    body: input({ login: slug(), ...person, mail: maybe(bool()) }),
    answer: withPerson,
    status: 201,
    refuses: ['forbidden', 'login_taken', 'unknown_office', 'second_person']
  }),
  inviteStaff: endpoint({
    method: 'POST',
    path: '/api/staff/:login/invitation',
    says: 'Makes a link by which the person sets a password; the one before is no longer good.',
    who: ['staff'],
    params: byLogin(),
    body: input({ mail: maybe(bool()) }),
    answer: withPerson,
    status: 201,
    refuses: ['forbidden', 'not_found']
  }),
  cancelInvitation: endpoint({
    method: 'DELETE',
    path: '/api/staff/:login/invitation',
    says: 'Takes the link back.',
    who: ['staff'],
    params: byLogin(),
    answer: staffRow,
    refuses: ['forbidden', 'not_found', 'not_in_this_status']
  }),
  assignStaff: endpoint({
    method: 'POST',
    path: '/api/staff/:login',
    says: 'Changes what a person may do; name, office and title only of whom no release names.',
    who: ['staff'],
    params: byLogin(),
    body: staffBody,
    answer: staffRow,
    refuses: ['forbidden', 'not_found', 'unknown_office', 'last_admin', 'second_person']
  }),
  endStaffSessions: endpoint({
    method: 'DELETE',
    path: '/api/staff/:login/sessions',
    says: 'Signs a person out on every device.',
    who: ['staff'],
    params: byLogin(),
    answer: view({ ended: int(0, 1000) }),
    refuses: ['forbidden', 'not_found']
  }),
  resetFactor: endpoint({
    method: 'DELETE',
    path: '/api/staff/:login/second-factor',
    says: 'Takes the second factor off somebody who has lost it; he sets up another when he signs in.',
    who: ['staff'],
    params: byLogin(),
    answer: staffRow,
    refuses: ['forbidden', 'not_found', 'not_in_this_status']
  }),
  leaveStaff: endpoint({
    method: 'POST',
    path: '/api/staff/:login/leave',
    says: 'A person leaves: his sessions end at once, his deputy stands in for him.',
    who: ['staff'],
    params: byLogin(),
    body: input({ sure: just(true) }),
    answer: staffRow,
    refuses: ['forbidden', 'not_found', 'last_admin', 'not_in_this_status']
  }),
  returnStaff: endpoint({
    method: 'POST',
    path: '/api/staff/:login/return',
    says: 'A person who left works here again; he signs in once he has been invited.',
    who: ['staff'],
    params: byLogin(),
    body: input({ sure: just(true) }),
    answer: staffRow,
    refuses: ['forbidden', 'not_found', 'not_in_this_status']
  }),
  inviteList: endpoint({
    method: 'POST',
    path: '/api/staff/list',
    says: 'Invites the people of a list. Dry, or with a bad line in it, it writes nothing and says of every line what is wrong.',
    who: ['staff'],
    body: input({
      lines: list(listLine, { min: 1, max: listLinesAtMost }),
      dry: bool(),
      mail: maybe(bool()),
      leaveOut: maybe(bool())
    }),
    bodyMb: 1,
    answer: listAnswer,
    refuses: ['forbidden']
  }),
  readInvitation: endpoint({
    method: 'POST',
    path: '/api/invitations/read',
    says: 'Whom a link is for. The token stands in the body, so that no log and no history has it.',
    who: anyone,
    body: input({ token: token() }),
    answer: view({ login: said(), name: said(), office: said(), roles: roleList(), until: moment(), reset: bool() }),
    refuses: ['link_over']
  }),
  acceptInvitation: endpoint({
    method: 'POST',
    path: '/api/invitations/accept',
    says: 'Sets the password of whom the link is for, once; every session of the person ends.',
    who: anyone,
    body: input({ token: token(), password: typedPassword() }),
    answer: view({ login: said() }),
    refuses: ['link_over', 'weak_password']
  })
}
