/** An address that asks for what no filter knows lists nothing, and says what was not understood. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseRow } from '#shared/cases.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'
import { volunteering } from '#tests/support/volunteering.ts'

let server: TestServer
let walk: Journey
let no: string
let activity: string
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
  no = (await walk.submit()).no
  await walk.publish(no)
  activity = (await volunteering(server).open()).no
})
afterAll(() => server.stop())

const page = (path: string) => visitor(server.url).go(path)

test.each([
  ['q=！！！', '关键词「！！！」'],
  ['q=%F0%9F%91%AE', '关键词「👮」'],
  [`q=${'长'.repeat(61)}`, `关键词「${'长'.repeat(60)}」`],
  ['status=foo', '状态「foo」'],
  ['state=everything', '情形「everything」'],
  ['on=2026-02-30', '日期「2026-02-30」'],
  ['days=7000', '时间「7000」'],
  ['area=atlantis', '街道「atlantis」'],
  ['area=%2E%2E%2F', '街道「../」'],
  ['tile=nothing', '类别「nothing」'],
  ['category=nothing', '类别「nothing」'],
  ['office=nobody', '单位「nobody」']
])('/cases?%s', async (query, words) => {
  const { status, html } = await page(`/cases?${query}`)
  expect(status).toBe(200)
  expect(html).toContain('有条件没有看懂')
  expect(html).toContain(words)
  expect(html).not.toContain(no)
})

test.each([
  ['kind=foo', '类型「foo」'],
  ['day=2026-13-40', '日期「2026-13-40」'],
  ['when=tomorrow', '时间「tomorrow」'],
  ['area=atlantis', '街道「atlantis」'],
  ['free=yes', '名额「yes」']
])('/activities?%s', async (query, words) => {
  const { html } = await page(`/activities?${query}`)
  expect(html).toContain('有条件没有看懂')
  expect(html).toContain(words)
  expect(html).not.toContain(`/activities/${activity}`)
})

test('what is understood is listed as before', async () => {
  expect((await page('/cases?q=占道&days=365')).html).toContain(no)
  expect((await page('/activities')).html).toContain(`/activities/${activity}`)
  expect((await page(`/cases?q=${encodeURIComponent(no.replaceAll('-', '－'))}`)).html).toContain(no)
})

test('the desk finds nothing where nothing is looked for, and has no tab that it does not have', async () => {
  const zhou = visitor(server.url)
  await zhou.signIn('zhou', password)
  const { html } = await zhou.go('/office/?tab=all&q=！！！')
  expect(html).toContain('「！！！」里没有可以查找的字或数字')
  expect(html).not.toContain(`/office/cases/${no}`)
  expect((await zhou.go('/office/?tab=foo')).status).toBe(404)
  const xu = visitor(server.url)
  await xu.signIn('xu', password)
  for (const path of ['/office/activities?tab=foo', '/office/corrections?tab=foo'])
    expect([path, (await xu.go(path)).status]).toEqual([path, 404])
})

test('the API lists nothing for words without a letter, and names the filter that it does not know', async () => {
  const zhou = await walk.staff('zhou')
  const { items } = (await walk.guest.get<{ items: CaseRow[] }>('/api/cases?q=！！！')).body
  expect(items).toEqual([])
  expect((await zhou.get<{ items: CaseRow[] }>('/api/queue?tab=all&q=…')).body.items).toEqual([])
  const refused = await walk.guest.get<{ errors: { at: string }[] }>('/api/cases?status=foo&on=2026-02-30')
  expect([refused.status, refused.body.errors.map((error) => error.at)]).toEqual([422, ['/query/status', '/query/on']])
})
