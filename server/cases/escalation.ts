/** What a step of the escalation writes into the ledger: whom it concerns, and which of its kind it is. */
import type { CitySnapshot } from '#server/city/index.ts'
import { escalationStepOf } from '#server/deadlines/index.ts'
import { settle, type Step } from './advance.ts'
import type { CaseDoc } from './model.ts'
import { timeRulesOf } from './projection.ts'
import { complainedOf } from './proposals.ts'

/** Who owes the next step: the office that holds it, or the centre where nobody does. */
const owes = (caseDoc: CaseDoc): string =>
  caseDoc.status === 'received' || caseDoc.status === 'returned' ? caseDoc.supervising : caseDoc.office

const times = (caseDoc: CaseDoc, verb: Step['verb']): number => caseDoc.ledger.filter((e) => e.verb === verb).length

/** The step that is due now, counted afresh; nothing where none is, or the clock stands still. */
export function dueEscalation(caseDoc: CaseDoc, now: { at: Date; city: CitySnapshot }): Step | undefined {
  const { next } = settle(caseDoc, now.city).escalation
  const due = next && escalationStepOf(next.id, timeRulesOf(caseDoc.ledger, now.city.calendar))
  if (!next || !due || next.at > now.at.getTime()) return undefined
  const above = now.city.office(caseDoc.supervising)?.supervising
  // A complaint is not raised to whom it is about.
  const upper = above === complainedOf(caseDoc) ? undefined : above
  const count = due.verb === 'expose' ? caseDoc.counts.overdue : times(caseDoc, due.verb) + 1
  return {
    actor: { kind: 'clock' },
    verb: due.verb,
    at: now.at.toISOString(),
    facts: {
      rung: due.id,
      count,
      office: due.verb === 'escalate' && upper ? upper : owes(caseDoc)
    }
  }
}
