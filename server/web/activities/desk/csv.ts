/** A roster as a table for office software. */
import { marks } from '#shared/locales/marks.ts'
import { phoneWords } from '#shared/locales/phone-words.ts'
import { csv } from '#server/kernel/csv.ts'
import type { RosterView } from '#shared/hours.ts'
import { activityWords, say } from './words.ts'

/** The roster as rows of cells, its head first. */
export function rosterCells({ rows, shift }: RosterView): (string | number)[][] {
  const roleName = (id: string) => shift.roles.find((r) => r.id === id)?.name ?? id
  const { head } = say.roster
  return [
    [
      head.n,
      head.name,
      head.phone,
      head.role,
      head.seats,
      head.state,
      head.presence,
      head.minutes,
      head.outcome,
      head.words
    ],
    ...rows.map((row, i) => [
      i + 1,
      row.name,
      phoneWords(row.phone ?? ''),
      roleName(row.role),
      row.seats,
      activityWords.signup[row.state],
      say.roster.presence[row.presence.state],
      row.granted ?? row.presence.minutes,
      row.outcome ? activityWords.outcome[row.outcome] : '',
      [row.team, row.names.join(marks.list), row.note, row.words].filter(Boolean).join(marks.semicolon)
    ])
  ]
}

export const rosterCsv = (roster: RosterView): string => csv(rosterCells(roster))
