/** The time of a case as the desk sees it: each stage in each office's hands, and the ladder. */
import type { DeskView } from '#shared/cases.ts'
import { rungVerbs } from '#shared/deadlines.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { rungOf, stageTimes, type ClockStep } from '#server/deadlines/index.ts'
import type { CaseDoc } from './model.ts'
import { clockSteps, timeRulesOf } from './projection.ts'

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString())

function ladderOf(it: CaseDoc, city: CitySnapshot): DeskView['ladder'] {
  const { next } = it.ladder
  const rung = next && rungOf(next.id, timeRulesOf(it.ledger, city.calendar))
  return {
    done: it.ledger.flatMap(({ n, at, verb, facts }) => {
      const known = rungVerbs.find((it) => it === verb)
      return known ? [{ n, verb: known, at, ...(facts.count && { count: facts.count }) }] : []
    }),
    ...(next && rung && { next: { verb: rung.verb, at: new Date(next.at).toISOString() } })
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
  it: CaseDoc,
  city: CitySnapshot,
  now: number
): Pick<DeskView, 'stages' | 'ladder' | 'extendRequest'> {
  const request = it.extendRequest === undefined ? undefined : it.ledger[it.extendRequest - 1]
  return {
    stages: stageViews(clockSteps(it.ledger), city, now),
    ladder: ladderOf(it, city),
    ...(request?.facts.more && {
      extendRequest: {
        more: { n: request.facts.more, unit: it.deadline.limit.unit },
        words: it.words[request.n]?.text ?? ''
      }
    })
  }
}
