/** Whatever happens to accounts, in whatever order and at once: somebody can always administer the city. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { mongoose } from '#server/kernel/mongo.ts'
import { changeStaff, followCity, leaveStaff } from '#server/members/index.ts'
import type { Role } from '#shared/members.ts'
import { signIn } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
})
afterAll(() => server.stop())

const names = ['anna', 'bela', 'cora', 'dina']
const staff = () => mongoose.connection.collection<{ _id: string; roles: Role[]; left?: Date }>('staff')
const able = () =>
  staff().countDocuments({ roles: 'admin', left: { $exists: false }, password: { $exists: true }, _id: { $in: names } })

const at = new Date('2026-11-24T02:00:00Z')
type Act = () => Promise<unknown>
/** A refusal is an answer; anything else is a fault. */
const tried = (act: Act): Promise<unknown> =>
  act().catch((error: unknown) => {
    expect((error as { code?: string }).code).toMatch(/^(last_admin|not_found)$/)
  })

const who = fc.constantFrom(...names)
const release = fc.uniqueArray(fc.record({ id: who, admin: fc.boolean(), left: fc.boolean() }), {
  selector: ({ id }) => id,
  minLength: 1,
  maxLength: 4
})
const acts: fc.Arbitrary<Act> = fc.oneof(
  who.map((id) => () => leaveStaff(id, at)),
  who.map((id) => () => changeStaff(id, { roles: ['officer'], granted: undefined })),
  who.map((id) => () => changeStaff(id, { roles: ['admin'], granted: ['admin'] })),
  who.map((id) => () => changeStaff(id, { back: true, roles: ['officer'] })),
  release.map((people) => () => {
    const named = people.map(({ id, admin, left }): Parameters<typeof followCity>[0][number] => ({
      id,
      name: id,
      office: 'centre',
      title: '',
      roles: admin ? ['admin'] : ['officer'],
      ...(left && { left: '2020-01-01' })
    }))
    const gone = names.filter((id) => !people.some((person) => person.id === id))
    return followCity(named, gone, '2026-11-24', at)
  })
)

test('after any sequence of leaving, assigning and releases, some of them at the same moment', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(acts, fc.option(acts, { nil: undefined })), { minLength: 1, maxLength: 8 }),
      async (steps) => {
        await staff().deleteMany({ _id: { $in: [...names, 'guan'] } })
        await staff().insertMany(
          names
            .slice(0, 2)
            .map((_id) => ({ _id, name: _id, office: 'centre', title: '', roles: ['admin'], password: 'x' }))
        )
        for (const [one, other] of steps) {
          await Promise.all([tried(one), ...(other ? [tried(other)] : [])])
          expect(await able()).toBeGreaterThan(0)
        }
      }
    ),
    { numRuns: 60, seed: 20261124 }
  )
})

test('of the last two who leave at once, one goes and one stays', async () => {
  for (let turn = 0; turn < 5; turn++) {
    await staff().deleteMany({ _id: { $in: [...names, 'guan'] } })
    await staff().insertMany(
      names.slice(0, 2).map((_id) => ({ _id, name: _id, office: 'centre', title: '', roles: ['admin'], password: 'x' }))
    )
    const both = await Promise.allSettled([leaveStaff('anna', at), leaveStaff('bela', at)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await able()).toBe(1)
  }
})

test('an account made beside the releases outlives them, one of a release goes with it', async () => {
  await staff().deleteMany({ _id: { $in: names } })
  const account = (_id: string, more: object) => ({
    _id,
    name: _id,
    office: 'centre',
    title: '',
    password: 'x',
    ...more
  })
  await staff().insertMany([
    account('anna', { roles: ['admin'], granted: ['admin'], origin: 'command' }),
    account('bela', { roles: ['admin'] })
  ] as never)
  const officer = { id: 'anna', name: '安娜', office: 'water', title: '科员', roles: ['officer'] as Role[] }
  await followCity([officer], ['bela'], '2026-11-24', at)
  expect(await staff().findOne({ _id: 'anna' })).toMatchObject({ name: '安娜', roles: ['officer', 'admin'] })
  expect(await staff().findOne({ _id: 'bela' })).toMatchObject({ leftByCity: true })
  await followCity([{ ...officer, id: 'cora' }], ['anna', 'bela'], '2026-11-24', at)
  const anna = await staff().findOne({ _id: 'anna' })
  expect(anna).toMatchObject({ roles: ['admin'] })
  expect(anna?.left).toBeUndefined()
})

test('a draft that would leave the city nobody to administer it is told so, and is not published', async () => {
  await staff().deleteMany({ _id: { $in: names } })
  await staff().insertOne({
    _id: 'guan',
    name: '管理',
    office: 'centre',
    title: '',
    roles: ['admin'],
    password: 'x'
  } as never)
  await staff().updateOne({ _id: 'guan' }, [{ $set: { password: '$password' } }])
  const li = await staff().findOne<{ password: string }>({ _id: 'li' })
  await staff().updateOne({ _id: 'guan' }, { $set: { password: li?.password } })
  const guan = await signIn(server, 'guan')
  const draft = (await guan.get<{ parts: { part: string; revision: number }[] }>('/api/admin/draft')).body
  expect(draft.parts.length).toBeGreaterThan(0)
  const of = (part: string) => draft.parts.find((item) => item.part === part)?.revision
  const people = server.city.people.filter(({ id }) => id !== 'guan')
  const put = await guan.post<{ revision: number }>('/api/admin/draft/parts', {
    part: 'people',
    revision: of('people'),
    value: people
  })
  expect(put.status).toBe(200)
  const check = await guan.get<{ passes: boolean; findings: { code: string }[] }>('/api/admin/draft/check')
  expect(check.body.passes).toBe(false)
  expect(check.body.findings.map(({ code }) => code)).toContain('no_administrator')
  const published = await guan.post<{ code: string }>('/api/admin/draft/publish', {
    revision: put.body.revision,
    note: '没有管理员'
  })
  expect(published.body.code).toBe('check_failed')
})
