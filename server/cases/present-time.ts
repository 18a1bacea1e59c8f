/** The time of a case as the desk sees it: each stage in each office's hands, and the escalation. */
import type { DeskView } from '#shared/cases.ts'
import { escalationVerbs } from '#shared/deadlines.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { escalationStepOf, stageTimes, type ClockStep } from '#server/deadlines/index.ts'
import type { CaseDoc } from './model.ts'
import { clockSteps, timeRulesOf } from './projection.ts'

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString())

/** What the escalation has done, and what it does next. */
export function presentEscalation(caseDoc: CaseDoc, city: CitySnapshot): DeskView['escalation'] {
  const { next } = caseDoc.escalation
  const step = next && escalationStepOf(next.id, timeRulesOf(caseDoc.ledger, city.calendar))
  return {
    done: caseDoc.ledger.flatMap(({ n, at, verb, facts }) => {
      const known = escalationVerbs.find((one) => one === verb)
      return known ? [{ n, verb: known, at, ...(facts.count && { count: facts.count }) }] : []
    }),
    ...(next && step && { next: { verb: step.verb, at: new Date(next.at).toISOString() } })
  }
}

export const stageViews = (steps: readonly ClockStep[], city: CitySnapshot, now: number): DeskView['stages'] =>
  stageTimes(steps, city.calendar, now).map(({ office: id, from, to, dueAt, ...time }) => {
    const office = city.office(id)
    return {
      ...time,
      office: id === '' ? undefined : { id, name: office?.name ?? id, short: office?.short ?? id },
      from: new Date(from).toISOString(),
      to: iso(to),
      dueAt: iso(dueAt)
    }
  })

export function presentTime(
  caseDoc: CaseDoc,
  city: CitySnapshot,
  now: number
): Pick<DeskView, 'stages' | 'escalation' | 'extendRequest'> {
  const request = caseDoc.extendRequest === undefined ? undefined : caseDoc.ledger[caseDoc.extendRequest - 1]
  return {
    stages: stageViews(clockSteps(caseDoc.ledger), city, now),
    escalation: presentEscalation(caseDoc, city),
    ...(request?.facts.more && {
      extendRequest: {
        more: { n: request.facts.more, unit: caseDoc.deadline.limit.unit },
        words: caseDoc.words[request.n]?.text ?? ''
      }
    })
  }
}
