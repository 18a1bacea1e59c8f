/**
 * The ladder a late case climbs, pure functions of its clock: 催办 before the deadline, then overdue entries with 督办,
 * the upper level, and after the third public exposure. Each rung is one ledger entry, in order, once in the life of a
 * case; a clock that stands still climbs nothing, and one that goes on finds its rungs where they are by then.
 */
import type { Rung } from '#config/city/types.ts'
import type { Calendar } from './calendar.ts'
import { promiseMarks, type ClockStep } from './clocks.ts'
import { crossing, type Budget } from './tally.ts'

const budgetOf =
  ({ share, days = 0 }: Rung): Budget =>
  (totalMs, dayMs) =>
    Math.max(Math.ceil(totalMs * share), days > 0 ? totalMs + days * dayMs : 0)

export const rungOf = (id: string, calendar: Calendar): Rung | undefined =>
  calendar.rules.ladder.find((rung) => rung.id === id)

/** The rung that comes next and when it is due; none while the clock stands still, or at the top. */
export function nextRung(
  steps: readonly ClockStep[],
  done: readonly string[],
  calendar: Calendar
): { id: string; at: number } | undefined {
  const rung = calendar.rules.ladder.find(({ id }) => !done.includes(id))
  if (!rung) return undefined
  const { at, running } = crossing(promiseMarks(steps), calendar, budgetOf(rung))
  return running ? { id: rung.id, at } : undefined
}
