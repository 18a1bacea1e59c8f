/** One case for anyone, and its moves for staff. */
import { refuse } from '#shared/errors.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { World } from '#server/kernel/world.ts'
import { move } from './commands.ts'
import { findCase, listNearby } from './model.ts'
import { presentCase } from './present.ts'

export function caseRoutes(world: World): Pick<Handlers, 'readCase' | 'moveCase'> {
  const light = () => ({ now: world.now().getTime(), city: world.city() })
  return {
    async readCase({ params }, viewer) {
      const it = (await findCase(params.no)) ?? refuse('not_found')
      const view = presentCase(it, viewer, light()) ?? refuse('not_found')
      if (!view.desk) return view
      const nearby = await listNearby(it.place, 50, it.no)
      return {
        ...view,
        desk: { ...view.desk, nearby: nearby.map((n) => ({ no: n.no, title: n.title, status: n.status, at: n.at })) }
      }
    },

    async moveCase({ params, body }, viewer) {
      const it = await move(params.no, viewer, body, { at: world.now(), city: world.city() })
      world.moved(it.no)
      return presentCase(it, viewer, light()) ?? refuse('not_found')
    }
  }
}
