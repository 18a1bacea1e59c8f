/** Half-yearly assessment: an office marks its own people, the centre sees all and sets the rules. */
import { defaultRules, failsInARow, gradeOf, scoreOf, type Grade } from '#shared/assessment.ts'
import { refuse } from '#shared/errors.ts'
import { newId } from '#server/kernel/mongo.ts'
import { staffOf } from '#server/kernel/policy.ts'
import type { Handlers } from '#server/kernel/serve.ts'
import { mustShow } from '#server/kernel/shown.ts'
import type { AppContext } from '#server/context.ts'
import {
  findAuxiliary,
  insertAuxiliary,
  listAuxiliaries,
  readRules,
  writeMarks,
  writeRules,
  type AuxiliaryDoc
} from './model.ts'
import { assessmentPolicy, assessor, rulesPolicy } from './policy.ts'

type Names = 'readAssessment' | 'setAssessmentRules' | 'addAuxiliary' | 'giveMarks'

export function assessmentRoutes(context: AppContext): Pick<Handlers, Names> {
  const rulesNow = async () => (await readRules()) ?? { version: 0, rules: defaultRules }
  const gradesOf = (auxiliary: AuxiliaryDoc): Map<string, Grade> =>
    new Map(Object.entries(auxiliary.halves).map(([half, { grade }]) => [half, grade]))

  return {
    async readAssessment({ params }, viewer) {
      const { office: own } = assessor(viewer)
      const [{ rules, version }, people] = await Promise.all([rulesNow(), listAuxiliaries(own)])
      return {
        half: params.half,
        rules,
        rulesVersion: version,
        maySetRules: rulesPolicy.permits(viewer, 'set', undefined),
        items: people.map((person) => {
          const scored = person.halves[params.half]
          const office = context.city().office(person.office)
          const fails = failsInARow(gradesOf(person), params.half)
          return {
            id: person._id.toHexString(),
            name: person.name,
            kind: person.kind,
            office: { id: person.office, name: office?.name ?? person.office, short: office?.short ?? person.office },
            post: person.post,
            version: person.version,
            ...(scored && {
              marks: scored.marks,
              score: {
                points: scored.points.toFixed(1),
                grade: scored.grade,
                at: scored.at.toISOString(),
                by: context.city().person(scored.by)?.name ?? scored.by
              }
            }),
            fails,
            leaves: fails >= rules.failsToLeave
          }
        })
      }
    },

    async setAssessmentRules({ body }, viewer) {
      const { staff } = assessor(viewer)
      rulesPolicy.permit(viewer, 'set', undefined)
      const { attendance, completion, training, pass, excellent } = body.rules
      if (attendance + completion + training !== 100 || pass > excellent) refuse('wrong_weights')
      if (!(await writeRules(body.version, body.rules, staff.id, context.now()))) refuse('stale')
      return { version: body.version + 1 }
    },

    async addAuxiliary({ body }, viewer) {
      assessmentPolicy.permit(viewer, 'mark', body)
      if (!context.city().office(body.office)) refuse('unknown_office')
      const _id = newId()
      const answer = { id: _id.toHexString() }
      await mustShow('addAuxiliary', () => answer)
      if (!(await insertAuxiliary({ _id, version: 1, halves: {}, ...body }))) refuse('person_exists')
      return answer
    },

    async giveMarks({ params, body }, viewer) {
      const auxiliary = (await findAuxiliary(params.person)) ?? refuse('not_found')
      assessmentPolicy.permit(viewer, 'mark', auxiliary)
      if (auxiliary.version !== body.version) refuse('stale')
      const { marks, half } = body
      if (marks.daysThere > marks.daysDue || marks.tasksDone > marks.tasksGiven) refuse('too_much_done')
      const { rules } = await rulesNow()
      const points = scoreOf(marks, rules)
      const grade = gradeOf(points, rules)
      const answer = { version: auxiliary.version + 1, points: points.toFixed(1), grade }
      await mustShow('giveMarks', () => answer)
      if (!(await writeMarks(auxiliary, half, { marks, points, grade, at: context.now(), by: staffOf(viewer).id })))
        refuse('stale')
      return answer
    }
  }
}
