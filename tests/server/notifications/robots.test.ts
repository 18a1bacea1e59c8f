/** Robots of work groups, from the desk to the group: what goes in as a secret never comes out, and nobody is called inside. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mongoose } from '#server/kernel/mongo.ts'
import { deliver } from '#server/notifications/deliveries.ts'
import { findDelivery } from '#server/notifications/deliveries-model.ts'
import { notifyGroups } from '#server/notifications/groups.ts'
import { findRobot, groupsFor, stopRobot } from '#server/notifications/robots-model.ts'
import { keepNotices } from '#server/notifications/model.ts'
import { turn } from '#server/worker.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { morning, startTestServer, type TestServer } from '#tests/support/server.ts'

let group: Server
let host = ''
let heard: string[] = []
let answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}', headers: {} }
let server: TestServer
let walk: Journey
let admin: Awaited<ReturnType<Journey['staff']>>
beforeAll(async () => {
  group = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      heard.push(Buffer.concat(pieces).toString())
      response.writeHead(answer.status, answer.headers).end(answer.body)
    })
  })
  await new Promise<void>((listening) => group.listen(0, '127.0.0.1', listening))
  host = `127.0.0.1:${(group.address() as AddressInfo).port}`
  server = await startTestServer({ env: { ROLE: 'web', OUTGOING_ALLOW: host } })
  walk = journey(server)
  admin = await walk.staff('guan')
})
afterAll(async () => {
  await server.stop()
  group.close()
})
beforeEach(async () => {
  for (const name of ['deliveries', 'jobs', 'robots', 'channel_states', 'sending_counts'])
    await mongoose.connection.collection(name).deleteMany({})
  server.setNow(morning)
  heard = []
  answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}', headers: {} }
})

const key = 'very-secret-key-7f3a'
const robot = (more: object = {}) => ({
  name: '环卫工作群',
  theme: 'sanitation',
  kind: 'wecom',
  tiles: [],
  kinds: ['supervision', 'deadline'],
  on: true,
  url: `http://${host}/cgi-bin/webhook/send?key=${key}`,
  ...more
})
const add = async (more: object = {}) => (await admin.post<{ id: string }>('/api/robots', robot(more))).body.id
interface Listed {
  items: { id: string; version: number; on: boolean; address: string; last?: { ok: boolean; reason?: string } }[]
}
const listed = async () => (await admin.get<Listed>('/api/robots')).body.items
const minute = 60_000

let n = 0
async function tellGroup(id: string): Promise<string> {
  n++
  const at = server.context.now()
  const no = `2026-1124-${String(n).padStart(5, '0')}`
  const notice = {
    _id: `${no}:7:group:${id}`,
    member: `group:${id}`,
    no,
    n: 7,
    about: 'case' as const,
    verb: 'supervise',
    said: { code: 'supervise', facts: { office: 'hebin-squad' } },
    at
  }
  await keepNotices([notice])
  await deliver(notice, [{ channel: 'robot', notBefore: at }])
  return `${notice._id}:robot`
}
const work = () => turn(server.context, {}, ['relay', 'deliver'])

describe('an address', () => {
  test('goes in and never comes out: not in the list, not in the database, not in the log', async () => {
    const id = await add({ secret: 'SEC-of-the-robot' })
    const [shown] = await listed()
    expect(shown).toMatchObject({ id, address: `${host}/…7f3a` })
    await admin.post(`/api/robots/${id}/test`, {})
    const log = await admin.get('/api/deliveries')
    const stored = await mongoose.connection.collection('robots').find().toArray()
    for (const text of [shown, log.body, stored].map((item) => JSON.stringify(item)))
      for (const secret of [key, 'SEC-of-the-robot']) expect(text).not.toContain(secret)
    expect(heard).toHaveLength(1)
  })

  test('is kept when a robot is changed without one', async () => {
    const id = await add()
    const { url: _url, ...rest } = robot({ name: '新名字' })
    expect((await admin.post(`/api/robots/${id}`, { ...rest, version: 1 })).status).toBe(200)
    expect((await admin.post<{ ok: boolean }>(`/api/robots/${id}/test`, {})).body).toMatchObject({ ok: true })
    expect((await admin.post(`/api/robots/${id}`, { ...rest, version: 1 })).status).toBe(409)
  })

  test.each([
    'https://127.0.0.1/robot',
    'https://[::ffff:10.0.0.1]/robot',
    'https://2130706433/robot',
    'http://example.com/robot',
    'https://name:word@example.com/robot'
  ])('%s is refused where it is typed', async (url) => {
    const refused = await admin.post<{ code: string }>('/api/robots', robot({ url }))
    expect([refused.status, refused.body.code]).toEqual([422, 'wrong_webhook'])
  })

  test('that only resolves into our own network is refused where it is called', async () => {
    const id = await add({ url: 'https://localhost/robot' })
    expect((await admin.post(`/api/robots/${id}/test`, {})).body).toMatchObject({
      ok: false,
      reason: 'private_network'
    })
    const delivery = await tellGroup(id)
    await work()
    expect(await findDelivery(delivery)).toMatchObject({ state: 'failed', reason: 'private_network' })
  })

  test('is an administrator’s business', async () => {
    const zhou = await walk.staff('zhou')
    expect((await zhou.get('/api/robots')).status).toBe(403)
    expect((await zhou.post('/api/robots', robot())).status).toBe(403)
    expect((await zhou.get('/api/deliveries')).status).toBe(403)
  })
})

describe('a group', () => {
  test('hears several in one message', async () => {
    const id = await add()
    const ids = [await tellGroup(id), await tellGroup(id), await tellGroup(id)]
    await work()
    expect(heard).toHaveLength(1)
    for (const one of ids) {
      expect(heard[0]).toContain(one.split(':')[0])
      expect((await findDelivery(one))?.state).toBe('sent')
    }
  })

  test('that answers 500 is tried again; one that sends us elsewhere is not', async () => {
    const id = await add()
    answer = { ...answer, status: 500, body: 'oops' }
    const first = await tellGroup(id)
    await work()
    expect(await findDelivery(first)).toMatchObject({ state: 'waiting', reason: 'busy' })
    answer = { ...answer, status: 200, body: '{"errcode":0}' }
    server.setNow(new Date(server.context.now().getTime() + 2 * minute))
    await work()
    expect(await findDelivery(first)).toMatchObject({ state: 'sent', attempts: 2 })
    answer = { status: 302, body: '', headers: { location: `http://${host}/inside` } }
    const second = await tellGroup(id)
    await work()
    expect(await findDelivery(second)).toMatchObject({ state: 'failed', reason: 'redirected' })
    expect(heard).toHaveLength(3)
  })

  test('that is no more is left alone, and the list says why', async () => {
    const id = await add()
    answer = { ...answer, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' }
    const [first] = [await tellGroup(id)]
    await work()
    expect(await findDelivery(first)).toMatchObject({ state: 'failed', reason: 'no_such_address' })
    expect(await listed()).toMatchObject([{ on: false, version: 2, last: { ok: false, reason: 'no_such_address' } }])
    const second = await tellGroup(id)
    await work()
    expect(await findDelivery(second)).toMatchObject({ state: 'dropped', reason: 'robot_off' })
    // Switched on again by hand it starts anew.
    const { url: _url, ...rest } = robot()
    await admin.post(`/api/robots/${id}`, { ...rest, version: 2 })
    expect((await listed())[0]).toMatchObject({ on: true })
  })

  test('takes no more than it bears in a minute', async () => {
    const id = await add()
    const ids = []
    for (let i = 0; i < 20; i++) {
      ids.push(await tellGroup(id))
      await work()
    }
    expect(heard).toHaveLength(18)
    server.setNow(new Date(server.context.now().getTime() + 2 * minute))
    await work()
    expect(heard).toHaveLength(19)
    expect((await findDelivery(ids.at(-1) ?? ''))?.state).toBe('sent')
  })

  test('is chosen by theme, office and kind of news, and told once', async () => {
    const all = await add()
    const mine = await add({ office: 'hebin-squad', kinds: ['work'] })
    const roads = await add({ tiles: ['roads'], kinds: ['work'] })
    const about = { kind: 'work', tile: 'stall', offices: ['hebin-squad'] }
    expect(await groupsFor(about)).toEqual([`group:${mine}`])
    expect(await groupsFor({ ...about, tile: 'roads', offices: ['lake'] })).toEqual([`group:${roads}`])
    expect(await groupsFor({ ...about, kind: 'deadline' })).toEqual([`group:${all}`])
    const { no } = await walk.accepted()
    const doc = await mongoose.connection.collection('cases').findOne({ no })
    const office = String(doc?.['office'])
    const own = await add({ office, kinds: ['work'] })
    const facts = { no, n: 2, verb: 'dispatch', at: server.context.now().toISOString() }
    await notifyGroups(facts, server.city)
    await notifyGroups(facts, server.city)
    const told = await mongoose.connection
      .collection('notices')
      .find({ member: `group:${own}` })
      .toArray()
    expect(told).toHaveLength(1)
  })
})

test('a robot that stops by itself does not undo what somebody changed meanwhile', async () => {
  const id = await add({ on: false })
  const doc = await findRobot(id)
  if (doc) await stopRobot(doc._id, 'blocked', server.context.now())
  expect((await listed())[0]).toMatchObject({ on: false, version: 1 })
})

describe('the log', () => {
  interface Log {
    items: { id: string; state: string; kind: string; to?: string; mayResend: boolean }[]
    older?: string
  }
  test('is filtered, turned over, and what failed is sent anew: one, or all of a day', async () => {
    const id = await add()
    answer = { ...answer, body: '<html>' }
    const ids = []
    for (let i = 0; i < 3; i++) {
      ids.push(await tellGroup(id))
      await work()
    }
    const failed = (await admin.get<Log>('/api/deliveries?state=failed&channel=robot&day=2026-11-24')).body
    expect(failed.items).toHaveLength(3)
    expect(failed.items.every((item) => item.mayResend && item.to === '环卫工作群')).toBe(true)
    expect((await admin.get<Log>('/api/deliveries?day=2026-11-25')).body.items).toEqual([])
    const [newest] = failed.items
    answer = { ...answer, body: '{"errcode":0}' }
    expect((await admin.post(`/api/deliveries/${newest?.id}/resend`, {})).status).toBe(200)
    expect((await admin.post(`/api/deliveries/${newest?.id}/resend`, {})).status).toBe(409)
    expect((await admin.post<{ count: number }>('/api/deliveries/resend', { day: '2026-11-24' })).body.count).toBe(2)
    expect((await admin.post<{ count: number }>('/api/deliveries/resend', { day: '2026-11-24' })).body.count).toBe(0)
    await work()
    for (const one of ids) expect((await findDelivery(one))?.state).toBe('sent')
  })

  test('has the tests of the desk, which are counted, and says how the channels fare', async () => {
    const sent = await admin.post('/api/channels/test', { channel: 'email', to: 'guan@example.com' })
    expect(sent.body).toMatchObject({ ok: true })
    const unknown = await admin.post('/api/channels/test', { channel: 'email', to: 'unknown@example.com' })
    expect(unknown.body).toMatchObject({ ok: false, reason: 'no_such_address' })
    const { items } = (await admin.get<Log>('/api/deliveries?kind=test')).body
    expect(items.map(({ state, to }) => [state, to])).toEqual([
      ['failed', 'u…@example.com'],
      ['sent', 'g…@example.com']
    ])
    const statuses = []
    for (let i = 0; i < 9; i++)
      statuses.push((await admin.post('/api/channels/test', { channel: 'email', to: 'guan@example.com' })).status)
    expect(statuses.at(-1)).toBe(429)
    const channels = (await admin.get<{ items: object[] }>('/api/channels')).body.items
    expect(channels).toContainEqual(expect.objectContaining({ channel: 'email', ready: true, waiting: 0, failed: 1 }))
  })
})
