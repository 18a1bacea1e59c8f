import type { CaseRow } from '#shared/cases.ts'
import { addDays, dayOf } from '#shared/time-format.ts'

/** The queue as an officer plans his day: what is late, then by the day it falls due. */
export const groupNames = ['overdue', 'today', 'tomorrow', 'later', 'still'] as const
export type Group = (typeof groupNames)[number]

export function groupOf({ clock }: Pick<CaseRow, 'clock'>, now: number): Group {
  if (clock.state !== 'running') return 'still'
  if (clock.light === 'red') return 'overdue'
  const due = dayOf(clock.dueAt)
  const today = dayOf(now)
  return due <= today ? 'today' : due === addDays(today, 1) ? 'tomorrow' : 'later'
}

/** Groups that hold something, each with the shortest remaining time first. */
export function grouped<R extends Pick<CaseRow, 'clock'>>(rows: readonly R[], now: number): [Group, R[]][] {
  const left = ({ clock }: R) => clock.totalMs - clock.usedMs
  return groupNames
    .map((group): [Group, R[]] => [
      group,
      rows.filter((row) => groupOf(row, now) === group).sort((a, b) => left(a) - left(b))
    ])
    .filter(([, some]) => some.length > 0)
}
