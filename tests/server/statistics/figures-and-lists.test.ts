/** Every figure of the public pages and the list that it leads to are the same cases, and the list says how many. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { satisfiedAnswers, statuses, type StatsView } from '#shared/cases.ts'
import type { ApiInput } from '#shared/api.ts'
import { Cases } from '#server/cases/index.ts'
import { Fill } from '#server/web/activities/desk/List.tsx'
import { town } from '#tests/support/city.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { visitor } from '#tests/support/visitor.ts'

let server: TestServer
let hours = 0
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
})
afterAll(() => server.stop())
beforeEach(async () => {
  await fresh()
})

/** Figures are kept for some seconds: each round stands an hour later, in an empty database. */
async function fresh(): Promise<void> {
  server.setNow(new Date(Date.parse('2026-11-24T02:00:00.000Z') + ++hours * 3_600_000))
  await Cases.collection.deleteMany({})
  server.context.moved('anything')
}

const areas = town.areas.features.filter((f) => f.properties.level === 'street').map((f) => f.properties.id)
const offices = ['hebin-squad', 'sanitation']
const sample = fc.record({
  area: fc.constantFrom(...areas),
  office: fc.constantFrom(...offices),
  status: fc.constantFrom(...statuses),
  filed: fc.integer({ min: 1, max: 24 * 45 }),
  closed: fc.integer({ min: 0, max: 24 * 45 }),
  due: fc.option(fc.integer({ min: -72, max: 72 }), { nil: null }),
  onTime: fc.boolean(),
  joined: fc.boolean(),
  isPublic: fc.boolean(),
  reopenRequests: fc.nat(1),
  ratings: fc.array(
    fc.record({
      satisfied: fc.constantFrom(...satisfiedAnswers),
      closed: fc.integer({ min: 0, max: 24 * 45 }),
      superseded: fc.boolean()
    }),
    { maxLength: 2 }
  )
})
type Sample = typeof sample extends fc.Arbitrary<infer S> ? S : never

const before = (h: number): string => new Date(server.context.now().getTime() - h * 3_600_000).toISOString()
const stored = (sample: Sample, n: number) => ({
  no: `2026-1124-${String(n).padStart(5, '0')}`,
  version: 1,
  area: sample.area,
  office: sample.office,
  status: sample.status,
  category: 'shopfront',
  at: before(sample.filed),
  ...(sample.status === 'closed' && { closedAt: before(Math.min(sample.closed, sample.filed)), onTime: sample.onTime }),
  dueAt: sample.due === null ? null : new Date(server.context.now().getTime() + sample.due * 3_600_000),
  // Of a clock that stands still it says when it would have been.
  deadline: { dueAt: server.context.now().getTime() + (sample.due ?? -1) * 3_600_000 },
  publishedAt: sample.isPublic && !sample.joined ? new Date(before(0)) : null,
  ...(sample.joined && { joinedInto: '2026-1124-99999' }),
  counts: { reopenRequests: sample.reopenRequests },
  returnedBy: [],
  ratings: sample.ratings.map(({ satisfied, closed, superseded }) => ({
    solved: 'solved',
    satisfied,
    closedAt: before(closed),
    ...(superseded && { superseded: true })
  }))
})

type Query = ApiInput<'countCases'>['query']
const count = async (query: Query) => (await server.call('countCases', { query }, { kind: 'guest' })).all

test('counting a list counts what its figure counts, of the city, a street, an office, a day', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(sample, { minLength: 1, maxLength: 40 }),
      fc.constantFrom('7' as const, '30' as const),
      async (samples, days) => {
        await fresh()
        await Cases.collection.insertMany(samples.map(stored))
        const stats: StatsView = await server.call('stats', { query: { days } }, { kind: 'guest' })
        const pairs: [Query, number | undefined][] = [
          [{ days }, stats.received],
          [{ state: 'closed', days }, stats.closed],
          [{ state: 'late', days }, stats.onTime.of - stats.onTime.n],
          [{ state: 'reopened', days }, stats.reopened.n],
          [{ state: 'open' }, stats.handling],
          [{ state: 'overdue' }, stats.overdue],
          [{ state: 'today' }, stats.dueToday],
          ...stats.byArea.flatMap((item): [Query, number][] => [
            [{ area: item.area.id, days }, item.received],
            [{ area: item.area.id, state: 'closed', days }, item.closed],
            [{ area: item.area.id, state: 'overdue' }, item.overdue]
          ]),
          ...stats.byOffice.flatMap((figures): [Query, number][] => [
            [{ office: figures.office.id, days }, figures.received],
            [{ office: figures.office.id, state: 'closed', days }, figures.closed],
            [{ office: figures.office.id, state: 'overdue' }, figures.overdue]
          ]),
          ...stats.daily.slice(-3).flatMap((day): [Query, number][] => [
            [{ on: day.day }, day.received],
            [{ state: 'closed', on: day.day }, day.closed]
          ])
        ]
        for (const [query, figure] of pairs) expect([query, await count(query)]).toEqual([query, figure])
        const unhappy = await count({ state: 'dissatisfied', days })
        expect(unhappy).toBeLessThanOrEqual(stats.dissatisfied)
        expect(unhappy === 0).toBe(stats.dissatisfied === 0)
      }
    ),
    { seed: 33, numRuns: 25 }
  )
})

test('the sum with what is not public is told for what the figures tell, and for nothing finer', async () => {
  const whole: Query[] = [{}, { state: 'overdue' }, { area: 'hebin', days: '30' }, { on: '2026-11-24' }]
  const finer: Query[] = [
    { q: '占道' },
    { category: 'shopfront' },
    { tile: 'street' },
    { status: 'closed' },
    { area: 'hebin', office: 'hebin-squad' },
    { area: 'hebin', on: '2026-11-24' }
  ]
  for (const query of whole) expect([query, typeof (await count(query))]).toEqual([query, 'number'])
  for (const query of finer) expect([query, await count(query)]).toEqual([query, undefined])
})

test('one filter does not undo another: what is closed and asked for as open is nothing', async () => {
  const samples = fc
    .sample(sample, { seed: 5, numRuns: 30 })
    .map((sample) => ({ ...sample, status: 'closed' as const, joined: false, isPublic: true }))
  await Cases.collection.insertMany(samples.map(stored))
  const { published } = await server.call(
    'countCases',
    { query: { status: 'closed', state: 'open' } },
    { kind: 'guest' }
  )
  expect(published).toBe(0)
})

describe('on the pages', () => {
  const page = async (path: string) => (await visitor(server.url).go(path)).html
  const plain = (more: Partial<Sample>): Sample => ({
    area: areas[0] ?? '',
    office: 'hebin-squad',
    status: 'closed',
    filed: 30,
    closed: 3,
    due: null,
    onTime: true,
    joined: false,
    isPublic: false,
    reopenRequests: 0,
    ratings: [],
    ...more
  })
  const fillWith = (samples: Sample[]) => Cases.collection.insertMany(samples.map(stored))

  test('nothing of nothing is a dash, never nought per cent, and said aloud', async () => {
    for (const path of ['/', '/offices', '/offices/hebin-squad']) {
      const html = await page(path)
      expect([path, /[^\d.]0<small>%|[^\d.]0%|—%/.exec(html)?.[0]]).toEqual([path, undefined])
    }
    expect(await page('/')).toContain('<span aria-hidden="true">—</span><span class="vh">还没有</span>')
  })

  test('an office with three closed cases has no share of them, with five it has', async () => {
    await fillWith(Array.from({ length: 3 }, () => plain({})))
    const few = await page('/offices')
    expect(few).not.toContain('100%')
    expect(few).toContain('3 / 3')
    expect(await page('/offices/hebin-squad')).toContain('不到 5 件，不算比例')
    await fresh()
    await fillWith(Array.from({ length: 5 }, () => plain({})))
    expect(await page('/offices')).toContain('100%')
  })

  test('a list is counted to ten thousand, and more than that is called more', async () => {
    await fillWith(Array.from({ length: 10_000 }, () => plain({})))
    expect(await count({})).toBe(10_000)
    expect(await page('/cases')).toContain('<p class="found">共 10,000 件，都还没有公开</p>')
    await fresh()
    await fillWith(Array.from({ length: 10_007 }, () => plain({})))
    expect(await count({})).toBe(10_001)
    expect(await page('/cases')).toContain('<p class="found">共 10,000+ 件，都还没有公开</p>')
  })

  test('every figure leads to a list that says the same figure above it, public or not', async () => {
    await fillWith([
      ...Array.from({ length: 4 }, () => plain({})),
      plain({ onTime: false }),
      plain({ reopenRequests: 1, ratings: [{ satisfied: 'dissatisfied', closed: 3, superseded: false }] }),
      plain({ status: 'handling', due: -5 }),
      plain({ status: 'handling', due: 5 })
    ])
    const leading = (html: string, words: string): string => {
      const [, href = ''] = new RegExp(`<a href="([^"]*)"[^>]*>${words}</a>`).exec(html) ?? []
      expect([words, href]).toEqual([words, expect.stringMatching(/^\/cases\?/)])
      return href.replaceAll('&amp;', '&')
    }
    const above = async (href: string) => /<p class="found">([^<]*)/.exec(await page(href))?.[1]
    const home = await page('/')
    for (const [words, n] of [
      ['看超期办结的 1 件', 1],
      ['看不满意的 1 件', 1],
      ['看请求重办的', 1],
      ['看办结的案件', 6],
      ['1 件', 1],
      ['2 件', 2]
    ] as const)
      expect([words, await above(leading(home, words))]).toEqual([words, `共 ${n} 件，都还没有公开`])
    const table = await page('/offices')
    expect(await above(leading(table, '8'))).toBe('共 8 件，都还没有公开')
    expect(await above(leading(table, '6'))).toBe('共 6 件，都还没有公开')
  })
})

test('an activity without a seat is not filled to nought per cent', () => {
  const drawn = (capacity: number, free: number) => renderToStaticMarkup(createElement(Fill, { capacity, free }))
  expect(drawn(0, 0)).toContain('—')
  expect(drawn(0, 0)).not.toContain('%')
  expect(drawn(4, 3)).toContain('25%')
})
