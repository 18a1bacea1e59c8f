/** The public's pages of figures: the home page, the offices side by side, one office. */
import { guest } from '#server/kernel/viewer.ts'
import { publicFor } from '#shared/endpoint.ts'
import { page, type PublicRoute } from '../../frame/public.ts'
import { onceOpen } from '../../frame/Preparing.tsx'
import { Home } from './Home.tsx'
import { loadHome, loadOffice } from './load.ts'
import { OfficePage } from './OfficePage.tsx'
import { Offices } from './Offices.tsx'

export const statisticsPublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/',
    cache: publicFor(5),
    load: ({ call, now }) => loadHome(call, now),
    view: onceOpen(Home)
  }),
  page({
    path: '/offices',
    cache: publicFor(5),
    async load({ call }) {
      const [offices, stats] = await Promise.all([
        call('offices', {}, guest),
        call('stats', { query: { days: '30' } }, guest)
      ])
      return { offices: offices.items, stats }
    },
    view: Offices
  }),
  page({
    path: '/offices/:id',
    cache: publicFor(5),
    load: ({ call, param }) => loadOffice(call, param('id')),
    view: OfficePage
  })
]
