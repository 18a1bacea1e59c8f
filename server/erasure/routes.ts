/** Whoever wants to be forgotten asks here. */
import { refuse } from '#shared/errors.ts'
import type { AppContext } from '#server/context.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { personOf } from '#server/kernel/viewer.ts'
import { erasePerson } from './erase-person.ts'

export const erasureRoutes = (context: AppContext): Pick<Handlers, 'eraseProfile'> => ({
  async eraseProfile(_input, viewer) {
    const person = personOf(viewer) ?? refuse('unauthenticated')
    await erasePerson({ person, viewer, now: context.now(), keys: context.keys })
    // Public pages that show what a certificate's holder allowed are forgotten as well.
    context.moved(person)
    return {}
  }
})
