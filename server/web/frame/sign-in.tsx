/** Signing in to the desk: its page, its form, and the way there for who has to sign in first or once more. */
import { Refused, refusals, refuse } from '#shared/errors.ts'
import { readMultipart } from '#server/kernel/upload.ts'
import { guest } from '#server/kernel/viewer.ts'
import { backToDesk, sameOrigin } from './back.ts'
import { say } from './desk-words.ts'
import { first, one, trimmed } from './fields.ts'
import { goOn, show, siteOf, type Ctx, type Route } from './http.ts'
import type { WebContext } from './route.ts'
import { refreshCookie, type DeskSessions } from './session.ts'
import { SignIn, type SignInProps } from './SignIn.tsx'
import { errorWords } from './words.ts'

const path = '/office/sign-in'
/** Before anyone has signed in there is no session to bind a token to. */
const nobody = 'sign-in'
/** Of who is not signed in only the words are read, to be given back. */
const limits = { files: 0, fields: 20 }

function showForm(ctx: Ctx, web: WebContext, status: number, props: Omit<SignInProps, 'site' | 'token'>): void {
  const document = <SignIn site={siteOf(ctx, web)} token={web.formToken.make(nobody)} {...props} />
  show(ctx, { document, status })
}

export function toSignIn(ctx: Ctx): void {
  const over = ctx.cookies.get(refreshCookie) !== undefined
  const back = new URLSearchParams({ back: ctx.path + ctx.search, ...(over && { why: 'over' }) })
  goOn(ctx, `${path}?${back.toString()}`)
}

/** The session ended while a form was being filled in: what was written is kept on the page that asks to sign in. */
export async function signInAgain(ctx: Ctx, web: WebContext): Promise<void> {
  const { fields } = await readMultipart(ctx.req, limits).catch(() => ({ fields: {} }))
  showForm(ctx, web, 401, { back: ctx.path + ctx.search, why: 'over', kept: one(fields, 'words') })
}

async function signIn(ctx: Ctx, web: WebContext, sessions: DeskSessions): Promise<void> {
  if (!sameOrigin(ctx.headers, ctx.host)) refuse('origin')
  const { fields } = await readMultipart(ctx.req, limits)
  if (!web.formToken.check(nobody, one(fields, '_token'))) refuse('origin')
  const name = trimmed(fields, 'name')
  const password = one(fields, 'password')
  const back = backToDesk(one(fields, 'back'))
  if (name === '' || password === '') {
    const wrong = {
      ...(name === '' && { name: say.signIn.nameMissing }),
      ...(password === '' && { password: say.signIn.passwordMissing })
    }
    return showForm(ctx, web, 422, { back, name, wrong })
  }
  try {
    const session = await web.call('signInStaff', { body: { name, password } }, guest, { ip: ctx.ip })
    sessions.begin(ctx, session)
    goOn(ctx, back)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const code = error.code === 'invalid' ? 'wrong_password' : error.code
    showForm(ctx, web, refusals[code], { back, name, wrong: { form: errorWords.refusal[code] } })
  }
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
