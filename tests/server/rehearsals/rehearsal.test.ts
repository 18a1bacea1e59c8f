/** A rehearsal from the draft to the table: past cases are sent again, counted once each, and nothing of theirs changes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RoutingRule } from '#config/city/types.ts'
import { becauseWords } from '#shared/because.ts'
import type { RehearsalRow, RehearsalView } from '#shared/rehearsals.ts'
import type { DraftView } from '#shared/releases.ts'
import { mongoose, newId } from '#server/kernel/mongo.ts'
import { rehearse } from '#server/rehearsals/index.ts'
import { town } from '#tests/support/city.ts'
import type { Client } from '#tests/support/http.ts'
import { journey, type Journey, type Submitted } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

const here = '/api/admin/rehearsals'
type Rows = { items: RehearsalRow[]; older?: string }
let server: TestServer
let walk: Journey
let guan: Client
/** Three matters of the tenth to the twelfth of November. */
let garbage: Submitted
let stall: Submitted
let byHand: Submitted

beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-10T02:00:00.000Z' })
  walk = journey(server)
  guan = await walk.staff('guan')
  garbage = await walk.submit({ category: 'garbage' })
  server.setNow('2026-11-11T02:00:00.000Z')
  stall = await walk.submit({ category: 'shopfront' })
  server.setNow('2026-11-12T02:00:00.000Z')
  byHand = await walk.submit({ category: 'garbage', text: '又是一堆' })
  await walk.move('chen', byHand.no, { verb: 'return', words: '归机动中队办', rightOffice: 'mobile' })
  await walk.move('li', byHand.no, { verb: 'dispatch', office: 'mobile', words: '由机动中队办' })
  server.setNow('2026-11-16T02:00:00.000Z')
})
afterAll(() => server.stop())

const draft = async (): Promise<DraftView> => (await guan.get<DraftView>('/api/admin/draft')).body
const put = async (part: string, entry: unknown) => {
  const revision = (await draft()).parts.find((p) => p.part === part)?.revision
  const done = await guan.post('/api/admin/draft/entries', { part, revision, entry })
  expect(done.status).toBe(200)
}
const ruleOf = (id: string): RoutingRule => {
  const routingRule = town.rules.find((r) => r.id === id)
  if (!routingRule) throw new Error(id)
  return routingRule
}
const toMobile = { ...ruleOf('R-1'), version: 2, lead: { office: 'mobile' }, because: '环卫改由机动中队办' }

/** Begins one and lets the worker run until it says that it is over; the steps are few. */
async function rehearsed(period: object, meanwhile?: (id: string) => Promise<unknown>): Promise<RehearsalView> {
  const begun = await guan.post<RehearsalView>(here, period)
  expect(begun.status).toBe(201)
  expect(begun.body).toMatchObject({ state: 'waiting', done: 0 })
  await meanwhile?.(begun.body.id)
  for (let turn = 0; turn < 20; turn++) {
    await server.tick()
    const { body } = await guan.get<RehearsalView>(`${here}/${begun.body.id}`)
    if (body.state === 'done' || body.state === 'failed') return body
  }
  throw new Error('a rehearsal that does not end')
}
const week = { from: '2026-11-10', to: '2026-11-12' }

describe('an administrator rehearses a draft', () => {
  let rehearsal: RehearsalView
  beforeAll(async () => {
    await put('rules', toMobile)
    const shopfront = town.categories.find((c) => c.code === 'shopfront')
    await put('categories', { ...shopfront, limit: { n: [2, 2, 2], unit: 'work_day' } })
    rehearsal = await rehearsed(week)
  })

  test('and is told how many cases would have gone elsewhere, and from where to where', () => {
    expect(rehearsal).toMatchObject({ state: 'done', against: 'draft', of: 3, done: 3, moved: 2, by: { id: 'guan' } })
    expect(rehearsal.streams).toEqual([
      { from: expect.objectContaining({ id: 'sanitation' }), to: expect.objectContaining({ id: 'mobile' }), cases: 2 }
    ])
    expect(rehearsal.byArea).toMatchObject([{ area: { id: 'hebin' }, moved: 2 }])
  })

  test('sees the load of every office before and after, which add up to the same', () => {
    const load = Object.fromEntries(rehearsal.load.map((l) => [l.office.id, [l.before, l.after]]))
    expect(load).toEqual({ sanitation: [2, 0], mobile: [0, 2], 'hebin-squad': [1, 1] })
  })

  test('sees which corrections by hand the draft would have made needless', () => {
    expect(rehearsal).toMatchObject({ byHand: 1, agrees: 1 })
  })

  test('reads case by case both offices, both rules, both deadlines, and why in words', async () => {
    const { items, older } = (await guan.get<Rows>(`${here}/${rehearsal.id}/cases`)).body
    expect(older).toBeUndefined()
    expect(items.map((row) => row.no)).toEqual([garbage.no, stall.no, byHand.no].sort())
    expect(items.find((row) => row.no === garbage.no)).toMatchObject({
      moved: true,
      from: { id: 'sanitation' },
      to: { id: 'mobile' },
      ruleBefore: 'R-1',
      ruleAfter: 'R-1'
    })
    expect(
      items
        .find((row) => row.no === garbage.no)
        ?.because.map(becauseWords)
        .join()
    ).toContain('环卫改由机动中队办')
    // Three working days have become two: the office is the same, only the deadline is not.
    expect(rehearsal.dueChanged).toBe(1)
    expect(items.find((row) => row.no === stall.no)).toMatchObject({
      moved: false,
      dueBefore: '2026-11-16T02:00:00.000Z',
      dueAfter: '2026-11-13T02:00:00.000Z'
    })
    const squad = (await guan.get<Rows>(`${here}/${rehearsal.id}/cases?office=hebin-squad`)).body
    expect(squad.items.map((row) => row.no)).toEqual([stall.no])
  })

  test('takes the same rows along as a table', async () => {
    const { name, csv, more } = (
      await guan.get<{ name: string; csv: string; more: boolean }>(`${here}/${rehearsal.id}/csv`)
    ).body
    expect(name).toMatch(/2026-11-10.*2026-11-12.*\.csv$/)
    expect(more).toBe(false)
    const lines = csv
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n')
    expect(lines).toHaveLength(4)
    const moved = lines.find((line) => line.startsWith(garbage.no)) ?? ''
    expect(moved).toContain('环卫中心,机动中队,R-1,R-1')
    expect(lines.every((line) => line.split(',').length >= 14)).toBe(true)
  })

  test('and nothing of any case has changed', async () => {
    const seen = await (await walk.staff('li')).get(`/api/cases/${garbage.no}`)
    expect(seen.body).toMatchObject({ office: { id: 'sanitation' }, routing: { rule: 'R-1', version: 1, release: 1 } })
  })

  test('the release that is in force sends everything where it went', async () => {
    expect(await rehearsed({ ...week, release: 1 })).toMatchObject({ against: 1, done: 3, moved: 0, dueChanged: 0 })
  })

  test('a draft that leaves a case with nobody says so, and the rehearsal goes on', async () => {
    const { parts } = await draft()
    const revision = (name: string) => parts.find((p) => p.part === name)?.revision
    await guan.post('/api/admin/draft/removals', {
      part: 'categories',
      revision: revision('categories'),
      entry: 'garbage'
    })
    const alone = await rehearsed(week)
    expect(alone).toMatchObject({ state: 'done', done: 3, moved: 2 })
    expect(alone.streams[0]).not.toHaveProperty('to')
    const { items } = (await guan.get<Rows>(`${here}/${alone.id}/cases`)).body
    const row = items.find((r) => r.no === garbage.no)
    expect(row).not.toHaveProperty('to')
    expect(row?.because).toMatchObject([{ kind: 'refused', refusal: 'unknown_category' }])
    const { csv } = (await guan.get<{ csv: string }>(`${here}/${alone.id}/csv`)).body
    expect(csv).toContain('没有单位接')
    const { revision: now } = await draft()
    expect((await guan.post('/api/admin/draft/discard', { revision: now })).status).toBe(200)
  })
})

describe('a rehearsal that makes no sense is refused, and nothing is begun', () => {
  test.each([
    ['a day that is none', { from: '2026-02-30', to: '2026-03-01' }, 422, 'invalid'],
    ['an end before its beginning', { from: '2026-11-12', to: '2026-11-10' }, 422, 'invalid'],
    ['more than four hundred days', { from: '2025-01-01', to: '2026-11-12' }, 422, 'invalid'],
    ['a release there is not', { ...week, release: 99 }, 404, 'not_found'],
    ['half a period', { from: '2026-11-10' }, 422, 'invalid']
  ])('%s', async (_name, body, status, code) => {
    const before = (await guan.get<{ items: [] }>(here)).body.items.length
    expect(await guan.post(here, body)).toMatchObject({ status, body: { code } })
    expect((await guan.get<{ items: [] }>(here)).body.items).toHaveLength(before)
  })

  test('and so is one by anybody but an administrator, who may not read one either', async () => {
    const { items } = (await guan.get<{ items: RehearsalView[] }>(here)).body
    const id = items[0]?.id ?? ''
    for (const name of ['zhou', 'zhao', 'li', 'shen']) {
      const other = await walk.staff(name)
      expect(await other.post(here, week)).toMatchObject({ status: 403 })
      for (const door of ['', `/${id}`, `/${id}/cases`, `/${id}/csv`])
        expect(await other.get(here + door)).toMatchObject({ status: 403 })
    }
    expect((await walk.guest.get(here)).status).toBe(401)
    expect((await guan.get(`${here}/${'0'.repeat(24)}`)).status).toBe(404)
    expect((await guan.get(`${here}/${id}/cases?after=somewhere`)).body).toMatchObject({ code: 'invalid' })
  })
})

test('a period of more cases than a step takes counts each once, though a step is done twice', async () => {
  const cases = mongoose.connection.collection('cases')
  const first = await cases.findOne({ no: garbage.no })
  const many = 2_300
  const crowd = Array.from({ length: many }, (_, i) => {
    const [_id, n] = [newId(), String(i + 1).padStart(5, '0')]
    const report = {
      ...(first?.['reports'] as object[] | undefined)?.[0],
      id: newId().toHexString(),
      key: `crowd-${n}`
    }
    // Many at the same moment: the order is by moment, then by id.
    return { ...first, _id, no: `2026-0301-${n}`, at: `2026-03-01T0${i % 3}:00:00.000Z`, reports: [report], outbox: [] }
  })
  await cases.insertMany(crowd)
  await put('rules', toMobile)
  // Two workers take the same step: one died before it said so, or so the other one thinks.
  const rehearsal = await rehearsed({ from: '2026-03-01', to: '2026-03-01' }, (id) =>
    Promise.all(['', ''].map((cursor) => rehearse(server.context, { id, cursor })))
  )
  expect(rehearsal).toMatchObject({ state: 'done', of: many, done: many, moved: many })

  const read = new Set<string>()
  let after: string | undefined
  for (let page = 0; page <= many / 100; page++) {
    const { items, older } = (await guan.get<Rows>(`${here}/${rehearsal.id}/cases${after ? `?after=${after}` : ''}`))
      .body
    items.forEach((row) => read.add(row.no))
    after = older
    if (!older) break
  }
  expect(after).toBeUndefined()
  expect(read.size).toBe(many)
}, 120_000)
