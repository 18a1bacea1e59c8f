/** What nobody waits for any more, the database does not read on to the end. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { withDeadline } from '#server/kernel/deadline.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
})
afterAll(() => server.stop())

const slow = { $where: 'sleep(20000) || true' }
const endless = [{ $set: { a: { $range: [0, 100_000] } } }, { $unwind: '$a' }]
const reads: Record<string, () => Promise<unknown>> = {
  findOne: () => mongoose.connection.collection('staff').findOne(slow),
  'find, all of it': () => mongoose.connection.collection('staff').find(slow).toArray(),
  count: () => mongoose.connection.collection('staff').countDocuments(slow),
  aggregate: () =>
    mongoose.connection
      .collection('staff')
      .aggregate([...endless, ...endless, ...endless, { $count: 'n' }])
      .toArray()
}
const running = async (): Promise<unknown[]> =>
  (
    await mongoose.connection
      .getClient()
      .db('admin')
      .aggregate([{ $currentOp: {} }, { $match: { ns: { $regex: `^${mongoose.connection.name}\\.staff$` } } }])
      .toArray()
  ).map(({ command }) => command as unknown)

test.each(Object.entries(reads))('%s', async (_name, read) => {
  await expect(withDeadline(300, read)).rejects.toThrow()
  await vi.waitFor(async () => expect(await running()).toEqual([]), { timeout: 5_000, interval: 50 })
})
