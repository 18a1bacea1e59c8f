/** Sentences of yesterday become facts, and the facts say the same sentences. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { becauseWords } from '#shared/because.ts'
import type { CaseView } from '#shared/cases.ts'
import type { Receipt } from '#shared/reports.ts'
import type { RoutingFact } from '#shared/routing.ts'
import { keysFrom } from '#server/kernel/keys.ts'
import { makeLog } from '#server/kernel/log.ts'
import { database } from '#server/kernel/mongo.ts'
import { readFact } from '#server/migrations/003-routing-facts.ts'
import { migrations } from '#server/migrations/index.ts'
import { migrate } from '#server/migrations/run.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

const names = { area: '河滨街道', grid: '第1社区' }

/** As the version before wrote them. */
const written: [string, RoutingFact][] = [
  ['事项：店外经营，按职责分工，由街道办', { kind: 'rule', category: '店外经营', because: '按职责分工，由街道办' }],
  [
    '补充：是谁的地「物业」、有没有人看管「没有」',
    {
      kind: 'answers',
      answers: [
        { question: '是谁的地', choice: '物业' },
        { question: '有没有人看管', choice: '没有' }
      ]
    }
  ],
  ['回避：反映工作人员的事，不交给被反映的单位', { kind: 'complaint' }],
  ['权属：文庙公园范围内，谁权属谁负责', { kind: 'asset', asset: '文庙公园' }],
  ['时间：休息日 22:30，按值班安排', { kind: 'hour', working: false, clock: '22:30' }],
  ['来源：热线', { kind: 'channel', channel: 'hotline' }],
  ['位置：在河滨街道第1社区界内', { kind: 'area', area: '河滨街道', grid: '第1社区' }],
  ['位置：在河滨街道界内', { kind: 'area', area: '河滨街道' }],
  [
    '交界处：离文昌街道界线 12 米，不到 50 米，由位置所在一侧主办，文昌中队、机动中队协办',
    { kind: 'border', area: '文昌街道', metres: 12, limit: 50, offices: ['文昌中队', '机动中队'] }
  ],
  ['结果：派给河滨中队', { kind: 'result', office: '河滨中队', assisting: [] }],
  [
    '结果：派给河滨中队，环卫中心、水利局协办',
    { kind: 'result', office: '河滨中队', assisting: ['环卫中心', '水利局'] }
  ],
  ['结果：由派遣员改派给环卫中心', { kind: 'by_hand', office: '环卫中心' }]
]

/** What is said today, as it was said then. */
const saidThen = (fact: RoutingFact): string =>
  becauseWords(fact)
    .replace(/^类别：/, '事项：')
    .replace('投诉工作人员的事，不交给被投诉的单位', '反映工作人员的事，不交给被反映的单位')

describe('a sentence of yesterday', () => {
  test.each(written)('%s is read back, and said again the same', (sentence, fact) => {
    expect(readFact(sentence, names)).toEqual(fact)
    expect(saidThen(fact)).toBe(sentence)
  })

  test.each(['来源：门缝', '位置：在别处街道第2社区界内', '补充：没有引号', '一句手写的话', ''])(
    '%s is no fact and stays as it was, for staff',
    (sentence) => {
      expect(readFact(sentence, names)).toEqual({ kind: 'text', text: sentence })
    }
  )
})

describe('a database of yesterday', () => {
  let server: TestServer
  let walk: Journey
  beforeAll(async () => {
    server = await startTestServer({ env: { ROLE: 'web' } })
    walk = journey(server)
  })
  afterAll(() => server.stop())

  /** Takes the facts of a case back into the sentences they were, with one that nobody can read. */
  async function asYesterday(no: string): Promise<void> {
    const cases = database().collection('cases')
    const found = await cases.findOne({ no })
    const sentences = (because: RoutingFact[]) => [...because.map(saidThen), '手写的一句：河滨街道第1社区 3 号楼']
    const reports = ((found?.['reports'] ?? []) as { receipt: { because: RoutingFact[] } }[]).map((report) => ({
      ...report,
      receipt: { ...report.receipt, because: report.receipt.because.map(saidThen) }
    }))
    await cases.updateOne(
      { no },
      { $set: { 'routing.because': sentences((found?.['routing'] as Receipt | undefined)?.because ?? []), reports } }
    )
  }
  const apply = (commit: boolean) =>
    migrate({
      db: database(),
      migrations,
      commit,
      now: () => server.context.now(),
      city: () => Promise.resolve(server.city),
      keys: keysFrom('5a'.repeat(32)),
      log: makeLog('silent')
    })
  const read = async (no: string, who?: string) =>
    (await (who ? await walk.staff(who) : walk.guest).get<CaseView>(`/api/cases/${no}`)).body.routing.because

  test('reads as before to everybody, and what could not be read is for staff alone', async () => {
    const filed = await walk.submit()
    const home = await walk.submit({ category: 'home-noise' })
    await walk.publish(filed.no)
    await walk.publish(home.no)
    const [toStaff, toAll] = [await read(filed.no, 'zhou'), await read(filed.no)]
    expect(toStaff).toContainEqual({ kind: 'area', area: '河滨街道', grid: '第1社区' })
    await asYesterday(filed.no)
    await asYesterday(home.no)
    await database()
      .collection('migrations')
      .deleteMany({ _id: 3 as never })
    expect(await apply(false)).toMatchObject([{ number: 3, counts: { cases: 2 } }])
    expect(await apply(true)).toMatchObject([{ number: 3, counts: { cases: 2 } }])
    expect(
      await database()
        .collection('cases')
        .countDocuments({ 'routing.because': { $type: 'string' } })
    ).toBe(0)
    const text = { kind: 'text', text: '手写的一句：河滨街道第1社区 3 号楼' }
    expect(await read(filed.no, 'zhou')).toEqual([...toStaff, text])
    expect(await read(filed.no)).toEqual(toAll)
    expect(await read(home.no)).toContainEqual({ kind: 'area', area: '河滨街道' })
    expect(JSON.stringify(await read(home.no))).not.toMatch(/第1社区|手写/)
    const own = (await filed.reporter.get<{ case: CaseView }>(`/api/reports/${filed.report}`)).body.case
    expect(own.routing.because).toEqual(toStaff)
  })
})
