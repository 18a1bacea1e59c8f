/** 办事规范一览表: what is taken up and when it is done, how fast, in whose hours, and what follows where it is not. */
import { categoryAnswers, officeKinds, urgencies } from './city.ts'
import { escalationVerbs, stages } from './deadlines.ts'
import { anyone, endpoint, publicFor } from './endpoint.ts'
import { areaClasses, limit, limitUnits, unitsAtMost } from './limits.ts'
import { bool, int, list, maybe, number, oneOf, said, slug, view, type Infer } from './schema.ts'

const hours = list(list(said(), { min: 2, max: 2 }), { max: 20 })

export const standardsView = view({
  rows: list(
    view({
      code: slug(),
      name: said(),
      tile: slug(),
      gb: said(),
      urgency: oneOf(urgencies),
      filing: said(),
      closing: said(),
      /** One number for each area class. */
      limit: view({ n: list(int(1, unitsAtMost), { min: 3, max: 3 }), unit: oneOf(limitUnits) }),
      /** The published limit it stands on, where there is one. */
      basis: maybe(said()),
      answers: categoryAnswers
    }),
    { max: 500 }
  ),
  tiles: list(view({ id: slug(), name: said() }), { max: 40 }),
  /** Street areas of each class, the busiest first. */
  areas: list(view({ class: oneOf(areaClasses), names: list(said(), { max: 500 }) }), { max: 3 }),
  stages: list(
    view({
      urgency: oneOf(urgencies),
      limits: list(view({ stage: oneOf(stages), limit }), { max: 4 })
    }),
    { max: 3 }
  ),
  hold: view({ times: int(0, 100), days: int(0, 1000) }),
  extension: view({ times: int(0, 100), share: number() }),
  ladder: list(view({ verb: oneOf(escalationVerbs), share: number(), days: maybe(int(0, 1000)) }), { max: 50 }),
  duty: view({
    /** Of the city's working days. */
    slots: hours,
    own: list(view({ names: list(said(), { max: 500 }), kind: oneOf(officeKinds), everyDay: bool(), slots: hours }), {
      max: 500
    })
  }),
  /** Which years' statutory arrangement is known; what crosses another is provisional. */
  years: list(view({ year: int(2000, 2200), known: bool() }), { max: 10 })
})
export type StandardsView = Infer<typeof standardsView>

export const standardsEndpoints = {
  standards: endpoint({
    method: 'GET',
    path: '/api/standards',
    says: 'Every category with filing and closing condition and limit by area class, the limits of stages, duty hours, and the ladder of escalation.',
    who: anyone,
    answer: standardsView,
    refuses: [],
    cache: publicFor(5, { listsCases: false })
  })
}
