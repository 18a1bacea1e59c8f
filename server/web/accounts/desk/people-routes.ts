/** Accounts of staff on the desk: the list, one of them, one more, many at once. */
import { refusals, refuse, type Refused } from '#shared/errors.ts'
import { staffStates } from '#shared/staff.ts'
import {
  deskForm,
  deskPage,
  type DeskGiven,
  type DeskOutcome,
  type DeskRequest,
  type DeskRoute
} from '../../frame/desk.tsx'
import { attempt, chosenOf, one, trimmed, wordsOf, type Posted } from '../../frame/fields.ts'
import { again, see, type See, type Sent } from '../../frame/route.ts'
import { setUp } from '#shared/locales/set-up.ts'
import { tableFileBytes, tableTextOf } from '#server/kernel/workbook.ts'
import { fill, say } from '../words.ts'
import { Add, type AddShown } from './Add.tsx'
import { linesOf, textOfPeople } from './lines.ts'
import { ImportPeople, Checked, Invited, type ListShown } from './List.tsx'
import { Made, type MadeLink } from './Made.tsx'
import { People, peopleHome } from './People.tsx'
import { Leave, Person, type PersonShown } from './Person.tsx'
import { listLinesAtMost, type InvitedView } from '#shared/staff.ts'

const path = `${peopleHome}/:login`
const here = ({ param }: DeskRequest): string => `${peopleHome}/${param('login')}`
const login = ({ param }: DeskRequest) => ({ params: { login: param('login') } })

const canMail = async ({ call, viewer }: DeskRequest) => {
  const { mail, gives } = await call('listStaff', { query: { limit: '1' } }, viewer)
  return { mail, gives }
}

async function loadPerson(request: DeskRequest, shown: PersonShown | undefined) {
  const { call, viewer } = request
  const [staff, { mail }] = await Promise.all([call('readStaff', login(request), viewer), canMail(request)])
  return { staff, mail, shown }
}

const made = ({ person, invitation }: InvitedView) => {
  const link: MadeLink = { login: person.login, name: person.name, office: person.office.short, invitation }
  return {
    title: fill(say.made.title, { name: person.name }),
    instead: ({ desk }: DeskGiven) => Made({ made: link, desk })
  }
}

const personIn = (fields: Posted) => ({
  name: trimmed(fields, 'name'),
  office: one(fields, 'office'),
  roles: fields['roles'] ?? [],
  ...(trimmed(fields, 'title') && { title: trimmed(fields, 'title') }),
  ...(trimmed(fields, 'email') && { email: trimmed(fields, 'email') }),
  head: one(fields, 'head') === 'yes'
})

type Outcome = DeskOutcome<PersonShown>
const failed = (refused: Refused, more: PersonShown = {}): Outcome =>
  again({ words: wordsOf(refused), ...more }, refusals[refused.code])

/** What is one press and no more. */
const pressing =
  (name: 'cancelInvitation' | 'endStaffSessions' | 'resetFactor', done: string) =>
  async (request: DeskRequest): Promise<Outcome> => {
    const { call, viewer } = request
    const tried = await attempt(() => call(name, login(request), viewer))
    return 'done' in tried ? see(`${here(request)}?done=${done}`) : failed(tried.refused)
  }

async function invite(request: DeskRequest, { fields }: Sent): Promise<Outcome> {
  const { call, viewer } = request
  const body = { mail: one(fields, 'mail') === 'yes' }
  const tried = await attempt(() => call('inviteStaff', { ...login(request), body }, viewer))
  return 'done' in tried ? made(tried.done) : failed(tried.refused)
}

async function comeBack(request: DeskRequest): Promise<Outcome> {
  const { call, viewer } = request
  const tried = await attempt(() => call('returnStaff', { ...login(request), body: { sure: true } }, viewer))
  return 'done' in tried ? see(`${here(request)}?done=back`) : failed(tried.refused)
}

/** What takes two is asked for at once, as it was filled in. */
async function askSecond({ call, viewer }: DeskRequest, ask: object): Promise<See> {
  await call('askApproval', { body: { ask } }, viewer)
  return see('/office/approvals?done=asked')
}

async function assign(request: DeskRequest, { fields }: Sent): Promise<Outcome> {
  const { call, viewer } = request
  const tried = await attempt(() => call('assignStaff', { ...login(request), body: personIn(fields) }, viewer))
  if ('done' in tried) return see(`${here(request)}?done=saved`)
  if (tried.refused.code === 'second_person')
    return askSecond(request, { act: 'assign', ...login(request).params, person: personIn(fields) })
  return failed(tried.refused, { roles: fields['roles'] ?? [], email: one(fields, 'email') })
}

async function add(request: DeskRequest, { fields }: Sent): Promise<DeskOutcome<AddShown>> {
  const { call, viewer } = request
  const body = {
    ...personIn(fields),
    login: trimmed(fields, 'login').toLowerCase(),
    mail: one(fields, 'mail') === 'yes'
  }
  const tried = await attempt(() => call('addStaff', { body }, viewer))
  if ('done' in tried) return made(tried.done)
  if (tried.refused.code === 'second_person')
    return askSecond(request, { act: 'add', person: { ...personIn(fields), login: body.login } })
  return again({ typed: fields, words: wordsOf(tried.refused) }, refusals[tried.refused.code])
}

/** The list as text: what was pasted, else what is in the file that was chosen. */
async function listIn({ fields, files }: Sent): Promise<{ text: string } | { wrong: string }> {
  const pasted = one(fields, 'list')
  const file = files.find(({ field, bytes }) => field === 'file' && bytes.length > 0)
  if (pasted.trim() !== '' || !file) return { text: pasted }
  const read = await tableTextOf(file.bytes)
  return 'fault' in read ? { wrong: setUp.table.fault[read.fault] } : read
}

const inviting =
  (dry: boolean) =>
  async (request: DeskRequest, sent: Sent): Promise<DeskOutcome<ListShown>> => {
    const { call, viewer } = request
    const given = await listIn(sent)
    if ('wrong' in given) return again({ text: '', words: given.wrong }, 422)
    const { text } = given
    const read = linesOf(text)
    if ('wrong' in read) return again({ text, words: fill(say.list[read.wrong], { n: listLinesAtMost }) }, 422)
    const { lines } = read
    const [mail, leaveOut] = [one(sent.fields, 'mail') === 'yes', one(sent.fields, 'leave-out') === 'yes']
    const [answer, may] = await Promise.all([
      call('inviteList', { body: { lines, dry, mail, leaveOut } }, viewer),
      canMail(request)
    ])
    const instead = ({ desk, token }: DeskGiven) =>
      answer.done ? Invited({ answer, desk }) : Checked({ answer, text, token, mail: may.mail })
    return { title: say.list.title, instead }
  }

/** A file that is a little too large is told so in words; a far larger one is not even read to its end. */
const listLimits = { files: 1, fields: 10, totalBytes: 2 * tableFileBytes, fieldBytes: 1024 * 1024 }
const doneWords = (): Readonly<Record<string, string>> => ({
  saved: say.one.saved,
  cancel: say.one.cancelled,
  out: say.one.signedOut,
  factor: say.one.factorReset,
  left: say.one.left,
  back: say.one.back
})

export const peopleRoutes: readonly DeskRoute[] = [
  deskPage({
    path: peopleHome,
    query: ['office', 'q', 'state', 'after'],
    title: () => say.people.title,
    async load({ call, viewer, asked }) {
      const state = chosenOf(staffStates, asked('state'))
      const where = { office: asked('office'), q: asked('q'), state: state ?? '' }
      const after = asked('after')
      const given = Object.entries({ ...where, after }).filter(([, value]) => value !== '')
      return { where, after, list: await call('listStaff', { query: Object.fromEntries(given) }, viewer) }
    },
    view: People
  }),
  deskForm({
    path: `${peopleHome}/new`,
    title: () => say.add.title,
    load: async (request, shown: AddShown | undefined) => ({ ...(await canMail(request)), shown }),
    view: Add,
    act: add,
    refused: (refused, { fields }) => ({ typed: fields, words: wordsOf(refused) })
  }),
  deskForm({
    path: `${peopleHome}/list`,
    title: () => say.list.title,
    query: ['who'],
    limits: listLimits,
    async load({ call, viewer, asked }, shown: ListShown | undefined) {
      if (shown || asked('who') !== 'waiting') return { shown }
      const query = { state: 'without_password', limit: '200' } as const
      const { items } = await call('listStaff', { query }, viewer)
      return { shown: { text: textOfPeople(items) } }
    },
    view: ImportPeople,
    act: { [`${peopleHome}/list`]: inviting(true), [`${peopleHome}/list/invite`]: inviting(false) },
    refused: (refused, sent) => ({ text: one(sent.fields, 'list'), words: wordsOf(refused) })
  }),
  deskForm({
    path,
    query: ['done'],
    title: ({ staff }) => fill(say.one.title, { name: staff.person.name }),
    toast: ({ asked }) => doneWords()[asked('done')],
    load: loadPerson,
    view: Person,
    act: {
      [`${path}/invite`]: invite,
      [`${path}/reset`]: invite,
      [`${path}/cancel`]: pressing('cancelInvitation', 'cancel'),
      [`${path}/sign_out`]: pressing('endStaffSessions', 'out'),
      [`${path}/reset_factor`]: pressing('resetFactor', 'factor'),
      [`${path}/back`]: comeBack,
      [`${path}/assign`]: assign
    },
    restored: ({ fields }) => ({ roles: fields['roles'] ?? [], email: one(fields, 'email') })
  }),
  deskForm({
    path: `${path}/leave`,
    title: ({ staff }) => fill(say.one.leaveTitle, { name: staff.person.name }),
    async load(request, words: string | undefined) {
      const staff = await request.call('readStaff', login(request), request.viewer)
      return staff.person.may.includes('leave') ? { staff, words } : refuse('not_found')
    },
    view: Leave,
    async act(request) {
      const { call, viewer } = request
      await call('leaveStaff', { ...login(request), body: { sure: true } }, viewer)
      return see(`${here(request)}?done=left`)
    },
    refused: (refused) => wordsOf(refused)
  })
]
