/** The database stops, answers late or is cut off; the disk is full: who asks hears within the deadline, and all is well again after it. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { StorageFailure } from '#server/integrations/storage-contract.ts'
import { inTime } from '#server/integrations/storage.ts'
import type { CaseDoc } from '#server/cases/index.ts'
import { verifyChain } from '#server/cases/index.ts'
import type { Log } from '#server/kernel/log.ts'
import { watchClock } from '#server/watching.ts'
import { clockSkewMs, mongoose, takingLong } from '#server/kernel/mongo.ts'
import { inHebin } from '#tests/support/city.ts'
import { emptyDatabase, type TestDatabase } from '#tests/support/database.ts'
import { client, freshKey, phonePhoto } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { waitingPhotos } from '#tests/support/photos.ts'
import { wireTo, type Wire } from '#tests/support/proxy.ts'
import { morning, startTestServer, type TestServer } from '#tests/support/server.ts'

/** As short as a busy machine allows; in production three seconds. */
const deadlineMs = 2_000
let database: TestDatabase
let wire: Wire
let server: TestServer
let walk: Journey
let photos: string[]
beforeAll(async () => {
  database = await emptyDatabase()
  wire = await wireTo(database.uri)
  server = await startTestServer({
    env: { ROLE: 'web', DATABASE_TIMEOUT_MS: String(deadlineMs) },
    database: { ...database, uri: wire.uri }
  })
  walk = journey(server)
  photos = await waitingPhotos(mongoose.connection.collection('photos'), 60)
})
beforeEach(async () => {
  wire.behave('well')
  server.setNow(morning)
  await until(isReady, 10_000)
})
afterAll(async () => {
  wire.behave('well')
  await server.stop()
  await wire.close()
  database.release()
})

interface Asked {
  status: number
  retryAfter: string | null
  ms: number
}
async function timed(asked: Promise<{ status: number; headers: Headers }>): Promise<Asked> {
  const began = performance.now()
  const { status, headers } = await asked
  return { status, retryAfter: headers.get('retry-after'), ms: performance.now() - began }
}
const get = (path: string, accept = 'application/json') => fetch(server.url + path, { headers: { accept } })
const report = (more: object = {}) =>
  client(server).post<{ no: string }>(
    '/api/reports',
    { category: 'shopfront', photos: [photos.pop()], place: inHebin, consentPublic: true, ...more },
    { 'idempotency-key': freshKey() }
  )
const ready = async (): Promise<unknown[]> => {
  const answer = await get('/readyz')
  const { database: up } = (await answer.json()) as { database: boolean }
  return [answer.status, up]
}
const said = async (): Promise<unknown[]> => {
  const answer = await get('/readyz')
  return [answer.status, ((await answer.json()) as { storage: boolean }).storage]
}
async function until(what: () => Promise<boolean>, withinMs: number): Promise<void> {
  for (const began = performance.now(); !(await what());)
    if (performance.now() - began > withinMs) throw new Error(`not within ${withinMs} ms`)
}
const isReady = async (): Promise<boolean> => (await get('/readyz')).status === 200

test('a database that takes everything and answers nothing is a refusal at the deadline, said in readyz, and over when it goes on', async () => {
  expect(await ready()).toEqual([200, true])
  wire.behave('hole')
  const asked = await Promise.all([
    timed(get('/api/cases/2026-1124-00001')),
    timed(get('/cases?area=hebin', 'text/html')),
    timed(report()),
    timed(client(server).post('/api/sessions/staff', server.accounts[0])),
    timed(client(server).post('/api/sessions/code', { no: '2026-1124-00001', code: '7K3M9PQ2XD' }))
  ])
  for (const { status, retryAfter, ms } of asked) {
    expect([status, Number(retryAfter) > 0]).toEqual([503, true])
    // One deadline, and what a busy machine adds; a second question is not asked after it.
    expect(ms).toBeLessThan(deadlineMs * 2.5)
  }
  const told = await timed(get('/readyz'))
  expect(told.status).toBe(503)
  expect(told.ms).toBeLessThan(5_000)
  expect((await get('/healthz')).status).toBe(200)
  expect((await timed(get('/metrics'))).ms).toBeLessThan(deadlineMs * 3)
  wire.behave('well')
  await until(isReady, 5_000)
  expect((await report()).status).toBe(201)
})

test('a database whose disk takes no write: what is read is answered, what is written is a refusal, done once when it is sent again', async () => {
  const cases = mongoose.connection.collection('cases')
  const before = await cases.countDocuments()
  const body = { category: 'shopfront', photos: [photos.pop()], place: inHebin, consentPublic: true }
  const send = (key: string) => client(server).post<{ no: string }>('/api/reports', body, { 'idempotency-key': key })
  const key = freshKey()
  wire.behave('disk')
  const asked = await timed(send(key))
  expect([asked.status, Number(asked.retryAfter) > 0]).toEqual([503, true])
  expect(asked.ms).toBeLessThan(deadlineMs * 2.5)
  expect((await get('/api/offices')).status).toBe(200)
  expect(await ready()).toEqual([503, false])
  wire.behave('well')
  await until(isReady, 5_000)
  const [again, same] = [await send(key), await send(key)]
  expect([again.status, same.text]).toEqual([201, again.text])
  expect(await cases.countDocuments()).toBe(before + 1)
})

test('a disk of the photos that does not answer is a refusal in time, said in readyz, and leaves nothing when it goes on', async () => {
  const { photos } = server.context
  const room = photos.storage
  const held: (() => void)[] = []
  let begun = 0
  let slow = true
  photos.storage = inTime(
    {
      ...room,
      async put(name, bytes, _request, given) {
        begun++
        if (slow) await new Promise<void>((resolve) => held.push(resolve))
        if (given?.up) throw new Error('nobody waits')
        await room.put(name, bytes)
      }
    },
    500
  )
  const files = (): string[] =>
    readdirSync(join(server.settings.dataDir, 'photos'), { recursive: true })
      .map(String)
      .filter((name) => /\.\w+$/.test(name))
  const before = files()
  const bytes = await phonePhoto(8, 160, 120)
  const asked = await Promise.all([1, 2, 3].map(() => timed(client(server).photo(bytes))))
  expect(asked.map(({ status, retryAfter }) => [status, Number(retryAfter) > 0])).toEqual(asked.map(() => [503, true]))
  expect(Math.max(...asked.map(({ ms }) => ms))).toBeLessThan(5_000)
  expect(await said()).toEqual([503, false])
  // However many come, no more of them lie at the disk than may.
  expect(begun).toBeLessThanOrEqual(2)
  slow = false
  for (const go of held.splice(0)) go()
  await until(async () => (await said())[0] === 200, 5_000)
  expect(files()).toEqual(before)
  expect((await client(server).photo(bytes)).status).toBe(201)
  photos.storage = room
})

test('two hundred milliseconds away everything still works', async () => {
  wire.behave(100)
  expect(await ready()).toEqual([200, true])
  const sent = await report()
  expect(sent.status).toBe(201)
  expect((await walk.move('zhou', sent.body.no, { verb: 'accept' })).status).toBe(200)
  expect((await get('/cases?area=wenchang', 'text/html')).status).toBe(200)
})

test('connections that are cut are tried again or are a 503, and nothing is stored twice', async () => {
  const count = () => mongoose.connection.collection('cases').countDocuments()
  const before = await count()
  const statuses: number[] = []
  for (let round = 0; round < 6; round++) {
    const asked = [
      ...Array.from({ length: 5 }, () => report()),
      ...['/api/cases', '/api/offices', '/office/sign-in'].map((path) => get(`${path}?lang=zh-CN`))
    ]
    // In the middle of their way, each round a little later.
    for (let breath = 0; breath < round * 3; breath++) await new Promise(setImmediate)
    wire.cut()
    statuses.push(...(await Promise.all(asked)).map(({ status }) => status))
  }
  await until(isReady, 5_000)
  expect(statuses.filter((status) => ![200, 201, 400, 503].includes(status))).toEqual([])
  const stored = (await count()) - before
  const acknowledged = statuses.filter((status) => status === 201).length
  expect(stored).toBeGreaterThanOrEqual(acknowledged)
})

test('what goes over everything has a deadline of its own', async () => {
  const cases = mongoose.connection.collection('cases')
  wire.behave('hole')
  const all = takingLong(() => cases.find({}).toArray())
  await expect(cases.find({}).toArray()).rejects.toThrow(/has not answered|Timed out/)
  wire.behave('well')
  expect((await all).length).toBeGreaterThan(2)
})

test('a server three hours behind shows everything, and time in a ledger does not run backwards', async () => {
  const now = server.context.now()
  const { no, report: id, reporter } = await walk.submit()
  expect((await walk.move('zhou', no, { verb: 'accept' })).status).toBe(200)
  await walk.publish(no)
  for (const behindMs of [3 * 3_600_000, 3 * 86_400_000]) {
    server.setNow(new Date(now.getTime() - behindMs))
    const officer = await walk.staff('zhou')
    const read = [
      ...['/api/cases?limit=20', `/api/cases/${no}`, '/api/stats', '/cases', `/cases/${no}`, '/'].map((path) =>
        get(path)
      ),
      ...['/api/queue', `/api/cases/${no}`].map((path) => officer.get(path)),
      ...['/api/reports/mine', `/api/reports/${id}`].map((path) => reporter.get(path)),
      ...[await walk.staff('zhao')].map((verifier) => verifier.get('/api/watch'))
    ]
    expect((await Promise.all(read)).map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
  }
  server.setNow(new Date(now.getTime() - 3 * 3_600_000))
  const replied = await walk.move('zhou', no, {
    verb: 'reply',
    outcome: 'solved',
    words: '已经清理干净，请放心出行。',
    photos: [await walk.photo()]
  })
  expect(replied.status).toBe(200)
  const stored = await mongoose.connection.collection<CaseDoc>('cases').findOne({ no })
  const times = stored?.ledger.map(({ at }) => at) ?? []
  expect(times).toEqual([...times].sort())
  expect(verifyChain(stored?.ledger ?? [], stored?.words)).toBeUndefined()
  server.setNow(now)
})

test('what cannot be shown is not stored', async () => {
  const { no, report: id, reporter } = await walk.submit()
  const { photos } = server.context
  const version = async () => (await mongoose.connection.collection('cases').findOne({ no }))?.['version'] as number
  const before = await version()
  const { signingKey } = photos
  photos.signingKey = undefined as never
  try {
    const officer = await walk.staff('zhou')
    const accepted = await officer.post(`/api/cases/${no}/moves`, { verb: 'accept', version: before })
    const withdrawn = await reporter.post(`/api/reports/${id}/withdraw`, {})
    expect([accepted.status, withdrawn.status, await version()]).toEqual([500, 500, before])
  } finally {
    photos.signingKey = signingKey
  }
  expect((await walk.move('zhou', no, { verb: 'accept' })).status).toBe(200)
})

test('a clock that is apart from the database’s is said', async () => {
  const threeHours = 3 * 3_600_000
  expect(Math.abs(await clockSkewMs())).toBeLessThan(5_000)
  const behind = await clockSkewMs(() => Date.now() - threeHours)
  expect(Math.abs(behind + threeHours)).toBeLessThan(5_000)
  const said: unknown[] = []
  const log = { error: (about: object) => said.push(about), info: () => undefined } as unknown as Log
  ;(await watchClock(log, () => Date.now() - threeHours)).stop()
  ;(await watchClock(log)).stop()
  expect(said).toEqual([{ skewMs: expect.any(Number) }])
  expect(await (await get('/readyz')).json()).toMatchObject({ ok: true, clockSkewMs: expect.any(Number) })
  expect(await (await get('/metrics')).text()).toMatch(/^clock_skew_seconds -?[\d.]+$/m)
})

test('a full disk is said in words and in readyz, leaves no file behind, and is over when there is room', async () => {
  const { photos } = server.context
  const room = photos.storage
  let full = true
  photos.storage = {
    ...room,
    put: (name, bytes) =>
      full && !name.startsWith('originals/')
        ? Promise.reject(new StorageFailure('full', new Error('no space left on device')))
        : room.put(name, bytes)
  }
  const files = (): string[] =>
    readdirSync(join(server.settings.dataDir, 'photos'), { recursive: true })
      .map(String)
      .filter((name) => /\.\w+$/.test(name))
  const before = files()
  const bytes = await phonePhoto(7, 160, 120)
  const refused = await client(server).photo(bytes)
  expect([refused.status, (refused.body as { code?: string }).code]).toEqual([507, 'storage_full'])
  expect(refused.text).toContain('存储空间满了')
  expect(files()).toEqual(before)
  expect(await said()).toEqual([503, false])
  full = false
  expect(await said()).toEqual([200, true])
  expect(files()).toEqual(before)
  expect((await client(server).photo(bytes)).status).toBe(201)
  photos.storage = room
})
