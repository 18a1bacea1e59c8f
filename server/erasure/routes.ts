/** Whoever wants to be forgotten asks here. */
import type { AppContext } from '#server/context.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { eraseOwn } from './erase.ts'

export const erasureRoutes = (context: AppContext): Pick<Handlers, 'eraseMe'> => ({
  async eraseMe(_input, viewer) {
    await eraseOwn(viewer, context)
    return {}
  }
})
