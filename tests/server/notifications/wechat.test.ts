/** Subscribe messages against a WeChat that counts authorisations: one for each, and for what matters most. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SessionView } from '#shared/members.ts'
import type { NoticeView } from '#shared/notices.ts'
import type { WechatEvent } from '#shared/wechat-messages.ts'
import { onStep } from '#server/kernel/failpoints.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { findAddress } from '#server/notifications/addresses-model.ts'
import { tell } from '#server/notifications/tell.ts'
import { findQuota, leftAtMost } from '#server/notifications/wechat-quota-model.ts'
import { turn } from '#server/worker.ts'
import { client, freshKey, type Client } from '#tests/support/http.ts'
import { journey } from '#tests/support/journey.ts'
import { morning, startTestServer, type TestServer } from '#tests/support/server.ts'
import { appid, secret, startWechatServer, wechatPaths, type WechatServer } from '#tests/support/wechat.ts'

const fields = 'thing1=title+character_string2=no+phrase3=status+time4=at+date5=at+thing6=text+number7=no'
const templates: readonly WechatEvent[] = ['question', 'closed', 'replied', 'accepted']

let there: WechatServer
let server: TestServer
let now = new Date(morning)
beforeAll(async () => {
  there = await startWechatServer(() => now)
  server = await startTestServer({
    env: {
      ROLE: 'web',
      WX_APPID: appid,
      WX_SECRET: secret,
      WX_API: there.base,
      // One for all that happens to a case, and another for the hours.
      WX_TEMPLATES: [...templates.map((event) => `${event}:T-case:${fields}`), `certificate:T-paper:${fields}`].join()
    }
  })
})
afterAll(async () => {
  await server.stop()
  await there.close()
})
const setNow = (at: Date): void => {
  now = at
  server.setNow(at)
}
const later = (minutes: number): void => setNow(new Date(now.getTime() + minutes * 60_000))
const turns = async () => {
  for (let round = 0; round < 2; round++) await turn(server.context, {}, ['relay', 'work', 'deliver'])
}
/** Who waits for another of the same reader looks again after seconds. */
const work = async () => {
  await turns()
  for (let round = 0; round < 2; round++) {
    setNow(new Date(now.getTime() + 4_000))
    await turns()
  }
}

let me: Client
let member: string
let openid: string
let people = 0
beforeEach(async () => {
  for (const name of ['deliveries', 'jobs', 'notices', 'channel_states', 'sending_counts'])
    await mongoose.connection.collection(name).deleteMany({})
  setNow(new Date(morning))
  there.reset()
  await mongoose.connection.collection('wechat_access').deleteMany({})
  const code = `person-${people++}`
  const { body } = await client(server).post<SessionView>('/api/sessions/wechat', { code })
  me = client(server, body.access)
  member = body.viewer.id ?? ''
  openid = `o${code.padEnd(27, '_')}`
})
afterEach(() => onStep(undefined))

const agree = (accepted: string[], key = freshKey()) =>
  me.post<{ items: object[] }>('/api/notices/wechat', { accepted }, { 'idempotency-key': key })
/** He taps, and WeChat knows of it. */
const agreed = async (template = 'T-case', times = 1): Promise<void> => {
  there.authorise(openid, template, times)
  for (let i = 0; i < times; i++) expect((await agree([template])).status).toBe(200)
}
const left = async (template = 'T-case') => (await findQuota(member))?.left[template] ?? 0
const wants = (kinds: string[]) =>
  me.post('/api/notices/choices', { on: { wechat: kinds, email: [], sms: [] }, urgent: [] })

let n = 0
const happens = async (...verbs: string[]): Promise<void> => {
  await tell(
    verbs.map((verb) => {
      const no = `2026-1124-${String(++n).padStart(5, '0')}`
      const said = { code: verb, facts: { office: 'hebin-squad' } }
      return {
        _id: `${no}:5:${member}`,
        member,
        no,
        n: 5,
        about: 'case' as const,
        verb,
        report: 'a'.repeat(24),
        said,
        at: now
      }
    })
  )
  await work()
}
const sent = () => there.at(wechatPaths.message).filter(({ body }) => body['touser'] === openid)
const deliveries = async () =>
  (await mongoose.connection.collection('deliveries').find({ member }).sort({ row: 1 }).toArray()).map(
    ({ state, reason }) => (reason === undefined ? String(state) : `${String(state)}: ${String(reason)}`)
  )
const inTheApp = async () => (await me.get<{ items: NoticeView[] }>('/api/notices')).body.items.map(({ verb }) => verb)

describe('what he agreed to on his phone', () => {
  test('is counted once for each tap, however often that is sent, and only of our templates', async () => {
    const key = freshKey()
    const all = await Promise.all(Array.from({ length: 3 }, () => agree(['T-case', 'T-case', 'T-else'], key)))
    const again = await agree(['T-case', 'T-case', 'T-else'], key)
    expect([...all, again].filter(({ status }) => status !== 200 && status !== 409)).toEqual([])
    expect((await findQuota(member))?.left).toEqual({ 'T-case': 1 })
    expect((await agree(['T-paper'], key)).status).toBe(422)
    const { body } = await agree(['T-case', 'T-paper'])
    expect((await me.get('/api/notices/wechat')).body).toEqual(body)
    expect(body.items).toEqual([
      ...['question', 'closed', 'replied'].map((event) => ({ event, id: 'T-case', left: 2 })),
      { event: 'certificate', id: 'T-paper', left: 1 },
      { event: 'accepted', id: 'T-case', left: 2 }
    ])
    for (let i = 0; i < leftAtMost; i++) await agree(['T-case'])
    expect(await left()).toBe(leftAtMost)
  })

  test('is nobody’s who has no account in WeChat', async () => {
    const staff = client(server, await journey(server).token('zhou'))
    const body = { accepted: ['T-case'] }
    expect((await staff.post('/api/notices/wechat', body, { 'idempotency-key': freshKey() })).status).toBe(403)
    expect((await client(server).post('/api/notices/wechat', body, { 'idempotency-key': freshKey() })).status).toBe(401)
  })
})

describe('one authorisation', () => {
  test('is one message, whose values fit the template and that leads to his own report', async () => {
    await agreed()
    await happens('verify')
    expect(sent()).toHaveLength(1)
    const { body } = sent()[0] ?? {}
    expect(body).toMatchObject({
      template_id: 'T-case',
      page: expect.stringMatching(/^own\/report\?id=a+&no=2026-1124-/)
    })
    expect(await deliveries()).toEqual(['sent'])
    expect(await left()).toBe(0)
    await happens('verify')
    expect(sent()).toHaveLength(1)
    expect(await inTheApp()).toEqual(['verify', 'verify'])
  })

  test('and fifty things at once are one message, in two workers, and the rest is in the app', async () => {
    await agreed()
    await happens(...Array.from({ length: 50 }, () => 'verify'))
    await Promise.all([turns(), turns()])
    expect(sent()).toHaveLength(1)
    expect((await deliveries()).toSorted()).toEqual([...Array.from({ length: 49 }, () => 'dropped: no_quota'), 'sent'])
    expect(there.left(openid, 'T-case')).toBe(0)
    expect(await left()).toBe(0)
  })

  test.each([
    [['accept', 'reply', 'verify', 'ask'], 'ask'],
    [['reply', 'verify', 'accept'], 'verify'],
    [['accept', 'reply'], 'reply'],
    [['accept'], 'accept']
  ])('of %j is spent on %s', async (verbs, first) => {
    await wants(['progress', 'question', 'outcome'])
    await agreed()
    await happens(...verbs)
    later(16)
    await work()
    expect(sent()).toHaveLength(1)
    const no = `2026-1124-${String(n - verbs.length + 1 + verbs.indexOf(first)).padStart(5, '0')}`
    expect(sent()[0]?.body['data']).toMatchObject({ character_string2: { value: no } })
    expect((await deliveries()).filter((state) => state === 'sent')).toHaveLength(1)
  })

  test('is left to what follows soon and matters more', async () => {
    await agreed()
    await happens('reply')
    later(5)
    await happens('ask')
    later(15)
    await work()
    expect(await deliveries()).toEqual(['dropped: no_quota', 'sent'])
  })

  test('more than one are one each', async () => {
    await agreed('T-case', 2)
    await happens('reply', 'ask', 'verify')
    later(16)
    await work()
    expect((await deliveries()).toSorted()).toEqual(['dropped: no_quota', 'sent', 'sent'])
  })

  test('of a worker that died between taking it and sending is not lost, and not taken twice', async () => {
    await agreed()
    onStep((step) => {
      if (step === 'authorisation taken') throw new Error('killed')
    })
    await happens('ask')
    expect([sent().length, await left()]).toEqual([0, 0])
    onStep(undefined)
    for (let i = 0; i < 4; i++) {
      later(2)
      await work()
    }
    expect(sent()).toHaveLength(1)
    expect([await left(), (await findQuota(member))?.taken]).toEqual([0, []])
  })
})

describe('what WeChat says to a message', () => {
  test('that he refused: nothing of this template is left, and nothing else is stopped', async () => {
    await agreed('T-case', 3)
    await agreed('T-paper')
    there.fail(wechatPaths.message, 43101, 1)
    await happens('ask')
    expect(await deliveries()).toEqual(['failed: blocked'])
    expect([await left(), await left('T-paper')]).toEqual([0, 1])
    expect(await findAddress(member, 'wechat')).not.toHaveProperty('stopped')
  })

  test('that a template does not fit: the message failed, and what he agreed to is still his', async () => {
    await agreed()
    there.fail(wechatPaths.message, 47003, 1)
    await happens('ask')
    expect(await deliveries()).toEqual(['failed: template'])
    expect(await left()).toBe(1)
  })

  test('that it is busy, or too much for today: later, and by then on what matters most', async () => {
    await agreed()
    there.fail(wechatPaths.message, -1, 1)
    await happens('verify')
    expect([await deliveries(), await left()]).toEqual([['waiting: busy'], 1])
    await happens('ask')
    later(2)
    await work()
    expect((await deliveries()).toSorted()).toEqual(['dropped: no_quota', 'sent'])
  })

  test('that nobody is there by this number: he is told in the app, and no more is tried', async () => {
    await agreed('T-case', 2)
    there.fail(wechatPaths.message, 40003, 1)
    await happens('ask', 'verify')
    expect((await deliveries()).toSorted()).toEqual(['dropped: address_stopped', 'failed: no_such_address'])
    expect(await inTheApp()).toContain('stopped')
    // He agrees anew, and is reached again.
    await agreed()
    await happens('verify')
    expect(await deliveries()).toContain('sent')
  })

  test('that our account is wrong: everything waits, and the desk says so', async () => {
    await agreed()
    there.fail(wechatPaths.message, 48001)
    await happens('ask')
    expect(await deliveries()).toEqual(['waiting: not_set_up'])
    const admin = client(server, await journey(server).token('guan'))
    const { items } = (await admin.get<{ items: { channel: string }[] }>('/api/channels')).body
    expect(items.find(({ channel }) => channel === 'wechat')).toMatchObject({
      ready: true,
      reason: 'not_set_up',
      wrong: [{ call: 'message', code: 48001 }]
    })
    there.heal()
    later(3)
    await work()
    expect(await deliveries()).toEqual(['sent'])
    const log = await admin.get<{ items: { channel: string; to: string; tries: object[] }[] }>('/api/deliveries')
    expect(log.body.items[0]).toMatchObject({ channel: 'wechat', state: 'sent' })
    expect(log.text).not.toContain(openid)
  })
})
