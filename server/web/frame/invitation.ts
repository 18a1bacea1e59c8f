/**
 * A link by which staff set a password. What it carries is put into a cookie and out of the address at once, so that no history,
 * no other site and no printed page has it; opening it changes nothing, so that whatever looks at links in mails uses none up.
 */
import { createElement } from 'react'
import { Refused, refusals, refuse } from '#shared/errors.ts'
import { guest, shareOf } from '#server/kernel/viewer.ts'
import { Invitation, InvitationDone, InvitationOver } from './Invitation.tsx'
import { missingIn, type PasswordWrong } from './PasswordFields.tsx'
import { staff as say } from '#shared/locales/staff.ts'
import { sameOrigin } from './back.ts'
import { attempt, first, one, readForm, wordsOf } from './fields.ts'
import { goOn, setCookie, show, siteOf, type Ctx, type Route } from './http.ts'
import type { WebContext } from './route.ts'

const path = '/office/invitation'
const cookie = 'invitation'
const anHourMs = 3_600_000
const limits = { files: 0, fields: 10 }

export function invitationRoutes(web: WebContext): Route[] {
  const keep = (ctx: Ctx, token: string | null): void =>
    setCookie(ctx, web.secureCookies, cookie, token, { httpOnly: true, path, ...(token && { maxAge: anHourMs }) })
  // The address of the page itself tells nothing; with no referrer a browser would send its form as if it came from nowhere.
  const quiet = (ctx: Ctx): void => ctx.set('Cache-Control', 'no-store')
  const over = (ctx: Ctx, refused: Refused): void => {
    keep(ctx, null)
    // What cannot be a link is none, however it came.
    const none = refused.code === 'invalid'
    const words = none ? say.link.unknown : wordsOf(refused)
    const document = createElement(InvitationOver, { site: siteOf(ctx, web), words })
    show(ctx, { document, status: none ? 404 : refusals[refused.code] })
  }
  /** Bound to the link that the page was drawn for: another one, opened meanwhile, is another person's. */
  const bound = (token: string): string => web.formToken.make(`${path} ${token}`)

  async function draw(ctx: Ctx, token: string, status = 200, wrong?: PasswordWrong): Promise<void> {
    const tried = await attempt(() => web.call('readInvitation', { body: { token } }, guest, { ip: ctx.ip }))
    if ('refused' in tried) return over(ctx, tried.refused)
    const site = { ...siteOf(ctx, web), ...(status >= 400 && { failed: true as const }) }
    show(ctx, {
      document: createElement(Invitation, { site, token: bound(token), invited: tried.done, wrong }),
      status
    })
  }

  async function accept(ctx: Ctx): Promise<void> {
    if (!sameOrigin(ctx.headers, ctx.host)) refuse('origin')
    const token = ctx.cookies.get(cookie) ?? ''
    const { fields } = await web.incoming.reading(ctx.req, shareOf(guest, ctx.ip), (held) =>
      readForm(ctx.req, limits, held)
    )
    if (!web.formToken.check(`${path} ${token}`, one(fields, '_token')))
      return draw(ctx, token, 403, { form: say.accept.drawnElsewhere })
    const password = one(fields, 'password')
    const missing = missingIn(password, one(fields, 'password-again'))
    if (missing) return draw(ctx, token, 422, missing)
    const tried = await attempt(() =>
      web.call('acceptInvitation', { body: { token, password } }, guest, { ip: ctx.ip })
    )
    if ('done' in tried) {
      keep(ctx, null)
      return goOn(ctx, `${path}?done=1`)
    }
    if (tried.refused.code !== 'weak_password') return over(ctx, tried.refused)
    return draw(ctx, token, 422, { password: wordsOf(tried.refused) })
  }

  const info = { query: [], cache: 'no-store' } as const
  return [
    {
      ...info,
      method: 'GET',
      path: `${path}/:token`,
      serve(ctx) {
        quiet(ctx)
        ctx.set('Referrer-Policy', 'no-referrer')
        keep(ctx, String(ctx.params['token']))
        return Promise.resolve(goOn(ctx, path))
      }
    },
    {
      ...info,
      method: 'GET',
      path,
      query: ['done'],
      serve(ctx) {
        quiet(ctx)
        if (first(ctx.query['done']) === '1')
          return Promise.resolve(
            show(ctx, { document: createElement(InvitationDone, { site: siteOf(ctx, web) }), status: 200 })
          )
        return draw(ctx, ctx.cookies.get(cookie) ?? '')
      }
    },
    {
      ...info,
      method: 'POST',
      path,
      serve(ctx) {
        quiet(ctx)
        return accept(ctx)
      }
    }
  ]
}
