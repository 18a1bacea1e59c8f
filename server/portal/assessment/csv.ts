/** The table as a spreadsheet opens it: UTF-8 with its mark, and no cell that a spreadsheet would take for a formula. */
import type { AssessmentView } from '#shared/assessment.ts'
import { assessment as say } from '#shared/words/zh-CN/assessment.ts'

/** What begins like a formula begins with an apostrophe; quotes are doubled. */
const cell = (value: string | number | undefined): string => {
  const text = String(value ?? '')
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvOf({ half, items }: AssessmentView): string {
  const rows = items.map((it) => [
    half,
    it.name,
    say.kind[it.kind],
    it.office.name,
    it.post,
    it.marks?.daysDue,
    it.marks?.daysThere,
    it.marks?.tasksGiven,
    it.marks?.tasksDone,
    it.marks?.training,
    it.score ? Number(it.score.points) : undefined,
    it.score ? say.grade[it.score.grade] : say.none,
    it.fails,
    it.leaves ? say.yes : say.no
  ])
  return `\ufeff${[say.columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
