/** The half-yearly assessment on the desk: the page of a half, its forms, and all of it as CSV. */
import type { AssessmentView, Marks } from '#shared/assessment.ts'
import { local } from '#shared/time-format.ts'
import { assessment as say } from '#shared/locales/assessment.ts'
import { leaveFor } from '../../approvals/desk/leave.ts'
import { deskFile, deskForm, type DeskOutcome, type DeskRequest, type DeskRoute } from '../../frame/desk.tsx'
import { trimmed as one, wordsOf } from '../../frame/fields.ts'
import { see, type Sent } from '../../frame/route.ts'
import { fill } from '../../frame/words.ts'
import { Assessment, assessmentHome as home, markNames, ruleNames } from './Assessment.tsx'
import { csvOf } from './csv.ts'

type Fields = Sent['fields']
interface Shown {
  refused: string
  typed: Fields
}

const numbers = <K extends string>(fields: Fields, names: readonly K[]): Record<K, number> =>
  Object.fromEntries(names.map((name) => [name, one(fields, name) === '' ? NaN : Number(one(fields, name))])) as Record<
    K,
    number
  >

const readHalf = ({ call, viewer, param }: DeskRequest): Promise<AssessmentView> =>
  call('readAssessment', { params: { half: param('half') } }, viewer)

const acts: Readonly<Record<string, (request: DeskRequest, fields: Fields) => Promise<unknown>>> = {
  marks({ call, viewer, param }, fields) {
    const marks: Marks = numbers(fields, markNames)
    const body = { version: Number(one(fields, 'version')), half: param('half'), marks }
    return call('giveMarks', { params: { person: one(fields, 'person') }, body }, viewer)
  },
  add({ call, viewer }, fields) {
    const names = ['name', 'kind', 'office', 'post'] as const
    return call('addAuxiliary', { body: Object.fromEntries(names.map((name) => [name, one(fields, name)])) }, viewer)
  },
  rules({ call, viewer }, fields) {
    const body = { version: Number(one(fields, 'version')), rules: numbers(fields, ruleNames) }
    return call('setAssessmentRules', { body }, viewer)
  }
}

async function act(request: DeskRequest, { fields }: Sent): Promise<DeskOutcome<Shown>> {
  await acts[one(fields, 'act')]?.(request, fields)
  return see(`${home}/${request.param('half')}?done`)
}

export const assessmentDeskRoutes: readonly DeskRoute[] = [
  deskFile({
    path: home,
    load({ now }) {
      const { year, month } = local(now)
      return see(`${home}/${year}-${month <= 6 ? 'H1' : 'H2'}`)
    }
  }),
  deskFile({
    path: `${home}/:half.csv`,
    async load(request) {
      const assessment = await readHalf(request)
      const asking = await leaveFor(request, 'assessment', assessment.half)
      if (asking) return asking
      return {
        body: csvOf(assessment),
        type: 'text/csv; charset=utf-8',
        name: fill(say.file, { half: assessment.half })
      }
    }
  }),
  deskForm({
    path: `${home}/:half`,
    title: () => say.title,
    async load(request, shown: Shown | undefined) {
      const { viewer, query } = request
      const assessment = await readHalf(request)
      return { assessment, own: viewer.office, done: !shown && query['done'] !== undefined, ...shown }
    },
    view: Assessment,
    act,
    goesUp: [],
    refused: (refused, { fields }) => ({ refused: wordsOf(refused), typed: fields })
  })
]
