/** Marks of 协管员 and 监督员: the sum, the two fails, who may give them, and the table as CSV. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  defaultRules,
  failsInARow,
  gradeOf,
  halfBefore,
  scoreOf,
  type AssessmentView,
  type Grade
} from '#shared/assessment.ts'
import { csvOf } from '#server/web/assessment/desk/csv.ts'
import { signIn, type Client, type Reply } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

const marks = (daysThere: number, tasksDone: number, training: number) => ({
  daysDue: 120,
  daysThere,
  tasksGiven: 50,
  tasksDone,
  training
})

describe('the sum', () => {
  test.each([
    [marks(120, 50, 100), 100, 'excellent'],
    [marks(108, 45, 90), 90, 'excellent'],
    [marks(107, 45, 90), 89.7, 'pass'],
    [marks(72, 30, 60), 60, 'pass'],
    [marks(71, 30, 60), 59.7, 'fail'],
    [marks(0, 0, 0), 0, 'fail']
  ] as const)('weighs attendance, completion and training: %j is %d', (marks, score, grade) => {
    expect(scoreOf(marks, defaultRules)).toBe(score)
    expect(gradeOf(score, defaultRules)).toBe(grade)
  })

  test('holds nothing against who was given nothing to do', () => {
    expect(scoreOf({ ...marks(120, 0, 100), tasksGiven: 0 }, defaultRules)).toBe(100)
  })

  test('counts fails in a row, and a half-year without a mark ends the row', () => {
    const of = (all: Record<string, Grade>, half: string) => failsInARow(new Map(Object.entries(all)), half)
    expect(halfBefore('2026-H1')).toBe('2025-H2')
    expect(of({ '2025-H2': 'fail', '2026-H1': 'fail' }, '2026-H1')).toBe(2)
    expect(of({ '2025-H2': 'fail', '2026-H1': 'pass' }, '2026-H1')).toBe(0)
    expect(of({ '2025-H1': 'fail', '2026-H1': 'fail' }, '2026-H1')).toBe(1)
    expect(of({ '2025-H2': 'fail' }, '2026-H1')).toBe(0)
  })
})

describe('the assessor', () => {
  let server: TestServer
  let xu: Client
  let guan: Client
  beforeAll(async () => {
    server = await startTestServer({ env: { ROLE: 'web' } })
    xu = await signIn(server, 'xu')
    guan = await signIn(server, 'guan')
  })
  afterAll(() => server.stop())

  const add = (who: Client, name: string, office = 'hebin-squad'): Promise<Reply<{ id: string; code?: string }>> =>
    who.post('/api/assessment/people', { name, kind: 'auxiliary', office, post: '第 3 网格' })
  const give = (who: Client, id: string, version: number, half: string, item: object) =>
    who.post<{ code?: string; version: number; grade: Grade }>(`/api/assessment/people/${id}/marks`, {
      version,
      half,
      marks: item
    })
  const table = async (who: Client, half: string): Promise<AssessmentView> =>
    (await who.get<AssessmentView>(`/api/assessment/${half}`)).body

  test('marks his own people and no others, and two fails running show', async () => {
    const { id } = (await add(xu, '马助理')).body
    expect((await add(xu, '马助理')).body.code).toBe('person_exists')
    expect((await add(xu, '别处的', 'wenchang-squad')).body.code).toBe('forbidden')
    const zhou = await signIn(server, 'zhou')
    expect((await zhou.get('/api/assessment/2026-H1')).status).toBe(403)
    expect((await give(xu, id, 1, '2025-H2', marks(60, 20, 40))).body.grade).toBe('fail')
    expect((await give(xu, id, 1, '2026-H1', marks(60, 20, 40))).body.code).toBe('stale')
    expect((await give(xu, id, 2, '2026-H1', marks(121, 20, 40))).body.code).toBe('too_much_done')
    expect((await table(xu, '2025-H2')).items[0]).toMatchObject({ fails: 1, leaves: false })
    await give(xu, id, 2, '2026-H1', marks(60, 20, 40))
    expect((await table(xu, '2026-H1')).items[0]).toMatchObject({ fails: 2, leaves: true })
    expect((await table(await signIn(server, 'he'), '2026-H1')).items).toEqual([])
    expect((await table(guan, '2026-H1')).items).toHaveLength(1)
  })

  test('scores by rules that an administrator sets, and only whole ones', async () => {
    const set = (who: Client, version: number, more: object) =>
      who.post<{ code?: string; version: number }>('/api/assessment/rules', {
        version,
        rules: { ...defaultRules, ...more }
      })
    expect((await set(xu, 0, {})).body.code).toBe('forbidden')
    expect((await set(guan, 0, { attendance: 50 })).body.code).toBe('wrong_weights')
    expect((await set(guan, 0, { attendance: 20, completion: 20, training: 60 })).body.version).toBe(1)
    expect((await set(guan, 0, {})).body.code).toBe('stale')
    const { id } = (await add(xu, '牛助理')).body
    expect((await give(xu, id, 1, '2026-H1', marks(120, 50, 30))).body.grade).toBe('fail')
    // What was scored before stays as it was.
    expect(
      (await table(xu, '2026-H1')).items.find((assessmentRow) => assessmentRow.name === '马助理')?.score?.points
    ).toBe('44.0')
  })

  test('takes the table home, and no name in it becomes a formula', async () => {
    await add(xu, '=1+1')
    const csv = csvOf(await table(xu, '2026-H1'))
    expect(csv.startsWith('\ufeff半年,姓名')).toBe(true)
    expect(csv).toContain("2026-H1,'=1+1,协管员,河滨中队,第 3 网格,,,,,,,未评,0,否\r\n")
    expect(csv).toContain('马助理,协管员,河滨中队,第 3 网格,120,60,50,20,40,44,不合格,2,是')
  })
})
