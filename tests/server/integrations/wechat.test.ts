/** The account at WeChat against a server that behaves as its documentation says: one token for all, one table of errors, no secret told. */
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { Writable } from 'node:stream'
import pino from 'pino'
import { wechatAccount } from '#server/integrations/wechat-account.ts'
import { wechatErrors } from '#server/integrations/wechat-errors.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { client } from '#tests/support/http.ts'
import { journey } from '#tests/support/journey.ts'
import { morning, startTestServer, type TestServer } from '#tests/support/server.ts'
import { appid, secret, startWechatServer, wechatPaths as paths, type WechatServer } from '#tests/support/wechat.ts'

let server: TestServer
let there: WechatServer
let now = new Date(morning)
const logged: string[] = []
const log = pino(
  { level: 'info' },
  new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString())
      done()
    }
  })
)
/** As another process would have it. */
const account = (theirs = secret) =>
  wechatAccount({ appid, secret: theirs, base: there.base }, { keys: server.context.keys, log, now: () => now })
const stored = () => mongoose.connection.collection<{ _id: string }>('wechat_access')

beforeAll(async () => {
  there = await startWechatServer(() => now)
  server = await startTestServer({
    env: { ROLE: 'web', WX_APPID: appid, WX_SECRET: secret, WX_API: there.base }
  })
  // It tries its settings out by itself.
  await vi.waitFor(async () => expect(await stored().countDocuments({ n: 1 })).toBe(1))
})
afterAll(async () => {
  await server.stop()
  await there.close()
})
beforeEach(async () => {
  await stored().deleteMany({})
  there.reset()
  logged.length = 0
  now = new Date(now.getTime() + 3_600_000)
  server.setNow(now)
})

const message = { touser: 'o-somebody', template_id: 'T1', data: {} }
const send = (by: ReturnType<typeof account>) => by.post('message', paths.message, message)
const fetched = () => there.at(paths.token).length
const does = (answer: Awaited<ReturnType<typeof send>>) => ('failed' in answer ? answer.failed.does : 'done')

describe('the access token', () => {
  test('is fetched once by all who need it at the same time, in two processes, and kept sealed', async () => {
    there.authorise('o-somebody', 'T1', 20)
    const [one, other] = [account(), account()]
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => send(i % 2 ? one : other)))
    expect(all.map(does)).toEqual(Array.from({ length: 20 }, () => 'done'))
    expect(fetched()).toBe(1)
    const used = there.at(paths.message)[0]?.query.get('access_token') ?? ''
    expect(used.length).toBeGreaterThan(20)
    expect(JSON.stringify(await stored().find().toArray())).not.toContain(used)
  })

  test('is renewed five minutes before its end by one of them, while the others use the old one', async () => {
    there.authorise('o-somebody', 'T1', 30)
    const [one, other] = [account(), account()]
    await send(one)
    now = new Date(now.getTime() + 6_890_000)
    await Promise.all([send(one), send(other)])
    expect(fetched()).toBe(1)
    now = new Date(now.getTime() + 20_000)
    await Promise.all(Array.from({ length: 10 }, (_, i) => send(i % 2 ? one : other)))
    expect(fetched()).toBe(2)
    await send(other)
    const [first, last] = [there.at(paths.message)[0], there.at(paths.message).at(-1)]
    expect(last?.query.get('access_token')).not.toBe(first?.query.get('access_token'))
  })

  test('that somebody else made void is renewed once, and the call made once more', async () => {
    there.authorise('o-somebody', 'T1', 3)
    const one = account()
    await send(one)
    there.spoilToken()
    expect(does(await send(one))).toBe('done')
    expect(fetched()).toBe(2)
    // Where the new one is no better, that is the end of it.
    there.fail(paths.message, 42001)
    const before = there.at(paths.message).length
    expect(does(await send(one))).toBe('renew')
    expect(there.at(paths.message).length - before).toBeLessThanOrEqual(2)
  })

  test('that WeChat goes on giving although it is void is thrown away, and not again within the hour', async () => {
    const one = account()
    there.authorise('o-somebody', 'T1', 3)
    there.fail(paths.message, 40001, 1)
    expect(does(await send(one))).toBe('done')
    expect(there.at(paths.token).map(({ body }) => body['force_refresh'] ?? false)).toEqual([false, false, true])
    there.fail(paths.message, 40001, 1)
    expect(does(await send(one))).toBe('retry')
    expect(there.at(paths.token).filter(({ body }) => body['force_refresh'] === true)).toHaveLength(1)
  })

  test('of a process that died while it fetched is fetched by the next, when its time is up', async () => {
    await stored().insertOne({ _id: appid, n: 0, busyUntil: new Date(now.getTime() + 15_000) } as never)
    now = new Date(now.getTime() + 16_000)
    there.authorise('o-somebody', 'T1')
    expect(does(await send(account()))).toBe('done')
  })

  test('that is refused is not asked for again at once, by anybody', async () => {
    there.fail(paths.token, -1)
    const all = await Promise.all([account(), account()].map(send))
    expect(all.map(does)).toEqual(['retry', 'retry'])
    expect(fetched()).toBe(1)
    there.heal()
    now = new Date(now.getTime() + 6_000)
    there.authorise('o-somebody', 'T1')
    expect(does(await send(account()))).toBe('done')
  })
})

describe('wrong settings', () => {
  const metric = async (call: string) =>
    new RegExp(`wechat_settings_wrong\\{call="${call}"\\} (\\d)`).exec(
      await (await fetch(`${server.url}/metrics`)).text()
    )?.[1]
  const channels = async () => {
    const admin = client(server, await journey(server).token('guan'))
    const { items } = (await admin.get<{ items: { channel: string; wrong?: object[] }[] }>('/api/channels')).body
    return items.find(({ channel }) => channel === 'wechat')
  }
  const signIn = () => client(server).post<{ code?: string }>('/api/sessions/wechat', { code: 'an-honest-code' })

  test('are said at sign-in, in the log, on the desk and in the figures, and nobody is told that his code is wrong', async () => {
    there.fail(paths.signIn, 40125)
    const reply = await signIn()
    expect([reply.status, reply.body.code]).toEqual([503, 'wechat_unset'])
    expect(await metric('sign_in')).toBe('1')
    expect(await channels()).toMatchObject({ wrong: [{ call: 'sign_in', code: 40125 }] })
    there.heal()
    expect((await signIn()).status).toBe(201)
    expect(await metric('sign_in')).toBe('0')
    expect(await channels()).not.toHaveProperty('wrong')
  })

  test('show at the start, once, and that they are right again too', async () => {
    await account('another-secret').tryOut()
    await account('another-secret').tryOut()
    const errors = logged.filter((line) => line.includes('"level":50'))
    expect(errors).toHaveLength(1)
    expect(errors[0]).toContain('40125')
    expect(await metric('token')).toBe('1')
    now = new Date(now.getTime() + 6_000)
    await account().tryOut()
    expect(logged.at(-1)).toContain('takes our settings again')
    expect(await metric('token')).toBe('0')
  })
})

describe('what WeChat says', () => {
  test('is understood by one table, in which every code does one thing', async () => {
    const one = account()
    for (const [code, { does: meant }] of Object.entries(wechatErrors)) {
      if (meant === 'renew') continue
      there.fail(paths.message, Number(code))
      expect([code, does(await send(one))]).toEqual([code, meant])
    }
    there.fail(paths.message, 76543)
    expect(does(await send(one))).toBe('user')
  })

  test.each([
    [{ status: 502, text: '<html>Bad Gateway</html>' }, 'busy'],
    [{ status: 200, text: '' }, 'bad_answer'],
    [{ status: 503, text: '{"error":"no upstream"}' }, 'busy'],
    [{ status: 302, text: '' }, 'bad_answer']
  ] as const)('%j is no answer, and is tried again', async (fault, reason) => {
    there.fail(paths.message, fault)
    expect(await send(account())).toMatchObject({ failed: { does: 'retry', reason } })
  })

  test('leaves no token, secret, openid or session key in logs, errors and what is kept', async () => {
    const openid = 'oABCDEFGHIJKLMNOPQRSTUVWXYZ0'
    const [one, dead] = [
      account(),
      wechatAccount({ appid, secret, base: 'http://127.0.0.1:9' }, { keys: server.context.keys, log, now: () => now })
    ]
    const answers = [
      await one.post('message', paths.message, { ...message, touser: openid }),
      await dead.post('message', paths.message, { ...message, touser: openid }),
      await dead.signIn('a-code')
    ]
    there.fail(paths.message, 48001)
    answers.push(await one.post('message', paths.message, { ...message, touser: openid }))
    there.fail(paths.signIn, 40013)
    answers.push(await one.signIn('a-code'))
    const token = there.at(paths.message)[0]?.query.get('access_token') ?? 'none'
    const all = JSON.stringify([answers, logged, await stored().find().toArray()])
    for (const hidden of [token, secret, openid, 'session_key']) expect(all).not.toContain(hidden)
  })
})
