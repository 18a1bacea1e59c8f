/** 督办: one view of everything that is nearly due, late or escalated. */
import { refuse } from '#shared/errors.ts'
import { officeRef, presentEscalation, presentRow, titleOf, unhappyOf, type CaseDoc } from '#server/cases/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { Staff, Viewer } from '#server/kernel/viewer.ts'
import type { AppContext } from '#server/context.ts'
import { casesOf, countUnhappy, listUnhappy, listWatched, sumsByOffice, totalOf } from './model.ts'

/** Whose work is cases; nobody else has anything to see to. */
const working = ['officer', 'verifier', 'dispatcher', 'moderator', 'admin'] as const
const watcherOf = (viewer: Viewer): Staff =>
  viewer.kind === 'staff' && working.some((role) => viewer.roles.includes(role)) ? viewer : refuse('forbidden')

const escalated = (caseDoc: CaseDoc, city: CitySnapshot) => {
  const { done, next } = presentEscalation(caseDoc, city)
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
          { limit: 30, ...(after && { after }) },
          at
        ),
        countUnhappy(watcher, office, at)
      ])
      return {
        state,
        ...counts,
        items: page.items.map((unhappyRow) => ({
          no: unhappyRow.no,
          title: titleOf(unhappyRow, city),
          entry: unhappyOf(unhappyRow, unhappyRow.unhappy, { city, now: at.getTime() })
        })),
        ...(page.older && { older: page.older })
      }
    },

    async watch({ query }, viewer) {
      const watcher = watcherOf(viewer)
      const [city, at] = [context.city(), context.now()]
      const now = at.getTime()
      const { office, category, mark, after, limit } = query
      const [page, { offices, all }] = await Promise.all([
        listWatched(watcher, { office, category, mark }, { limit: limit ?? 20, ...(after && { after }) }, now),
        sumsByOffice(watcher, { category }, now)
      ])
      const cases = new Map(
        (await casesOf([...page.nos, ...offices.flatMap(({ oldest }) => oldest?.no ?? [])])).map((caseDoc) => [
          caseDoc.no,
          caseDoc
        ])
      )
      const total = totalOf(offices)
      const found = totalOf(offices.filter((officeSums) => office === undefined || officeSums.office === office))
      return {
        at: at.toISOString(),
        total,
        offices: offices
          .map(({ office: id, oldest, ...sums }) => {
            const its = oldest && cases.get(oldest.no)
            return {
              office: officeRef(id, city),
              ...sums,
              ...(its && {
                oldest: { no: its.no, title: titleOf(its, city), dueAt: new Date(its.deadline.dueAt).toISOString() }
              })
            }
          })
          .sort((a, b) => b.overdue - a.overdue || b.amber - a.amber || b.open - a.open),
        items: page.nos
          .flatMap((no) => cases.get(no) ?? [])
          .map((caseDoc) => ({
            case: presentRow(caseDoc, 'staff', { now, city, photos: context.photos }),
            ...escalated(caseDoc, city),
            orders: (caseDoc.escalation.orders ?? []).map((order) => ({ ...order, answered: order.answered === true })),
            ...(caseDoc.raisedTo && { raisedTo: officeRef(caseDoc.raisedTo, city) })
          })),
        found: found[mark ?? 'open'],
        ...(!all && { more: true as const }),
        ...(page.older && { older: page.older })
      }
    }
  }
}
