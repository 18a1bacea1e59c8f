/** The public page of contact cards. */
import { guest } from '#server/kernel/viewer.ts'
import { publicFor } from '#shared/endpoint.ts'
import { page, type PublicRoute } from '../../frame/public.ts'
import { Contacts } from './Contacts.tsx'

export const oversightPublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/contacts',
    query: ['q'],
    cache: publicFor(5, { listsCases: false }),
    async load({ call, asked }) {
      const [cards, areas] = await Promise.all([call('contactCards', { query: {} }, guest), call('areas', {}, guest)])
      return { cards: cards.items, areas: areas.items, q: asked('q').trim().slice(0, 20) }
    },
    view: Contacts
  })
]
