/** The numbers of the home page, against the slowest way to count: every case looked at, one after the other. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import fc from 'fast-check'
import { satisfiedAnswers, solvedAnswers, statuses } from '#shared/cases.ts'
import { Cases } from '#server/cases/index.ts'
import { town } from '#tests/support/city.ts'
import { figuresByHand } from '#tests/support/figures-by-hand.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
})
afterAll(() => server.stop())
beforeEach(() => Cases.collection.deleteMany({}))

const day = 86_400_000
const now = (): number => server.context.now().getTime()
const offices = ['hebin-squad', 'sanitation', 'mobile']
const areas = town.areas.features.filter((f) => f.properties.level === 'street').map((f) => f.properties.id)

/** What the numbers hang on, and nothing else; times in hours before (or, of deadlines, around) now. */
const sample = fc.record({
  area: fc.constantFrom(...areas),
  office: fc.constantFrom(...offices),
  status: fc.constantFrom(...statuses),
  filedHoursAgo: fc.integer({ min: 1, max: 24 * 45 }),
  closedHoursAgo: fc.integer({ min: 0, max: 24 * 45 }),
  dueInHours: fc.option(fc.integer({ min: -72, max: 72 }), { nil: null }),
  onTime: fc.boolean(),
  joined: fc.boolean(),
  reopenRequests: fc.nat(2),
  returnedBy: fc.array(fc.constantFrom(...offices), { maxLength: 3 }),
  ratings: fc.array(
    fc.record({
      solved: fc.constantFrom(...solvedAnswers),
      satisfied: fc.constantFrom(...satisfiedAnswers),
      /** When the close was that it is about, whatever has become of the case since. */
      closedHoursAgo: fc.integer({ min: 0, max: 24 * 45 }),
      superseded: fc.boolean()
    }),
    { maxLength: 3 }
  )
})
type Sample = typeof sample extends fc.Arbitrary<infer S> ? S : never

const stored = (sample: Sample, n: number) => ({
  no: `2026-1124-${String(n).padStart(5, '0')}`,
  version: 1,
  area: sample.area,
  office: sample.office,
  status: sample.status,
  at: new Date(now() - sample.filedHoursAgo * 3_600_000).toISOString(),
  ...(sample.status === 'closed' && {
    closedAt: new Date(now() - Math.min(sample.closedHoursAgo, sample.filedHoursAgo) * 3_600_000).toISOString(),
    onTime: sample.onTime
  }),
  dueAt: sample.dueInHours === null ? null : new Date(now() + sample.dueInHours * 3_600_000),
  // Of a clock that stands still it says when it would have been.
  deadline: { dueAt: now() + (sample.dueInHours ?? -1) * 3_600_000 },
  ...(sample.joined && { joinedInto: '2026-1124-99999' }),
  counts: { reopenRequests: sample.reopenRequests },
  returnedBy: sample.returnedBy,
  ratings: sample.ratings.map(({ closedHoursAgo, superseded, ...answers }) => ({
    ...answers,
    closedAt: new Date(now() - closedHoursAgo * 3_600_000).toISOString(),
    ...(superseded && { superseded: true as const })
  }))
})
const stats = async (days: number) => {
  const view = await server.call('stats', { query: { days: String(days) as '30' } }, { kind: 'guest' })
  return {
    ...view,
    daily: view.daily.map((day) => ({ day: day.day, received: day.received, closed: day.closed })),
    byArea: Object.fromEntries(view.byArea.map(({ area, place: _place, ...sums }) => [area.id, sums])),
    byOffice: Object.fromEntries(
      view.byOffice.map(({ office, onTime: _onTime, ...sums }) => [office.id, sums] as const)
    )
  }
}

/** An office that nothing is said of may be left out. */
const said = (sums: Record<string, Record<string, number>>) =>
  Object.fromEntries(Object.entries(sums).filter(([, sum]) => Object.values(sum).some((n) => n > 0)))

test('every number is what counting by hand gives, whatever the cases are', async () => {
  let hours = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(sample, { minLength: 1, maxLength: 60 }),
      fc.constantFrom(7, 30),
      async (samples, days) => {
        // Numbers are kept for some seconds: each round stands an hour later.
        server.setNow(new Date(Date.parse('2026-11-24T02:00:00.000Z') + ++hours * 3_600_000))
        await Cases.collection.deleteMany({})
        const all = samples.map(stored)
        await Cases.collection.insertMany(all)
        const [counted, view] = [figuresByHand(all, days, server.context.now(), areas, offices), await stats(days)]
        expect(view).toMatchObject({ ...counted, byOffice: expect.any(Object) as object, byArea: counted.byArea })
        expect(said(view.byOffice)).toEqual(said(counted.byOffice))
      }
    ),
    { seed: 20_261_129, numRuns: 40 }
  )
})

test('a number is computed once for everybody who asks within the same seconds', async () => {
  server.setNow(new Date(now() + day))
  const [one, other] = await Promise.all([stats(30), stats(30)])
  expect(one).toEqual(other)
  await Cases.collection.insertMany([
    stored(
      {
        area: areas[0] ?? '',
        office: 'mobile',
        status: 'received',
        filedHoursAgo: 1,
        closedHoursAgo: 0,
        dueInHours: 5,
        onTime: false,
        joined: false,
        reopenRequests: 0,
        returnedBy: [],
        ratings: []
      },
      1
    )
  ] as never[])
  expect((await stats(30)).received).toBe(one.received)
  server.setNow(new Date(now() + 6_000))
  expect((await stats(30)).received).toBe(one.received + 1)
})
