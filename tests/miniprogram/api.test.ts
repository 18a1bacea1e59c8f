import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SessionView } from '#shared/members.ts'
import { asRefused, call, CallRefused, guest, sendPart, type Caller } from '../../miniprogram/src/api'
import { resident, staff } from '../../miniprogram/src/session'
import { answer, phone, reset } from './mocks/taro'
import { areas, photoId, problem, receipt, session } from './samples'

beforeEach(reset)
afterEach(() => void resident.leave())

const refusedBy = (asked: Promise<unknown>) => asked.then(() => undefined, asRefused)

describe('a call', () => {
  test('goes where the contract says, with only the conditions that are set', async () => {
    answer('GET', /^\/api\/cases\?/, { status: 200, body: { items: [] } })
    await call('listCases', { query: { q: '江南 路', area: 'hebin', limit: 20 } })
    expect(phone.asked[0]?.url).toBe(`/api/cases?q=${encodeURIComponent('江南 路')}&area=hebin&limit=20`)
    expect(phone.asked[0]?.header).not.toHaveProperty('Authorization')
  })

  test('fills the address, and carries the key that keeps a repeat from making a second case', async () => {
    answer('POST', /^\/api\/reports$/, { status: 201, body: receipt })
    const body = { category: 'vendor', photos: [photoId(1)], place: { lng: 120, lat: 32 }, consentPublic: true }
    const given = await call('submit', { body }, { idempotencyKey: 'k'.repeat(32) })
    expect(given.no).toBe(receipt.no)
    expect(phone.asked[0]).toMatchObject({
      data: body,
      header: { 'Idempotency-Key': 'k'.repeat(32), 'content-type': 'application/json' }
    })
  })

  test('hands on the sentence of a refusal', async () => {
    answer('GET', /where/, {
      status: 422,
      body: { ...problem('outside_city', '这个位置不在本市。'), errors: [{ at: '/query/lng', code: 'x', detail: 'y' }] }
    })
    const refused = await refusedBy(call('whereami', { query: { lng: 1, lat: 2 } }))
    expect(refused).toBeInstanceOf(CallRefused)
    expect(refused).toMatchObject({
      code: 'outside_city',
      detail: '这个位置不在本市。',
      fields: [{ at: '/query/lng' }]
    })
  })

  test('tells a missing network from a server that is out of order', async () => {
    answer('GET', /areas/, 'no network')
    expect(await refusedBy(call('areas', {}))).toMatchObject({ code: 'offline' })
    answer('GET', /areas/, { status: 502, body: '<html>' })
    expect(await refusedBy(call('areas', {}))).toMatchObject({ code: 'unavailable' })
  })

  test('a part of a photo goes up as its bytes, under the key of the photo', async () => {
    answer('POST', /photos\/parts/, { status: 200, body: { missing: [1] } })
    const query = { bytes: 3, hash: photoId(1), part: 0, sum: photoId(2) }
    const key = 'k'.repeat(32)
    const bytes = Uint8Array.from([97, 98, 99]).buffer
    expect(await sendPart(query, bytes, { as: guest, key, stop: { stopped: false } })).toEqual({ missing: [1] })
    expect(phone.uploads).toEqual(['abc'])
    expect(phone.asked[0]).toMatchObject({
      url: `/api/photos/parts?bytes=3&hash=${photoId(1)}&part=0&sum=${photoId(2)}`,
      header: { 'Idempotency-Key': key, 'content-type': 'application/octet-stream' }
    })
    // Nobody wants it any more.
    const stopped = sendPart(query, bytes, { as: guest, key, stop: { stopped: true } })
    expect(await refusedBy(stopped)).toMatchObject({ code: 'offline' })
    expect(phone.asked).toHaveLength(1)
  })
})

describe('a pass', () => {
  test('that has run out is renewed once, and the call goes again', async () => {
    let renewed = 0
    const pass: Caller = {
      token: () => Promise.resolve('old'),
      renew: () => Promise.resolve(`new-${++renewed}`)
    }
    answer('GET', /areas/, ({ header }) =>
      header?.['Authorization'] === 'Bearer new-1'
        ? { status: 200, body: areas }
        : { status: 401, body: problem('session_over') }
    )
    expect((await call('areas', {}, { as: pass })).city.name).toBe('云汀市')
    expect(renewed).toBe(1)
    expect(phone.asked).toHaveLength(2)
  })

  test('is renewed by whoever asks first, and everyone else waits for that', async () => {
    answer('POST', /sessions\/staff$/, {
      status: 201,
      body: session({ expiresInS: 1, viewer: { kind: 'staff', id: 'zhou', name: '周明远' } })
    })
    answer('POST', /sessions\/refresh$/, {
      status: 201,
      body: session({ access: 'access-2', viewer: { kind: 'staff', id: 'zhou' } })
    })
    answer('GET', /queue/, ({ header }) => ({
      status: header?.['Authorization'] === 'Bearer access-2' ? 200 : 401,
      body: { tab: 'todo', counts: {}, items: [] }
    }))
    staff.enter((await call('signInStaff', { body: { name: 'zhou', password: 'secret' } })) as SessionView)
    await Promise.all([1, 2, 3].map(() => call('queue', { query: {} }, { as: staff })))
    expect(phone.asked.filter((request) => request.url.endsWith('/refresh'))).toHaveLength(1)
  })

  test('of a resident whose refresh token is over is got from WeChat again', async () => {
    let logins = 0
    answer('POST', /sessions\/wechat$/, () => ({
      status: 201,
      body: session({ access: `wx-${++logins}`, expiresInS: 1 })
    }))
    answer('POST', /sessions\/refresh$/, { status: 401, body: problem('session_over') })
    expect(await resident.token()).toBe('wx-1')
    expect(await resident.token()).toBe('wx-2')
    expect(phone.asked.map((request) => request.url)).toEqual([
      '/api/sessions/wechat',
      '/api/sessions/refresh',
      '/api/sessions/wechat'
    ])
  })

  test('is kept when only the network is missing', async () => {
    answer('POST', /sessions\/staff$/, {
      status: 201,
      body: session({ expiresInS: 1, viewer: { kind: 'staff', id: 'zhou' } })
    })
    staff.enter((await call('signInStaff', { body: { name: 'zhou', password: 'secret' } })) as SessionView)
    answer('POST', /sessions\/refresh$/, 'no network')
    expect(await refusedBy(staff.token())).toMatchObject({ code: 'offline' })
    expect(staff.viewer()?.id).toBe('zhou')
  })

  test('of nobody is no pass', async () => {
    expect(await guest.token()).toBeUndefined()
  })
})
