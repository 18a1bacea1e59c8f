/** What was kept as the ladder of a case is its escalation, and what it asked for is still done. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomBytes } from 'node:crypto'
import { keysFrom } from '#server/kernel/keys.ts'
import { makeLog } from '#server/kernel/log.ts'
import { connect, database, disconnect } from '#server/kernel/mongo.ts'
import { escalationField } from '#server/migrations/004-escalation-field.ts'
import { migrate } from '#server/migrations/run.ts'

beforeAll(async () => {
  const uri = new URL(process.env.TEST_MONGODB_URI ?? '')
  uri.pathname = `/m_${randomBytes(6).toString('hex')}`
  await connect(uri.href)
})
afterAll(async () => {
  await database().dropDatabase()
  await disconnect()
})

test('a case that was on its way up goes on from there', async () => {
  const next = { id: 'overdue-1', at: 1_800_000_000_000 }
  const cases = database().collection('cases')
  await cases.createIndex({ 'ladder.next.at': 1 })
  await cases.insertOne({
    no: '2026-1116-00001',
    ladder: { done: ['urge'], next },
    outbox: [
      { id: 'a', topic: 'moved', facts: { n: 1 } },
      { id: 'b', topic: 'climb', facts: { rung: 'overdue-1' } }
    ]
  })
  await database()
    .collection('jobs')
    .insertOne({ topic: 'climb', facts: { no: '2026-1116-00001' } })
  await migrate({
    db: database(),
    migrations: [escalationField],
    keys: keysFrom('5a'.repeat(32)),
    commit: true,
    now: () => new Date('2026-11-24T02:00:00.000Z'),
    city: () => Promise.reject(new Error('no city is needed here')),
    log: makeLog('silent')
  })
  const found = await cases.findOne({ no: '2026-1116-00001' })
  expect(found).toMatchObject({
    escalation: { done: ['urge'], next },
    outbox: [
      { id: 'a', topic: 'moved' },
      { id: 'b', topic: 'escalation' }
    ]
  })
  expect(found).not.toHaveProperty('ladder')
  expect(await database().collection('jobs').distinct('topic')).toEqual(['escalation'])
  expect((await cases.indexes()).map(({ name }) => name)).toEqual(['_id_'])
})
