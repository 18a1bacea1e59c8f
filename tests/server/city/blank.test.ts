/** A city that has nothing yet: it starts, nobody can report to it, nobody's page breaks, and its administrator gets in. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blankCity, loadCity } from '#config/city/index.ts'
import { readEnv } from '#config/env.ts'
import { hashPassword, keepStaff } from '#server/members/index.ts'
import type { Role } from '#shared/members.ts'
import { client, phonePhoto } from '#tests/support/http.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor, type Visitor } from '#tests/support/visitor.ts'

/** As the command that makes the first administrator leaves him: of no office, and with every paper to read. */
const everyRole: Role[] = ['admin', 'dispatcher', 'moderator', 'verifier', 'organiser', 'officer']
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({
    city: blankCity(await loadCity()),
    async seed() {
      const hashed = await hashPassword(password)
      const staff = { name: '管理员', office: 'none', title: '', password: hashed }
      await keepStaff([
        { _id: 'first-admin', roles: ['admin'], ...staff },
        { _id: 'everybody', roles: everyRole, ...staff },
        { _id: 'overseer', roles: ['supervisor', 'liaison'], ...staff }
      ])
    }
  })
})
afterAll(() => server.stop())

const folder = { MONGODB_URI: 'mongodb://x/y' }
test.each([
  ['without the demo and without a folder', { DEMO: '0' }, true],
  ['with a folder of its own', { DEMO: '0', CITY_DIR: '/srv/our-city' }, false],
  ['with the demo', { DEMO: '1' }, false]
])('an empty database is filled %s', (_, given, blank) => {
  expect(readEnv({ ...folder, ...given }).blank).toBe(blank)
})

test('the first release has the catalogue with its limits, the calendar and the times, and nobody', () => {
  const { city } = server
  expect(city.categories.length).toBeGreaterThan(40)
  expect(city.categories.every(({ limit }) => limit.n.every((n) => n > 0))).toBe(true)
  expect(city.hours.slots.length).toBeGreaterThan(0)
  expect([city.areas.features, city.offices, city.people, city.rules]).toEqual([[], [], [], []])
  expect(JSON.stringify([city.info, city.categories, city.hours, city.tiles])).not.toMatch(/云汀|squad/)
})

describe('a resident', () => {
  test('is told on every way in that the city is getting ready', async () => {
    const guest = client(server)
    expect((await guest.get<{ city: object; items: [] }>('/api/areas')).body).toMatchObject({
      city: { preparing: true },
      items: []
    })
    expect((await guest.get('/api/where?lng=120&lat=32')).body).toMatchObject({ code: 'not_open' })
    expect((await guest.get('/api/where/offices?lng=120&lat=32')).body).toMatchObject({ code: 'not_open' })
    for (const path of ['/', '/report', '/report?area=hebin']) {
      const page = await visitor(server.url).go(path)
      expect([path, page.status]).toEqual([path, 200])
      expect(page.html).toContain('<h1>正在筹备</h1>')
      expect(page.html).toContain('12345')
      expect(page.html).not.toMatch(/<form[^>]*action="\/report"|云汀/)
    }
  })

  test('is refused a report with a word that says why', async () => {
    const photo = await client(server).photo(await phonePhoto(1))
    const sent = await client(server).post(
      '/api/reports',
      {
        category: 'baolu-laji',
        photos: [photo.body.id],
        place: { lng: 120, lat: 32 },
        consentPublic: true,
        channel: 'web'
      },
      { 'idempotency-key': 'a-report-to-nobody-1' }
    )
    expect(sent).toMatchObject({ status: 409, body: { code: 'not_open' } })
    expect(sent.body['detail']).toContain('正在筹备')
  })
})

// ——— every page there is, by its links

const leadsOn = /<a\s[^>]*href="(\/[^"#]*)/g
async function crawl(who: Visitor, from: readonly string[]): Promise<{ seen: number; broken: string[] }> {
  const queue = [...from]
  const seen = new Set(queue)
  /** One page for each category, office or person: three of a kind tell of the others. */
  const alike = new Map<string, number>()
  const broken: string[] = []
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const page = await who.go(path)
    if (page.status >= 400 || /undefined|NaN|\[object Object\]/.test(page.html)) broken.push(`${page.status} ${path}`)
    const links = [...page.html.matchAll(leadsOn)].map(([, href = '']) => href.replaceAll('&amp;', '&'))
    for (const href of [page.location, ...links]) {
      // A pager leads on for ever.
      const kind = href.replace(/\?.*/, '').replace(/\d+/g, 'n')
      if (!href.startsWith('/') || /^\/(prefs|assets|docs|m\/)|sign-out/.test(href) || seen.has(kind)) continue
      seen.add(kind)
      const parent = kind.replace(/[^/]*$/, '')
      const before = alike.get(parent) ?? 0
      alike.set(parent, before + 1)
      if (before < 3 || !/\/at\/$/.test(parent)) queue.push(href)
    }
  }
  return { seen: seen.size, broken }
}

describe('no page breaks', () => {
  const open = ['/', '/cases', '/offices', '/activities', '/contacts', '/standards', '/standards.csv', '/exposed']
  const more = [
    '/premises',
    '/certificates',
    '/verify',
    '/track',
    '/report',
    '/sitemap.xml',
    '/openapi.json',
    '/healthz'
  ]
  test('of the public', async () => {
    const { seen, broken } = await crawl(visitor(server.url), [...open, ...more, '/assets/areas.geojson'])
    expect(broken).toEqual([])
    expect(seen).toBeGreaterThan(16)
  })

  test.each(['first-admin', 'everybody', 'overseer'])('of the desk, for %s', async (name) => {
    const who = visitor(server.url)
    expect((await who.signIn(name, password)).status).toBe(303)
    const { broken } = await crawl(who, ['/office/'])
    expect(broken).toEqual([])
  })

  test('nor any answer of the API', async () => {
    const guest = client(server)
    for (const path of [
      'stats',
      'cases',
      'map?bbox=73,18,135,53&zoom=5',
      'categories',
      'offices',
      'standards',
      'exposed'
    ])
      expect([path, (await guest.get(`/api/${path}`)).status]).not.toEqual([path, 500])
  })
})

test('a restart, and another process, find the same city and fill nothing in again', async () => {
  const { release, info } = server.city
  await server.context.published()
  expect(server.city).toMatchObject({ release, info })
})
