/** The half year's table as a spreadsheet opens it. */
import type { AssessmentView } from '#shared/assessment.ts'
import { csv } from '#server/kernel/csv.ts'
import { assessment as say } from '#shared/locales/assessment.ts'

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
  return csv([say.columns, ...rows])
}
