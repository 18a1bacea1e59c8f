/** What the clock tells: amber once for each limit, queues twice a working day, digests once a day, week and month. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ApiAnswer } from '#shared/api.ts'
import type { City } from '#config/city/types.ts'
import type { DigestView } from '#shared/digests.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { expectAmber, issueDigests, noticeJobHandlers, tellQueues } from '#server/notifications/jobs.ts'
import { digestDays } from '#server/notifications/digests.ts'
import { turn } from '#server/worker.ts'
import { town } from '#tests/support/city.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

/** A city that urges late, so that amber comes before it. */
const late: City = {
  ...town,
  time: {
    ...town.time,
    ladder: town.time.ladder.map((step) => (step.verb === 'urge' ? { ...step, share: 0.95 } : step))
  }
}

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ city: late, env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

type Items = ApiAnswer<'myNotices'>['items']
const toldTo = async (name: string): Promise<Items> =>
  (await (await walk.staff(name)).get<ApiAnswer<'myNotices'>>('/api/notices')).body.items
const work = async () => {
  for (let i = 0; i < 3; i++) await turn(server.context, {}, ['relay', 'work'])
}

describe('a limit that is nearly used up', () => {
  test('is told to who holds the case once, at four fifths of it, and not while the clock stands still', async () => {
    const submitted = await walk.accepted()
    await work()
    const jobs = await mongoose.connection
      .collection<{ facts: { no: string }; dueAt: Date }>('jobs')
      .find({ topic: 'amber', 'facts.no': submitted.no })
      .toArray()
    expect(jobs).not.toHaveLength(0)
    const ambers = async (name: string) =>
      (await toldTo(name)).filter(({ verb, no }) => verb === 'amber' && no === submitted.no)
    const dueAt = jobs[0]?.dueAt ?? new Date(0)
    server.setNow(new Date(dueAt.getTime() - 60_000))
    await work()
    expect(await ambers('wu')).toEqual([])
    server.setNow(dueAt)
    await work()
    await expectAmber({ no: submitted.no }, server.context)
    await noticeJobHandlers(server.context)['amber']?.({ no: submitted.no })
    await work()
    for (const name of ['zhou', 'wu'])
      expect(await ambers(name)).toMatchObject([{ title: '快到时限', kind: 'deadline' }])
  })
})

describe('queues', () => {
  test('are told of as a number, twice a working day and once each time, to who works in them', async () => {
    server.setNow('2026-11-25T00:59:00Z')
    await tellQueues(server.context)
    expect((await toldTo('shen')).filter(({ about }) => about === 'queue')).toEqual([])
    server.setNow('2026-11-25T01:00:30Z')
    await walk.replied()
    for (let i = 0; i < 2; i++) await tellQueues(server.context)
    const publish = (await toldTo('shen')).filter(({ about }) => about === 'queue')
    expect(publish.map(({ no }) => no)).toEqual(['publish'])
    expect(publish[0]?.title).toMatch(/^待审核 \d+ 件$/)
    await walk.replied()
    await tellQueues(server.context)
    expect((await toldTo('shen')).filter(({ about }) => about === 'queue')).toHaveLength(1)
    server.setNow('2026-11-25T06:00:00Z')
    await tellQueues(server.context)
    expect((await toldTo('shen')).filter(({ about }) => about === 'queue')).toHaveLength(2)
    // A Saturday is nobody's working day.
    server.setNow('2026-11-28T02:00:00Z')
    await tellQueues(server.context)
    expect((await toldTo('shen')).filter(({ about }) => about === 'queue')).toHaveLength(2)
  })
})

describe('the days of a digest', () => {
  const weekday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
  test.each([
    ['day', '2026-11-25', { from: '2026-11-24', to: '2026-11-24' }],
    // On Monday the weekend and Friday.
    ['day', '2026-11-23', { from: '2026-11-20', to: '2026-11-22' }],
    ['day', '2026-11-22', undefined],
    ['week', '2026-11-23', { from: '2026-11-16', to: '2026-11-22' }],
    ['week', '2026-11-24', undefined],
    ['month', '2026-12-01', { from: '2026-11-01', to: '2026-11-30' }],
    // The first is a Sunday: on the first working day.
    ['month', '2026-11-02', { from: '2026-10-01', to: '2026-10-31' }],
    ['month', '2026-11-03', undefined]
  ] as const)('of a %s, issued on %s', (kind, day, days) => {
    expect(digestDays(kind, day, weekday)).toEqual(days)
  })

  test('of a week whose Monday is a holiday are told on Tuesday', () => {
    const holiday = (day: string) => weekday(day) && day !== '2026-11-23'
    expect(digestDays('week', '2026-11-24', holiday)).toEqual({ from: '2026-11-16', to: '2026-11-22' })
  })
})

test('a digest is counted once, told once to everybody whose work is cases, and shows each what is his', async () => {
  server.setNow('2026-11-27T02:00:00Z')
  const submitted = await walk.submit()
  server.setNow('2026-11-30T00:10:00Z')
  await issueDigests(server.context)
  await walk.submit()
  server.setNow('2026-11-30T03:00:00Z')
  await issueDigests(server.context)
  const digests = (await toldTo('zhou')).filter(({ about }) => about === 'digest')
  expect(digests.map(({ no }) => no).sort()).toEqual(['day-2026-11-30', 'week-2026-11-30'])
  expect(digests.map(({ title }) => title).sort()).toEqual(['每周简评', '每日通报'])
  const read = async (name: string) =>
    (await (await walk.staff(name)).get<DigestView>('/api/digests/day-2026-11-30')).body
  const own = await read('zhou')
  expect(own.offices.map(({ office }) => office.id)).toEqual(['hebin-squad'])
  expect(own).toMatchObject({ from: '2026-11-27', to: '2026-11-29', all: false })
  expect(own.offices[0]?.received).toBe(1)
  expect(own.waiting?.accept).toBeGreaterThan(0)
  const all = await read('li')
  expect(all.all).toBe(true)
  expect(all.mine).toEqual({ open: 0, overdue: 0 })
  expect(JSON.stringify(all)).not.toContain(submitted.no)
  const guan = await walk.staff('zhou')
  expect((await guan.get('/api/digests/month-2026-11-30')).status).toBe(404)
  expect((await guan.get('/api/digests/year-2026-11-30')).status).toBe(404)
})
