/** Who looks on at the demo city: judged for months, some of them by too few to be shown; cards, and streets without one. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withoutCard } from '#config/demo-city/stories/supervision.ts'
import { loadCity } from '#config/city/index.ts'
import type { City } from '#config/city/types.ts'
import { ratingsShownFrom } from '#shared/oversight.ts'
import { demoAccounts } from '#config/demo-city/seed/index.ts'
import { seedSupervision } from '#config/demo-city/seed/supervision.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'
import { collections } from '#tests/support/collections.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let city: City
beforeAll(async () => {
  city = await loadCity()
  server = await startTestServer({
    city,
    now: '2026-11-16T02:00:00.000Z',
    env: { ROLE: 'web' },
    seed: (context) => seedSupervision(context)
  })
})
afterAll(() => server.stop())

const having = (role: City['people'][number]['roles'][number]) => city.people.filter((p) => p.roles.includes(role))

test('there are four supervisors, and a liaison for every street, none of whom works for an office as well', () => {
  expect(having('supervisor')).toHaveLength(4)
  const streets = city.offices.filter((office) => office.kind === 'squad').map((office) => office.id)
  expect(having('liaison').map((person) => person.office)).toEqual(streets)
  for (const person of [...having('supervisor'), ...having('liaison')]) expect(person.roles).toHaveLength(1)
})

test('one of each is named among the accounts to try', () => {
  const names = demoAccounts(server.city, server.context.now()).map((demoAccount) => demoAccount.name)
  expect(names).toContain(having('supervisor')[0]?.id)
  expect(names).toContain(having('liaison')[0]?.id)
})

test('some months are shown and some are too few, and no office is judged by its own', async () => {
  const shown = await Promise.all(
    city.offices.map((office) => server.call('officeRatings', { params: { office: office.id } }, guest))
  )
  const months = shown.flatMap((item) => item.months)
  expect(months.length).toBeGreaterThan(city.offices.length)
  for (const month of months) expect(month.n).toBeGreaterThanOrEqual(ratingsShownFrom)
  const judgements = await mongoose.connection
    .collection<{ _id: string; office: string; month: string; by: string }>('judgements')
    .find({})
    .toArray()
  const judged = new Set(judgements.map((judgement) => `${judgement.office} ${judgement.month}`))
  expect(judged.size).toBeGreaterThan(months.length)
  const offices = new Map(having('supervisor').map((person) => [person.id, person.office]))
  for (const judgement of judgements) expect(offices.get(judgement.by)).not.toBe(judgement.office)
})

test('every supervisor has done something this month and has something still to do', async () => {
  for (const person of having('supervisor')) {
    const viewer: Viewer = { kind: 'staff', ...person, family: 'demo' }
    const { items } = await server.call('myRatings', {}, viewer)
    expect(items.some((row) => row.now)).toBe(true)
    expect(items.some((row) => !row.now)).toBe(true)
  }
})

test('streets have cards, but for those that have none; said twice, everything is as it was said once', async () => {
  const { items } = await server.call('contactCards', { query: {} }, guest)
  const streets = city.offices.flatMap((office) => (office.kind === 'squad' && office.area ? [office.area] : []))
  expect(items.map((contactCard) => contactCard.area.id).sort()).toEqual(
    streets.filter((id) => !withoutCard.includes(id)).sort()
  )
  const before = await collections()
  await seedSupervision(server.context)
  expect(await collections()).toEqual(before)
})
