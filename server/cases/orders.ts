/** 督办单: the case as it stood when the order was issued, read from the ledger up to that entry, whatever came later. */
import type { OrderView } from '#shared/orders.ts'
import { refuse } from '#shared/errors.ts'
import { fill, words as w } from '#shared/locales/index.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { daysBetween, nextEscalation, deadlineClock } from '#server/deadlines/index.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import type { AppContext } from '#server/context.ts'
import { titleOf } from './advance.ts'
import { findCase, type CaseDoc } from './model.ts'
import { readsDesk } from './policy.ts'
import { stageViews } from './present-time.ts'
import { clockSteps, project } from './projection.ts'

/** 2026-1122-00371, the first of it -> 督办〔2026〕1122-00371-1 号. */
const numberOf = (no: string, count: number): string => {
  const [year = '', ...rest] = no.split('-')
  return fill(w.deadlines.orderNumber, { year, rest: rest.join('-'), count })
}

export function orderAt(caseDoc: CaseDoc, n: number, city: CitySnapshot): OrderView | undefined {
  const entry = caseDoc.ledger[n - 1]
  if (entry?.verb !== 'supervise') return undefined
  const ledger = caseDoc.ledger.slice(0, n)
  const then = project(ledger, caseDoc.words, city.calendar)
  const at = Date.parse(entry.at)
  const steps = clockSteps(ledger)
  const next = nextEscalation(steps, then.escalation.done, city.calendar)
  const category = city.category(then.category)
  const ref = (id: string) => {
    const office = city.office(id)
    return { id, name: office?.name ?? id, short: office?.short ?? id }
  }
  const area = city.areas.get(then.area)?.properties.name ?? then.area
  const person = then.person === undefined ? undefined : city.person(then.person)?.name
  const text = caseDoc.words[1]?.text
  return {
    no: caseDoc.no,
    number: numberOf(caseDoc.no, entry.facts.count ?? 1),
    at: entry.at,
    title: titleOf(caseDoc, city),
    category: { code: then.category, name: category?.name ?? then.category, tile: category?.tile ?? 'other' },
    urgency: category?.urgency ?? 'limited',
    place: caseDoc.place.address ? `${area} ${caseDoc.place.address}` : area,
    ...(text && { text }),
    reportedAt: then.at,
    elapsedDays: daysBetween(Date.parse(then.at), at),
    reports: Math.max(1, then.counts.reports),
    office: ref(entry.facts.office ?? then.office),
    supervising: ref(then.supervising),
    ...(person && { person }),
    clock: deadlineClock(then.deadline, then.status, city.calendar, at),
    stages: stageViews(steps, city, at),
    // A house that was closed for a while climbs late: no paper names a moment that has passed.
    ...(next && next.at > at && { answerBy: new Date(next.at).toISOString() }),
    filing: category?.filing ?? '',
    closing: category?.closing ?? '',
    because: caseDoc.routing.because,
    hash: entry.hash
  }
}

export function orderRoutes(context: AppContext): Pick<Handlers, 'readOrder'> {
  return {
    async readOrder({ params }, viewer) {
      const caseDoc = (await findCase(params.no)) ?? refuse('not_found')
      // What one may not know does not exist.
      if (!readsDesk.holds(viewer, caseDoc)) refuse('not_found')
      return orderAt(caseDoc, params.n, context.city()) ?? refuse('not_found')
    }
  }
}
