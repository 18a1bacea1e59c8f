/** 异议: whoever is told that his matter is not ours may say once that it is, and somebody else rules. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiAnswer } from '#shared/api.ts'
import type { CaseView } from '#shared/cases.ts'
import type { ReportView } from '#shared/reports.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { startWeb, visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
let desk: Awaited<ReturnType<typeof startWeb>>
const start = Date.parse('2026-11-16T02:00:00Z')
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
  const { status, text, body } = await walk.move(name, no, said)
  if (status !== 200) throw new Error(text)
  return body
}
const refusal = { verb: 'refuse', words: '这条路不归本市管', ask: '邻市政务热线', contact: '邻市 12345' } as const
/** Returned by the squad and refused by the dispatcher, in one of the three ways. */
async function refused(way: 'tell' | 'forward' | 'letter' = 'tell'): Promise<Submitted> {
  const submitted = await walk.submit()
  await sure('zhou', submitted.no, { verb: 'return', words: '不归我们管', rightOffice: 'mobile' })
  await sure('li', submitted.no, { ...refusal, way, ...(way === 'letter' && { paper: '镇函 3 号' }) })
  return submitted
}
const object = (submitted: Submitted, text = '这条路就在本市界内') =>
  submitted.reporter.post<ReportView & { code?: string }>(`/api/reports/${submitted.report}/objection`, { text })
const mine = async (submitted: Submitted) =>
  (await submitted.reporter.get<ReportView>(`/api/reports/${submitted.report}`)).body
const toRule = async (name: string) =>
  (await (await walk.staff(name)).get<ApiAnswer<'queue'>>('/api/queue?tab=rule')).body.items.map((row) => row.no)

describe('a reporter whose report was refused', () => {
  test.each(['tell', 'forward', 'letter'] as const)('by %s may object once, and hears what came of it', async (way) => {
    const submitted = await refused(way)
    expect((await mine(submitted)).may).toEqual(['object', 'consent'])
    const sent = await object(submitted)
    expect(sent.status).toBe(200)
    expect(sent.body).toMatchObject({ may: ['consent'], case: { status: 'refused' } })
    expect((await object(submitted)).body).toMatchObject({ code: 'not_in_this_status' })
    await sure('zhao', submitted.no, { verb: 'uphold', words: '查了权属，确实是邻市的路。' })
    // Ruled: not again, and the reason is his to read.
    expect((await object(submitted)).body).toMatchObject({ code: 'too_often' })
    const after = await mine(submitted)
    expect(after.may).toEqual(['consent'])
    expect(after.case).toMatchObject({ status: 'refused' })
    expect(after.case.timeline[0]).toMatchObject({ verb: 'uphold', text: '查了权属，确实是邻市的路。' })
  })

  test('is heard: the case goes back to be sent, and its clock goes on where it stood', async () => {
    const submitted = await refused('forward')
    const before = (await (await walk.staff('li')).get<CaseView>(`/api/cases/${submitted.no}`)).body
    await object(submitted)
    const body = await sure('zhao', submitted.no, { verb: 'overturn', words: '界桩在路的那一边，是本市的。' })
    expect(body).toMatchObject({ status: 'returned', clock: { state: 'running', limit: before.clock.limit } })
    expect(body).not.toHaveProperty('transfer')
    expect(body.clock.usedMs).toBeGreaterThanOrEqual(before.clock.usedMs)
    await sure('li', submitted.no, { verb: 'dispatch', office: 'hebin-squad', words: '请按裁定办理' })
    expect((await mine(submitted)).case).toMatchObject({ status: 'dispatched' })
  })

  test('may do so for fourteen days, and says why', async () => {
    const [early, late] = [await refused(), await refused()]
    expect((await object(early, '不对')).status).toBe(422)
    server.setNow(new Date(start + 14 * 86_400_000))
    expect((await object(early)).status).toBe(200)
    server.setNow(new Date(start + 14 * 86_400_000 + 1))
    expect((await object(late)).body).toMatchObject({ code: 'too_late' })
    server.setNow(new Date(start))
  })

  test('has nothing to object to where nothing was refused', async () => {
    const submitted = await walk.submit()
    expect((await object(submitted)).body).toMatchObject({ code: 'not_in_this_status' })
    expect((await walk.move('zhao', submitted.no, { verb: 'uphold', words: '没有人提过异议' })).body).toMatchObject({
      code: 'not_in_this_status'
    })
  })
})

describe('an objection', () => {
  test('lies with somebody else than who refused, and he alone rules', async () => {
    const submitted = await refused()
    await object(submitted)
    expect(await toRule('zhao')).toContain(submitted.no)
    expect(await toRule('li')).not.toContain(submitted.no)
    for (const verb of ['overturn', 'uphold'] as const)
      expect((await walk.move('li', submitted.no, { verb, words: '我自己来裁定' })).body).toMatchObject({
        code: 'forbidden'
      })
    expect((await walk.move('zhou', submitted.no, { verb: 'uphold', words: '我们中队说了算' })).status).toBe(403)
    await sure('sun', submitted.no, { verb: 'uphold', words: '查了权属，确实不归本市。' })
    expect(await toRule('zhao')).not.toContain(submitted.no)
  })

  test('is ruled on from the desk, neither answer preselected', async () => {
    const submitted = await refused()
    await object(submitted)
    const zhao = visitor(desk.url)
    await zhao.signIn('zhao', password)
    const page = `/office/cases/${submitted.no}?tab=rule`
    const { html } = await zhao.go(page)
    for (const words of ['data-form="overturn"', '这条路就在本市界内', '异议成立', '维持不予受理'])
      expect(html).toContain(words)
    expect((await zhao.submit(page, { words: '界桩在路的那一边' })).status).toBe(422)
    expect((await zhao.submit(page, { verb: 'overturn', words: '界桩在路的那一边' })).status).toBe(303)
    expect((await mine(submitted)).case).toMatchObject({ status: 'returned' })
  })

  test('is made without a script by who has only his code', async () => {
    const submitted = await refused()
    const who = visitor(server.url)
    const door = await who.go('/track')
    await who.send('/track', { _token: who.tokenIn(door.html), no: submitted.no, code: submitted.code })
    const page = await who.go('/track/report')
    expect(page.html).toContain('不同意不予受理，提出异议')
    const short = await who.send('/track/report/object', { _token: who.tokenIn(page.html), text: '不对' })
    expect(short.status).toBe(422)
    expect(short.html).toContain('>不对</textarea>')
    const sent = await who.send('/track/report/object', { _token: who.tokenIn(page.html), text: '这条路就在本市界内' })
    expect(sent.status).toBe(303)
    expect((await who.go(sent.location)).html).toContain('异议已经收到')
    expect((await mine(submitted)).case.timeline[0]).toMatchObject({ verb: 'object' })
  })
})
