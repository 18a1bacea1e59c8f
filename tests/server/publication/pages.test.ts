/** What a visitor turns and zooms: every published case is met once, whichever way he goes. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiAnswer } from '#shared/api.ts'
import { Cases, pinFields } from '#server/cases/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

type Page = ApiAnswer<'listCases'>

let server: TestServer
let walk: Journey
/** Newest publication first. */
const published: string[] = []

beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  walk = journey(server)
  for (let i = 0; i < 5; i++) {
    const { no } = await walk.accepted()
    await walk.publish(no)
    published.unshift(no)
  }
})
afterAll(() => server.stop())

const page = async (query: string): Promise<Page> => (await walk.guest.get<Page>(`/api/cases?limit=2&${query}`)).body
const numbers = (page: Page): string[] => page.items.map((row) => row.no)

test('a visitor who turns the list to its end and back meets every case once, and stands where he began', async () => {
  const first = await page('')
  const second = await page(`after=${first.older}`)
  const third = await page(`after=${second.older}`)
  expect([first, second, third].flatMap(numbers)).toEqual(published)
  expect([first.newer, third.older]).toEqual([undefined, undefined])

  const back = await page(`before=${third.newer}`)
  expect(back).toEqual(second)
  const start = await page(`before=${back.newer}`)
  expect(numbers(start)).toEqual(numbers(first))
  expect(start.newer).toBeUndefined()
})

test('whoever asks for the whole earth sees the city, and whoever asks for the sea sees nothing', async () => {
  const map = async (west: number, south: number, east: number, north: number) => {
    const box = `west=${west}&south=${south}&east=${east}&north=${north}&zoom=16`
    return (await walk.guest.get<ApiAnswer<'map'>>(`/api/map?${box}`)).body.cases.map((casePin) => casePin.no).sort()
  }
  expect(await map(-180, -90, 180, 90)).toEqual([...published].sort())
  expect(await map(119, 31, 121, 33)).toEqual([...published].sort())
  expect(await map(-40, 20, -30, 30)).toEqual([])
})

test('a point on the map tells what its row tells, from a tenth of its case', async () => {
  server.setNow('2026-12-10T02:00:00.000Z')
  const rows = (await walk.guest.get<Page>('/api/cases?limit=20')).body.items
  const box = 'west=119&south=31&east=121&north=33&zoom=16'
  const pins = (await walk.guest.get<ApiAnswer<'map'>>(`/api/map?${box}`)).body.cases
  const told = rows.map(({ no, title, place, status, clock }) => ({ no, title, place, status, light: clock.light }))
  const byNo = (a: { no: string }, b: { no: string }): number => a.no.localeCompare(b.no)
  expect(pins.sort(byNo)).toEqual(told.sort(byNo))
  expect(new Set(pins.map(({ light }) => light))).toEqual(new Set(['red']))
  const stored = await Cases.find({}, pinFields).lean()
  const bytes = stored.map((doc) => mongoose.mongo.BSON.calculateObjectSize(doc))
  // figures.md, B24
  expect(Math.max(...bytes)).toBeLessThanOrEqual(350)
})

test('the map from afar counts by street what a filter finds; of thousands it shows the newest, and reads no more', async () => {
  server.setNow('2026-12-10T02:00:00.000Z')
  const [model] = await Cases.collection.find({ no: published[0] }).toArray()
  const {
    key: _key,
    reports: _reports,
    ...bare
  } = model as unknown as Record<string, unknown> & { key: unknown; reports: unknown[] }
  const afar = `west=119&south=31&east=121&north=33&zoom=9&category=${String(bare['category'])}`
  // Another address each time: no answer is an earlier one's.
  const map = async (more: string) => (await walk.guest.get<ApiAnswer<'map'>>(`/api/map?${afar}${more}`)).body
  const few = await map('&status=handling')
  expect([few.areas.map(({ count }) => count), few.cases, few.more]).toEqual([[published.length], [], false])

  const clones = Array.from({ length: 2_001 }, (_, i) => ({
    ...bare,
    _id: new mongoose.Types.ObjectId(),
    no: String(bare['no']).replace(/\d{4}$/, String(9_999 - i)),
    publishedAt: new Date(Date.parse('2026-12-01T00:00:00.000Z') + i * 1_000)
  }))
  await Cases.collection.insertMany(clones)
  const many = await map('')
  expect([many.areas, many.cases.length, many.more]).toEqual([[], 300, true])
  expect(many.cases[0]?.no).toBe(clones.at(-1)?.no)
  await Cases.collection.deleteMany({ _id: { $in: clones.map(({ _id }) => _id) } })
})
