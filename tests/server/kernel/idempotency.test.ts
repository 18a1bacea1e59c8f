/**
 * Every endpoint of the contract that says so answers a repeat with the same bytes, refuses another body under the same key,
 * and tells whoever repeats too soon that the first is still at work. What it keeps to know that is nobody's clue to what
 * was sent.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHash, createHmac } from 'node:crypto'
import { api, type Api, type ApiName } from '#shared/api.ts'
import type { Endpoint } from '#shared/endpoint.ts'
import { jcs } from '#server/kernel/canonical.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { guest, type Viewer } from '#server/kernel/viewer.ts'
import { viewerIn } from '#server/sessions/index.ts'
import { askFor, certifying, type Certifying } from '#tests/support/certifying.ts'
import { inHebin } from '#tests/support/city.ts'
import { client, freshKey, type Client } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { planFor } from '#tests/support/volunteering.ts'

type IdempotentName = { [N in ApiName]: Api[N] extends { idempotent: true } ? N : never }[ApiName]

interface Request {
  who: Client
  viewer: Viewer
  path: string
  params?: Record<string, string>
  body: Record<string, unknown>
  /** The same endpoint, asked for something else. */
  other: Record<string, unknown>
}

let server: TestServer
let walk: Journey
let people: Certifying
beforeAll(async () => {
  server = await startTestServer()
  walk = journey(server)
  people = certifying(server)
})
afterAll(() => server.stop())

const resident = async (name: string): Promise<{ who: Client; viewer: Viewer }> => {
  const token = await people.token(name)
  return { who: client(server, token), viewer: signedIn(token) }
}
const signedIn = (token: string): Viewer => {
  const viewer = viewerIn(token, server.context.keys, server.context.now())
  if (!viewer) throw new Error('nobody signed in')
  return viewer
}
const staff = async (name: string) => ({ who: await walk.staff(name), viewer: signedIn(await walk.token(name)) })

let volunteers = 0
/** One right request of each; a new idempotent endpoint does not compile without its own. */
const requests: Record<IdempotentName, () => Promise<Request>> = {
  async submit() {
    const body = { category: 'shopfront', photos: [await walk.photo()], place: inHebin, consentPublic: true }
    const other = { ...body, consentPublic: false }
    return { who: walk.guest, viewer: guest, path: '/api/reports', body, other }
  },
  async agreeToMessages() {
    const body = { accepted: ['demo-question', 'demo-closed'] }
    return { ...(await resident('wang')), path: '/api/notices/wechat', body, other: { accepted: ['demo-closed'] } }
  },
  async draftActivity() {
    const body = { ...planFor(server.context.now()) }
    return { ...(await staff('xu')), path: '/api/activities', body, other: { ...body, title: '另一件事' } }
  },
  async tellParticipants() {
    const { no, shift } = await people.open()
    await people.signUp(await people.resident('an'), shift)
    const body = { to: 'in', words: '请带手套。', send: true }
    return {
      ...(await staff('xu')),
      path: `/api/activities/${no}/messages`,
      params: { activity: no },
      body,
      other: { ...body, to: 'all' }
    }
  },
  async signUp() {
    const { shift } = await people.open({}, 1)
    // The one seat is taken: what a repeat has to say again is also the place in the queue.
    await people.signUp(await people.resident('bao'), shift)
    const body = { role: 'sweep', adult: true, phone: '13912345678', note: '膝盖不好' }
    return {
      ...(await resident(`volunteer-${++volunteers}`)),
      path: `/api/shifts/${shift}/signups`,
      params: { shift },
      body,
      other: { ...body, note: '膝盖好了' }
    }
  },
  async requestCertificate() {
    const name = `served-${++volunteers}`
    await people.served(name)
    const body = askFor(server, name)
    const other = { ...body, identity: { ...body.identity, name: '别人' } }
    return { ...(await resident(name)), path: '/api/certificates', body, other }
  }
}

const named = (Object.entries(api) as [ApiName, Endpoint][]).filter(([, e]) => e.idempotent)
test('the contract knows as many as are tried here', () => {
  expect(Object.keys(requests).sort()).toEqual(named.map(([name]) => name).sort())
})

describe.each(Object.entries(requests))('%s', (name, make) => {
  let request: Request
  beforeAll(async () => {
    request = await make()
  })

  test('answers a repeat with the same bytes, and something else with 422', async () => {
    const headers = { 'idempotency-key': freshKey() }
    const { who, path, body, other } = request
    const first = await who.post(path, body, headers)
    expect(first.status).toBe(api[name as IdempotentName].status)
    const again = await who.post(path, Object.fromEntries(Object.entries(body).reverse()), headers)
    expect([again.status, again.text]).toEqual([first.status, first.text])
    expect((await who.post(path, other, headers)).body).toMatchObject({ status: 422, code: 'key_reused' })
  })

  test('tells a repeat that comes meanwhile', async () => {
    const { viewer, params = {}, body } = await make()
    const ask = () => server.call(name as IdempotentName, { params, body }, viewer, { key })
    const key = freshKey()
    const [first, second] = await Promise.allSettled([ask(), ask()])
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'in_flight' } })
    expect(first.status).toBe('fulfilled')
    expect(await ask()).toEqual((first as PromiseFulfilledResult<unknown>).value)
  })

  test('sent fifty times at once is done once, and whoever is answered reads the same bytes', async () => {
    const { who, path, body } = await make()
    const headers = { 'idempotency-key': freshKey() }
    const all = await Promise.all(Array.from({ length: 50 }, () => who.post(path, body, headers)))
    const done = all.filter(({ status }) => status === api[name as IdempotentName].status)
    const meanwhile = all.filter(({ status, body: told }) => status === 409 && told.code === 'in_flight')
    expect([done.length > 0, done.length + meanwhile.length]).toEqual([true, 50])
    const again = await who.post(path, body, headers)
    expect(new Set([...done, again].map(({ text }) => text)).size).toBe(1)
  })

  test('lists in the contract what it may answer', () => {
    expect(api[name as IdempotentName].refuses).toEqual(
      expect.arrayContaining(['key_missing', 'key_reused', 'in_flight'])
    )
  })
})

describe('what is kept of a request', () => {
  /** Everything in the database, as one text. */
  const stored = async (): Promise<string> => {
    const all = await mongoose.connection.listCollections()
    const docs = await Promise.all(all.map(({ name }) => mongoose.connection.collection(name).find({}).toArray()))
    return JSON.stringify(docs)
  }
  const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

  test('confirms no guess at what was erased', async () => {
    const { shift } = await people.open()
    const token = await people.token('who-leaves')
    const leaver = client(server, token)
    const body = { role: 'sweep', adult: true as const, phone: '13987654321', note: '刚做完手术' }
    const key = freshKey()
    const sent = await people.signUp(leaver, shift, body, key)
    expect(sent.status).toBe(201)
    const erased = await fetch(`${server.url}/api/me`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${token}` }
    })
    expect(erased.status).toBeLessThan(300)
    const everything = await stored()
    expect(everything).not.toContain(body.phone)
    // Whoever holds a copy of the database and guesses the body right, key and all, finds nothing that says so.
    const guesses = [jcs(body), JSON.stringify(body), `${key}${jcs(body)}`, `${key}|${jcs(body)}`]
    for (const guess of guesses) {
      expect(everything).not.toContain(digest(guess).slice(0, 24))
      for (const known of ['', key]) {
        const keyed = createHmac('sha256', known).update(guess).digest('hex')
        expect(everything).not.toContain(keyed.slice(0, 24))
      }
    }
  })
})
