/** The public register of units. */
import { publicFor } from '#shared/endpoint.ts'
import { guest } from '#server/kernel/viewer.ts'
import { page, type PublicRoute } from '../../frame/public.ts'
import { Unit } from './Unit.tsx'
import { Units } from './Units.tsx'

export const premisesPublicRoutes: readonly PublicRoute[] = [
  page({
    path: '/units',
    query: ['q', 'area', 'after'],
    cache: publicFor(5),
    async load({ call, asked }) {
      const [q, area] = [asked('q').trim().slice(0, 40), asked('area').trim().slice(0, 40)]
      const after = asked('after')
      const [list, areas] = await Promise.all([
        call('listUnits', { query: { ...(q && { q }), ...(area && { area }), ...(after && { after }) } }, guest),
        call('areas', {}, guest)
      ])
      return { list, areas: areas.items, asked: { q, area, after } }
    },
    view: Units
  }),
  page({
    path: '/units/:no',
    cache: publicFor(5),
    load: async ({ call, param }) => ({ it: await call('readUnit', { params: { unit: param('no') } }, guest) }),
    view: Unit
  })
]
