/** Who looks on from outside: social supervisors and community liaisons. */
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { keepJudgement } from '#server/supervision/index.ts'
import { client, phonePhoto } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { volunteering, type Volunteering } from '#tests/support/volunteering.ts'

let server: TestServer
let v: Volunteering
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00.000Z', env: { ROLE: 'web' } })
  v = volunteering(server)
})
afterAll(() => server.stop())

const marks = { service: 4, fairness: 5, results: 3 }
/** A guest may read a page that is five seconds old. */
const shown = async () => {
  server.setNow(new Date(server.world.now().getTime() + 10_000))
  return (
    await client(server).get<{ months: { month: string; n: number; service: number }[] }>(
      '/api/offices/hebin-squad/ratings'
    )
  ).body.months
}
test('a supervisor judges an office once a month; the last word counts, and two voices are too few to show', async () => {
  const bai = await v.staff('bai')
  const judge = (more: object) => bai.post('/api/offices/hebin-squad/ratings', { ...marks, ...more })
  expect((await judge({})).body).toMatchObject({ month: '2026-11', office: { id: 'hebin-squad' } })
  expect((await judge({ service: 2, words: '窗口没人' })).status).toBe(200)
  expect(await shown()).toEqual([])
  for (const [by, service] of [
    ['second', 4],
    ['third', 3]
  ] as const)
    await keepJudgement({
      _id: `${by}:hebin-squad:2026-11`,
      by,
      office: 'hebin-squad',
      month: '2026-11',
      at: server.world.now(),
      ...marks,
      service
    })
  expect(await shown()).toEqual([{ month: '2026-11', n: 3, service: 3, fairness: 5, results: 3 }])
})

test('nobody else judges, and nobody judges an office that is not there or his own', async () => {
  expect((await (await v.staff('zhou')).post('/api/offices/wenchang-squad/ratings', marks)).status).toBe(403)
  expect((await (await v.resident('an')).post('/api/offices/hebin-squad/ratings', marks)).status).toBe(403)
  expect((await (await v.staff('bai')).post('/api/offices/nowhere/ratings', marks)).status).toBe(404)
  expect((await (await v.staff('bai')).post('/api/offices/centre/ratings', marks)).status).toBe(403)
})

test('a liaison’s card says what he wrote on it, and where a report about his streets begins', async () => {
  const lian = await v.staff('lian')
  const card = { name: '连阿姨', area: 'hebin', phone: '0520-0010100', hours: '周一到周五' }
  expect((await lian.post('/api/contacts/me', { ...card, area: 'hebin-00' })).body.code).toBe('unknown_area')
  expect((await lian.post('/api/contacts/me', card)).status).toBe(200)
  const found = await client(server).get<{ items: object[] }>('/api/contacts?area=hebin')
  expect(found.body.items).toEqual([
    {
      id: 'lian',
      name: '连阿姨',
      title: 'liaison',
      area: { id: 'hebin', name: '河滨街道' },
      phone: '0520-0010100',
      hours: '周一到周五',
      report: '/report?area=hebin'
    }
  ])
  expect((await client(server).get<{ items: object[] }>('/api/contacts?area=donghu')).body.items).toEqual([])
  expect((await (await v.staff('xu')).post('/api/contacts/me', card)).status).toBe(403)
})

test('a supervisor reports as patrol', async () => {
  const bai = await v.staff('bai')
  const photo = await bai.photo(await phonePhoto(4242, 160, 120))
  const sent = await bai.post<{ no: string }>(
    '/api/reports',
    { category: 'shopfront', photos: [photo.body.id], place: { lng: 120.005, lat: 32.005 }, consentPublic: true },
    { 'idempotency-key': 'a-patrol-of-the-supervisor' }
  )
  expect(sent.status).toBe(201)
  const seen = await (await v.staff('li')).get(`/api/cases/${sent.body.no}`)
  expect(seen.body).toMatchObject({ channel: 'patrol' })
})
