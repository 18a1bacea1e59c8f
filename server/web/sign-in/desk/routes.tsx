/** The desk's pages about one's own sign-in, and for administrators about everybody's. */
import { refusals, type Refused } from '#shared/errors.ts'
import { signInResults } from '#shared/sign-in.ts'
import {
  deskButton,
  deskForm,
  deskPage,
  type DeskOutcome,
  type DeskRequest,
  type DeskRoute,
  type Instead
} from '../../frame/desk.tsx'
import { attempt, chosenOf, one, trimmed, wordsOf } from '../../frame/fields.ts'
import { again, see, type Sent } from '../../frame/route.ts'
import { Account } from './Account.tsx'
import { FactorPage, Sheet, type FactorShown } from './Factor.tsx'
import { Log } from './Log.tsx'
import { say } from './words.ts'

const home = '/office/me/account'
const page = '/office/me/second-factor'

type Field = 'code' | 'renew' | 'off'

/** A refusal beside the field that it is about. */
function wrongAs(refused: Refused, field: Field): FactorShown['wrong'] {
  if (refused.code === 'wrong_password') return { password: say.factor.passwordWrong }
  if (refused.code === 'wrong_second_factor' || refused.code === 'invalid') return { [field]: say.step.wrong }
  return { form: refused.code === 'not_in_this_status' ? say.factor.over : wordsOf(refused) }
}

const sheetOf = (codes: readonly string[]): Instead => ({
  title: say.recovery.title,
  instead: (given) => <Sheet codes={codes} {...given} />
})

const shownIn = ({ fields }: Sent): Required<Pick<FactorShown, 'shown'>>['shown'] => ({
  secret: one(fields, 'secret'),
  uri: one(fields, 'uri')
})

async function enrol({ call, viewer, ip }: DeskRequest, { fields }: Sent): Promise<DeskOutcome<FactorShown>> {
  const [password, code] = [one(fields, 'password'), trimmed(fields, 'code')]
  if (password === '') return again({ wrong: { password: say.factor.passwordMissing } })
  const body = { password, ...(code && { code }) }
  const tried = await attempt(() => call('enrolSecondFactor', { body }, viewer, { ip }))
  if ('done' in tried) return again({ shown: tried.done }, 200)
  return again({ wrong: wrongAs(tried.refused, 'code') ?? {} }, refusals[tried.refused.code])
}

async function confirm({ call, viewer, ip }: DeskRequest, sent: Sent): Promise<DeskOutcome<FactorShown>> {
  const code = trimmed(sent.fields, 'code')
  const shown = shownIn(sent)
  if (code === '') return again({ shown, wrong: { code: say.step.missing } })
  const tried = await attempt(() => call('confirmSecondFactor', { body: { code } }, viewer, { ip }))
  if ('done' in tried) return sheetOf(tried.done.recovery)
  const wrong = wrongAs(tried.refused, 'code') ?? {}
  return again({ ...(!wrong.form && { shown }), wrong }, refusals[tried.refused.code])
}

async function renew({ call, viewer }: DeskRequest, { fields }: Sent): Promise<DeskOutcome<FactorShown>> {
  const code = trimmed(fields, 'code')
  if (code === '') return again({ wrong: { renew: say.step.missing } })
  const tried = await attempt(() => call('renewRecoveryCodes', { body: { code } }, viewer))
  if ('done' in tried) return sheetOf(tried.done.recovery)
  return again({ wrong: wrongAs(tried.refused, 'renew') ?? {} }, refusals[tried.refused.code])
}

async function off({ call, viewer }: DeskRequest, { fields }: Sent): Promise<DeskOutcome<FactorShown>> {
  const code = trimmed(fields, 'code')
  if (code === '') return again({ wrong: { off: say.step.missing } })
  const tried = await attempt(() => call('dropSecondFactor', { body: { code } }, viewer))
  if ('done' in tried) return see(`${home}?done=off`)
  return again({ wrong: wrongAs(tried.refused, 'off') ?? {} }, refusals[tried.refused.code])
}

const done: Readonly<Record<string, () => string>> = {
  off: () => say.factor.offDone,
  ended: () => say.account.ended,
  gone: () => say.account.gone
}

export const signInDeskRoutes: readonly DeskRoute[] = [
  deskPage({
    path: home,
    query: ['after', 'done'],
    title: () => say.account.title,
    toast: ({ asked }) => done[asked('done')]?.(),
    async load({ call, viewer, asked }) {
      const after = asked('after')
      const [factor, sessions, log] = await Promise.all([
        call('mySecondFactor', {}, viewer),
        call('mySessions', {}, viewer),
        call('mySignIns', { query: { ...(after && { after }) } }, viewer)
      ])
      return { factor, sessions: sessions.items, log: log.items, older: log.older }
    },
    view: Account
  }),
  deskButton({
    path: '/office/me/sessions/end',
    async act({ call, viewer }, { fields }) {
      const tried = await attempt(() => call('endSession', { params: { session: one(fields, 'session') } }, viewer))
      return see(`${home}?done=${'done' in tried ? 'ended' : 'gone'}#sessions`)
    }
  }),
  deskButton({
    path: '/office/me/sessions/end-others',
    async act({ call, viewer }) {
      await call('endOtherSessions', {}, viewer)
      return see(`${home}?done=ended#sessions`)
    }
  }),
  deskForm({
    path: page,
    title: () => say.factor.title,
    async load({ call, viewer }, state: FactorShown | undefined) {
      return { factor: await call('mySecondFactor', {}, viewer), state: state ?? {} }
    },
    view: FactorPage,
    act: {
      [`${page}/enrol`]: enrol,
      [`${page}/confirm`]: confirm,
      [`${page}/recovery`]: renew,
      [`${page}/off`]: off
    },
    restored: () => ({ wrong: { form: say.factor.over } })
  }),
  deskPage({
    path: '/office/admin/sign-ins',
    roles: ['admin'],
    query: ['login', 'result', 'after'],
    title: () => say.log.title,
    async load({ call, viewer, asked }) {
      const [login, after] = [asked('login').trim().toLowerCase(), asked('after')]
      const result = chosenOf(signInResults, asked('result')) ?? ''
      const query = { ...(login && { login }), ...(result && { result }), ...(after && { after }) }
      const tried = await attempt(() => call('signIns', { query }, viewer))
      // What no account can be called has no sign-ins.
      const { items, older } = 'done' in tried ? tried.done : { items: [], older: undefined }
      return { items, older, login, result }
    },
    view: Log
  })
]
