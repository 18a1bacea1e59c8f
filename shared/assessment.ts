/**
 * Assessment of 协管员 and 监督员: attendance, completion and training, each half-year; who fails twice running leaves
 * (domain.md 2.4, F2-8 社区服务协管员, F2-3 监督员). Weights and marks are configuration, kept with a date from which they hold.
 */
import { endpoint } from './endpoint.ts'
import { officeRef } from './city.ts'
import {
  bool,
  input,
  int,
  line,
  list,
  figures,
  maybe,
  moment,
  oneOf,
  personName,
  rowId,
  said,
  slug,
  view,
  type Infer
} from './schema.ts'

export const auxiliaryKinds = ['auxiliary', 'inspector'] as const
export type AuxiliaryKind = (typeof auxiliaryKinds)[number]
export const half = () => figures(/^20\d\d-H[12]$/, 7)

export const assessmentRules = input({
  /** Points of a hundred; the three add up to it. */
  attendance: int(0, 100),
  completion: int(0, 100),
  training: int(0, 100),
  /** Fewer points are a fail. */
  pass: int(0, 100),
  /** So many points are outstanding. */
  excellent: int(0, 100),
  /** So many fails in a row, and he leaves. */
  failsToLeave: int(1, 10)
})
export type AssessmentRules = Infer<typeof assessmentRules>
export const defaultRules: AssessmentRules = {
  attendance: 40,
  completion: 40,
  training: 20,
  pass: 60,
  excellent: 90,
  failsToLeave: 2
}

export const marksInput = input({
  daysDue: int(0, 184),
  daysThere: int(0, 184),
  tasksGiven: int(0, 100_000),
  tasksDone: int(0, 100_000),
  /** Exam, of a hundred. */
  training: int(0, 100)
})
export type Marks = Infer<typeof marksInput>

export const grades = ['excellent', 'pass', 'fail'] as const
export type Grade = (typeof grades)[number]

/** What was due and not there counts against him; where nothing was due nothing is held against him. */
const share = (done: number, due: number): number => (due === 0 ? 1 : Math.min(1, done / due))

/** Points of a hundred, to a tenth. */
export function scoreOf(marks: Marks, rules: AssessmentRules): number {
  const points =
    rules.attendance * share(marks.daysThere, marks.daysDue) +
    rules.completion * share(marks.tasksDone, marks.tasksGiven) +
    rules.training * share(marks.training, 100)
  return Math.round(points * 10) / 10
}
export const gradeOf = (score: number, rules: AssessmentRules): Grade =>
  score >= rules.excellent ? 'excellent' : score >= rules.pass ? 'pass' : 'fail'

/** The half-year before: 2026-H1 -> 2025-H2. */
export const halfBefore = (of: string): string => {
  const year = Number(of.slice(0, 4))
  return of.endsWith('H2') ? `${year}-H1` : `${year - 1}-H2`
}
/** Fails in a row up to this half-year; a half-year without a mark ends the row. */
export function failsInARow(byHalf: ReadonlyMap<string, Grade>, of: string): number {
  let n = 0
  for (let at = of; byHalf.get(at) === 'fail'; at = halfBefore(at)) n++
  return n
}

export const assessmentRow = view({
  id: rowId(),
  name: said(),
  kind: oneOf(auxiliaryKinds),
  office: officeRef,
  /** Grid or stretch of road. */
  post: said(),
  version: int(1, 1_000_000),
  marks: maybe(
    view({
      daysDue: int(0, 184),
      daysThere: int(0, 184),
      tasksGiven: int(0, 100_000),
      tasksDone: int(0, 100_000),
      training: int(0, 100)
    })
  ),
  /** By the rules that held when the marks were given. */
  score: maybe(view({ points: said(), grade: oneOf(grades), at: moment(), by: said() })),
  fails: int(0, 100),
  /** The rule of two fails: he leaves. */
  leaves: bool()
})
export type AssessmentRow = Infer<typeof assessmentRow>

export const assessmentView = view({
  half: half(),
  rules: view({
    attendance: int(0, 100),
    completion: int(0, 100),
    training: int(0, 100),
    pass: int(0, 100),
    excellent: int(0, 100),
    failsToLeave: int(1, 10)
  }),
  rulesVersion: int(0, 1_000_000),
  items: list(assessmentRow, { max: 500 }),
  maySetRules: bool()
})
export type AssessmentView = Infer<typeof assessmentView>

const refuses = ['forbidden', 'not_found', 'stale'] as const
export const assessmentEndpoints = {
  readAssessment: endpoint({
    method: 'GET',
    path: '/api/assessment/:half',
    says: 'Assessment of a half-year: of an office for its own people, of all for the centre.',
    who: ['staff'],
    params: input({ half: half() }),
    answer: assessmentView,
    refuses: ['forbidden', 'not_found']
  }),
  setAssessmentRules: endpoint({
    method: 'POST',
    path: '/api/assessment/rules',
    says: 'Sets weights and marks; scores that were given stay as they are.',
    who: ['staff'],
    body: input({ version: int(0, 1_000_000), rules: assessmentRules }),
    answer: view({ version: int(1, 1_000_000) }),
    refuses: ['forbidden', 'stale', 'wrong_weights']
  }),
  addAuxiliary: endpoint({
    method: 'POST',
    path: '/api/assessment/people',
    says: 'Enters somebody who is to be assessed; the same name at the same post of an office is there once.',
    who: ['staff'],
    body: input({ name: personName(), kind: oneOf(auxiliaryKinds), office: slug(), post: line(30, 1) }),
    answer: view({ id: rowId() }),
    status: 201,
    refuses: ['forbidden', 'unknown_office', 'person_exists']
  }),
  giveMarks: endpoint({
    method: 'POST',
    path: '/api/assessment/people/:person/marks',
    says: 'Gives the marks of a half-year; again replaces them and scores by the rules of today.',
    who: ['staff'],
    params: input({ person: rowId() }),
    body: input({ version: int(1, 1_000_000), half: half(), marks: marksInput }),
    answer: view({ version: int(1, 1_000_000), points: said(), grade: oneOf(grades) }),
    refuses: [...refuses, 'too_much_done']
  })
}
