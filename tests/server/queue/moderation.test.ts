/** What waits for a moderator: from its first word on, until he has ruled, and again when something new is said. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseRow } from '#shared/cases.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00.000Z', env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

const waiting = async () => {
  const { body } = await (await walk.staff('shen')).get<{ items: CaseRow[] }>('/api/queue?tab=publish')
  return body.items.map(({ no }) => no)
}
const since = async (no: string) =>
  (await mongoose.connection.collection('cases').findOne({ no }))?.['pendingSince'] as string | undefined

test('a case leaves the list when it is ruled on, and comes back with what is said later', async () => {
  const { no } = await walk.accepted()
  expect(await waiting()).toEqual([no])
  expect(await since(no)).toBe('2026-11-16T02:00:00.000Z')

  await walk.publish(no)
  expect(await waiting()).toEqual([])
  expect(await since(no)).toBeUndefined()

  server.setNow('2026-11-16T03:00:00.000Z')
  const reply = { outcome: 'solved' as const, words: '已经清理干净，请放心出行。', photos: [await walk.photo()] }
  expect((await walk.move('zhou', no, { verb: 'reply', ...reply })).status).toBe(200)
  expect(await waiting()).toEqual([no])
  expect(await since(no)).toBe('2026-11-16T03:00:00.000Z')

  await walk.publish(no)
  expect(await since(no)).toBeUndefined()
})
