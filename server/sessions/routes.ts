/** Going on with a session, looking at one's own, and ending them. */
import { refuse } from '#shared/errors.ts'
import type { AppContext } from '#server/context.ts'
import { staffOf } from '#server/kernel/policy.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { listed } from './present.ts'

type Names = 'refresh' | 'signOut' | 'mySessions' | 'endSession' | 'endOtherSessions'

export const sessionRoutes = ({ sessions }: AppContext): Pick<Handlers, Names> => ({
  refresh: ({ body }) => sessions.rotate(body.refresh),

  async signOut(_input, viewer) {
    if (viewer.kind === 'code') {
      if (viewer.family !== undefined) await sessions.endCode(viewer.family)
    } else if (viewer.kind !== 'guest') await sessions.end(viewer.family, 'signed_out')
    return {}
  },

  async mySessions(_input, viewer) {
    return { items: listed(await sessions.listOf({ kind: 'staff', id: staffOf(viewer).id }), viewer) }
  },

  async endSession({ params }, viewer) {
    const ended = await sessions.endOneOf({ kind: 'staff', id: staffOf(viewer).id }, params.session, 'by_owner')
    return { ended: ended || refuse('not_found') }
  },

  async endOtherSessions(_input, viewer) {
    const { id, family } = staffOf(viewer)
    return { ended: await sessions.endAllOf({ kind: 'staff', id }, 'by_owner', family) }
  }
})
