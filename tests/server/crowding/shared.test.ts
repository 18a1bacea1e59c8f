/** Two processes of one city count together: what somebody has asked or sent at one of them counts at the other. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import sharp from 'sharp'
import { mongoose } from '#server/kernel/mongo.ts'
import { photoIdOf } from '#server/photos/index.ts'
import { emptyDatabase, type TestDatabase } from '#tests/support/database.ts'
import { client, signIn } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let database: TestDatabase
const servers: TestServer[] = []
const at = (i: number): TestServer => {
  const server = servers[i]
  if (!server) throw new Error('no such server')
  return server
}
beforeAll(async () => {
  database = await emptyDatabase()
  const env = { ROLE: 'web', SERVER_KEY: 'ab'.repeat(32), RATE_LIMIT: '20', PHOTO_DAY_MB: '1' }
  servers.push(await startTestServer({ env, database }), await startTestServer({ env, database }))
})
afterAll(async () => {
  for (const server of servers) await server.stop()
  database.release()
})

const counts = () => mongoose.connection.collection<{ n: number }>('counts')
/** Until some count stands at so much: what was told has arrived. */
async function untilCounted(n: (counted: number) => boolean): Promise<void> {
  for (const began = performance.now(); ; await new Promise(setImmediate)) {
    if ((await counts().find().toArray()).some((doc) => n(doc.n))) return
    if (performance.now() - began > 10_000) throw new Error('it was not told')
  }
}
const ask = async (i: number, times: number): Promise<number[]> => {
  const statuses: number[] = []
  for (let n = 0; n < times; n++)
    statuses.push((await client(at(i)).get(`/api/where?lng=120.00${n % 10}&lat=32.005`)).status)
  return statuses
}

test('requests of one address', async () => {
  // Two hundred a minute in all, of which one is asked for 150.
  expect(new Set(await ask(0, 150))).toEqual(new Set([200]))
  await untilCounted((n) => n === 150)
  // A tenth passes unseen, then both know.
  expect(new Set(await ask(1, 25))).toEqual(new Set([200]))
  await untilCounted((n) => n >= 170)
  const more = await ask(1, 40)
  expect(more.filter((status) => status === 429).length).toBeGreaterThan(10)
  expect(new Set((await ask(1, 3)).slice(1))).toEqual(new Set([429]))
  // Under whose name nobody can read.
  expect(JSON.stringify(await counts().find().toArray())).not.toContain('127.0.0.1')
})

let seed = 1
/** Some 300 kB. */
const photo = (): Promise<Buffer> => {
  const raw = Buffer.alloc(400 * 300 * 3)
  for (let i = 0; i < raw.length; i++) raw[i] = (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) >> 16
  return sharp(raw, { raw: { width: 400, height: 300, channels: 3 } })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toBuffer()
}

/** The minute of the requests is over, the day of the photos is not. */
const nextMinute = (): void => {
  for (const server of servers) server.setNow(new Date(server.context.now().getTime() + 61_000))
}

test('photos of one person a day, whichever process takes them', async () => {
  nextMinute()
  const [here, there] = [await signIn(at(0), 'zhou'), await signIn(at(1), 'zhou')]
  const bytes = await photo()
  const most = Math.floor(1_048_576 / bytes.length)
  for (let n = 0; n < most; n++) expect((await here.photo(await photo())).status).toBe(201)
  const refused = await here.photo(await photo())
  expect([refused.status, (refused.body as { code?: string }).code]).toEqual([429, 'too_many'])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3_600)
  await untilCounted((n) => n > most * bytes.length * 0.9 && n < 1_048_576)
  nextMinute()
  // What he sends first at the other one makes it look.
  await there.photo(await photo())
  await untilCounted((n) => n > (most + 0.9) * bytes.length)
  expect((await there.photo(await photo())).status).toBe(429)
  // Another person is another one.
  expect((await (await signIn(at(1), 'zhao')).photo(await photo())).status).toBe(201)
})

test('of what a stranger leaves unused only the newest stays, and nothing that is used goes', async () => {
  nextMinute()
  const guest = client(at(0))
  // An address may send ten megabytes a day, and leave one unused.
  const ids: string[] = []
  for (let n = 0; n < 7; n++) ids.push((await guest.photo(await photo())).body.id)
  const there = await mongoose.connection
    .collection<{ _id: string }>('photos')
    .find({ _id: { $in: ids.map(photoIdOf) } })
    .toArray()
  expect(there.length).toBeLessThan(5)
  expect(there.map(({ _id }) => _id)).toContain(photoIdOf(ids.at(-1) ?? ''))
  expect(there.map(({ _id }) => _id)).not.toContain(photoIdOf(ids[0] ?? ''))
})
