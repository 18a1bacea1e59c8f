/** Signing in as staff: the second factor, lockouts that lock out nobody else, one's sessions, and the log of all that. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChallengeView, SessionView } from '#shared/members.ts'
import type { OpenSession, SignInEntry } from '#shared/sign-in.ts'
import { resetSecondFactor } from '#server/accounts/index.ts'
import { knownDevice, rememberDevice } from '#server/accounts/proofs.ts'
import { confirmSecret, factorOf, showSecret, takeCode } from '#server/accounts/second-factor.ts'
import { keysFrom } from '#server/kernel/keys.ts'
import { askedBy, refreshToken } from '#server/sessions/tokens.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { guest } from '#server/kernel/viewer.ts'
import { hashPassword, keepStaff, StaffMembers } from '#server/members/index.ts'
import { knownForMs } from '#server/sessions/index.ts'
import { client, type Reply } from '#tests/support/http.ts'
import { codeOf, enrolAtSignIn, enrolInSession } from '#tests/support/second-factor.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
const begun = new Date()
let now = begun
beforeAll(async () => {
  server = await startTestServer({
    now: begun.toISOString(),
    env: { ROLE: 'web', SECOND_FACTOR: 'required', TRUST_PROXY: '1' }
  })
  const kept = { office: 'hebin-squad', title: '', password: await hashPassword(password) }
  const roles = {
    plain: ['verifier'],
    chief: ['admin'],
    reads: ['officer'],
    looks: ['moderator'],
    sends: ['dispatcher']
  }
  await keepStaff(
    Object.entries(roles).map(([role, has]) => ({ _id: role, name: `员工${role}`, ...kept, roles: has as never }))
  )
})
afterAll(() => server.stop())

type Answer = SessionView & ChallengeView & { code?: string }
/** From an address behind the proxy, with what the device remembers. */
const enter = (name: string, secret = password, { ip = '198.51.100.7', device = '' } = {}): Promise<Reply<Answer>> =>
  client(server).post<Answer>(
    '/api/sessions/staff',
    { name, password: secret, ...(device && { device }) },
    { 'x-forwarded-for': ip }
  )
const second = (body: object) => client(server).post<Answer>('/api/sessions/second', body)
const later = (ms: number): void => {
  now = new Date(now.getTime() + ms)
  server.setNow(now)
}
const as = (access: string) => client(server, access)

describe('who must have a second factor', () => {
  test('is an administrator, a moderator, and whoever reads how to reach a reporter; nobody else', async () => {
    const asked: Record<string, string> = {}
    for (const role of ['plain', 'chief', 'reads', 'looks', 'sends'])
      asked[role] = (await enter(role)).body.second ?? 'nothing'
    expect(asked).toEqual({ plain: 'nothing', chief: 'enrol', reads: 'enrol', looks: 'enrol', sends: 'enrol' })
  })

  test('sets one up first, and opens nothing before', async () => {
    const { challenge, access } = (await enter('chief')).body
    expect(access).toBeUndefined()
    expect((await as(challenge).get('/api/queue')).status).toBe(401)
    expect((await second({ challenge, code: '123456' })).body).toMatchObject({ code: 'session_over' })
    expect((await client(server).post('/api/second-factor', {})).status).toBe(401)
    const { session, recovery } = await enrolAtSignIn(server, { name: 'chief', password }, now)
    expect(new Set(recovery).size).toBe(10)
    expect((await as(session.access).get('/api/queue')).status).toBe(200)
    // The challenge of before is not good for another telephone.
    expect((await client(server).post('/api/second-factor', { challenge })).body).toMatchObject({
      code: 'session_over'
    })
  })

  test('loses a session without one when he is given such a role', async () => {
    const { access, refresh } = (await enter('plain')).body
    expect((await as(access).get('/api/queue')).status).toBe(200)
    await StaffMembers.updateOne({ _id: 'plain' }, { $set: { roles: ['moderator'] } })
    later(knownForMs)
    expect((await as(access).get('/api/queue')).status).toBe(401)
    expect((await client(server).post('/api/sessions/refresh', { refresh })).status).toBe(401)
    await StaffMembers.updateOne({ _id: 'plain' }, { $set: { roles: ['verifier'] } })
  })

  test('owes a code within five minutes, and of the same password', async () => {
    const { secret } = await enrolAtSignIn(server, { name: 'reads', password }, now)
    const { challenge } = (await enter('reads')).body
    later(5 * 60_000 + 1)
    expect((await second({ challenge, code: codeOf(secret, now) })).body).toMatchObject({ code: 'session_over' })
    const fresh = (await enter('reads')).body.challenge
    const before = await StaffMembers.findById('reads').lean()
    await StaffMembers.updateOne({ _id: 'reads' }, { $set: { password: await hashPassword('another one by now') } })
    expect((await second({ challenge: fresh, code: codeOf(secret, now) })).status).toBe(401)
    await StaffMembers.updateOne({ _id: 'reads' }, { $set: { password: before?.password ?? '' } })
    const [head = '', tail = ''] = fresh.split('.')
    for (const forged of [`${head}.${'A'.repeat(tail.length)}`, `${head}A.${tail}`])
      expect((await second({ challenge: forged, code: codeOf(secret, now) })).status).toBe(401)
    expect((await second({ challenge: fresh, code: codeOf(secret, now) })).status).toBe(201)
  })
})

describe('a code of the app', () => {
  let secret = ''
  let recovery: string[] = []
  beforeAll(async () => {
    ;({ secret, recovery } = await enrolAtSignIn(server, { name: 'looks', password }, now))
  })
  const owed = async (): Promise<string> => (await enter('looks')).body.challenge
  const sent = async (code: string): Promise<number> => (await second({ challenge: await owed(), code })).status

  test('is good once, and none of before it is good any more', async () => {
    // Taken when it was set up.
    expect(await sent(codeOf(secret, now))).toBe(401)
    later(60_000)
    expect(await sent(codeOf(secret, now))).toBe(201)
    expect(await sent(codeOf(secret, now))).toBe(401)
    expect(await sent(codeOf(secret, now, -1))).toBe(401)
    later(30_000)
    expect(await sent(codeOf(secret, now))).toBe(201)
  })

  test('is good half a minute early and late, and not more', async () => {
    later(10 * 60_000)
    expect(await sent(codeOf(secret, now, -2))).toBe(401)
    expect(await sent(codeOf(secret, now, 2))).toBe(401)
    expect(await sent(codeOf(secret, now, -1))).toBe(201)
    later(10 * 60_000)
    expect(await sent(codeOf(secret, now, 1))).toBe(201)
    // What was taken early is not taken again when its time has come.
    later(30_000)
    expect(await sent(codeOf(secret, now))).toBe(401)
  })

  test('lets one of ten in who send it at the same moment', async () => {
    later(10 * 60_000)
    const challenges = await Promise.all(Array.from({ length: 3 }, owed))
    const code = codeOf(secret, now)
    const all = await Promise.all(challenges.map((challenge) => second({ challenge, code })))
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1)
  })

  test('may be a recovery code, each once, however it is written', async () => {
    const [first = '', other = ''] = recovery
    expect(await sent(`${first.slice(0, 5)}-${first.slice(5)}`.toLowerCase())).toBe(201)
    expect(await sent(first)).toBe(401)
    const twice = await Promise.all([owed(), owed()])
    const all = await Promise.all(twice.map((challenge) => second({ challenge, code: other })))
    expect(all.map(({ status }) => status).toSorted()).toEqual([201, 401])
  })

  test('is guessed five times, then the person waits, the right one too', async () => {
    later(10 * 60_000)
    const challenge = await owed()
    for (let i = 0; i < 5; i++) await second({ challenge, code: '000000' })
    const locked = await second({ challenge, code: codeOf(secret, now) })
    expect([locked.status, locked.body.code]).toEqual([429, 'locked_out'])
  })

  test('cannot be made from what lies in the database', async () => {
    const kept = JSON.stringify(await mongoose.connection.collection('second_factors').find({}).toArray())
    for (const clear of [secret, ...recovery]) expect(kept).not.toContain(clear)
    // Nor does a secret open anything under another name.
    const mine = await mongoose.connection
      .collection<{ _id: string; secret: string }>('second_factors')
      .findOne({ _id: 'looks' })
    expect(mine).toMatchObject({ secret: expect.any(String) })
    await mongoose.connection
      .collection<{ _id: string }>('second_factors')
      .updateOne({ _id: 'reads' }, { $set: { secret: mine?.secret ?? '', lastStep: 0 } })
    const { challenge } = (await enter('reads')).body
    expect((await second({ challenge, code: codeOf(secret, now) })).status).toBe(500)
  })
})

describe('who is signed in', () => {
  test('sets one up with his password, changes it with a code, and leaves it only where he may', async () => {
    const { access } = (await enter('plain')).body
    const elsewhere = (await enter('plain')).body
    const me = as(access)
    expect((await me.post('/api/second-factor', { password: 'guessed' })).body).toMatchObject({
      code: 'wrong_password'
    })
    const first = await enrolInSession(server, access, password, now)
    expect((await me.get('/api/second-factor')).body).toMatchObject({ on: true, required: false, recoveryLeft: 10 })
    // Every other device signs in anew, with a code.
    expect((await as(elsewhere.access).get('/api/queue')).status).toBe(401)
    expect((await enter('plain')).body.second).toBe('code')

    expect((await me.post('/api/second-factor', { password })).body).toMatchObject({ code: 'wrong_second_factor' })
    later(60_000)
    const renewed = await me.post<{ recovery: string[] }>('/api/second-factor/recovery', {
      code: codeOf(first.secret, now)
    })
    expect(renewed.body.recovery).toHaveLength(10)
    expect(renewed.body.recovery).not.toEqual(first.recovery)
    const off = (code = '') => me.post('/api/second-factor/off', { code })
    expect((await off(first.recovery[0])).status).toBe(401)
    expect((await off(renewed.body.recovery[0])).status).toBe(200)
    expect((await enter('plain')).body.access).toBeDefined()

    const chief = await StaffMembers.findById('chief').lean()
    expect(chief?.roles).toEqual(['admin'])
    const { challenge } = (await enter('chief')).body
    expect(challenge).toBeDefined()
  })

  test('is set back by an administrator, signs in nowhere meanwhile, and sets up another', async () => {
    const { session } = await enrolAtSignIn(server, { name: 'sends', password }, now)
    expect(await resetSecondFactor('sends', server.context)).toBe(true)
    expect(await resetSecondFactor('sends', server.context)).toBe(false)
    expect((await as(session.access).get('/api/queue')).status).toBe(401)
    expect((await enter('sends')).body.second).toBe('enrol')
  })

  test('sees where, ends one, ends all others; an administrator does so for others, and nobody else', async () => {
    await server.context.sessions.endAllOf({ kind: 'staff', id: 'plain' }, 'by_owner')
    const [here, there, third] = [
      (await enter('plain')).body.access,
      (await enter('plain')).body.access,
      (await enter('plain')).body.access
    ]
    const list = async (token: string, path = '/api/sessions') =>
      (await as(token).get<{ items: OpenSession[] }>(path)).body.items
    expect((await list(here)).map((openSession) => openSession.network)).toEqual(
      Array.from({ length: 3 }, () => '198.51.100.*')
    )
    const own = (await list(there)).find((openSession) => openSession.here)
    const end = (token: string, path: string) =>
      fetch(server.url + path, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } })
    expect((await end(here, `/api/sessions/${own?.id}`)).status).toBe(200)
    expect([(await as(there).get('/api/queue')).status, (await as(third).get('/api/queue')).status]).toEqual([401, 200])
    expect((await end(here, `/api/sessions/${own?.id}`)).status).toBe(404)

    // Nobody ends what is not his: it does not exist for him.
    const chief = (await second(await owedBy('chief'))).body
    expect((await end(third, `/api/sessions/${(await list(chief.access))[0]?.id}`)).status).toBe(404)
    expect((await as(here).get('/api/staff/chief/sessions')).status).toBe(403)
    expect((await as(chief.access).get('/api/staff/nobody-here/sessions')).status).toBe(404)
    const seen = await list(chief.access, '/api/staff/plain/sessions')
    expect(seen).toHaveLength(2)
    const mine = (await list(third)).find((openSession) => openSession.here)
    expect((await end(chief.access, `/api/staff/plain/sessions/${mine?.id}`)).status).toBe(200)
    expect((await as(third).get('/api/queue')).status).toBe(401)
    await enter('plain')
    expect((await as(here).post('/api/sessions/end-others', {})).body).toEqual({ ended: 1 })
    expect((await list(here)).map((openSession) => openSession.here)).toEqual([true])
  })
})

/** A challenge of whoever has a second factor, with a recovery code that is put there for it. */
async function owedBy(name: string): Promise<{ challenge: string; code: string }> {
  await resetSecondFactor(name, server.context)
  const { recovery } = await enrolAtSignIn(server, { name, password }, now)
  return { challenge: (await enter(name)).body.challenge, code: recovery[0] ?? '' }
}

describe('wrong passwords', () => {
  const wrong = (name: string, from = {}) => enter(name, 'guessed', from)

  test('lock a name from the network that they come from, and from nowhere else', async () => {
    const thief = { ip: '203.0.113.5' }
    for (let i = 0; i < 5; i++) expect((await wrong('zhao', thief)).status).toBe(401)
    expect((await enter('zhao', password, thief)).status).toBe(429)
    expect((await enter('zhao', password, { ip: '203.0.113.99' })).status).toBe(429)
    expect((await enter('zhao', password, { ip: '192.0.2.1' })).status).toBe(201)
  })

  test('lock out nobody who has signed in on his device before', async () => {
    const office = { ip: '192.0.2.77' }
    const { device = '' } = (await enter('plain', password, office)).body
    for (let i = 0; i < 6; i++) await wrong('plain', office)
    expect((await enter('plain', password, office)).status).toBe(429)
    expect((await enter('plain', password, { ...office, device })).status).toBe(201)
    // The mark is of one person and one device, and of this server: nobody else's failures are forgiven by it.
    for (let i = 0; i < 6; i++) await wrong('wu', office)
    expect((await enter('wu', password, { ...office, device })).status).toBe(429)
    expect((await enter('plain', password, { ...office, device: device.replace(/.$/, 'x') })).status).toBe(429)
    later(181 * 86_400_000)
    expect((await enter('plain', password, { ...office, device })).status).toBe(429)
    later(-181 * 86_400_000)
    // Who has taken the device itself has five guesses.
    const { device: two = '' } = (await enter('plain', password, { ip: '192.0.2.200', device })).body
    for (let i = 0; i < 5; i++) expect((await wrong('plain', { ...office, device: two })).status).toBe(401)
    expect((await enter('plain', password, { ...office, device: two })).status).toBe(429)
  })

  test('of three hundred from one address do not keep a colleague out who is known behind it', async () => {
    const house = { ip: '192.0.2.130' }
    await StaffMembers.updateOne({ _id: 'sun' }, { $set: { roles: ['verifier'] } })
    const { device = '' } = (await enter('sun', password, house)).body
    // Who signs in rightly is not counted.
    for (let i = 0; i < 3; i++) expect((await enter('sun', password, house)).status).toBe(201)
    const tried = async (from: number, to: number) => {
      const all = await Promise.all(Array.from({ length: to - from }, (_, n) => wrong(`made-up-${from + n}`, house)))
      expect(all.filter(({ status }) => status === 401)).toHaveLength(to - from)
    }
    await tried(0, 40)
    // Weighing all of them takes a quarter of a minute; the others are written down as another server would have.
    const { modifiedCount } = await mongoose.connection
      .collection('guesses')
      .updateOne({ points: 40 }, { $set: { points: 290 } })
    expect(modifiedCount).toBe(1)
    await tried(290, 300)
    const more = await wrong('made-up-300', house)
    expect(more.status).toBe(429)
    expect(Number(more.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await enter('sun', password, { ...house, device })).status).toBe(201)
  })

  test('are counted by all servers together, and leave neither name nor address', async () => {
    const kept = JSON.stringify(await mongoose.connection.collection('guesses').find({}).toArray())
    expect(kept.length).toBeGreaterThan(1000)
    for (const clear of ['zhao', 'plain', 'made-up', '203.0.113', '192.0.2']) expect(kept).not.toContain(clear)
  })
})

describe('the log of sign-ins', () => {
  test('says who, when, from where and what came of it, and no name that nobody has', async () => {
    const from = { ip: '198.18.0.9' }
    await enter('qian', 'guessed', from)
    await enter('hunter2-my-real-password', 'qian', from)
    await StaffMembers.updateOne({ _id: 'qian' }, { $set: { left: now } })
    await enter('qian', password, from)
    await StaffMembers.updateOne({ _id: 'qian' }, { $unset: { left: '' } })
    const chief = (await second(await owedBy('chief'))).body
    const log = async (query = ''): Promise<SignInEntry[]> =>
      (await as(chief.access).get<{ items: SignInEntry[] }>(`/api/sign-ins${query}`)).body.items
    const mine = (await log()).filter((signInEntry) => signInEntry.network === '198.18.0.*').reverse()
    expect(mine.map(({ login, result, reason }) => [login, result, reason])).toEqual([
      ['qian', 'refused', 'password'],
      [undefined, 'refused', 'unknown'],
      ['qian', 'refused', 'left']
    ])
    expect(mine[0]?.name).toBeDefined()
    expect(mine[1]?.mark).toMatch(/^[0-9a-f]{8}$/)
    const stored = JSON.stringify(await mongoose.connection.collection('sign_ins').find({}).toArray())
    for (const secret of ['hunter2', 'guessed', password, '198.18.0.9']) expect(stored).not.toContain(secret)
    expect((await log('?login=looks&result=in')).map((signInEntry) => signInEntry.reason)).toContain('recovery')
    expect((await log('?login=looks&result=refused')).map((signInEntry) => signInEntry.reason)).toContain('code')
    expect((await log('?login=zhao&result=refused')).map((signInEntry) => signInEntry.reason)).toContain('locked')
  })

  test('is read page by page, and by nobody but administrators and the person himself', async () => {
    const chief = (await second(await owedBy('chief'))).body
    const page = async (after = '') =>
      (
        await as(chief.access).get<{ items: SignInEntry[]; older?: string }>(
          `/api/sign-ins${after && `?after=${after}`}`
        )
      ).body
    const first = await page()
    const next = await page(first.older)
    expect(first.items).toHaveLength(50)
    expect(next.items.length).toBeGreaterThan(0)
    expect(Date.parse(next.items[0]?.at ?? '')).toBeLessThanOrEqual(Date.parse(first.items.at(-1)?.at ?? ''))
    const { access } = (await enter('plain', password, { ip: '198.51.100.222' })).body
    expect((await as(access).get('/api/sign-ins')).status).toBe(403)
    const own = (await as(access).get<{ items: SignInEntry[] }>('/api/sign-ins/mine')).body.items
    expect(new Set(own.map((signInEntry) => signInEntry.login))).toEqual(new Set(['plain']))
  })
})

test('a sign-in that is refused in the house carries its code', async () => {
  await expect(
    server.call('signInSecond', { body: { challenge: 'a.b', code: '123456' } }, guest)
  ).rejects.toMatchObject({
    code: 'session_over'
  })
})

test('what was set up under a key of before is good under the next one, and under no other', async () => {
  const [before, other] = ['a', 'b'].map((letter) => letter.repeat(64))
  const [old, next, foreign] = [keysFrom(before ?? ''), keysFrom(other ?? '', [before ?? '']), keysFrom(other ?? '')]
  const { secret } = await showSecret('keyed', '', now, old)
  const [first = '', second = ''] = await confirmSecret('keyed', codeOf(secret, now), now, next)
  const factor = (await factorOf('keyed')) ?? fail('no second factor')
  const later = new Date(now.getTime() + 60_000)
  await expect(takeCode(factor, codeOf(secret, later), later, foreign)).rejects.toThrow()
  expect(await takeCode(factor, codeOf(secret, later), later, next)).toBe('app')
  expect(await takeCode(factor, first, later, next)).toBe('recovery')
  await expect(takeCode(factor, second, later, old)).rejects.toMatchObject({ code: 'wrong_second_factor' })

  const mark = rememberDevice(undefined, 'keyed', now, old)
  expect([next, foreign].map((keys) => knownDevice(mark, 'keyed', now, keys) !== undefined)).toEqual([true, false])
  const token = refreshToken('00000000-0000-4000-8000-000000000000', 7, old)
  expect([next, foreign].map((keys) => askedBy(token, keys)?.generation)).toEqual([7, undefined])
})

const fail = (words: string): never => {
  throw new Error(words)
}
