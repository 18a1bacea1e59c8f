/** Links by which staff set a password: who gets one, and what everybody else is told who has one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keysFrom } from '#server/kernel/keys.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { staffRoutes } from '#server/accounts/staff-routes.ts'
import type { SessionView } from '#shared/members.ts'
import type { InvitedView, ListAnswer, StaffDetail, StaffRow } from '#shared/staff.ts'
import { Refused } from '#shared/errors.ts'
import { client, signIn, type Client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let guan: Client
let head: Client
const secret = 'matcha smells of rain'

beforeAll(async () => {
  server = await startTestServer({ env: { ROLE: 'web' } })
  guan = await signIn(server, 'guan')
  // The head of an office; officers are not.
  await mongoose.connection.collection('staff').updateOne({ _id: 'wu' as never }, { $set: { head: true } })
  head = await signIn(server, 'wu')
})
afterAll(() => server.stop())

const guest = () => client(server)
const tokenOf = ({ invitation }: InvitedView): string => invitation.link?.split('/').at(-1) ?? ''
const add = async (login: string, more: object = {}, by = guan): Promise<InvitedView> =>
  (await by.post<InvitedView>('/api/staff', { login, name: '新人', office: 'water', roles: ['officer'], ...more })).body
const accept = (token: string, password = secret) =>
  guest().post<{ login: string; code: string; errors: { code: string }[] }>('/api/invitations/accept', {
    token,
    password
  })
const read = (token: string) =>
  guest().post<{ name: string; errors: { code: string }[]; detail: string }>('/api/invitations/read', { token })
const why = async (token: string): Promise<string | undefined> => (await read(token)).body.errors[0]?.code

describe('a link', () => {
  test('tells whom it is for, sets a password once, and lets in whoever knows it', async () => {
    const made = await add('first')
    expect(made.invitation.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/office\/invitation\/[\w-]{51}$/)
    expect(made.person).toMatchObject({ login: 'first', state: 'invited' })
    const token = tokenOf(made)
    expect((await read(token)).body).toMatchObject({
      login: 'first',
      name: '新人',
      office: '水利局',
      roles: ['officer']
    })
    expect((await accept(token, 'first-teapots-x')).body.code).toBe('weak_password')
    expect((await accept(token)).body.login).toBe('first')
    expect((await accept(token)).body.errors[0]?.code).toBe('used')
    const session = await guest().post<SessionView>('/api/sessions/staff', { name: 'first', password: secret })
    expect(session.body.viewer).toMatchObject({ id: 'first', roles: ['officer'] })
  })

  test('of two who use it at once one does', async () => {
    const token = tokenOf(await add('raced'))
    const both = await Promise.all([accept(token, 'seven teapots in a row'), accept(token, 'eight teapots in a row')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410])
  })

  test('is not kept as it is: the database knows a keyed hash of it', async () => {
    const token = tokenOf(await add('hashed'))
    const db = mongoose.connection.db
    for (const { name } of (await db?.listCollections().toArray()) ?? [])
      expect(JSON.stringify(await db?.collection(name).find({}).toArray())).not.toContain(token.slice(8))
  })

  test('is over after a day, when it was replaced, when it was cancelled, and when the person left', async () => {
    const [old, cancelled, left] = [await add('replaced'), await add('cancelled'), await add('went')]
    await guan.post('/api/staff/replaced/invitation', {})
    expect(await why(tokenOf(old))).toBe('replaced')
    const asked = await fetch(`${server.url}/api/staff/cancelled/invitation`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${await token('guan')}` }
    })
    expect(asked.status).toBe(200)
    expect(await why(tokenOf(cancelled))).toBe('cancelled')
    await guan.post('/api/staff/went/leave', { sure: true })
    expect(await why(tokenOf(left))).toBe('left')
    const late = await add('late')
    const now = server.context.now()
    server.setNow(new Date(now.getTime() + 86_400_000 - 1))
    expect((await read(tokenOf(late))).status).toBe(200)
    server.setNow(new Date(now.getTime() + 86_400_000))
    expect(await why(tokenOf(late))).toBe('expired')
    expect((await accept(tokenOf(late))).status).toBe(410)
    server.setNow(now)
  })

  test('of another city or another key is told as that, one that never was as unknown', async () => {
    const token = tokenOf(await add('here'))
    expect(await why(`${token.slice(0, 20)}${'A'.repeat(31)}`)).toBe('unknown')
    expect(await why(`AAAAAAAA${token.slice(8)}`)).toBe('foreign')
    // The same person, link and city, under another key.
    const elsewhere = staffRoutes({ ...server.context, keys: keysFrom('ab'.repeat(32)) })
    const reading = elsewhere.readInvitation(
      { params: {}, query: {}, body: { token } },
      { kind: 'guest' },
      { ip: '127.0.0.1' }
    )
    const refused = await reading.catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refused)
    expect((refused as Refused).more.errors?.[0]?.code).toBe('foreign')
  })

  test('resets a password: the old one is good until then, and every session ends with it', async () => {
    await accept(tokenOf(await add('forgetful')))
    const before = await guest().post<SessionView>('/api/sessions/staff', { name: 'forgetful', password: secret })
    const { body } = await guan.post<InvitedView>('/api/staff/forgetful/invitation', {})
    expect((await client(server, before.body.access).get('/api/queue')).status).toBe(200)
    await accept(tokenOf(body), 'nine teapots in a row')
    expect((await client(server, before.body.access).get('/api/queue')).status).toBe(401)
    const old = await guest().post('/api/sessions/staff', { name: 'forgetful', password: secret })
    expect(old.status).toBe(401)
  })
})

const token = async (name: string): Promise<string> =>
  (
    await guest().post<SessionView>(
      '/api/sessions/staff',
      server.accounts.find((account) => account.name === name)
    )
  ).body.access

describe('the head of an office', () => {
  test('sees and invites his own people only', async () => {
    const { items } = (await head.get<{ items: StaffRow[] }>('/api/staff?limit=200')).body
    expect(new Set(items.map(({ office }) => office.id))).toEqual(new Set(['hebin-squad']))
    expect((await head.get('/api/staff/qian')).status).toBe(404)
    expect((await add('mine', { office: 'hebin-squad' }, head)).person).toMatchObject({ login: 'mine' })
    const elsewhere = await head.post('/api/staff', { login: 'theirs', name: '新人', office: 'water', roles: [] })
    expect(elsewhere.status).toBe(403)
  })

  test.each(['admin', 'moderator', 'dispatcher', 'supervisor'])('never gives %s', async (role) => {
    const person = { name: '新人', office: 'hebin-squad', roles: [role] }
    expect((await head.post('/api/staff', { login: `never-${role}`, ...person })).status).toBe(403)
    expect((await head.post('/api/staff/zhou', person)).status).toBe(403)
  })

  test('neither resets nor changes whoever reaches further than he', async () => {
    await add('reaches', { office: 'hebin-squad', roles: ['officer', 'supervisor'] })
    expect((await head.post('/api/staff/reaches/invitation', {})).status).toBe(403)
    expect((await head.post('/api/staff/reaches', { name: '新人', office: 'hebin-squad', roles: [] })).status).toBe(403)
    expect((await head.post('/api/staff/wu', { name: '吴桐', office: 'hebin-squad', roles: [] })).status).toBe(403)
  })

  test('assigns, and it holds at once and through releases', async () => {
    const zhou = await signIn(server, 'zhou')
    await zhou.get('/api/queue')
    const { body } = await head.post<StaffRow>('/api/staff/zhou', {
      name: '周明远',
      office: 'hebin-squad',
      roles: ['organiser']
    })
    expect(body.roles).toEqual(['organiser'])
    const detail = (await head.get<StaffDetail>('/api/staff/zhou')).body
    expect(detail).toMatchObject({ ofCity: true, granted: ['organiser'], withheld: ['officer'] })
    await head.post('/api/staff/zhou', { name: '周明远', office: 'hebin-squad', roles: ['officer'] })
    expect((await head.get<StaffDetail>('/api/staff/zhou')).body).toMatchObject({ granted: [], withheld: [] })
  })

  test('everybody else sees nobody', async () => {
    for (const name of ['zhou', 'li', 'shen'])
      expect((await (await signIn(server, name)).get('/api/staff')).status).toBe(403)
  })
})

describe('a list', () => {
  const lines = [
    {
      login: 'List.One',
      name: '甲',
      office: '水利局',
      roles: '经办人、核查员',
      title: '科员',
      email: 'one@example.cn'
    },
    { login: 'list-two', name: '', office: '没有的局', roles: '经办人' },
    { login: 'list one', name: '丙', office: 'water', roles: 'officer' },
    { login: '', name: '丁', office: 'water', roles: '' },
    { login: 'guan', name: '管理', office: '市随手拍中心', roles: '管理员' },
    { login: 'list-six', name: '己', office: 'water', roles: '管理员' },
    { login: 'list_seven', name: '庚', office: 'water', roles: '经办人 园长', email: 'nobody' }
  ]
  const send = async (more: object, by = guan): Promise<ListAnswer> =>
    (await by.post<ListAnswer>('/api/staff/list', { lines, dry: false, ...more })).body

  test('says of every line what is wrong and writes nothing', async () => {
    const { rows, bad, done } = await send({ dry: true })
    expect({ bad, done }).toEqual({ bad: 6, done: false })
    expect(rows.map(({ problems }) => problems)).toEqual([
      [],
      ['name_missing', 'office_unknown'],
      ['login_twice'],
      ['login_missing', 'roles_missing'],
      ['has_password'],
      ['role_of_two'],
      ['email_wrong', 'role_unknown']
    ])
    expect((await send({})).done).toBe(false)
    expect((await guan.get('/api/staff/list-one')).status).toBe(404)
  })

  test('invites those who are right when the others are left out, and them again by a new link', async () => {
    const { rows, done } = await send({ leaveOut: true })
    expect(done).toBe(true)
    expect(rows.filter(({ invitation }) => invitation).map(({ login }) => login)).toEqual(['list-one'])
    expect((await guan.get<StaffDetail>('/api/staff/list-one')).body.person).toMatchObject({
      state: 'invited',
      roles: ['officer', 'verifier'],
      title: '科员'
    })
    const again = await send({ leaveOut: true })
    expect(again.rows[0]).toMatchObject({ known: true, problems: [] })
  })

  test('a head invites by list into his own office only', async () => {
    const { rows } = await send({ dry: true }, head)
    expect(rows[0]?.problems).toContain('office_not_yours')
    expect(rows[5]?.problems).toContain('role_not_yours')
  })
})

test('roles that reach far take a second person to give', async () => {
  const person = { name: '新人', office: 'centre', roles: ['moderator'] }
  expect((await guan.post('/api/staff', { login: 'far', ...person })).body).toMatchObject({ code: 'second_person' })
  expect((await guan.post('/api/staff/li', { ...person, roles: ['dispatcher', 'admin'] })).body).toMatchObject({
    code: 'second_person'
  })
})

test('who leaves is out at once and his name stays; he comes back without his password and without what reaches far', async () => {
  const lian = await signIn(server, 'lian')
  await lian.get('/api/notices')
  await guan.post('/api/staff/lian/leave', { sure: true })
  expect((await lian.get('/api/notices')).status).toBe(401)
  expect((await guan.post('/api/staff/lian/leave', { sure: true })).status).toBe(409)
  const gone = (await guan.get<{ items: StaffRow[] }>('/api/staff?state=left')).body.items
  expect(gone.map(({ login }) => login)).toContain('lian')
  const { body } = await guan.post<StaffRow>('/api/staff/lian/return', { sure: true })
  expect(body).toMatchObject({ state: 'without_password', roles: ['liaison'] })
})

test('the last administrator neither leaves nor loses the role, and may not reset himself', async () => {
  expect((await guan.post('/api/staff/guan/leave', { sure: true })).body).toMatchObject({ code: 'last_admin' })
  const without = await guan.post('/api/staff/guan', { name: '管理', office: 'centre', roles: ['officer'] })
  expect(without.body).toMatchObject({ code: 'last_admin' })
  expect((await guan.get<StaffDetail>('/api/staff/guan')).body.person.roles).toEqual(['admin'])
})

test('lists are searched as they are typed and go on by keyset', async () => {
  const page = async (query: string) =>
    (await guan.get<{ items: StaffRow[]; older?: string }>(`/api/staff?${query}`)).body
  expect((await page(`q=${encodeURIComponent('周明')}`)).items.map(({ login }) => login)).toEqual(['zhou'])
  expect((await page(`q=${encodeURIComponent('.*')}`)).items).toEqual([])
  const all = (await page('limit=200')).items.map(({ login }) => login)
  const walked: string[] = []
  for (let after = ''; ;) {
    const { items, older } = await page(`limit=4${after && `&after=${after}`}`)
    walked.push(...items.map(({ login }) => login))
    if (older === undefined) break
    after = older
  }
  expect(walked).toEqual(all)
})
