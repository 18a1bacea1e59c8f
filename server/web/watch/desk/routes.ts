/** 督办 on the desk. */
import { watch as say } from '#shared/locales/watch.ts'
import { guest } from '#server/kernel/viewer.ts'
import { deskPage, type DeskRoute } from '../../frame/desk.tsx'
import { whereOf } from './links.ts'
import { Watch } from './Watch.tsx'

const toldAtMost = 12

export const watchDeskRoutes: readonly DeskRoute[] = [
  deskPage({
    path: '/office/watch',
    title: () => say.title,
    roles: ['officer', 'verifier', 'dispatcher', 'moderator', 'admin'],
    async load({ call, viewer, asked }) {
      const where = whereOf(asked)
      const [it, { items }, { categories }] = await Promise.all([
        call('watch', { query: { ...where } }, viewer),
        call('myNotices', {}, viewer),
        call('categories', {}, guest)
      ])
      return { it, where, categories, told: items.filter(({ about }) => about === 'case').slice(0, toldAtMost) }
    },
    view: Watch
  })
]
