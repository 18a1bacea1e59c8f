/** 光荣榜 as anybody reads it, with no script: who wants to stand there does, and nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { volunteering } from '#tests/support/volunteering.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-24T02:20:00Z' })
})
afterAll(() => server.stop())

test('a volunteer steps onto the wall of honour, and off again', async () => {
  const v = volunteering(server)
  const guest = visitor(server.url)
  const read = async () => {
    server.setNow(new Date(server.context.now().getTime() + 60_000))
    return guest.go('/activities/honours')
  }
  expect((await guest.go('/activities')).html).toContain('href="/activities/honours"')
  const empty = await read()
  expect(empty.status).toBe(200)
  expect(empty.html).toContain('还没有人上榜。')

  const { shift } = await v.attended(['an', 'bao'], 90)
  await v.settle(shift)
  const [an, bao] = [await v.resident('an'), await v.resident('bao')]
  const said = { skills: [], areas: [], languages: [], free: [] }
  await an.post('/api/volunteers/me', {
    rev: 0,
    display: '岸边的<人>',
    name: '安然',
    phone: '13800000371',
    ...said,
    ranked: true
  })
  // A name to be shown alone puts nobody there.
  await bao.post('/api/volunteers/me', { rev: 0, display: '小宝', ...said, ranked: false })

  const page = await read()
  expect(page.html).toContain('<th scope="row">岸边的&lt;人&gt;</th>')
  expect(page.html).toContain('1.5 小时')
  expect(page.html).toContain('共 1 人')
  expect(page.html).toContain('只列出愿意公开的志愿者')
  for (const hidden of ['安然', '13800000371', '小宝']) expect(page.html).not.toContain(hidden)

  await an.post('/api/volunteers/me', { rev: 1, display: '岸边的<人>', name: '安然', ...said, ranked: false })
  expect((await read()).html).toContain('还没有人上榜。')

  // The same by the door that phones use.
  expect((await client(server).get<{ items: unknown[] }>('/api/wall')).body.items).toEqual([])
})
