/** Whoever wants to have what is kept of him asks here for the link; it is fetched at its own address (server/app.ts). */
import { refuse } from '#shared/errors.ts'
import type { AppContext } from '#server/context.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { personOf } from '#server/kernel/viewer.ts'
import { ofReport } from '#server/notifications/index.ts'
import { newLink } from './model.ts'

export const ownDataRoutes = (context: AppContext): Pick<Handlers, 'askForCopy'> => ({
  async askForCopy(_input, viewer) {
    const person = viewer.kind === 'code' ? ofReport(viewer.report) : (personOf(viewer) ?? refuse('unauthenticated'))
    const { secret, until } = await newLink(person, context.now())
    return { href: `/copies/${secret}.zip`, until: until.toISOString() }
  }
})
