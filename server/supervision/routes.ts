/** 社会监督员 judge offices by the month, 联络员 hold the contact card of a neighbourhood. */
import { ratingsShownFrom } from '#shared/supervision.ts'
import { refuse } from '#shared/errors.ts'
import { dayOf } from '#shared/when.ts'
import { hasRole } from '#server/kernel/viewer.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { World } from '#server/kernel/world.ts'
import { keepCard, keepJudgement, listCards, monthsOf, type CardDoc } from './model.ts'

const tenth = (n: number): number => Math.round(n * 10) / 10

export function supervisionRoutes(
  world: World
): Pick<Handlers, 'rateOffice' | 'officeRatings' | 'contactCards' | 'saveCard'> {
  const officeRef = (id: string) => {
    const it = world.city().office(id) ?? refuse('not_found')
    return { id: it.id, name: it.name, short: it.short }
  }
  const present = (it: CardDoc) => ({
    id: it._id,
    name: it.name,
    title: it.title,
    area: { id: it.area, name: world.city().areas.get(it.area)?.properties.name ?? it.area },
    phone: it.phone,
    hours: it.hours,
    report: `/report?area=${it.area}`
  })
  return {
    async rateOffice({ params, body }, viewer) {
      if (viewer.kind !== 'staff' || !hasRole(viewer, 'supervisor')) refuse('forbidden')
      const office = officeRef(params.office)
      // Nobody judges the house he belongs to.
      if (viewer.office === office.id) refuse('forbidden')
      const at = world.now()
      const month = dayOf(at).slice(0, 7)
      const { words, ...marks } = body
      await keepJudgement({
        _id: `${viewer.id}:${office.id}:${month}`,
        by: viewer.id,
        office: office.id,
        month,
        at,
        ...marks,
        ...(words && { words })
      })
      return { office, month, at: at.toISOString() }
    },

    async officeRatings({ params }) {
      const office = officeRef(params.office)
      const months = await monthsOf(office.id, ratingsShownFrom)
      return {
        office,
        months: months.map((m) => ({
          month: m._id,
          n: m.n,
          service: tenth(m.service),
          fairness: tenth(m.fairness),
          results: tenth(m.results)
        }))
      }
    },

    contactCards: async ({ query }) => ({ items: (await listCards(query.area)).map(present) }),

    async saveCard({ body }, viewer) {
      if (viewer.kind !== 'staff' || !hasRole(viewer, 'liaison')) refuse('forbidden')
      const city = world.city()
      if (city.areas.get(body.area)?.properties.level !== 'street') refuse('unknown_area')
      const card = { _id: viewer.id, ...body, title: city.person(viewer.id)?.title ?? '' }
      await keepCard(card)
      return present(card)
    }
  }
}
