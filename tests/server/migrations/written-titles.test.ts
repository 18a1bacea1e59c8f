/** A title that was made of place and category is dropped; one that a moderator wrote stays. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mongoose } from '#server/kernel/mongo.ts'
import { writtenTitles } from '#server/migrations/014-written-titles.ts'
import { makeWork } from '#server/migrations/work.ts'
import type { CaseView } from '#shared/cases.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

test('a title that nobody wrote is made when it is shown, before and after', async () => {
  const [plain, written] = [await walk.submit({ address: '文庙巷 7 号' }), await walk.submit()]
  await walk.publish(written.no)
  const shown = async (no: string) => (await (await walk.staff('shen')).get<CaseView>(`/api/cases/${no}`)).body.title
  const before = [await shown(plain.no), await shown(written.no)]
  expect(before).toEqual(['文庙巷 7 号：店外经营', '沿街商户占道'])
  const db = mongoose.connection.db
  if (!db) throw new Error('no database')
  const cases = db.collection('cases')
  await cases.updateOne({ no: plain.no }, { $set: { title: '文庙巷 7 号：店外经营' } })
  const { work, counts } = makeWork({
    db: db,
    commit: true,
    now: server.context.now(),
    keys: server.context.keys,
    city: () => Promise.reject(new Error('no city is needed here')),
    stillOurs: () => undefined
  })
  await writtenTitles.run(work)
  expect(counts).toEqual({ cases: 1 })
  expect(await cases.findOne({ no: plain.no })).toMatchObject({ title: '' })
  expect(await cases.findOne({ no: written.no })).toMatchObject({ title: '沿街商户占道' })
  expect([await shown(plain.no), await shown(written.no)]).toEqual(before)
})
