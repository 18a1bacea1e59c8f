/** Going on with a session, and ending it. */
import type { AppContext } from '#server/context.ts'
import type { Handlers } from '#server/kernel/serve.ts'

type Names = 'refresh' | 'signOut'

export const sessionRoutes = ({ sessions }: AppContext): Pick<Handlers, Names> => ({
  refresh: ({ body }) => sessions.rotate(body.refresh),

  async signOut(_input, viewer) {
    if (viewer.kind === 'code') {
      if (viewer.family !== undefined) await sessions.endCode(viewer.family)
    } else if (viewer.kind !== 'guest') await sessions.end(viewer.family, 'signed_out')
    return {}
  }
})
