/** 社会监督员 judge offices by the month, 联络员 hold the contact card of a neighbourhood. */
import { ratingsShownFrom, type OwnJudgement } from '#shared/oversight.ts'
import { refuse } from '#shared/errors.ts'
import { dayOf, startOfDay } from '#shared/time-format.ts'
import { staffOf } from '#server/kernel/policy.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { AppContext } from '#server/context.ts'
import {
  findCard,
  judgementsOf,
  keepCard,
  keepJudgement,
  listCards,
  listWords,
  monthsOf,
  removeCard,
  type CardDoc,
  type JudgementDoc
} from './model.ts'
import { hears, holdsCard, judges, officeHeard, supervises } from './policy.ts'

type Names =
  'rateOffice' | 'officeRatings' | 'myRatings' | 'ratingWords' | 'contactCards' | 'saveCard' | 'myCard' | 'removeCard'

const wordsAtOnce = 20
const tenth = (n: number): number => Math.round(n * 10) / 10
const monthOf = (at: Date | number): string => dayOf(at).slice(0, 7)
export const monthBefore = (month: string): string => monthOf(startOfDay(`${month}-01`) - 1)

const presentOwn = ({ at, service, fairness, results, words }: JudgementDoc): OwnJudgement => ({
  at: at.toISOString(),
  service,
  fairness,
  results,
  ...(words && { words })
})

export function oversightRoutes(context: AppContext): Pick<Handlers, Names> {
  const refOf = ({ id, name, short }: { id: string; name: string; short: string }) => ({ id, name, short })
  const officeRef = (id: string) => refOf(context.city().office(id) ?? refuse('not_found'))
  /** Of an office that has been closed since, what it was called. */
  const formerRef = (id: string) => {
    const office = context.city().called.office(id)
    return { id, name: office?.name ?? id, short: office?.short ?? id }
  }
  const present = (card: CardDoc) => ({
    id: card._id,
    name: card.name,
    title: card.title,
    area: { id: card.area, name: context.city().areas.get(card.area)?.properties.name ?? card.area },
    phone: card.phone,
    hours: card.hours,
    report: `/report?area=${card.area}`
  })
  const titleOf = (id: string): string => context.city().person(id)?.title ?? ''
  /** A card is public as long as its holder has the task: who has left, or does something else now, is not called at home. */
  const stands = (card: CardDoc): boolean => {
    const person = context.city().person(card._id)
    const gone = person?.left !== undefined && person.left < dayOf(context.now())
    return person !== undefined && person.roles.includes('liaison') && !gone
  }

  return {
    async rateOffice({ params, body }, viewer) {
      if (!supervises(viewer)) refuse('forbidden')
      const office = officeRef(params.office)
      if (!judges(viewer, office.id)) refuse('forbidden')
      const at = context.now()
      const month = monthOf(at)
      const { words, ...marks } = body
      const answer = { office, month, at: at.toISOString() }
      await mustShow('rateOffice', () => answer)
      await keepJudgement({
        _id: `${viewer.id}:${office.id}:${month}`,
        by: viewer.id,
        office: office.id,
        month,
        at,
        ...marks,
        ...(words && { words })
      })
      return answer
    },

    async officeRatings({ params }) {
      const office = officeRef(params.office)
      const months = await monthsOf(office.id, ratingsShownFrom, monthOf(context.now()))
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

    async myRatings(_input, viewer) {
      if (!supervises(viewer)) refuse('forbidden')
      const month = monthOf(context.now())
      const before = monthBefore(month)
      const said = await judgementsOf(viewer.id, [month, before])
      const of = (office: string, when: string) =>
        said.find((judgement) => judgement.office === office && judgement.month === when)
      return {
        month,
        before,
        items: context
          .city()
          .offices.filter((office) => judges(viewer, office.id))
          .map((office) => {
            const [now, last] = [of(office.id, month), of(office.id, before)]
            return {
              office: refOf(office),
              ...(now && { now: presentOwn(now) }),
              ...(last && { last: presentOwn(last) })
            }
          })
      }
    },

    async ratingWords({ query }, viewer) {
      staffOf(viewer)
      const office = query.office && officeRef(query.office).id
      const own = office ?? officeHeard(viewer)
      if (own !== undefined && !hears(viewer, own)) refuse('forbidden')
      const { items, older } = await listWords(own, { after: query.after, limit: wordsAtOnce })
      return {
        items: items.map((said) => ({ office: formerRef(said.office), month: said.month, words: said.words })),
        ...(older && { older })
      }
    },

    contactCards: async ({ query }) => ({ items: (await listCards(query.area)).filter(stands).map(present) }),

    async saveCard({ body }, viewer) {
      if (!holdsCard(viewer)) refuse('forbidden')
      const city = context.city()
      if (city.areas.get(body.area)?.properties.level !== 'street') refuse('unknown_area')
      const card = { _id: viewer.id, ...body, title: titleOf(viewer.id) }
      await mustShow('saveCard', () => present(card))
      await keepCard(card)
      context.moved('anything')
      return present(card)
    },

    async myCard(_input, viewer) {
      if (!holdsCard(viewer)) refuse('forbidden')
      const card = await findCard(viewer.id)
      return { title: titleOf(viewer.id), ...(card && { card: present(card) }) }
    },

    async removeCard(_input, viewer) {
      await removeCard(staffOf(viewer).id)
      context.moved('anything')
      return {}
    }
  }
}
