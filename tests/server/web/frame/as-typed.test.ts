/** Forms of the portal and of the desk, filled in with what Chinese keyboards and clipboards write. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActivityView } from '#shared/activities.ts'
import type { CaseView } from '#shared/cases.ts'
import { phonePhoto } from '#tests/support/http.ts'
import { journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-24T02:20:00Z', env: { ROLE: 'web' } })
})
afterAll(() => server.stop())

const hidden = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/type="hidden" name="(_token|key)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value
    ])
  )
const photo = async (seed: number): Promise<File> =>
  new File([Uint8Array.from(await phonePhoto(seed, 160, 120))], 'a.jpg', { type: 'image/jpeg' })
const report = async (more: Record<string, string>, seed: number) => {
  const who = visitor(server.url)
  const { html } = await who.go('/report')
  const given = { category: 'shopfront', area: 'hebin', consent: 'yes', text: '货架摆到盲道上', ...more }
  return who.send('/report', { ...hidden(html), ...given, photos: await photo(seed) })
}

test('a report of the portal goes out with a number in full width, a desktop’s radius and a long decimal', async () => {
  const sent = await report(
    {
      name: '\u202e王某',
      phone: '（０５１９）８６６６ １２３４ 转 ８０２',
      lng: '120.00500000000001',
      lat: '32.00500000000001',
      accuracyM: '150000'
    },
    1
  )
  expect(sent.status).toBe(303)
  const no = /\d{4}-\d{4}-\d{5}/.exec(sent.location)?.[0] ?? ''
  const zhou = visitor(server.url)
  await zhou.signIn('zhou', password)
  const page = `/office/cases/${no.replaceAll('-', '')}`
  const covered = (await zhou.go(page)).html
  const reported = /name="report" value="([^"]+)"/.exec(covered)?.[1] ?? ''
  await zhou.send(`/office/cases/${no}/contact`, {
    _token: zhou.tokenIn(covered),
    report: reported,
    reason: 'ask_detail'
  })
  const { html } = await zhou.go(page)
  // Set apart from what stands beside it, and called with its extension.
  expect(html).toContain('<bdi>王某</bdi>')
  expect(html).toContain('<p dir="auto">货架摆到盲道上</p>')
  expect(html).toContain('<a href="tel:051986661234,802">0519 8666 1234 转 802</a>')
})

test('what the portal refuses is said beside its own field, and what has none above the form', async () => {
  const long = await report({ address: '路'.repeat(121) }, 2)
  expect(long.status).toBe(422)
  expect(long.html).toMatch(/id="address-error">.{0,400}最多 120 个字/)
  const place = await report({ lng: '900', lat: '32' }, 3)
  expect(place.html).toMatch(/id="area-error">.{0,400}地图上的位置没有读到/)
  const name = await report({ name: '王'.repeat(61), phone: '13800000371' }, 4)
  expect(name.html).toMatch(/id="name-error">.{0,400}最多 60 个字/)
})

test('an activity is planned with seats, times and days in full width', async () => {
  const xu = visitor(server.url)
  await xu.signIn('xu', password)
  const here = '/office/activities/new'
  const drafted = await xu.send(here, {
    _token: xu.tokenIn((await xu.go(here)).html),
    key: 'as-typed-key-00000001',
    kind: 'river',
    title: '柳溪河道清理\u200b',
    about: '沿河捡拾垃圾，工具由我们准备。\u2028请穿防滑鞋。',
    address: '柳溪桥南头',
    area: 'hebin',
    radius: '２００',
    shifts: '1',
    's0.day': '２０２６－１２－０５',
    's0.from': '０９：００',
    's0.to': '１１：３０',
    's0.roles': '1',
    's0.r0.name': '清理',
    's0.r0.seats': '２０',
    contactName: '徐清',
    contactPhone: '０５２０－００１０１０１',
    cancelHours: '１４',
    confirmMinutes: '１２０',
    wait: '５'
  })
  expect([drafted.status, drafted.location]).toEqual([303, expect.stringContaining('/office/activities/2')])
  const no = /activities\/([\d-]+)/.exec(drafted.location)?.[1] ?? ''
  const walk = journey(server)
  const { body } = await (await walk.staff('xu')).get<ActivityView>(`/api/activities/${no}`)
  expect(body).toMatchObject({
    title: '柳溪河道清理',
    about: '沿河捡拾垃圾，工具由我们准备。\n请穿防滑鞋。',
    contact: { phone: '0520-0010101' },
    shifts: [
      { from: '2026-12-05T01:00:00.000Z', to: '2026-12-05T03:30:00.000Z', roles: [{ name: '清理', capacity: 20 }] }
    ]
  })
})

test('a form of the desk takes a day and a number as they were typed', async () => {
  const walk = journey(server)
  const { no } = await walk.accepted()
  const zhou = visitor(server.url)
  await zhou.signIn('zhou', password)
  const asked = await zhou.submit(`/office/cases/${no}?act=request_hold`, {
    words: '等物业把钥匙送来，约好了时间。',
    until: '２０２６／１２／１'
  })
  expect(asked.status).toBe(303)
  const { body } = await (await walk.staff('zhou')).get<CaseView>(`/api/cases/${no}`)
  expect(body.desk?.holdRequest?.until).toBe('2026-12-01')
})
