/** Notices for who has a receipt code, and where the links in mails lead. */
import { Refused, refusals, refuse } from '#shared/errors.ts'
import { noticeKinds } from '#shared/notices.ts'
import { check, cursor } from '#shared/schema.ts'
import { notices as words } from '#shared/locales/notices.ts'
import { guest } from '#server/kernel/viewer.ts'
import { one, wordsOf } from '../../frame/fields.ts'
import { form, type FormOutcome, type FormRequest, type PublicRoute } from '../../frame/public.ts'
import { again, see, type Limits, type Sent } from '../../frame/route.ts'
import { say } from '../../frame/words.ts'
import { trackedHref } from '../links.ts'
import { wishesIn } from '../wishes.ts'
import { Confirm, Stop, type ConfirmShown, type StopShown } from './LinkPage.tsx'
import { MyNotices, type MyNoticesProps } from './MyNotices.tsx'

const wordsOnly: Limits = { files: 0, fields: 40 }

type Shown = Pick<MyNoticesProps, 'typed' | 'wrong'>

async function load({ call, asked, reporter }: FormRequest, shown: Shown | undefined) {
  if (!reporter) return see('/track')
  const after = check(cursor(), asked('after')).ok ? asked('after') : undefined
  const [page, choices] = await Promise.all([
    call('myNotices', { query: { ...(after !== undefined && { after }) } }, reporter),
    call('noticeChoices', {}, reporter)
  ])
  // Whoever looks at them has read them.
  const ids = page.items.filter(({ unread }) => unread).map(({ id }) => id)
  if (ids.length > 0) await call('readNotices', { body: { which: 'these', ids } }, reporter)
  const done = (['given', 'taken', 'chosen'] as const).find((one) => one === asked('done'))
  return { no: reporter.no, notices: page, choices, after, ...(shown ?? { done }) }
}

async function act({ call, reporter }: FormRequest, { fields }: Sent): Promise<FormOutcome<Shown>> {
  if (!reporter) return see('/track')
  const which = one(fields, 'act')
  if (which === 'choose') {
    await call('chooseNotices', { body: wishesIn(fields) }, reporter)
    return see(`${trackedHref()}?done=chosen`)
  }
  const typed = which === 'take' ? '' : one(fields, 'email')
  if (which !== 'take' && typed.trim() === '') return again({ typed, wrong: words.mail.wrong })
  try {
    await call('giveAddress', { body: { email: typed } }, reporter)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const wrong = error.code === 'invalid' ? words.mail.wrong : wordsOf(error)
    return again({ typed, wrong }, refusals[error.code])
  }
  return see(`${trackedHref()}?done=${which === 'take' ? 'taken' : 'given'}`)
}

// ——— links in mails

const hrefOf = (path: string, asked: FormRequest['asked'], names: readonly string[]): string =>
  `${path}?${new URLSearchParams(names.flatMap((name) => (asked(name) ? [[name, asked(name)]] : []))).toString()}`

const confirmHref = ({ asked }: FormRequest): string => hrefOf('/notices/confirm', asked, ['key', 'proof'])

async function confirm({ call, asked }: FormRequest): Promise<FormOutcome<ConfirmShown>> {
  try {
    await call('confirmAddress', { body: { key: asked('key'), proof: asked('proof') } }, guest)
    return again({ state: 'done' }, 200)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return again({ state: 'failed' }, 404)
  }
}

const kindIn = ({ asked }: FormRequest) => noticeKinds.find((kind) => kind === asked('kind'))

async function stop(request: FormRequest, { fields }: Sent): Promise<FormOutcome<StopShown>> {
  const kind = one(fields, 'which') === 'all' ? undefined : kindIn(request)
  const { call, param } = request
  await call('stopNotices', { params: { key: param('key') }, query: { ...(kind && { kind }) } }, guest).catch(
    (error: unknown) => {
      // A link that was cut off on its way leads nowhere; that it was good for somebody is nobody's business.
      if (!(error instanceof Refused)) throw error
      refuse('no_such_address')
    }
  )
  return again({ done: true, kind }, 200)
}

export const noticePublicRoutes: readonly PublicRoute[] = [
  form({
    path: '/track/notices',
    query: ['after', 'done'],
    limits: wordsOnly,
    load,
    view: MyNotices,
    act,
    notOurs: ({ fields }) => again({ typed: one(fields, 'email'), wrong: say.badForm }, 403)
  }),
  form({
    path: '/notices/confirm',
    query: ['key', 'proof'],
    limits: wordsOnly,
    load: (request, shown: ConfirmShown | undefined) =>
      Promise.resolve({ href: confirmHref(request), ...(shown ?? { state: 'ask' as const }) }),
    view: Confirm,
    act: confirm,
    notOurs: () => again({ state: 'ask' as const }, 403)
  }),
  form({
    path: '/notices/stop/:key',
    query: ['kind'],
    limits: wordsOnly,
    load: (request, shown: StopShown | undefined) =>
      Promise.resolve({
        href: hrefOf(`/notices/stop/${request.param('key')}`, request.asked, ['kind']),
        ...(shown ?? { done: false, kind: kindIn(request) })
      }),
    view: Stop,
    act: stop,
    // The reader's mail program sends it without having seen the page (RFC 8058).
    notOurs: (sent, request) =>
      one(sent.fields, 'List-Unsubscribe') === 'One-Click'
        ? stop(request, { fields: {}, files: [] })
        : again({ done: false, kind: kindIn(request) }, 403)
  })
]
