/** What a rung of the ladder writes into the ledger: whom it concerns, and which of its kind it is. */
import type { CitySnapshot } from '#server/city/index.ts'
import { rungOf } from '#server/deadlines/index.ts'
import { settle, type Step } from './advance.ts'
import type { CaseDoc } from './model.ts'
import { timeRulesOf } from './projection.ts'

/** Who owes the next step: the office that holds it, or the centre where nobody does. */
const owes = (it: CaseDoc): string =>
  it.status === 'received' || it.status === 'returned' ? it.supervising : it.office

const times = (it: CaseDoc, verb: Step['verb']): number => it.ledger.filter((e) => e.verb === verb).length

/** The rung that is due now, counted afresh; nothing where none is, or the clock stands still. */
export function rungStep(it: CaseDoc, now: { at: Date; city: CitySnapshot }): Step | undefined {
  const { next } = settle(it, now.city).ladder
  const rung = next && rungOf(next.id, timeRulesOf(it.ledger, now.city.calendar))
  if (!next || !rung || next.at > now.at.getTime()) return undefined
  const upper = now.city.office(it.supervising)?.supervising
  const count = rung.verb === 'expose' ? it.counts.overdue : times(it, rung.verb) + 1
  return {
    actor: { kind: 'clock' },
    verb: rung.verb,
    at: now.at.toISOString(),
    facts: {
      rung: rung.id,
      count,
      office: rung.verb === 'escalate' && upper ? upper : owes(it)
    }
  }
}
