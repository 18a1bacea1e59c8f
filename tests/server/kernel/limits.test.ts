/** Many people behind one address, and one person who asks too much. */
import { afterEach, expect, test } from 'vitest'
import { client, freshKey } from '#tests/support/http.ts'
import { inHebin } from '#tests/support/city.ts'
import { journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
afterEach(() => server.stop())
/** A fifth of it may change something: a person 20 a minute, an address 200. */
const begin = async (perMinute: number): Promise<void> => {
  server = await startTestServer({ env: { ROLE: 'web', RATE_LIMIT: String(perMinute) } })
}
const statuses = async (n: number, ask: (i: number) => Promise<{ status: number }>): Promise<number[]> =>
  (await Promise.all(Array.from({ length: n }, (_, i) => ask(i)))).map(({ status }) => status)
const refusedOf = (all: readonly number[]): number => all.filter((status) => status === 429).length

test('two hundred people behind one address may each send something in the same minute', async () => {
  await begin(100)
  const body = { category: 'shopfront', photos: ['0'.repeat(64)], place: inHebin, consentPublic: true }
  const all = await statuses(200, () => client(server).post('/api/reports', body, { 'idempotency-key': freshKey() }))
  expect(refusedOf(all)).toBe(0)
  const more = await client(server).post<{ code: string }>('/api/reports', body, { 'idempotency-key': freshKey() })
  expect([more.status, more.body.code]).toEqual([429, 'too_many'])
  expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('who is known is counted by himself, whatever the others behind his address do', async () => {
  await begin(100)
  const walk = journey(server)
  const { no } = await walk.submit()
  const [zhou, zhao] = [await walk.staff('zhou'), await walk.staff('zhao')]
  const note = (who: typeof zhou) => who.post(`/api/cases/${no}/moves`, { verb: 'note', words: '看看', version: 0 })
  expect(refusedOf(await statuses(25, () => note(zhou)))).toBe(5)
  expect((await note(zhao)).status).not.toBe(429)
  expect((await walk.guest.post('/api/sessions/code', { no, code: '0000000000' })).status).not.toBe(429)
  // His pages are his too.
  const desk = visitor(server.url)
  await desk.signIn('zhou', password)
  expect((await desk.send('/office/photos', {})).status).toBe(429)
  // A key that nobody gave is no person.
  const forged = await statuses(3, () =>
    client(server, () => Promise.resolve(`x.${'y'.repeat(40)}.z`)).post('/api/photos', {})
  )
  expect(refusedOf(forged)).toBe(0)
})

test('a search counts for five, a favicon for nothing, and every answer says how much is left', async () => {
  await begin(1)
  const guest = client(server)
  const left = async (path: string) => {
    const { status, headers } = await guest.get(path)
    return [
      status,
      headers.get('ratelimit-policy'),
      /^"address";r=(\d+);t=\d+$/.exec(headers.get('ratelimit') ?? '')?.[1]
    ]
  }
  const policy = '"address";q=10;w=60'
  expect(await left('/favicon.ico')).toEqual([200, null, undefined])
  expect(await left('/api/where?lng=120.005&lat=32.005')).toEqual([200, policy, '9'])
  expect(await left('/api/cases?q=aa')).toEqual([200, policy, '4'])
  expect(await left('/api/cases?q=bb')).toEqual([429, policy, '0'])
})

test('a page of photos and what the cache answers cost nothing', async () => {
  await begin(1)
  const guest = client(server)
  expect(refusedOf(await statuses(40, () => guest.get('/photos/none/small.jpg')))).toBe(0)
  expect(refusedOf(await statuses(40, () => guest.get('/api/categories')))).toBeLessThan(40)
  expect(refusedOf(await statuses(40, (i) => guest.get(`/api/cases?q=${i}`)))).toBeGreaterThan(20)
})
