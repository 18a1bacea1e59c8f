/** The README's first minute with exactly the accounts that the start prints, whatever the hour and the day. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCity } from '#config/city/index.ts'
import { demoAccounts, demoMatter, demoPassword } from '#config/demo-city/seed/index.ts'
import type { ApiAnswer } from '#shared/api.ts'
import type { CaseView } from '#shared/cases.ts'
import { roles, type Role } from '#shared/members.ts'
import type { Receipt } from '#shared/reports.ts'
import { client, freshKey, phonePhoto, signIn, type Client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { startWeb, visitor } from '#tests/support/visitor.ts'

const city = await loadCity()
let server: TestServer
let web: Awaited<ReturnType<typeof startWeb>>
beforeAll(async () => {
  server = await startTestServer({ city, env: { ROLE: 'web' } })
  web = await startWeb(server)
})
afterAll(async () => {
  await web.stop()
  await server.stop()
})

const told = () => demoAccounts(server.city, server.context.now())
const printed = () =>
  new Map(told().flatMap((demoAccount) => (demoAccount.second ? [] : [[demoAccount.role, demoAccount] as const])))
const as = (role: Role): Promise<Client> => signIn(server, printed().get(role)?.name ?? '')
const move = async (role: Role, no: string, said: object): Promise<CaseView> => {
  const who = await as(role)
  const version = (await who.get<CaseView>(`/api/cases/${no}`)).body.desk?.version
  const { status, text, body } = await who.post<CaseView>(`/api/cases/${no}/moves`, { version, ...said })
  if (status !== 200) throw new Error(`${role}: ${text}`)
  return body
}
const queueOf = async (role: Role, tab: string) =>
  (await (await as(role)).get<ApiAnswer<'queue'>>(`/api/queue?tab=${tab}`)).body.items.map((row) => row.no)
let photos = 7000
const photo = async () => (await client(server).photo(await phonePhoto(++photos, 160, 120))).body.id

/** Noon and three in the night, on a working day, a Saturday and a holiday. */
const moments = {
  'at noon': '2026-11-24T04:00:00Z',
  'at three in the night': '2026-11-23T19:00:00Z',
  'on a Saturday at noon': '2026-11-28T04:00:00Z',
  'on a Saturday at three in the night': '2026-11-27T19:00:00Z',
  'on a holiday at three in the night': '2026-12-31T19:00:00Z'
}

describe.each(Object.entries(moments))('%s', (_, now) => {
  test('the case that the start names goes through the hands of the accounts that it prints', async () => {
    server.setNow(now)
    const matter = demoMatter(server.city, server.context.now())
    const sent = await client(server).post<Receipt>(
      '/api/reports',
      { category: matter?.category.code, photos: [await photo()], place: matter?.place, consentPublic: true },
      { 'idempotency-key': freshKey() }
    )
    expect(sent.status).toBe(201)
    const { no, report, code = '' } = sent.body
    expect(sent.body.office.id).toBe(printed().get('officer')?.office)

    expect(await queueOf('officer', 'accept')).toContain(no)
    await move('officer', no, { verb: 'accept' })
    await move('officer', no, {
      verb: 'reply',
      outcome: 'solved',
      words: '已经清理干净，请放心出行。',
      photos: [await photo()]
    })
    expect(await queueOf('verifier', 'verify')).toContain(no)
    await move('verifier', no, { verb: 'verify', words: '到现场看过', onSite: true, photos: [] })
    expect(await queueOf('moderator', 'publish')).toContain(no)
    const seen = (await (await as('moderator')).get<CaseView>(`/api/cases/${no}`)).body
    const shown = [...seen.before, ...seen.after].map((photo) => photo.id)
    await move('moderator', no, {
      verb: 'publish',
      title: '占了盲道',
      words: seen.desk?.publication.pending ?? [],
      photos: shown
    })
    expect((await client(server).get<CaseView>(`/api/cases/${no}`)).body).toMatchObject({
      status: 'closed',
      before: [{}],
      after: [{}]
    })
    const session = await client(server).post<{ access: string }>('/api/sessions/code', { no, code })
    const rated = await client(server, session.body.access).post(`/api/reports/${report}/rate`, {
      solved: 'solved',
      satisfied: 'satisfied'
    })
    expect(rated.status).toBe(200)
  })

  test('every other account that it prints finds its desk, and the dispatcher may send that case on', async () => {
    server.setNow(now)
    const matter = demoMatter(server.city, server.context.now())
    const sent = await client(server).post<Receipt>(
      '/api/reports',
      { category: matter?.category.code, photos: [await photo()], place: matter?.place, consentPublic: true },
      { 'idempotency-key': freshKey() }
    )
    await move('dispatcher', sent.body.no, { verb: 'dispatch', office: 'mobile', words: '机动中队就在附近' })
    const rooms: Partial<Record<Role, string>> = {
      admin: '/office/admin/',
      organiser: '/office/activities',
      supervisor: '/office/ratings',
      liaison: '/office/card',
      dispatcher: '/office/?tab=rule'
    }
    for (const [role, path] of Object.entries(rooms)) {
      const who = visitor(web.url)
      await who.signIn(printed().get(role as Role)?.name ?? '', demoPassword)
      expect([role, (await who.go(path)).status]).toEqual([role, 200])
    }
    const judged = await (
      await as('supervisor')
    ).post('/api/offices/hebin-squad/ratings', {
      service: 4,
      fairness: 4,
      results: 4
    })
    expect(judged.status).toBe(200)
  })
})

test('there is one account a role, the doer is not the checker, and the documents name them', () => {
  const accounts = printed()
  expect([...accounts.keys()].sort()).toEqual([...roles].sort())
  expect(accounts.get('verifier')?.name).not.toBe(accounts.get('officer')?.name)
  const guide = readFileSync(join(import.meta.dirname, '../../../CONTRIBUTING.md'), 'utf8')
  for (const { name } of told()) expect(guide).toContain(`\`${name}\``)
})

test('what takes two is asked for by one administrator that the start prints, and done by the other', async () => {
  const second = told().find((demoAccount) => demoAccount.second)
  const [one, other] = [await as('admin'), await signIn(server, second?.name ?? '')]
  const person = { name: '苏雨桐', office: 'centre', roles: ['verifier', 'moderator'] }
  expect((await one.post('/api/staff/suyutong', person)).body).toMatchObject({ code: 'second_person' })
  const ask = { act: 'assign', login: 'suyutong', person }
  const { id } = (await one.post<{ id: string }>('/api/approvals', { ask })).body
  expect((await one.post(`/api/approvals/${id}/approve`, { sure: true })).body).toMatchObject({ code: 'second_person' })
  expect((await other.get('/api/approvals/count')).body).toEqual({ waiting: 1 })
  expect((await other.post(`/api/approvals/${id}/approve`, { sure: true })).body).toMatchObject({ state: 'done' })
})
