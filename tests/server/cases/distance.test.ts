/** How far apart the two shots of a pair were taken: a distance is kept and shown, never where the officer stood. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { inHebin } from '#tests/support/city.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00Z', env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

/** A thousandth of a degree of latitude is 111 metres. */
const north = { lng: inHebin.lng, lat: inHebin.lat + 0.001, accuracyM: 9 }
const words = '已经清理干净，请放心出行。'

async function replied(more: object) {
  const submitted = await walk.accepted()
  const answer = await walk.move('zhou', submitted.no, { verb: 'reply', outcome: 'solved', words, photos: [], ...more })
  return { ...submitted, answer }
}

test('what a phone says of where it stands is kept as metres', async () => {
  const item = await replied({ photos: [await walk.photo()], place: north })
  expect(item.answer.status).toBe(200)
  expect(item.answer.body.afterDistanceM).toBe(111)
  const stored = await mongoose.connection.collection('cases').findOne({ no: item.no })
  expect(JSON.stringify(stored)).not.toContain(String(north.lat))

  await walk.publish(item.no)
  const page = await (await fetch(`${server.url}/cases/${item.no}`)).text()
  expect(page).toContain('两张照片的拍摄点相距约 111 米')
  expect((await walk.guest.get<CaseView>(`/api/cases/${item.no}`)).body.afterDistanceM).toBe(111)
})

test('without a place, or without a photo, nothing is said of it', async () => {
  const nowhere = await replied({ photos: [await walk.photo()] })
  expect(nowhere.answer.body).not.toHaveProperty('afterDistanceM')
  const unseen = await replied({ outcome: 'unfounded', place: north })
  expect(unseen.answer.status).toBe(200)
  expect(unseen.answer.body).not.toHaveProperty('afterDistanceM')
})
