/** Each close has a rating of its own, figures count everybody's last word, and an answer that is not happy is followed up. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiAnswer } from '#shared/api.ts'
import type { CaseView, StatsView } from '#shared/cases.ts'
import type { ReportView } from '#shared/reports.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { startWeb, visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
let desk: Awaited<ReturnType<typeof startWeb>>
const start = Date.parse('2026-11-16T01:00:00Z')
/** Figures are kept for some seconds; every look is a minute later. */
let minute = 0
const later = (more = 1): void => server.setNow(new Date(start + (minute += more) * 60_000))
beforeAll(async () => {
  server = await startTestServer({ now: new Date(start).toISOString(), env: { ROLE: 'web' } })
  walk = journey(server)
  desk = await startWeb(server)
})
afterAll(async () => {
  await desk.stop()
  await server.stop()
})

const sure = async (name: string, no: string, said: Parameters<Journey['move']>[2]) => {
  later()
  const { status, text, body } = await walk.move(name, no, said)
  if (status !== 200) throw new Error(text)
  return body
}
const rate = (submitted: Submitted, solved: string, satisfied: string, text?: string) => {
  later()
  return submitted.reporter.post<ReportView & { code?: string }>(`/api/reports/${submitted.report}/rate`, {
    solved,
    satisfied,
    ...(text && { text })
  })
}
const mine = async (submitted: Submitted) =>
  (await submitted.reporter.get<ReportView>(`/api/reports/${submitted.report}`)).body
const figures = async (): Promise<Pick<StatsView, 'satisfied' | 'solved' | 'dissatisfied'>> => {
  later()
  const { satisfied, solved, dissatisfied } = (await walk.guest.get<StatsView>('/api/stats?days=7')).body
  return { satisfied, solved, dissatisfied }
}
const ledger = async (name: string, query = '') =>
  (await (await walk.staff(name)).get<ApiAnswer<'unhappy'>>(`/api/unhappy${query}`)).body
const reopened = async (submitted: Submitted) => {
  later()
  await submitted.reporter.post(`/api/reports/${submitted.report}/reopen`, { text: '第二天又摆出来了' })
  await sure('sun', submitted.no, { verb: 'reopen', words: '情况属实，重办' })
}
const doneAgain = async (submitted: Submitted) => {
  const photos = [await walk.photo()]
  await sure('zhou', submitted.no, { verb: 'reply', outcome: 'solved', words: '这次派人守了一整天。', photos })
  await sure('zhao', submitted.no, { verb: 'verify', words: '到现场看过', onSite: true, photos: [] })
}

describe('a case that was done again', () => {
  let submitted: Submitted
  test('keeps the answer to its first close while it is worked on, in the figures too', async () => {
    submitted = await walk.closed()
    const before = await figures()
    expect((await rate(submitted, 'unsolved', 'dissatisfied', '没有解决')).status).toBe(200)
    expect((await rate(submitted, 'solved', 'satisfied')).body).toMatchObject({ code: 'already_rated' })
    const counted = {
      dissatisfied: before.dissatisfied + 1,
      satisfied: { n: before.satisfied.n, of: before.satisfied.of + 1 }
    }
    expect(await figures()).toMatchObject(counted)
    await reopened(submitted)
    expect(await figures()).toMatchObject(counted)
    expect(await mine(submitted)).toMatchObject({ rating: { solved: 'unsolved', round: 1 }, ratedBefore: [] })
  })

  test('is rated anew by the same reporter, and the figures count his last word', async () => {
    const before = await figures()
    await doneAgain(submitted)
    const asked = await mine(submitted)
    expect(asked.may).toContain('rate')
    expect(asked).not.toHaveProperty('rating')
    expect(asked.ratedBefore).toMatchObject([{ solved: 'unsolved', round: 1 }])
    const { body: list } = await submitted.reporter.get<ApiAnswer<'myReports'>>('/api/reports/mine')
    expect(list.items[0]).toMatchObject({ waiting: 'rate' })

    const rated = await rate(submitted, 'solved', 'satisfied', '这次真的解决了')
    expect(rated.status).toBe(200)
    expect(rated.body).toMatchObject({
      rating: { solved: 'solved', round: 2 },
      ratedBefore: [{ round: 1, earlier: true }]
    })
    expect((await rate(submitted, 'solved', 'satisfied')).body).toMatchObject({ code: 'already_rated' })
    expect(await figures()).toEqual({
      satisfied: { n: before.satisfied.n + 1, of: before.satisfied.of },
      solved: { n: before.solved.n + 1, of: before.solved.of },
      dissatisfied: before.dissatisfied - 1
    })
    // Nothing is hidden: both answers stand in the case, the last one first.
    const { ratings } = (await (await walk.staff('li')).get<CaseView>(`/api/cases/${submitted.no}`)).body
    expect(ratings.map((r) => [r.round, r.satisfied, r.earlier])).toEqual([
      [2, 'satisfied', undefined],
      [1, 'dissatisfied', true]
    ])
  })

  test('is no longer among the dissatisfied of the public list', async () => {
    await walk.publish(submitted.no)
    const found = await walk.guest.get<ApiAnswer<'listCases'>>('/api/cases?state=dissatisfied')
    expect(found.body.items.map(({ no }) => no)).not.toContain(submitted.no)
  })

  test('may be answered without a script: asked again, with what was said before in sight', async () => {
    const own = await walk.closed()
    await rate(own, 'partly', 'dissatisfied')
    await reopened(own)
    await doneAgain(own)
    const who = visitor(server.url)
    const door = await who.go('/track')
    const token = who.tokenIn(door.html)
    await who.send('/track', { _token: token, no: own.no, code: own.code })
    const page = await who.go('/track/report')
    expect(page.html).toContain('请按这次办结的情况再评一次')
    expect(page.html).toContain('第 1 次办结后')
  })
})

describe('an answer that is not happy', () => {
  test('opens an entry with its owner and its day, and is closed by what came of it', async () => {
    const submitted = await walk.closed()
    const open = (await ledger('li')).open
    await rate(submitted, 'unsolved', 'fair', '还是老样子')
    const at = server.context.now().getTime()
    const page = await ledger('li')
    expect(page.open).toBe(open + 1)
    const entry = page.items.find(({ no }) => no === submitted.no)?.entry
    expect(entry).toMatchObject({
      solved: 'unsolved',
      text: '还是老样子',
      owner: { office: { id: 'hebin-squad' }, name: '周明远' },
      dueAt: new Date(at + 7 * 86_400_000).toISOString(),
      late: false
    })
    // The office that handled it finds it, another does not.
    expect((await ledger('zhou')).items.map(({ no }) => no)).toContain(submitted.no)
    expect((await ledger('qian')).items).toEqual([])
    expect((await (await walk.staff('xu')).get('/api/unhappy')).status).toBe(403)

    await sure('zhou', submitted.no, {
      verb: 'follow_up',
      report: submitted.report,
      outcome: 'explained',
      words: '电话里说明了，管线下周改完。'
    })
    expect((await ledger('li')).items.map(({ no }) => no)).not.toContain(submitted.no)
    const done = (await ledger('li', '?state=done')).items.find(({ no }) => no === submitted.no)?.entry.done
    expect(done).toMatchObject({
      outcome: 'explained',
      office: { id: 'hebin-squad' },
      text: '电话里说明了，管线下周改完。'
    })
    // Its reporter reads that he was spoken to, not what the office wrote down about him.
    const [told] = (await mine(submitted)).case.timeline
    expect(told).toMatchObject({ verb: 'follow_up' })
    expect(told).not.toHaveProperty('text')
    expect(
      (
        await walk.move('zhou', submitted.no, {
          verb: 'follow_up',
          report: submitted.report,
          outcome: 'explained',
          words: '再记一次回访'
        })
      ).body
    ).toMatchObject({ code: 'not_in_this_status' })
  })

  test('is late after its day, and done when the case is done again', async () => {
    const submitted = await walk.closed()
    await rate(submitted, 'partly', 'dissatisfied')
    later(7 * 24 * 60 + 1)
    const page = await ledger('li')
    expect(page.late).toBeGreaterThan(0)
    expect(page.items.find(({ no }) => no === submitted.no)?.entry).toMatchObject({ late: true })
    const li = visitor(desk.url)
    await li.signIn('li', password)
    const seen = await li.go('/office/unhappy')
    for (const words of ['不满意台账', '已过期限', '周明远', `/office/cases/${submitted.no}?tab=all&amp;act=follow_up`])
      expect(seen.html).toContain(words)
    const form = await li.go(`/office/cases/${submitted.no}?tab=all&act=follow_up`)
    expect(form.html).toContain('回访不满意的上报人')
    await reopened(submitted)
    expect((await ledger('li')).items.map(({ no }) => no)).not.toContain(submitted.no)
    expect((await ledger('li', '?state=done')).items.find(({ no }) => no === submitted.no)?.entry.done).toMatchObject({
      outcome: 'reopened'
    })
  })

  test('is one that says unsolved or dissatisfied, and no other', async () => {
    const open = (await ledger('li')).open
    for (const [solved, satisfied, more] of [
      ['solved', 'satisfied', 0],
      ['partly', 'fair', 0],
      ['solved', 'dissatisfied', 1],
      ['unsolved', 'satisfied', 2]
    ] as const) {
      await rate(await walk.closed(), solved, satisfied)
      expect([solved, satisfied, (await ledger('li')).open]).toEqual([solved, satisfied, open + more])
    }
  })
})
