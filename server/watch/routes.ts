/** 督办: one view of everything that is nearly due, late or escalated. */
import { refuse } from '#shared/errors.ts'
import { officeRef, presentEscalation, presentRow, titleOf, unhappyOf, type CaseDoc } from '#server/cases/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { Staff, Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { casesOf, countUnhappy, listUnhappy, listWatched, marks, pageOf, sumOf, type Watched } from './model.ts'

/** Whose work is cases; nobody else has anything to see to. */
const working = ['officer', 'verifier', 'dispatcher', 'moderator', 'admin'] as const
const watcherOf = (viewer: Viewer): Staff =>
  viewer.kind === 'staff' && working.some((role) => viewer.roles.includes(role)) ? viewer : refuse('forbidden')

const escalated = (it: CaseDoc, city: CitySnapshot) => {
  const { done, next } = presentEscalation(it, city)
  return { steps: done, ...(next && { next }) }
}

export function watchRoutes(context: AppContext): Pick<Handlers, 'watch' | 'unhappy'> {
  return {
    async unhappy({ query }, viewer) {
      const watcher = watcherOf(viewer)
      const [city, at] = [context.city(), context.now()]
      const { state = 'open', office, after } = query
      const [page, counts] = await Promise.all([
        listUnhappy(
          watcher,
          { state, ...(office !== undefined && { office }) },
          { limit: 30, ...(after && { after }) }
        ),
        countUnhappy(watcher, office, at)
      ])
      return {
        state,
        ...counts,
        items: page.items.map((it) => ({
          no: it.no,
          title: titleOf(it, city),
          entry: unhappyOf(it, it.unhappy, { city, now: at.getTime() })
        })),
        ...(page.older && { older: page.older })
      }
    },

    async watch({ query }, viewer) {
      const all = await listWatched(watcherOf(viewer))
      const [city, at] = [context.city(), context.now()]
      const now = at.getTime()
      const inScope = all.filter((it) => query.category === undefined || it.category === query.category)
      const found = inScope.filter(
        (it) =>
          (query.office === undefined || it.office === query.office) &&
          (query.mark === undefined || marks[query.mark](it, now, city))
      )
      const byOffice = new Map<string, Watched[]>()
      for (const it of inScope) byOffice.set(it.office, [...(byOffice.get(it.office) ?? []), it])
      const page = pageOf(found, { limit: query.limit ?? 20, ...(query.after && { after: query.after }) })
      return {
        at: at.toISOString(),
        total: sumOf(inScope, now, city),
        offices: [...byOffice]
          .map(([id, its]) => {
            // In the order of their deadlines, so the first that is late is the one that has been for the longest.
            const oldest = its.find((it) => marks.overdue(it, now, city))
            return {
              office: officeRef(id, city),
              ...sumOf(its, now, city),
              ...(oldest && {
                oldest: {
                  no: oldest.no,
                  title: titleOf(oldest, city),
                  dueAt: new Date(oldest.deadline.dueAt).toISOString()
                }
              })
            }
          })
          .sort((a, b) => b.overdue - a.overdue || b.amber - a.amber || b.open - a.open),
        items: (await casesOf(page.nos)).map((it) => ({
          case: presentRow(it, 'staff', { now, city, photos: context.photos }),
          ...escalated(it, city),
          orders: (it.escalation.orders ?? []).map((order) => ({ ...order, answered: order.answered === true })),
          ...(it.raisedTo && { raisedTo: officeRef(it.raisedTo, city) })
        })),
        found: found.length,
        ...(page.older && { older: page.older })
      }
    }
  }
}
