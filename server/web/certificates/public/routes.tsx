/** The public doors of certificates: everyone comes in as a guest. */
import type Router from 'koa-router'
import type { RouterContext } from 'koa-router'
import type { ReactElement } from 'react'
import { certificateNo } from '#shared/certificates.ts'
import { check } from '#shared/schema.ts'
import type { Call } from '#server/kernel/serve.ts'
import { guest } from '#server/kernel/viewer.ts'
import type { Site } from '../../frame/site.ts'
import { Register } from './Register.tsx'
import { Verify } from './Verify.tsx'
import { say } from './words.ts'

interface Kit {
  call: Call
  site(ctx: RouterContext): Site
  show(ctx: RouterContext, page: ReactElement, status?: number): void
  see(ctx: RouterContext, href: string): void
}

const one = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const isNumber = (text: string): boolean => check(certificateNo(), text).ok
/** What a hurried hand makes of a number: other hyphens, spaces, none at all. */
const tidied = (typed: string): string =>
  typed.replace(/[\s\u2010-\u2015\uff0d]/g, '-').replace(/^(\d{4})-*(\d{6})$/, '$1-$2')

export function certificatePages(router: Router, { call, site, show, see }: Kit): void {
  router.get('/certificates', async (ctx) => {
    const typed = one(ctx.query['number'])
    const number = tidied(typed)
    const code = one(ctx.query['code'])
    if (isNumber(number)) {
      see(ctx, `/certificates/${number}${code ? `?${new URLSearchParams({ code }).toString()}` : ''}`)
      return
    }
    const at = { notices: one(ctx.query['notices']), revoked: one(ctx.query['revoked']) }
    const page = (after: string) => ({ query: after ? { after } : {} })
    const [notices, revoked] = await Promise.all([
      call('certificateNotices', page(at.notices), guest),
      call('revokedCertificates', page(at.revoked), guest)
    ])
    const wrong = ctx.query['number'] === undefined ? {} : { number: typed, wrong: say.page.badNumber }
    show(
      ctx,
      <Register site={site(ctx)} notices={notices} revoked={revoked} at={at} {...wrong} />,
      wrong.wrong ? 422 : 200
    )
  })

  router.get('/certificates/:number', async (ctx) => {
    const code = one(ctx.query['code']).slice(0, 16)
    const it = await call(
      'verifyCertificate',
      { params: { number: ctx.params['number'] }, query: code ? { code } : {} },
      guest,
      { ip: ctx.ip }
    )
    // A revocation shows at once, and no proxy keeps what a holder allowed one reader.
    ctx.set('Cache-Control', 'no-store')
    show(ctx, <Verify site={site(ctx)} it={it} />)
  })
}
