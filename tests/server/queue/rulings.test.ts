/** 待裁定: what each may rule on and nothing else, told apart, the oldest first, and gone once it is ruled on. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiAnswer } from '#shared/api.ts'
import type { CaseView } from '#shared/cases.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { startWeb, visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
let desk: Awaited<ReturnType<typeof startWeb>>
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T01:00:00Z', env: { ROLE: 'web' } })
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
const queueOf = async (name: string) =>
  (await (await walk.staff(name)).get<ApiAnswer<'queue'>>('/api/queue?tab=rule')).body
const told = async (name: string) => (await queueOf(name)).items.map((row) => [row.no, row.toRule?.map((r) => r.kind)])
const minute = (n: number) => server.setNow(new Date(Date.parse('2026-11-16T01:00:00Z') + n * 60_000))

test('four kinds of rulings lie with whom they are for, the oldest first, and lead there', async () => {
  const [held, longer, returned, again] = [
    await walk.accepted(),
    await walk.accepted(),
    await walk.submit(),
    await walk.closed()
  ]
  // In the other order than that in which the cases came, and than their deadlines.
  minute(1)
  expect((await again.reporter.post(`/api/reports/${again.report}/reopen`, { text: '第二天又摆出来了' })).status).toBe(
    200
  )
  minute(2)
  await sure('zhou', returned.no, { verb: 'return', words: '不归我们管', rightOffice: 'sanitation' })
  await sure('li', returned.no, { verb: 'dispatch', office: 'sanitation', words: '环卫中心看一下' })
  await sure('chen', returned.no, { verb: 'return', words: '也不归我们管', rightOffice: 'hebin-squad' })
  minute(3)
  await sure('zhou', longer.no, { verb: 'request_extend', words: '材料还没有到', n: 1 })
  minute(4)
  await sure('zhou', held.no, { verb: 'request_hold', words: '等待上级批复', until: '2026-11-20' })
  minute(5)
  // Later than the others, on a case that waits already: its place is that of the first request.
  await sure('zhou', longer.no, { verb: 'request_hold', words: '等待上级批复', until: '2026-11-20' })

  expect(await told('li')).toEqual([
    [returned.no, ['return']],
    [longer.no, ['extend', 'hold']],
    [held.no, ['hold']]
  ])
  expect(await told('sun')).toEqual([[again.no, ['reopen']]])
  // Who closed it does not rule on it, and is not shown it.
  expect(await told('zhao')).toEqual([])
  expect((await queueOf('li')).counts['rule']).toBe(3)
  expect((await queueOf('zhao')).counts['rule']).toBe(0)
  // The second return waits once.
  const other = await (await walk.staff('li')).get<ApiAnswer<'queue'>>('/api/queue?tab=dispatch')
  expect(other.body.items.map((row) => row.no)).not.toContain(returned.no)

  const rulingVerbs = ['hold', 'refuse_hold', 'extend', 'refuse_extend', 'dispatch', 'reopen', 'refuse_reopen']
  for (const name of ['li', 'sun'])
    for (const { no } of (await queueOf(name)).items) {
      const { desk: seen } = (await (await walk.staff(name)).get<CaseView>(`/api/cases/${no}`)).body
      expect(seen?.may.filter((verb) => rulingVerbs.includes(verb))).not.toEqual([])
    }
})

test('the desk opens on one that can be ruled on, names its kind, and a request that is refused is gone', async () => {
  const li = visitor(desk.url)
  await li.signIn('li', password)
  const first = await li.go('/office/?tab=rule')
  expect(first.html).toContain('data-form="dispatch"')
  for (const words of ['再次退回', '延期申请', '挂账申请', '裁定由谁办']) expect(first.html).toContain(words)
  expect(first.html).not.toContain('重办请求')

  const sun = visitor(desk.url)
  await sun.signIn('sun', password)
  const page = await sun.go('/office/?tab=rule')
  expect(page.html).toContain('data-form="reopen"')
  expect(page.html).toContain('重办请求')
  const [item] = (await queueOf('sun')).items
  const path = `/office/cases/${item?.no ?? ''}?tab=rule`
  // Neither yes nor no is preselected.
  expect((await sun.submit(path, { words: '到现场看过，没有再摆' })).status).toBe(422)
  expect((await sun.submit(path, { verb: 'refuse_reopen', words: '到现场看过，没有再摆' })).status).toBe(303)
  expect(await told('sun')).toEqual([])
  const after = (await (await walk.staff('sun')).get<CaseView>(`/api/cases/${item?.no ?? ''}`)).body
  expect(after).toMatchObject({ status: 'closed' })
  expect(after.timeline[0]).toMatchObject({ verb: 'refuse_reopen', text: '到现场看过，没有再摆' })
})

test('who was refused does not ask again in the same round', async () => {
  const submitted = await walk.closed()
  const ask = () =>
    submitted.reporter.post<{ may?: string[]; code?: string }>(`/api/reports/${submitted.report}/reopen`, {
      text: '第二天又摆出来了'
    })
  expect((await ask()).status).toBe(200)
  await sure('sun', submitted.no, { verb: 'refuse_reopen', words: '到现场看过，没有再摆' })
  expect((await ask()).body).toMatchObject({ code: 'not_in_this_status' })
  const mine = await submitted.reporter.get<{ may: string[]; case: CaseView }>(`/api/reports/${submitted.report}`)
  expect(mine.body.may).not.toContain('request_reopen')
  expect(mine.body.case.timeline[0]).toMatchObject({ verb: 'refuse_reopen', text: '到现场看过，没有再摆' })
})
