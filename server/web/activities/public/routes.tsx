/** The public doors of activities: list, one activity, results; a guest's pages, alike for everyone. */
import type { Context } from 'koa'
import Router from 'koa-router'
import type { ReactElement } from 'react'
import { refuse } from '#shared/errors.ts'
import type { Call } from '#server/kernel/serve.ts'
import { guest } from '#server/kernel/viewer.ts'
import type { BaseMap } from '../../map/base.ts'
import { qrSvg } from '#server/kernel/qr.ts'
import { render } from '../../frame/render.ts'
import type { Site } from '../../frame/site.ts'
import { ActivityPage } from './Activity.tsx'
import { readAfter, readFilters } from './filters.ts'
import { Honours } from './Honours.tsx'
import { ActivityList } from './List.tsx'
import { loadList, loadWall } from './load.ts'
import { Wall } from './Wall.tsx'

interface ActivityPagesDeps {
  call: Call
  base: BaseMap
  siteOf: (ctx: Context) => Site
  secureCookies: boolean
  now?: () => Date
}

export function activityPages({
  call,
  base,
  siteOf,
  secureCookies,
  now = () => new Date()
}: ActivityPagesDeps): Router {
  const router = new Router()
  const show = (ctx: Context, page: ReactElement) => {
    ctx.type = 'text/html; charset=utf-8'
    ctx.body = render(page)
  }
  router.get('/activities', async (ctx) =>
    show(
      ctx,
      <ActivityList {...await loadList(call, siteOf(ctx), base, readFilters(ctx.query), readAfter(ctx.query), now())} />
    )
  )
  router.get('/activities/results', async (ctx) =>
    show(ctx, <Wall {...await loadWall(call, siteOf(ctx), readAfter(ctx.query))} />)
  )
  router.get('/activities/honours', async (ctx) => {
    const { items } = await call('wall', {}, guest)
    show(ctx, <Honours site={siteOf(ctx)} items={items} />)
  })
  router.get('/activities/:no', async (ctx) => {
    const it = await call('readActivity', { params: { activity: ctx.params['no'] } }, guest)
    show(ctx, <ActivityPage site={siteOf(ctx)} it={it} base={base} />)
  })
  // What a phone scans; a mini-program that claims this address opens itself instead of the page.
  router.get('/activities/:no/qr.svg', (ctx) => {
    const no = ctx.params['no'] ?? ''
    if (!/^\d{8}-\d{3,5}$/.test(no)) refuse('not_found')
    ctx.type = 'image/svg+xml'
    ctx.set('Cache-Control', 'public, max-age=3600')
    ctx.body = qrSvg(`${secureCookies ? 'https' : ctx.protocol}://${ctx.host}/m/#/activities/activity?no=${no}`)
  })
  return router
}
