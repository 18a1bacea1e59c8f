/** What a reporter without an account holds: a code that opens his report, that nobody can read out of the database. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import type { Receipt } from '#shared/reports.ts'
import { Cases } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { inHebin } from '#tests/support/city.ts'
import { freshKey } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

const openedBy = async (no: string, code: string) => (await walk.guest.post('/api/sessions/code', { no, code })).status

test('a code opens the report it came with, however it is typed, and no other', async () => {
  const [mine, other] = [await walk.submit(), await walk.submit()]
  expect(mine.code).not.toBe(other.code)
  const typed = [mine.code, mine.code.toLowerCase(), `${mine.code.slice(0, 5)}-${mine.code.slice(5)}`, ` ${mine.code} `]
  for (const code of typed) expect(await openedBy(mine.no, code)).toBe(201)
  expect(await openedBy(other.no, mine.code)).toBe(401)
})

test('nobody can take a receipt away: however often a stranger guesses, he is only answered later, and the right code opens', async () => {
  const { no, code } = await walk.submit()
  const counted = () => mongoose.connection.collection('guesses').countDocuments()
  const before = await counted()
  // Numbers that do not exist count nothing, so that the next ones cannot be locked before they are given.
  for (let i = 0; i < 12; i++)
    expect(await openedBy(`2026-1124-9${String(i).padStart(4, '0')}`, '0000000000')).toBe(401)
  expect(await counted()).toBe(before)
  for (let i = 0; i < 11; i++) expect(await openedBy(no, '0000000000')).toBe(401)
  const started = performance.now()
  expect(await openedBy(no, '0000000000')).toBe(401)
  expect(performance.now() - started).toBeGreaterThan(240)
  expect(await openedBy(no, code)).toBe(201)
  const who = visitor(server.url)
  const door = await who.go('/track')
  expect((await who.send('/track', { _token: who.tokenIn(door.html), no, code })).location).toBe('/track/report')
  // Other numbers are not slowed by it.
  const other = await walk.submit()
  expect(await openedBy(other.no, other.code)).toBe(201)
})

test('the database holds neither the code nor anything that somebody could compute from a guess', async () => {
  const { no, code } = await walk.submit()
  const text = JSON.stringify(await Cases.collection.findOne({ no } as never))
  const guesses = ['sha256', 'sha1', 'md5'].map((hash) => createHash(hash).update(code).digest('hex'))
  for (const given of [code, code.toLowerCase(), ...guesses]) expect(text.includes(given)).toBe(false)
})

test('who lost the answer gets the same receipt under the same key, whatever has happened to the case since', async () => {
  const key = freshKey()
  const body = { category: 'shopfront', photos: [await walk.photo()], place: inHebin, consentPublic: true }
  const send = () => walk.guest.post<Receipt>('/api/reports', body, { 'idempotency-key': key })
  const first = await send()
  expect(first.status).toBe(201)
  await walk.move('li', first.body.no, { verb: 'receive', words: '已受理' } as never)
  const again = await send()
  expect(again.body).toEqual(first.body)
  expect(await Cases.collection.countDocuments({ no: first.body.no })).toBe(1)
})
