/** Papers: what is set as a PDF for who may read it. Comes in by the same handlers as everyone. */
import Router, { type RouterContext } from 'koa-router'
import { refuse } from '#shared/errors.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { deskSessions } from '../../frame/session.ts'
import type { Site } from '../../frame/site.ts'
import { orderPdf } from './order.ts'

export interface PaperDeps {
  call: Call
  city: { info: Site['city'] }
  secureCookies: boolean
  viewerOf: (access: string) => Viewer | undefined
}

export function papers({ call, city, secureCookies, viewerOf }: PaperDeps): Router {
  const router = new Router()
  const seats = deskSessions(call, viewerOf, secureCookies)
  const origin = (ctx: RouterContext) => `${secureCookies ? 'https' : ctx.protocol}://${ctx.host}`
  const send = (ctx: RouterContext, name: string, pdf: Buffer) => {
    ctx.type = 'application/pdf'
    ctx.set('Cache-Control', 'private, no-store')
    ctx.set('Content-Disposition', `inline; filename*=UTF-8''${encodeURIComponent(`${name}.pdf`)}`)
    ctx.body = pdf
  }

  router.get('/office/cases/:no/orders/:n.pdf', async (ctx) => {
    const viewer = (await seats.who(ctx)) ?? refuse('unauthenticated')
    const { no, n } = ctx.params
    const it = await call('readOrder', { params: { no, n } }, viewer)
    send(ctx, it.number, await orderPdf(it, city.info.name, `${origin(ctx)}/office/cases/${it.no}`))
  })

  return router
}
