/** Nobody grants more than a shift can have taken by himself: what goes beyond takes a second person, and says so. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CorrectionView, HourEntry, RosterView } from '#shared/hours.ts'
import { chainOf, verifyHours } from '#server/hours/index.ts'
import { findEntry } from '#server/participation/index.ts'
import { inHebin } from '#tests/support/city.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { planFor, volunteering, type Volunteering } from '#tests/support/volunteering.ts'

const start = '2026-11-16T02:00:00.000Z'
const second = 1000
const minute = 60 * second
let server: TestServer
let v: Volunteering
beforeAll(async () => {
  server = await startTestServer({ now: start, env: { ROLE: 'web' } })
  v = volunteering(server)
})
afterAll(() => server.stop())
let turn = 0
beforeEach(() => {
  turn++
  server.setNow(start)
})

/** A shift of so long, with somebody on its list; the clock stands at its end. */
async function after(ms: number) {
  const [shift] = planFor(new Date(start)).shifts
  const from = new Date(shift?.from ?? '')
  const to = new Date(from.getTime() + ms)
  const { shift: id, no } = await v.open({ shifts: [{ ...shift!, to: to.toISOString() }] })
  const an = await v.resident(`an-${turn}`)
  const signup = (await v.signUp(an, id)).body.id
  server.setNow(to)
  return { no, id, an, signup, from, to }
}
const words = '一直干到收工'
const grant = (signup: string, minutes: number) => [{ signup, outcome: 'came', minutes, words }]
const ask = async (by: 'xu' | undefined, awaited: Awaited<ReturnType<typeof after>>, minutes: number) =>
  (by ? await v.staff(by) : awaited.an).post<CorrectionView & { code?: string }>(
    `/api/signups/${awaited.signup}/correction`,
    {
      minutes,
      words: '散场以后又收拾了很久'
    }
  )
const rule = async (by: string, id: string) =>
  (await v.staff(by)).post<CorrectionView & { code?: string }>(`/api/corrections/${id}/ruling`, {
    approve: true,
    words: '看过照片和交接单'
  })

describe('settling', () => {
  test.each([
    ['a hundred seconds', 100 * second, 1440, 2],
    ['a hundred seconds, by one minute', 100 * second, 3, 2],
    ['two hours', 120 * minute, 121, 120],
    ['twenty hours', 1200 * minute, 1440, 1200]
  ])('a shift of %s grants nobody more', async (_what, ms, asked, limit) => {
    const { id, signup } = await after(ms)
    const roster = (await (await v.staff('xu')).get<RosterView>(`/api/shifts/${id}/roster`)).body
    expect(roster.rows[0]?.limit).toBe(limit)
    expect((await v.settle(id, grant(signup, asked))).body).toMatchObject({ code: 'hours_beyond_shift' })
    expect((await v.settle(id, grant(signup, limit))).body.rows[0]).toMatchObject({ granted: limit })
  })

  test('what is written down by hand counts within the shift alone, however early and late it says', async () => {
    const { id, signup, from, to } = await after(100 * second)
    const xu = await v.staff('xu')
    server.setNow(new Date(to.getTime() + 119 * minute))
    await v.report(xu, { signup, kind: 'in', at: new Date(from.getTime() - 59 * minute), reason: '本人在现场' })
    await v.report(xu, { signup, kind: 'out', at: new Date(to.getTime() + 119 * minute), reason: '本人刚走' })
    expect((await v.settle(id, grant(signup, 91))).body.code).toBe('hours_beyond_shift')
    expect((await v.settle(id)).body.rows[0]).toMatchObject({ granted: 1 })
  })

  test('who came early and stayed on with the code is granted that, as it was reported from two sides', async () => {
    const { id, an, signup, from, to } = await after(120 * minute)
    for (const [kind, at] of [
      ['in', new Date(from.getTime() - 20 * minute)],
      ['out', new Date(to.getTime() + 30 * minute)]
    ] as const) {
      server.setNow(at)
      await v.report(an, { signup, kind, at, code: await v.codeAt(id, at), place: inHebin })
    }
    expect((await v.settle(id)).body.rows[0]).toMatchObject({ granted: 170, limit: 170 })
  })
})

describe('a correction beyond the shift', () => {
  test('that the person asks for is not his organiser’s to grant, but the centre’s; and every view says who did', async () => {
    const item = await after(100 * second)
    await v.settle(item.id, grant(item.signup, 2))
    const { id } = (await ask(undefined, item, 240)).body
    const seen = (await (await v.staff('xu')).get<CorrectionView>(`/api/corrections/${id}`)).body
    expect(seen).toMatchObject({ mayRule: true, desk: { limit: 2, bar: 'beyond' } })
    expect((await rule('xu', id)).status).toBe(403)
    expect((await rule('shen', id)).body).toMatchObject({ state: 'approved', granted: 240 })
    const { items } = (await item.an.get<{ items: HourEntry[] }>('/api/hours/mine')).body
    expect(items.map((e) => [e.kind, e.minutes, e.beyond?.limit])).toEqual([
      ['correct', 238, 2],
      ['grant', 2, undefined]
    ])
    const roster = (await (await v.staff('xu')).get<RosterView>(`/api/shifts/${item.id}/roster`)).body
    expect(roster.rows[0]).toMatchObject({ limit: 2, granted: 240, ledger: [{}, { beyond: { limit: 2, by: '' } }] })
  })

  test('that his organiser asks for names both who asked and who ruled, in the chain itself', async () => {
    const item = await after(120 * minute)
    await v.settle(item.id, grant(item.signup, 120))
    const { id } = (await ask('xu', item, 200)).body
    expect((await rule('xu', id)).status).toBe(403)
    await rule('shen', id)
    const roster = (await (await v.staff('shen')).get<RosterView>(`/api/shifts/${item.id}/roster`)).body
    const [, line] = roster.rows[0]?.ledger ?? []
    expect(line).toMatchObject({ kind: 'correct', beyond: { limit: 120, by: expect.stringMatching(/./) } })
    expect(line?.beyond?.by).not.toBe(line?.by)
    const chain = await chainOf((await findEntry(item.signup))?.entry.member ?? '')
    expect(verifyHours(chain)).toBeUndefined()
    expect(chain.at(-1)).toMatchObject({ beyond: { limit: 120, by: 'staff:xu' }, by: 'shen' })
  })

  test('within the shift stays the organiser’s', async () => {
    const item = await after(120 * minute)
    await v.settle(item.id, grant(item.signup, 60))
    const { id } = (await ask(undefined, item, 120)).body
    expect((await rule('xu', id)).body).toMatchObject({ state: 'approved', granted: 120 })
  })
})
