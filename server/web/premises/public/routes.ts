/** The public register of premises. */
import { publicFor } from '#shared/endpoint.ts'
import { guest } from '#server/kernel/viewer.ts'
import { page, type PublicRoute } from '../../frame/public.ts'
import { Premises } from './Premises.tsx'
import { PremisesList } from './PremisesList.tsx'

export const premisesPublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/premises',
    query: ['q', 'area', 'after'],
    cache: publicFor(5),
    async load({ call, asked }) {
      const [q, area] = [asked('q').trim().slice(0, 40), asked('area').trim().slice(0, 40)]
      const after = asked('after')
      const [list, areas] = await Promise.all([
        call('listPremises', { query: { ...(q && { q }), ...(area && { area }), ...(after && { after }) } }, guest),
        call('areas', {}, guest)
      ])
      return { list, areas: areas.items, asked: { q, area, after } }
    },
    view: PremisesList
  }),
  page({
    path: '/premises/:no',
    cache: publicFor(5),
    load: async ({ call, param }) => ({
      premises: await call('readPremises', { params: { premises: param('no') } }, guest)
    }),
    view: Premises
  })
]
