/** Signing in, staying in, and everybody who tries to come in as somebody else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHmac, generateKeyPairSync } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import jwt from 'jsonwebtoken'
import type { SessionView } from '#shared/members.ts'
import { Refused } from '#shared/errors.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { guest } from '#server/kernel/viewer.ts'
import { StaffMembers } from '#server/members/index.ts'
import { knownForMs, viewerIn } from '#server/sessions/index.ts'
import { memberRoutes } from '#server/members/routes.ts'
import { networkOf } from '#server/sessions/from.ts'
import { wechatAccount } from '#server/integrations/wechat-account.ts'
import { wechat, wechatStub } from '#server/integrations/wechat.ts'
import { client, type Reply } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { password, startTestServer, type TestServer } from '#tests/support/server.ts'

type Session = SessionView & { code?: string }

let server: TestServer
let walk: Journey
const begun = new Date()
beforeAll(async () => {
  // The clock stands at the real day: what runs out in the database runs out by the real clock.
  server = await startTestServer({ now: begun.toISOString(), env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

const signIn = (name: string, secret = password): Promise<Reply<Session>> =>
  walk.guest.post('/api/sessions/staff', { name, password: secret })
const wechatIn = (code: string): Promise<Reply<Session>> => walk.guest.post('/api/sessions/wechat', { code })
const refresh = (token: string | undefined): Promise<Reply<Session>> =>
  walk.guest.post('/api/sessions/refresh', { refresh: token })
const leave = (access: string): Promise<Response> =>
  fetch(`${server.url}/api/sessions`, { method: 'DELETE', headers: { authorization: `Bearer ${access}` } })
const after = (seconds: number): void => server.setNow(new Date(begun.getTime() + seconds * 1000))
/** A member's door: 200 for who is in, 401 for who is not. */
const opens = async (token: string): Promise<number> => (await client(server, token).get('/api/queue')).status

describe('a token that the server did not give', () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = () => {
    const now = Math.floor(begun.getTime() / 1000)
    return {
      k: 'staff',
      sub: 'zhou',
      n: '周明远',
      o: 'hebin-squad',
      r: ['officer', 'admin'],
      f: 'a-family-that-was-never-ended',
      iat: now,
      exp: now + 900,
      iss: 'suishoupai',
      aud: 'api'
    }
  }
  const secret = (): Buffer => server.context.keys.tokens.export()
  const signed = (payload: object, key: Buffer | string = secret(), options: jwt.SignOptions = {}): string =>
    jwt.sign(payload, key, { algorithm: 'HS256', ...options })
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
  })

  test('the same claims, rightly signed, do open the door', async () => {
    expect(await opens(signed(claims()))).toBe(200)
  })

  const forgeries: [how: string, make: () => string][] = [
    ['signed by nobody (alg none)', () => `${part({ alg: 'none', typ: 'JWT' })}.${part(claims())}.`],
    [
      'signed by nobody, said in capitals',
      () => `${part({ alg: 'None', typ: 'JWT' })}.${part(claims())}.AAAAAAAAAAAAAAAAAAAA`
    ],
    ['without any signature', () => `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims())}.`],
    ['signed with another key', () => signed(claims(), 'another key of thirty-two bytes!')],
    [
      'signed with an empty key',
      () => {
        const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims())}`
        return `${body}.${createHmac('sha256', '').update(body).digest('base64url')}`
      }
    ],
    ['signed with a longer hash', () => signed(claims(), secret(), { algorithm: 'HS512' })],
    ['signed with a key pair of his own', () => jwt.sign(claims(), pair.privateKey, { algorithm: 'RS256' })],
    [
      'signed with his public key as if it were the secret',
      () => {
        const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims())}`
        return `${body}.${createHmac('sha256', pair.publicKey).update(body).digest('base64url')}`
      }
    ],
    [
      'said to be RS256 over our own signature',
      () => signed(claims()).replace(/^[^.]+/, part({ alg: 'RS256', typ: 'JWT' }))
    ],
    [
      'whose kid climbs out of a folder',
      () => signed(claims(), 'x'.repeat(32), { header: { alg: 'HS256', kid: '../../../../dev/null' } })
    ],
    ['of another issuer', () => signed({ ...claims(), iss: 'somebody' })],
    ['of no issuer', () => signed({ ...claims(), iss: undefined })],
    ['for another audience', () => signed({ ...claims(), aud: 'forms' })],
    ['for no audience', () => signed({ ...claims(), aud: undefined })],
    ['that ran out a second ago', () => signed({ ...claims(), exp: claims().iat - 1 })],
    ['that is not yet good', () => signed({ ...claims(), nbf: claims().iat + 600 })],
    [
      'whose claims were changed',
      () => {
        const [head, , tail] = signed(claims()).split('.')
        return `${head}.${part({ ...claims(), sub: 'guan' })}.${tail}`
      }
    ],
    [
      'whose signature was changed',
      () => {
        const [head, body, tail = ''] = signed(claims()).split('.')
        return `${head}.${body}.${tail.startsWith('A') ? 'Q' : 'A'}${tail.slice(1)}`
      }
    ],
    ['in two parts', () => signed(claims()).split('.').slice(0, 2).join('.')],
    ['in five parts', () => `${signed(claims())}.x.y`]
  ]
  test.each(forgeries)('opens nothing: %s', async (_how, make) => {
    const token = make()
    expect(viewerIn(token, server.context.keys, begun)).toBeUndefined()
    expect(await opens(token)).toBe(401)
  })

  test('opens nothing either when it is of another kind that the server gives', async () => {
    const { refresh: given = '' } = (await signIn('zhou')).body
    expect(await opens(given)).toBe(401)
  })
})

describe('a member of staff', () => {
  test('is in for a quarter of an hour, and no longer by that token', async () => {
    after(0)
    const { access, expiresInS } = (await signIn('zhou')).body
    expect(expiresInS).toBe(900)
    after(899)
    expect(await opens(access)).toBe(200)
    after(901)
    expect(await opens(access)).toBe(401)
    after(0)
  })

  test('stays in by trading his refresh token for the next, each good once', async () => {
    const first = (await signIn('zhou')).body
    after(600)
    const second = await refresh(first.refresh)
    expect(second.status).toBe(201)
    expect(second.body.refresh).not.toBe(first.refresh)
    expect(second.body.viewer).toEqual(first.viewer)
    after(1200)
    const third = await refresh(second.body.refresh)
    expect(third.status).toBe(201)
    expect(await opens(third.body.access)).toBe(200)
    after(0)
  })

  test('stays in with ten tabs that refresh at the same moment: all of them get the same pair', async () => {
    const first = (await signIn('wu')).body
    after(60)
    const tabs = await Promise.all(Array.from({ length: 10 }, () => refresh(first.refresh)))
    expect(tabs.map((tab) => tab.status)).toEqual(Array.from({ length: 10 }, () => 201))
    expect(new Set(tabs.map((tab) => tab.body.refresh)).size).toBe(1)
    expect(new Set(tabs.map((tab) => tab.body.access)).size).toBe(1)
    after(300)
    const next = await Promise.all(tabs.map((tab) => refresh(tab.body.refresh)))
    expect(next.map((reply) => reply.status)).toEqual(Array.from({ length: 10 }, () => 201))
    expect(new Set(next.map((reply) => reply.body.refresh)).size).toBe(1)
    after(0)
  })

  test('is out everywhere once an old token comes back after its grace: somebody has a copy', async () => {
    const mine = (await signIn('zhou')).body
    const elsewhere = (await signIn('zhou')).body
    const next = (await refresh(mine.refresh)).body
    after(9)
    expect((await refresh(mine.refresh)).body.refresh).toBe(next.refresh)
    after(11)
    expect((await refresh(mine.refresh)).body).toMatchObject({ code: 'session_over' })
    // The whole family is gone, the latest of it too; another sign-in on another device is not.
    expect((await refresh(next.refresh)).body).toMatchObject({ code: 'session_over' })
    expect(await opens(next.access)).toBe(401)
    expect(await opens(elsewhere.access)).toBe(200)
    expect((await refresh(elsewhere.refresh)).status).toBe(201)
    after(0)
  })

  test('is out once a token of two turns ago comes back, though it is within the grace', async () => {
    const first = (await signIn('zhou')).body
    const second = (await refresh(first.refresh)).body
    const third = (await refresh(second.refresh)).body
    expect((await refresh(first.refresh)).body).toMatchObject({ code: 'session_over' })
    expect((await refresh(third.refresh)).body).toMatchObject({ code: 'session_over' })
  })

  test('has no session ended by who knows its number and makes up a token', async () => {
    const { refresh: token = '', access } = (await signIn('zhou')).body
    const [family = '', , seal = ''] = token.split('_')
    const made = [`${family}_0_${seal}`, `${family}_1_${'A'.repeat(43)}`, `${family}_0_${'A'.repeat(43)}`]
    for (const one of made) expect((await refresh(one)).body).toMatchObject({ code: 'session_over' })
    expect(await opens(access)).toBe(200)
    expect((await refresh(token)).status).toBe(201)
  })

  test('is out after half an hour without a request, and not before', async () => {
    const [idle, busy] = [(await signIn('zhou')).body, (await signIn('zhou')).body]
    after(14 * 60)
    expect(await opens(busy.access)).toBe(200)
    after(30 * 60 - 1)
    expect((await refresh((await signIn('zhou')).body.refresh)).status).toBe(201)
    after(30 * 60 + 1)
    expect((await refresh(idle.refresh)).body).toMatchObject({ code: 'session_over' })
    // Who asked for something in minute 14 has until minute 44.
    after(43 * 60)
    expect((await refresh(busy.refresh)).status).toBe(201)
    after(0)
  })

  test('is out after twelve hours, however busy, by no token of the session', async () => {
    let last = (await signIn('zhou')).body
    let at = 0
    for (; at + 20 * 60 < 12 * 3600 - 300; at += 20 * 60) {
      after(at + 20 * 60)
      const next = await refresh(last.refresh)
      expect([at, next.status]).toEqual([at, 201])
      last = next.body
    }
    after(12 * 3600 - 120)
    last = (await refresh(last.refresh)).body
    expect(last.expiresInS).toBe(120)
    after(12 * 3600 - 1)
    expect(await opens(last.access)).toBe(200)
    after(12 * 3600 + 1)
    expect(await opens(last.access)).toBe(401)
    expect((await refresh(last.refresh)).body).toMatchObject({ code: 'session_over' })
    after(0)
  })

  test('as a resident stays in for ninety days from the last time', async () => {
    const resident = (await wechatIn('dora:1')).body
    after(89 * 86_400)
    const kept = await refresh(resident.refresh)
    expect(kept.status).toBe(201)
    after(178 * 86_400)
    const again = await refresh(kept.body.refresh)
    expect(again.status).toBe(201)
    after(269 * 86_400)
    expect((await refresh(again.body.refresh)).body).toMatchObject({ code: 'session_over' })
    after(0)
  })

  test('is out on this device when he says so, at once, and with what he had refreshed', async () => {
    const session = (await signIn('zhou')).body
    const elsewhere = (await signIn('zhou')).body
    const next = (await refresh(session.refresh)).body
    expect((await leave(next.access)).status).toBe(200)
    expect(await opens(next.access)).toBe(401)
    expect(await opens(session.access)).toBe(401)
    expect((await refresh(next.refresh)).body).toMatchObject({ code: 'session_over' })
    expect((await refresh(session.refresh)).body).toMatchObject({ code: 'session_over' })
    expect(await opens(elsewhere.access)).toBe(200)
  })

  test('as a resident, or by the code of a report, is out at once as well', async () => {
    const resident = (await wechatIn('fay:1')).body
    expect((await client(server, resident.access).get('/api/notices')).status).toBe(200)
    expect((await leave(resident.access)).status).toBe(200)
    expect((await client(server, resident.access).get('/api/notices')).status).toBe(401)
    const { no, code, report } = await walk.submit()
    const session = (await walk.guest.post<Session>('/api/sessions/code', { no, code })).body
    expect((await client(server, session.access).get(`/api/reports/${report}`)).status).toBe(200)
    expect((await leave(session.access)).status).toBe(200)
    expect((await client(server, session.access).get(`/api/reports/${report}`)).status).toBe(401)
  })

  test('who has left is out within two seconds, by his access token too, and who has lost a role is without it', async () => {
    const [left, lost] = [(await signIn('qian')).body, (await signIn('sun')).body]
    const asked = async () => (await client(server, lost.access).get('/api/queue')).status
    expect([await opens(left.access), await asked()]).toEqual([200, 200])
    await StaffMembers.updateOne({ _id: 'qian' }, { $set: { left: begun } })
    await StaffMembers.updateOne({ _id: 'sun' }, { $set: { roles: [] } })
    server.setNow(new Date(begun.getTime() + knownForMs))
    expect(await opens(left.access)).toBe(401)
    expect(await server.context.sessions.viewerOf(lost.access)).toMatchObject({ id: 'sun', roles: [] })
    expect((await refresh(left.refresh)).body).toMatchObject({ code: 'session_over' })
    expect((await signIn('qian')).body).toMatchObject({ code: 'wrong_password' })
    expect((await refresh(lost.refresh)).body.viewer).toMatchObject({ id: 'sun', roles: [] })
    await StaffMembers.updateOne({ _id: 'qian' }, { $unset: { left: '' } })
    await StaffMembers.updateOne({ _id: 'sun' }, { $set: { roles: ['verifier'] } })
    after(0)
  })

  test('says where he is in few words, and not exactly', async () => {
    const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36'
    await walk.guest.post('/api/sessions/staff', { name: 'zhou', password }, { 'user-agent': agent })
    const open = await server.context.sessions.listOf({ kind: 'staff', id: 'zhou' })
    expect(
      open.filter((session) => session.device === 'Chrome, Windows' && session.network === '127.0.0.*').length
    ).toBe(1)
    expect(['203.0.113.9', '::ffff:203.0.113.9', '2001:db8:7:9::1', '2001:db8::1', '::1', ''].map(networkOf)).toEqual([
      '203.0.113.*',
      '203.0.113.*',
      '2001:db8:7:*',
      '2001:db8:0:*',
      '0:0:0:*',
      ''
    ])
  })

  test('leaves no token and no password behind in the database', async () => {
    const { refresh: token = '', access } = (await signIn('zhou')).body
    const kept = JSON.stringify([
      await mongoose.connection.collection('sessions').find({}).toArray(),
      await mongoose.connection.collection('staff').find({}).toArray()
    ])
    for (const secret of [token, access, password]) expect(kept).not.toContain(secret)
    expect(kept).toMatch(/\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })
})

describe('somebody who guesses passwords', () => {
  const attempt = (name: string, secret: string) => signIn(name, secret)

  test('has five guesses for a name, then the name is locked for a quarter of an hour, the right password too', async () => {
    for (let i = 0; i < 5; i++)
      expect((await attempt('shen', `wrong-${i}`)).body).toMatchObject({ code: 'wrong_password' })
    const locked = await attempt('shen', password)
    expect({ status: locked.status, code: locked.body.code }).toEqual({ status: 429, code: 'locked_out' })
    const wait = Number(locked.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(14 * 60)
    expect(wait).toBeLessThanOrEqual(15 * 60)
    // However the name is written, and nobody else.
    expect((await attempt(' SHEN ', password)).body).toMatchObject({ code: 'locked_out' })
    expect((await attempt('guan', password)).status).toBe(201)
  })

  test('has no more of them by guessing a hundred at once', async () => {
    const sent = await Promise.all(Array.from({ length: 40 }, (_, i) => attempt('chen', `guess-${i}`)))
    expect(sent.filter((reply) => reply.body.code === 'wrong_password').length).toBeLessThanOrEqual(5)
    expect(sent.filter((reply) => reply.body.code === 'locked_out').length).toBeGreaterThanOrEqual(35)
  })

  test('is not told who works here', async () => {
    const known = await attempt('zhao', 'wrong')
    const unknown = await attempt('nobody-here', 'wrong')
    expect(unknown.body).toEqual(known.body)
    // An unknown name is locked like a known one.
    for (let i = 0; i < 4; i++) await attempt('nobody-here', `wrong-${i}`)
    expect((await attempt('nobody-here', 'wrong')).body).toMatchObject({ code: 'locked_out' })
  })

  test('a person who at last remembers his own starts counting from nothing', async () => {
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 4; i++) expect((await attempt('wu', 'wrong')).body.code).toBe('wrong_password')
      expect((await attempt('wu', password)).status).toBe(201)
    }
  })

  test('opens his report by its code, and has nothing to refresh', async () => {
    const submitted = await walk.submit()
    const enter = (code: string) => walk.guest.post<Session>('/api/sessions/code', { no: submitted.no, code })
    expect((await enter('AAAAAAAAA0')).body).toMatchObject({ code: 'wrong_code' })
    const session = await enter(submitted.code)
    // The code itself is what one keeps: nothing to refresh.
    expect(session.body).toMatchObject({ viewer: { kind: 'code', no: submitted.no, report: submitted.report } })
    expect(session.body).not.toHaveProperty('refresh')
  })
})

describe('a resident who comes from WeChat', () => {
  test('is the same person each time, by a code that is good once', async () => {
    const one = await wechatIn('alice:1')
    const two = await wechatIn('alice:2')
    const other = await wechatIn('bella:1')
    expect(one.status).toBe(201)
    expect(two.body.viewer).toEqual(one.body.viewer)
    expect(other.body.viewer.id).not.toBe(one.body.viewer.id)
    expect((await wechatIn('alice:1')).body).toMatchObject({ code: 'wrong_code' })
  })

  test('is one person, though two phones of hers come for the first time at once', async () => {
    const both = await Promise.all(Array.from({ length: 8 }, (_, i) => wechatIn(`clara:${i}`)))
    expect(new Set(both.map((reply) => reply.body.viewer.id)).size).toBe(1)
  })

  test('hears what went wrong and when to come back', async () => {
    const told = async (code: string) => {
      const reply = await wechatIn(code)
      return `${reply.status} ${reply.body.code} ${reply.headers.get('retry-after') ?? ''}`.trim()
    }
    expect(await told('error:40029')).toBe('401 wrong_code')
    expect(await told('error:40163')).toBe('401 wrong_code')
    expect(await told('error:45011')).toBe('429 too_many 60')
    expect(await told('error:-1')).toBe('503 unavailable 5')
    // Of a code that nobody knows we cannot say that it is his.
    expect(await told('error:99999')).toBe('503 unavailable 5')
    expect(await told('error:40125')).toBe('503 wechat_unset')
    expect(await told('x')).toBe('401 wrong_code')
  })

  test('is a stranger to the desk', async () => {
    const { access } = (await wechatIn('emma:1')).body
    expect((await client(server, access).get('/api/queue')).status).toBe(403)
  })
})

describe('WeChat’s own server', () => {
  let fake: Server
  let base = ''
  let answer: (req: IncomingMessage) => { status?: number; body: string } = () => ({ body: '{}' })
  const asked: URL[] = []
  beforeAll(async () => {
    fake = createServer((req, res) => {
      asked.push(new URL(req.url ?? '', 'http://wechat'))
      const { status = 200, body } = answer(req)
      res.writeHead(status, { 'content-type': 'text/plain' }).end(body)
    })
    await new Promise<void>((resolve) => fake.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(fake.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise((resolve) => fake.close(resolve)))

  const tells = (body: object | string, status = 200): void => {
    answer = () => ({ status, body: typeof body === 'string' ? body : JSON.stringify(body) })
  }
  const signedUp = (where = base) =>
    wechat(wechatAccount({ appid: 'wx-app', secret: 'wx-secret', base: where }, server.context))
  const ask = (code = 'a&b=c') => signedUp().code2session(code)

  test('is asked as its documentation says, and its session_key goes no further', async () => {
    tells({ openid: 'o-1', session_key: 'tiihtNczf5v6AKRyjwEUhQ==', unionid: 'u-1', errcode: 0 })
    expect(await ask()).toEqual({ openid: 'o-1' })
    const query = asked.at(-1)
    expect(query?.pathname).toBe('/sns/jscode2session')
    expect(Object.fromEntries(query?.searchParams ?? [])).toEqual({
      appid: 'wx-app',
      secret: 'wx-secret',
      js_code: 'a&b=c',
      grant_type: 'authorization_code'
    })
    const door = memberRoutes(server.context, signedUp()).signInWechat
    const session = await door({ params: {}, query: {}, body: { code: 'abc' } }, guest, { ip: '' })
    const everything = JSON.stringify([
      session,
      await mongoose.connection.collection('members').find({}).toArray(),
      await mongoose.connection.collection('sessions').find({}).toArray()
    ])
    expect(everything).not.toMatch(/tiihtNczf5v6AKRyjwEUhQ|session_key|wx-secret/)
    // Nor does the openid go out to the phone.
    expect(JSON.stringify(session)).not.toMatch(/\bo-1\b/)
  })

  test.each([
    [{ errcode: 40029, errmsg: 'invalid code' }, 'invalid'],
    [{ errcode: 40163, errmsg: 'code been used' }, 'invalid'],
    [{ errcode: 40226, errmsg: 'code blocked' }, 'invalid'],
    [{ errcode: 45011, errmsg: 'api minute-quota reach limit' }, 'too_many'],
    [{ errcode: -1, errmsg: 'system error' }, 'busy'],
    [{ errcode: 40013, errmsg: 'invalid appid' }, 'unset'],
    [{ errcode: 40125, errmsg: 'invalid appsecret' }, 'unset'],
    [{ errcode: 40001, errmsg: 'invalid credential' }, 'unset'],
    [{ errcode: 40164, errmsg: 'invalid ip, not in whitelist' }, 'unset'],
    [{ errcode: 99999 }, 'busy'],
    [{ openid: 'o-1', errcode: 40029 }, 'invalid'],
    [{}, 'busy'],
    ['<html>502 Bad Gateway</html>', 'busy'],
    ['', 'busy']
  ] as const)('says %j, and that is understood as %s', async (body, error) => {
    tells(body)
    expect(await ask()).toEqual({ error })
  })

  test('does not answer at all, and that is understood as busy', async () => {
    expect(await signedUp('http://127.0.0.1:9').code2session('abc')).toEqual({ error: 'busy' })
  })

  test('has a stub that says what it is', async () => {
    const stub = wechatStub()
    expect(stub.stub).toBe(true)
    expect(await stub.code2session('the code is a mock one')).toEqual(await stub.code2session('the code is a mock one'))
    expect(signedUp().stub).toBe(false)
  })
})

test('a refusal at the door carries its code into the house', async () => {
  await expect(server.call('queue', {}, guest)).rejects.toThrow(Refused)
  await expect(server.call('queue', {}, guest)).rejects.toMatchObject({ code: 'unauthenticated' })
})
