/** Whom the rules would send a case to now, under the category that it has or another. */
import type { Category, Office } from '#config/city/types.ts'
import { Refused } from '#shared/errors.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { mayHave, recorded, route, type Route } from '#server/routing/index.ts'
import { handing, type Now } from './advance.ts'
import type { Facts } from './ledger.ts'
import type { CaseDoc } from './model.ts'

/** The office that the first report of it complained of, whatever it is called now. */
export const complainedOf = (caseDoc: CaseDoc): string | undefined => caseDoc.ledger[0]?.facts.about

export interface Proposal {
  lead: Office
  /** For an entry that dispatches. */
  sent: Facts
  /** For an entry that takes it away from an office that may not have it. */
  handed: Facts
  routing: CaseDoc['routing']
}

/** Nothing where the rules name nobody who may have it: a dispatcher has to. */
export function routeUnder(caseDoc: CaseDoc, category: Category, { at, city }: Now): Proposal | undefined {
  const way = wayOf(caseDoc, category, at, city)
  const lead = way && city.office(way.office)
  if (!way || !lead || !mayHave(lead, category, complainedOf(caseDoc), city)) return undefined
  const { facts, routing } = recorded(way)
  const { office, supervising, rule, ruleVersion, release } = facts
  return { lead, sent: handing(facts), handed: { office, supervising, rule, ruleVersion, release }, routing }
}

function wayOf(caseDoc: CaseDoc, category: Category, at: Date, city: CitySnapshot): Route | undefined {
  const [lng, lat] = caseDoc.place.coordinates
  const { channel, answers = {} } = caseDoc.ledger[0]?.facts ?? {}
  // Only what this category asks as well: an answer to another one's question says nothing here.
  const kept = Object.entries(answers).filter(([question, choice]) =>
    category.questions?.some((q) => q.id === question && q.choices.some((c) => c.id === choice))
  )
  try {
    return route(city, category.code, lng, lat, {
      at: at.getTime(),
      answers: Object.fromEntries(kept),
      ...(channel && { channel })
    })
  } catch (error) {
    // A city may have drawn its border anew since.
    if (error instanceof Refused && error.code === 'outside_city') return undefined
    throw error
  }
}

/** Category by category, for whoever has to choose one. */
export const proposals = (caseDoc: CaseDoc, now: Now): { category: string; lead: Office }[] =>
  now.city.categories.flatMap((category) => {
    const way = routeUnder(caseDoc, category, now)
    return way ? [{ category: category.code, lead: way.lead }] : []
  })
