/** Whoever wants to be forgotten asks here. */
import type { AppContext } from '#server/context.ts'
import { refuse } from '#shared/errors.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { personOf } from '#server/kernel/viewer.ts'
import { eraseOwn } from './erase.ts'

/** Each stands in the register for ever and empties the pages that are kept, also where nothing is left to erase. */
const aDay = { name: 'own erasures', atMost: 20, withinMs: 86_400_000 } as const

export function erasureRoutes(context: AppContext): Pick<Handlers, 'eraseMe'> {
  const asked = context.counts.limit(aDay)
  return {
    async eraseMe(_input, viewer) {
      const whose = viewer.kind === 'code' ? viewer.report : (personOf(viewer) ?? '')
      const { used, leftMs } = asked.add(whose, 1)
      if (used > aDay.atMost) refuse('too_many', { retryAfterS: Math.ceil(leftMs / 1000) })
      await eraseOwn(viewer, context)
      return {}
    }
  }
}
