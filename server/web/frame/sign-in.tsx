/** Signing in to the desk: its page, its form, and the way there for who has to sign in first or once more. */
import { Refused, refusals, refuse, type Refusal } from '#shared/errors.ts'
import type { Held } from '#server/kernel/incoming.ts'
import { readMultipart } from '#server/kernel/upload.ts'
import type { ChallengeView, SessionView } from '#shared/members.ts'
import { signIn as stepWords } from '#shared/locales/sign-in.ts'
import { guest, shareOf, type Staff } from '#server/kernel/viewer.ts'
import { backToDesk, sameOrigin } from './back.ts'
import { say } from './desk-words.ts'
import { first, one, trimmed, type Posted } from './fields.ts'
import { goOn, show, siteOf, type Ctx, type Route } from './http.ts'
import { keptFields, strangersLimits, type KeptAs } from './kept-form.ts'
import type { Limits, WebContext } from './route.ts'
import { Recovery, SecondStep, type Step } from './SecondStep.tsx'
import { deviceCookie, refreshCookie, type DeskSessions } from './session.ts'
import { ownField, SignIn, type SignInProps } from './SignIn.tsx'
import { errorWords } from './words.ts'

const path = '/office/sign-in'
/** Before anyone has signed in there is no session to bind a token to. */
const nobody = 'sign-in'
const limits = { files: 0, fields: 20 }

/** What is not the form's fault: whoever sends it again later loses nothing. */
const noRoom = new Set<Refusal>(['too_many', 'unavailable'])

type Page = Pick<SignInProps, 'back' | 'kept'>

const siteFor = (ctx: Ctx, web: WebContext, status: number) => ({
  ...siteOf(ctx, web),
  ...(status === 422 && { failed: true as const })
})

function showForm(ctx: Ctx, web: WebContext, status: number, props: Omit<SignInProps, 'site' | 'token'>): void {
  const document = <SignIn site={siteFor(ctx, web, status)} token={web.formToken.make(nobody)} {...props} />
  show(ctx, { document, status })
}

function showStep(ctx: Ctx, web: WebContext, status: number, props: Page & { step: Step; wrong?: string }): void {
  const document = <SecondStep site={siteFor(ctx, web, status)} token={web.formToken.make(nobody)} {...props} />
  show(ctx, { document, status })
}

export function toSignIn(ctx: Ctx): void {
  const over = ctx.cookies.get(refreshCookie) !== undefined
  const back = new URLSearchParams({ back: ctx.path + ctx.search, ...(over && { why: 'over' }) })
  goOn(ctx, `${path}?${back.toString()}`)
}

/**
 * The session ended while a form was being filled in: the page that asks to sign in carries the form along, and sends it to its
 * own address again with name and password. Who has signed in, and all that was in the form; nothing where a page was shown.
 */
export async function signInAgain(
  ctx: Ctx,
  web: WebContext,
  sessions: DeskSessions,
  { limits, keptAs, held }: { limits: Limits; keptAs: KeptAs; held: Held }
): Promise<{ viewer: Staff; fields: Posted } | undefined> {
  const sent = await readMultipart(ctx.req, strangersLimits(limits), held).catch((error: unknown) => {
    if (error instanceof Refused && noRoom.has(error.code)) throw error
    return { fields: {}, files: [] }
  })
  const all = await keptFields({ call: web.call, viewer: guest, ip: ctx.ip }, sent, keptAs)
  const isOwn = (name: string): boolean => name.startsWith(ownField(''))
  const fields = Object.fromEntries(Object.entries(all).filter(([name]) => !isOwn(name)))
  const action = ctx.path + ctx.search
  const page = { back: action, kept: { action, fields } }
  if (!(ownField('name') in all) && !(ownField('challenge') in all)) {
    showForm(ctx, web, 401, { ...page, why: 'over' })
    return undefined
  }
  const own = (name: string): readonly string[] => all[ownField(name)] ?? []
  const told = Object.fromEntries(ownFields.map((name) => [name, own(name)]))
  const session = await trySignIn(ctx, web, sessions, told, page)
  if (!session) return undefined
  sessions.begin(ctx, session)
  const viewer = await web.viewerOf(session.access)
  return viewer?.kind === 'staff' ? { viewer, fields } : refuse('session_over')
}

/** What the pages of the door send besides a form that they carry along. */
const ownFields = ['_token', 'name', 'password', 'challenge', 'second', 'code', 'secret', 'uri'] as const

const from = (ctx: Ctx) => ({ ip: ctx.ip, agent: ctx.get('user-agent') })
const deviceOf = (ctx: Ctx) => {
  const device = ctx.cookies.get(deviceCookie)
  return device === undefined ? {} : { device }
}

/** The session of who gave the right name and password, and the right code; to everybody else a page is shown again. */
async function trySignIn(
  ctx: Ctx,
  web: WebContext,
  sessions: DeskSessions,
  fields: Posted,
  page: Page
): Promise<SessionView | undefined> {
  if (!web.formToken.check(nobody, one(fields, '_token'))) refuse('origin')
  if (one(fields, 'challenge') !== '') return trySecond(ctx, web, sessions, fields, page)
  const name = trimmed(fields, 'name')
  const password = one(fields, 'password')
  if (name === '' || password === '') {
    const wrong = {
      ...(name === '' && { name: say.signIn.nameMissing }),
      ...(password === '' && { password: say.signIn.passwordMissing })
    }
    showForm(ctx, web, 422, { ...page, name, wrong })
    return undefined
  }
  try {
    const answer = await web.call('signInStaff', { body: { name, password, ...deviceOf(ctx) } }, guest, from(ctx))
    if (!('challenge' in answer)) return answer
    await askSecond(ctx, web, answer, page)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const code = error.code === 'invalid' ? 'wrong_password' : error.code
    showForm(ctx, web, refusals[code], { ...page, name, wrong: { form: errorWords.refusal[code] } })
  }
  return undefined
}

async function askSecond(ctx: Ctx, web: WebContext, { challenge, second }: ChallengeView, page: Page): Promise<void> {
  const shown =
    second === 'enrol' ? await web.call('enrolSecondFactor', { body: { challenge } }, guest, from(ctx)) : undefined
  showStep(ctx, web, 200, { ...page, step: { challenge, second, shown } })
}

/** What was shown to be scanned, as the page sent it back: the same page is drawn again after a slip. */
const shownIn = (fields: Posted): Step['shown'] => {
  const [secret, uri] = [one(fields, 'secret'), one(fields, 'uri')]
  return /^[A-Z2-7]{16,64}$/.test(secret) && /^otpauth:\/\/totp\/.{1,600}$/.test(uri) ? { secret, uri } : undefined
}

async function trySecond(
  ctx: Ctx,
  web: WebContext,
  sessions: DeskSessions,
  fields: Posted,
  page: Page
): Promise<SessionView | undefined> {
  const [challenge, code] = [one(fields, 'challenge'), trimmed(fields, 'code')]
  const enrols = one(fields, 'second') === 'enrol'
  const step: Step = { challenge, second: enrols ? 'enrol' : 'code', shown: enrols ? shownIn(fields) : undefined }
  if (code === '') {
    showStep(ctx, web, 422, { ...page, step, wrong: stepWords.step.missing })
    return undefined
  }
  const body = { challenge, code, ...deviceOf(ctx) }
  try {
    if (!enrols) return await web.call('signInSecond', { body }, guest, from(ctx))
    const { recovery, session } = await web.call('confirmSecondFactor', { body }, guest, from(ctx))
    if (!session) return refuse('session_over')
    sessions.begin(ctx, session)
    const { id: login = '', name = login } = session.viewer
    const sheet = { codes: recovery, who: { name, login }, now: web.now() }
    show(ctx, { document: <Recovery site={siteOf(ctx, web)} {...page} {...sheet} />, status: 200 })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const wrongCode = error.code === 'invalid' || error.code === 'wrong_second_factor'
    if (wrongCode) showStep(ctx, web, 401, { ...page, step, wrong: stepWords.step.wrong })
    else {
      const form = error.code === 'locked_out' ? errorWords.refusal.locked_out : stepWords.step.over
      showForm(ctx, web, refusals[error.code], { ...page, wrong: { form } })
    }
  }
  return undefined
}

async function signIn(ctx: Ctx, web: WebContext, sessions: DeskSessions): Promise<void> {
  if (!sameOrigin(ctx.headers, ctx.host)) refuse('origin')
  const { fields } = await web.incoming.reading(ctx.req, shareOf(guest, ctx.ip), (held) =>
    readMultipart(ctx.req, limits, held)
  )
  const back = backToDesk(one(fields, 'back'))
  const session = await trySignIn(ctx, web, sessions, fields, { back })
  if (!session) return
  sessions.begin(ctx, session)
  goOn(ctx, back)
}

export function signInRoutes(web: WebContext, sessions: DeskSessions): Route[] {
  const info = { path, query: [], cache: 'no-store' } as const
  return [
    {
      ...info,
      method: 'GET',
      async serve(ctx) {
        const back = backToDesk(first(ctx.query['back']))
        if (await sessions.viewerOf(ctx)) return goOn(ctx, back)
        const why = first(ctx.query['why'])
        showForm(ctx, web, 200, { back, why: why === 'over' || why === 'out' ? why : undefined })
      }
    },
    { ...info, method: 'POST', serve: (ctx) => signIn(ctx, web, sessions) }
  ]
}
