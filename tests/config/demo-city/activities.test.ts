/** The demo city's activities at the first start: in all states, with people in them, and hours that add up. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { activities } from '#config/demo-city/stories/activities.ts'
import { loadCity } from '#config/city/index.ts'
import type { ActivityRow, ActivityView } from '#shared/activities.ts'
import { premises } from '#config/demo-city/stories/premises.ts'
import { seedActivities } from '#config/demo-city/seed/activities.ts'
import { seedCertificates } from '#config/demo-city/seed/certificates.ts'
import { seedPremises } from '#config/demo-city/seed/premises.ts'
import { sumOfAll } from '#server/hours/index.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { client, signIn } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

/** After so many writes the database is gone, as for a start that is killed. */
const cuts = [40, 60, 90] as const
const writes = ['insertOne', 'insertMany', 'updateOne', 'findOneAndUpdate', 'bulkWrite'] as const
type Write = (...given: unknown[]) => Promise<unknown>

/** Runs the work with a database that takes so many writes and no more. */
async function cutAfter(allowed: number, work: () => Promise<void>): Promise<void> {
  const proto = mongoose.mongo.Collection.prototype as unknown as Record<string, Write>
  const real = Object.fromEntries(writes.map((name) => [name, proto[name]]))
  let left = allowed
  for (const name of writes)
    proto[name] = function (this: unknown, ...given) {
      if (left-- <= 0) return Promise.reject(new Error('killed'))
      return real[name]?.apply(this, given) ?? Promise.reject(new Error(name))
    }
  try {
    await work()
  } finally {
    for (const name of writes) if (real[name]) proto[name] = real[name]
  }
}

let server: TestServer
const cutOff: string[] = []
beforeAll(async () => {
  server = await startTestServer({
    city: await loadCity(),
    now: '2026-11-24T06:30:00Z',
    env: { ROLE: 'web' },
    // Killed again and again, and at the end as whole as if it had never been.
    seed: async (context, files) => {
      const work = () => seedActivities(context, files, () => undefined)
      for (const allowed of cuts)
        await cutAfter(allowed, work).catch((error: unknown) => cutOff.push((error as Error).message))
      await work()
      await cutAfter(2, () => seedCertificates(context)).catch((error: unknown) =>
        cutOff.push((error as Error).message)
      )
      // What was done already is not done twice.
      for (let turn = 0; turn < 2; turn++) {
        await seedCertificates(context)
        await seedPremises(context, files)
      }
    }
  })
}, 300_000)
afterAll(() => server.stop())

const wanted = (stage: string) => activities.filter((activity) => activity.stage === stage)
type Rows = { items: ActivityRow[] }
const publicly = async (when: string): Promise<ActivityRow[]> =>
  (await client(server).get<Rows>(`/api/activities?when=${when}`)).body.items

describe('at the first start', () => {
  test('it was cut off in the middle every time before the last', () => {
    expect(cutOff).toEqual([...cuts, 'certificates'].map(() => 'killed'))
  })

  test('anyone finds activities to join, one under way, and what came of those past', async () => {
    const coming = await publicly('coming')
    expect(coming.map((activityRow) => activityRow.status)).toEqual(['open', 'open', 'open', 'open'])
    expect(coming.some((activityRow) => activityRow.waiting > 0)).toBe(true)
    expect(coming.some((activityRow) => activityRow.free > 0)).toBe(true)
    expect((await publicly('running')).map((activityRow) => activityRow.status)).toEqual(['running'])
    const past = await publicly('past')
    expect(past.map((activityRow) => activityRow.status)).toEqual(['settled', 'settled', 'archived'])
    for (const activityRow of past) expect(activityRow.results?.minutes).toBeGreaterThan(0)
    for (const activityRow of [...coming, ...past]) expect(activityRow.demo).toBe(true)
    // Nobody is seated twice, and nobody was lost on the way.
    const sorted = (counts: number[]) => counts.sort((a, b) => a - b)
    expect(sorted(coming.map((activityRow) => activityRow.capacity - activityRow.free + activityRow.waiting))).toEqual(
      sorted(
        wanted('open').map((demoActivity) =>
          demoActivity.shifts.flatMap((s) => s.roles).reduce((n, r) => n + r.come, 0)
        )
      )
    )
  })

  test('the reviewer finds every one of them, each as an organiser could have sent it', async () => {
    const shen = await signIn(server, 'shenruowen')
    const { items } = (await shen.get<Rows>('/api/desk/activities?tab=all')).body
    expect(items).toHaveLength(activities.length)
    for (const { no } of items) expect((await shen.get<ActivityView>(`/api/activities/${no}`)).status).toBe(200)
    expect((await shen.get<Rows>('/api/desk/activities?tab=review')).body.items).toHaveLength(1)
  })

  test('requests to put hours right wait for whoever may rule, each once, and some are ruled on', async () => {
    type Asked = { items: { id: string; signup: string; mayRule: boolean; by: string }[] }
    const shen = await signIn(server, 'shenruowen')
    const waiting = (await shen.get<Asked>('/api/desk/corrections?state=open')).body.items
    expect(waiting).toHaveLength(4)
    expect(new Set(waiting.map((item) => item.signup)).size).toBe(4)
    expect(waiting.filter((item) => item.by !== '')).toHaveLength(1)
    expect(waiting.every((item) => item.mayRule)).toBe(true)
    expect((await shen.get<Asked>('/api/desk/corrections?state=ruled')).body.items).toHaveLength(2)
  })

  test('what the volunteers were given the activities gave', async () => {
    expect(await sumOfAll()).toBe(0)
  })
})

test('anyone finds one certificate announced and one taken back, without a name', async () => {
  const guest = client(server)
  const notices = (await guest.get<{ items: object[] }>('/api/certificates/notices')).body
  expect(notices.items).toHaveLength(1)
  const revoked = (await guest.get<{ items: object[] }>('/api/certificates/revoked')).body
  expect(revoked.items).toHaveLength(1)
  expect(JSON.stringify([notices, revoked])).not.toMatch(/沈小满|顾念慈|韩亦凡|邱守仁|白采薇/)
})

test('whoever issues them finds one to look at', async () => {
  const desk = await signIn(server, 'shenruowen')
  const open = (await desk.get<{ items: { status: string }[] }>('/api/desk/certificates?tab=open')).body
  expect(open.items.map((item) => item.status)).toEqual(['requested'])
  expect((await desk.get<{ items: object[] }>('/api/desk/certificates?tab=issued')).body.items).toHaveLength(2)
})

test('the register holds every unit once, with stars of months that are over', async () => {
  const { items } = (await client(server).get<{ items: { name: string; star?: { month: string } }[] }>('/api/premises'))
    .body
  expect(items.map((item) => item.name)).toEqual(premises.map((one) => one.name))
  for (const item of items) expect(item.star?.month).toBe('2026-10')
})
