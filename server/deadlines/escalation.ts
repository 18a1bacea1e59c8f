/**
 * The ladder a late case climbs, pure functions of its clock: 催办 before the deadline, then overdue entries with 督办,
 * the upper level, and after the third public exposure. Each step is one ledger entry, in order, once in the life of a
 * case; a clock that stands still climbs nothing, and one that goes on finds its steps where they are by then.
 *
 * After a long outage several steps lie behind a case. They are not climbed in one second: between two of them the office
 * has at least half of the time that the table puts between them, counted from when the first was really written
 * (docs/decisions/019). What the table puts at one moment belongs together and is climbed together.
 */
import type { EscalationStep, TimeRules } from '#config/city/types.ts'
import type { Calendar } from './calendar.ts'
import { deadlineMarks, tableOf, type ClockStep } from './clocks.ts'
import { crossing, type Budget, type Mark } from './tally.ts'

/** How much of the time between two steps is left to the office, however late the first of them was written. */
export const restShare = 0.5

const dueOf = ({ share, days = 0 }: EscalationStep, totalMs: number, dayMs: number): number =>
  Math.max(Math.ceil(totalMs * share), days > 0 ? totalMs + days * dayMs : 0)

const budgetOf =
  (step: EscalationStep, before: EscalationStep | undefined): Budget =>
  (totalMs, dayMs, escalatedMs) => {
    const due = dueOf(step, totalMs, dayMs)
    const apart = before ? due - dueOf(before, totalMs, dayMs) : 0
    return apart > 0 && escalatedMs !== undefined ? Math.max(due, escalatedMs + Math.ceil(apart * restShare)) : due
  }

export const escalationStepOf = (id: string, { ladder }: TimeRules): EscalationStep | undefined =>
  ladder.find((step) => step.id === id)

/** The step that comes next and when it is due; none while the clock stands still, or at the top. */
export function nextEscalation(
  steps: readonly ClockStep[],
  done: readonly string[],
  calendar: Calendar
): { id: string; at: number } | undefined {
  const { ladder } = tableOf(steps, calendar)
  const i = ladder.findIndex(({ id }) => !done.includes(id))
  const [step, before] = [ladder[i], ladder[i - 1]]
  if (!step) return undefined
  const marks = deadlineMarks(steps).map((mark, n): Mark => {
    const escalated = before !== undefined && steps[n]?.escalationStep === before.id
    return escalated ? { ...mark, escalated } : mark
  })
  const { at, running } = crossing(marks, calendar, budgetOf(step, before))
  return running ? { id: step.id, at } : undefined
}
