/** The public page of contact cards. */
import type Router from 'koa-router'
import type { RouterContext } from 'koa-router'
import type { ReactElement } from 'react'
import type { Call } from '#server/kernel/serve.ts'
import { guest } from '#server/kernel/viewer.ts'
import type { Site } from '../../frame/site.ts'
import { Contacts } from './Contacts.tsx'

interface Kit {
  call: Call
  site(ctx: RouterContext): Site
  show(ctx: RouterContext, page: ReactElement, status?: number): void
}

export function contactPages(router: Router, { call, site, show }: Kit): void {
  router.get('/contacts', async (ctx) => {
    const q = typeof ctx.query['q'] === 'string' ? ctx.query['q'].trim().slice(0, 20) : ''
    const [cards, areas] = await Promise.all([call('contactCards', { query: {} }, guest), call('areas', {}, guest)])
    show(ctx, <Contacts site={site(ctx)} cards={cards.items} areas={areas.items} q={q} />)
  })
}
