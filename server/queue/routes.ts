/** The queue of a member of staff. */
import { refuse } from '#shared/errors.ts'
import { presentRow, searchFor } from '#server/cases/index.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import { countQueue, listQueue, tabsOf } from './model.ts'

export function queueRoutes(context: AppContext): Pick<Handlers, 'queue'> {
  const presenting = () => ({ now: context.now().getTime(), city: context.city(), photos: context.photos })
  return {
    async queue({ query }, viewer) {
      if (viewer.kind !== 'staff') refuse('forbidden')
      const mine = tabsOf(viewer)
      const tab = query.tab ?? mine[0] ?? 'all'
      if (!mine.includes(tab)) refuse('forbidden')
      const [page, counts] = await Promise.all([
        listQueue(viewer, tab, {
          limit: 50,
          ...(query.q && searchFor(query.q)),
          ...(query.after && { after: query.after })
        }),
        Promise.all(mine.map(async (t) => [t, await countQueue(viewer, t)] as const))
      ])
      return {
        tab,
        counts: Object.fromEntries(counts),
        items: page.items.map((caseDoc) => presentRow(caseDoc, 'staff', presenting())),
        ...(page.older && { older: page.older })
      }
    }
  }
}
