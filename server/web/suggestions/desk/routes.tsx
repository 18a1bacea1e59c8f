/** Pages of the desk for administrators. They come in by the desk's door: its seat, its form token, its frame. */
import type Router from 'koa-router'
import type { RouterContext } from 'koa-router'
import type { Middleware } from 'koa'
import type { Call } from '#server/kernel/serve.ts'
import type { Staff } from '#server/kernel/viewer.ts'
import { suggest as say } from '#shared/locales/suggest.ts'
import type { ReactElement } from 'react'
import { Shell, type DeskSite } from '../../frame/Shell.tsx'
import { render } from '../../frame/render.ts'
import { Suggest, suggestHref, type Shown } from './Suggest.tsx'

/** What the desk lends: who sits there, forms of ours, and the frame around a page. */
export interface DeskTools {
  call: Call
  seated(open: (ctx: RouterContext, viewer: Staff) => Promise<void>): Middleware
  posted(act: (ctx: RouterContext, viewer: Staff) => Promise<void>): Middleware
  siteFor(ctx: RouterContext, viewer: Staff): Promise<DeskSite>
  page(ctx: RouterContext, status: number, html: string): void
  see(ctx: RouterContext, href: string): void
}

export function adminDesk(router: Router, { call, seated, posted, siteFor, page, see }: DeskTools): void {
  const framed = (desk: DeskSite, title: string, inside: ReactElement): string =>
    render(
      <Shell desk={desk} title={title} view="page">
        {inside}
      </Shell>
    )

  router.get(
    '/office/admin/suggest',
    seated(async (ctx, viewer) => {
      const quality = await call('suggestQuality', {}, viewer)
      const site = await siteFor(ctx, viewer)
      const on: Shown = ctx.query['on'] === 'cases' ? 'cases' : 'held'
      page(ctx, 200, framed(site, say.title, <Suggest quality={quality} on={on} token={site.token} />))
    })
  )

  router.post(
    '/office/admin/suggest',
    posted(async (ctx, viewer) => {
      await call('rebuildSuggest', { body: {} }, viewer)
      see(ctx, suggestHref())
    })
  )
}
