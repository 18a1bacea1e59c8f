/** A roster as a table for office software: UTF-8 with its mark, CRLF, and no cell that a program would run. */
import { marks } from '#shared/words/zh-CN/marks.ts'
import type { RosterView } from '#shared/hours.ts'
import { activityWords, say } from './words.ts'

export type Cell = string | number

/** Text that begins like a formula is led by an apostrophe: what people write of themselves runs in nobody's program. */
export const plainCell = (value: Cell): Cell =>
  typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : value

/** The roster as rows of cells, its head first. */
export function rosterCells({ rows, shift }: RosterView): Cell[][] {
  const roleName = (id: string) => shift.roles.find((r) => r.id === id)?.name ?? id
  const { head } = say.roster
  const cells: Cell[][] = [
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
      row.phone ?? '',
      roleName(row.role),
      row.seats,
      activityWords.signup[row.state],
      say.roster.presence[row.presence.state],
      row.granted ?? row.presence.minutes,
      row.outcome ? activityWords.outcome[row.outcome] : '',
      [row.team, row.names.join(marks.list), row.note, row.words].filter(Boolean).join(marks.semicolon)
    ])
  ]
  return cells.map((line) => line.map(plainCell))
}

const quoted = (value: Cell): string => {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

export const rosterCsv = (it: RosterView): string =>
  `\uFEFF${rosterCells(it)
    .map((line) => line.map(quoted).join(','))
    .join('\r\n')}\r\n`
