/** What cannot be shown is not stored, and no line of a record stands before the one that it follows. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CorrectionView } from '#shared/hours.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { certifying, type Certifying } from '#tests/support/certifying.ts'
import { freshKey, phonePhoto } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { planFor } from '#tests/support/volunteering.ts'

let server: TestServer
let v: Certifying
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  v = certifying(server)
})
afterAll(() => server.stop())

type Stored = { _id: unknown; version?: number; state?: string; log: { at: unknown }[] } & Record<string, unknown>
const of = (collection: string) => mongoose.connection.collection<Stored>(collection)
/** Puts something where a moment should be: nobody can show it. */
async function spoilt<T>(collection: string, id: Record<string, unknown>, field: string, work: () => Promise<T>) {
  const before = await of(collection).findOne(id as never)
  const kept: unknown = field.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], before)
  await of(collection).updateOne(id, { $set: { [field]: 'never' } })
  try {
    return await work()
  } finally {
    await of(collection).updateOne(id, { $set: { [field]: kept } })
  }
}

test('a move of an activity', async () => {
  const { no } = await v.draft()
  const version = async () => (await of('activities').findOne({ no } as never))?.version
  const before = await version()
  const moved = await spoilt('activities', { no }, 'log.0.at', async () =>
    (await v.staff('xu')).post(`/api/activities/${no}/moves`, { verb: 'submit', version: before })
  )
  expect([moved.status, await version()]).toEqual([500, before])
  expect((await v.move('xu', no, { verb: 'submit' })).status).toBe(200)
})

test('a draft that cannot be shown is none', async () => {
  const { photos } = server.context
  const { signingKey } = photos
  const xu = await v.staff('xu')
  const cover = (await xu.photo(await phonePhoto(77, 160, 120))).body.id
  const count = () => of('activities').countDocuments()
  const [before, key] = [await count(), freshKey()]
  const draft = () =>
    xu.post('/api/activities', { ...planFor(server.context.now()), cover }, { 'idempotency-key': key })
  photos.signingKey = undefined as never
  try {
    expect([(await draft()).status, await count()]).toEqual([500, before])
  } finally {
    photos.signingKey = signingKey
  }
  expect([(await draft()).status, await count()]).toEqual([201, before + 1])
})

test('the hours of a shift, what is said against them, and a certificate of them', async () => {
  const it = await v.attended(['an', 'bao'])
  const hours = () => of('hours').countDocuments()
  const none = await hours()
  const shift = { _id: it.shift }
  const settled = await spoilt('shifts', shift, 'roles', () => v.settle(it.shift))
  expect([settled.status, await hours()]).toEqual([500, none])
  expect((await v.settle(it.shift)).status).toBe(200)

  const signup = it.signups['an'] ?? ''
  const asked = await (
    await v.resident('an')
  ).post<CorrectionView>(`/api/signups/${signup}/correction`, { minutes: 60, words: '只做了一小时' })
  expect(asked.status).toBe(200)
  const correction = { _id: new mongoose.Types.ObjectId(asked.body.id) }
  const rule = async () =>
    (await v.staff('shen')).post(`/api/corrections/${asked.body.id}/ruling`, { approve: true, words: '属实' })
  const ruled = await spoilt('corrections', correction, 'from', rule)
  expect([ruled.status, (await of('corrections').findOne(correction as never))?.state]).toEqual([500, 'asked'])
  expect((await rule()).status).toBe(200)

  const certificate = await v.ask('an')
  expect(certificate.status).toBe(201)
  const id = { _id: new mongoose.Types.ObjectId(certificate.body.id) }
  const version = async () => (await of('certificates').findOne(id as never))?.version
  const moved = await spoilt('certificates', id, 'log.0.at', async () =>
    (await v.staff('xu')).post(`/api/certificates/${certificate.body.id}/moves`, { verb: 'approve', version: 1 })
  )
  expect([moved.status, await version()]).toEqual([500, 1])

  // A server three hours behind writes the time of the line before.
  const now = server.context.now()
  server.setNow(new Date(now.getTime() - 3 * 3_600_000))
  expect((await v.push(await v.staff('xu'), certificate.body.id, { verb: 'approve' })).status).toBe(200)
  server.setNow(now)
  const times = (await of('certificates').findOne(id as never))?.log.map(({ at }) => (at as Date).getTime()) ?? []
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times).toHaveLength(2)
})

test('an activity moved by a server that is behind', async () => {
  const { no } = await v.draft()
  const now = server.context.now()
  server.setNow(new Date(now.getTime() - 3 * 3_600_000))
  expect((await v.move('xu', no, { verb: 'submit' })).status).toBe(200)
  server.setNow(now)
  const times = (await of('activities').findOne({ no } as never))?.log.map(({ at }) => (at as Date).getTime()) ?? []
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})
