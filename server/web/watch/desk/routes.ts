/** 督办 on the desk. */
import { watch as say } from '#shared/locales/watch.ts'
import { guest } from '#server/kernel/viewer.ts'
import { deskPage, type DeskRoute } from '../../frame/desk.tsx'
import { whereOf } from './links.ts'
import { Unhappy } from './Unhappy.tsx'
import { Watch } from './Watch.tsx'

const toldAtMost = 12
const roles = ['officer', 'verifier', 'dispatcher', 'moderator', 'admin'] as const

export const watchDeskRoutes: readonly DeskRoute[] = [
  deskPage({
    path: '/office/watch',
    title: () => say.title,
    roles,
    async load({ call, viewer, asked }) {
      const where = whereOf(asked)
      const [watch, { items }, { categories }] = await Promise.all([
        call('watch', { query: { ...where } }, viewer),
        call('myNotices', {}, viewer),
        call('categories', {}, guest)
      ])
      return { watch, where, categories, told: items.filter(({ about }) => about === 'case').slice(0, toldAtMost) }
    },
    view: Watch
  }),
  deskPage({
    path: '/office/unhappy',
    title: () => say.unhappy.title,
    roles,
    async load({ call, viewer, asked }) {
      const { office, after } = whereOf(asked)
      const state = asked('state') === 'done' ? 'done' : 'open'
      const query = { state, ...(office && { office }), ...(after && { after }) }
      return { ledger: await call('unhappy', { query }, viewer), office, after }
    },
    view: Unhappy
  })
]
