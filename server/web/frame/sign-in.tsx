/** Signing in to the desk: its page, its form, and the way there for who has to sign in first or once more. */
import { Refused, refusals, refuse } from '#shared/errors.ts'
import { readMultipart } from '#server/kernel/upload.ts'
import type { SessionView } from '#shared/members.ts'
import { guest, type Staff } from '#server/kernel/viewer.ts'
import { backToDesk, sameOrigin } from './back.ts'
import { say } from './desk-words.ts'
import { first, one, trimmed, type Posted } from './fields.ts'
import { goOn, show, siteOf, type Ctx, type Route } from './http.ts'
import { keptFields, strangersLimits, type KeptAs } from './kept-form.ts'
import type { Limits, WebContext } from './route.ts'
import { refreshCookie, type DeskSessions } from './session.ts'
import { ownField, SignIn, type SignInProps } from './SignIn.tsx'
import { errorWords } from './words.ts'

const path = '/office/sign-in'
/** Before anyone has signed in there is no session to bind a token to. */
const nobody = 'sign-in'
const limits = { files: 0, fields: 20 }

function showForm(ctx: Ctx, web: WebContext, status: number, props: Omit<SignInProps, 'site' | 'token'>): void {
  const document = (
    <SignIn
      site={{ ...siteOf(ctx, web), ...(status === 422 && { failed: true as const }) }}
      token={web.formToken.make(nobody)}
      {...props}
    />
  )
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
  { limits, keptAs }: { limits: Limits; keptAs: KeptAs }
): Promise<{ viewer: Staff; fields: Posted } | undefined> {
  const sent = await readMultipart(ctx.req, strangersLimits(limits)).catch(() => ({ fields: {}, files: [] }))
  const all = await keptFields({ call: web.call, viewer: guest, ip: ctx.ip }, sent, keptAs)
  const isOwn = (name: string): boolean => name.startsWith(ownField(''))
  const fields = Object.fromEntries(Object.entries(all).filter(([name]) => !isOwn(name)))
  const action = ctx.path + ctx.search
  const page = { back: action, kept: { action, fields } }
  if (!(ownField('name') in all)) {
    showForm(ctx, web, 401, { ...page, why: 'over' })
    return undefined
  }
  const own = (name: string): readonly string[] => all[ownField(name)] ?? []
  const told = { _token: own('_token'), name: own('name'), password: own('password') }
  const session = await trySignIn(ctx, web, told, page)
  if (!session) return undefined
  sessions.begin(ctx, session)
  const viewer = await web.viewerOf(session.access)
  return viewer?.kind === 'staff' ? { viewer, fields } : refuse('session_over')
}

/** The session of who gave the right name and password; to everybody else the page is shown again. */
async function trySignIn(
  ctx: Ctx,
  web: WebContext,
  fields: Posted,
  page: Pick<SignInProps, 'back' | 'kept'>
): Promise<SessionView | undefined> {
  if (!web.formToken.check(nobody, one(fields, '_token'))) refuse('origin')
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
    return await web.call('signInStaff', { body: { name, password } }, guest, {
      ip: ctx.ip,
      agent: ctx.get('user-agent')
    })
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const code = error.code === 'invalid' ? 'wrong_password' : error.code
    showForm(ctx, web, refusals[code], { ...page, name, wrong: { form: errorWords.refusal[code] } })
    return undefined
  }
}

async function signIn(ctx: Ctx, web: WebContext, sessions: DeskSessions): Promise<void> {
  if (!sameOrigin(ctx.headers, ctx.host)) refuse('origin')
  const { fields } = await readMultipart(ctx.req, limits)
  const back = backToDesk(one(fields, 'back'))
  const session = await trySignIn(ctx, web, fields, { back })
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
