/** A roster as a table for office software: UTF-8 with its mark, CRLF, and no cell that a program would run. */
import { marks } from '#shared/words/zh-CN/marks.ts'
import type { RosterView } from '#shared/hours.ts'
import { activityWords, say } from './words.ts'

/** A cell that begins like a formula is led by an apostrophe, which spreadsheet programs hide. */
const cell = (value: string | number): string => {
  const text = String(value)
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

export function rosterCsv({ rows, shift }: RosterView): string {
  const roleName = (id: string) => shift.roles.find((r) => r.id === id)?.name ?? id
  const { head } = say.roster
  const lines = [
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
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}
