/** Stored names that changed with the modules: what was there is found again under today's. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { randomBytes } from 'node:crypto'
import { makeLog } from '#server/kernel/log.ts'
import { keysFrom } from '#server/kernel/keys.ts'
import { connect, database, disconnect } from '#server/kernel/mongo.ts'
import { premisesCollection } from '#server/migrations/010-premises.ts'
import { substitute } from '#server/migrations/011-substitute.ts'
import { certificateSignature } from '#server/migrations/012-certificate-signature.ts'
import { migrate } from '#server/migrations/run.ts'
import type { Db, Migration } from '#server/migrations/work.ts'

let db: Db
beforeAll(async () => {
  const uri = new URL(process.env.TEST_MONGODB_URI ?? '')
  uri.pathname = `/m_${randomBytes(6).toString('hex')}`
  await connect(uri.href)
  db = database()
})
beforeEach(() => db.dropDatabase())
afterAll(async () => {
  await db.dropDatabase()
  await disconnect()
})

const apply = (migration: Migration) =>
  migrate({
    db,
    migrations: [migration],
    commit: true,
    now: () => new Date('2026-11-24T02:00:00.000Z'),
    city: () => Promise.reject(new Error('no city is needed here')),
    keys: keysFrom('5a'.repeat(32)),
    log: makeLog('silent')
  })
const documents = (name: string) => db.collection<{ _id: string }>(name)

test('the register of premises keeps its numbers under the new name', async () => {
  await documents('units').insertOne({ _id: '00001', name: '面馆' } as never)
  expect((await apply(premisesCollection)).map((done) => done.name)).toEqual(['premises'])
  expect(await documents('premises').findOne({ _id: '00001' })).toMatchObject({ name: '面馆' })
  expect(await db.listCollections({ name: 'units' }).hasNext()).toBe(false)
})

test('a seat that was offered to a substitute still is, and nobody else is touched', async () => {
  const others = { id: 'b', member: 'bao', names: ['一'] }
  await documents('shifts').insertMany([
    { _id: 's', people: [{ id: 'a', member: 'an', standIn: 'hash' }, others], gone: [{ id: 'c', standIn: 'old' }] },
    { _id: 't', people: [others], gone: [] }
  ] as never)
  expect((await apply(substitute))[0]?.counts).toEqual({ shifts: 1 })
  expect(await documents('shifts').find().sort({ _id: 1 }).toArray()).toEqual([
    {
      _id: 's',
      people: [{ id: 'a', member: 'an', substituteHash: 'hash' }, others],
      gone: [{ id: 'c', substituteHash: 'old' }]
    },
    { _id: 't', people: [others], gone: [] }
  ])
})

test('a certificate is signed as it was', async () => {
  await documents('certificates').insertMany([
    { _id: 'a', seal: 'signed' },
    { _id: 'b', status: 'requested' }
  ] as never)
  await apply(certificateSignature)
  expect(await documents('certificates').find().sort({ _id: 1 }).toArray()).toEqual([
    { _id: 'a', signature: 'signed' },
    { _id: 'b', status: 'requested' }
  ])
})
