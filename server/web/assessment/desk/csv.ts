/** The half year's table as a spreadsheet opens it. */
import type { AssessmentView } from '#shared/assessment.ts'
import { csv } from '#server/kernel/csv.ts'
import { assessment as say } from '#shared/locales/assessment.ts'

export function csvOf({ half, items }: AssessmentView): string {
  const rows = items.map((assessmentRow) => [
    half,
    assessmentRow.name,
    say.kind[assessmentRow.kind],
    assessmentRow.office.name,
    assessmentRow.post,
    assessmentRow.marks?.daysDue,
    assessmentRow.marks?.daysThere,
    assessmentRow.marks?.tasksGiven,
    assessmentRow.marks?.tasksDone,
    assessmentRow.marks?.training,
    assessmentRow.score ? Number(assessmentRow.score.points) : undefined,
    assessmentRow.score ? say.grade[assessmentRow.score.grade] : say.none,
    assessmentRow.fails,
    assessmentRow.leaves ? say.yes : say.no
  ])
  return csv([say.columns, ...rows])
}
