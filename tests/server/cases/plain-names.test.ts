/** What residents choose and read is named as they would say it; offices keep the standard's name. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import type { CategoryView } from '#shared/city.ts'
import type { ReportView } from '#shared/reports.ts'
import { inHebin } from '#tests/support/city.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00Z', env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

test('every category says what residents call it, its own name where that is the same', async () => {
  const { body } = await walk.guest.get<{ categories: CategoryView[] }>('/api/categories')
  const named = Object.fromEntries(
    body.categories.map((category) => [category.code, [category.name, category.plainName]])
  )
  expect(named['garbage']).toEqual(['暴露垃圾', '垃圾成堆'])
  expect(named['shopfront']).toEqual(['店外经营', '店外经营'])
})

test('a title that nobody wrote says the place and the matter as its reporter would', async () => {
  const submitted = await walk.submit({
    category: 'garbage',
    text: '堆了三天',
    place: inHebin,
    address: '文庙巷 8 号'
  })
  const own = await submitted.reporter.get<ReportView>(`/api/reports/${submitted.report}`)
  expect(own.body).toMatchObject({ case: { title: '文庙巷 8 号：垃圾成堆' } })
  const desk = await (await walk.staff('li')).get<CaseView>(`/api/cases/${submitted.no}`)
  expect(desk.body).toMatchObject({ title: '文庙巷 8 号：垃圾成堆', category: { name: '暴露垃圾' } })
})
