/** Moves of staff and reporters against the real database: who comes first, and what a refusal leaves behind. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CaseView } from '#shared/cases.ts'
import type { Receipt } from '#shared/reports.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { photoIdOf } from '#server/photos/index.ts'
import { inHebin } from '#tests/support/city.ts'
import { client, freshKey } from '#tests/support/http.ts'
import { journey, type Journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let walk: Journey
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00Z', env: { ROLE: 'web' } })
  walk = journey(server)
})
afterAll(() => server.stop())

const stored = (no: string) => mongoose.connection.collection('cases').findOne({ no })

describe('two at once', () => {
  test('twenty officers who sign for one case at the same moment: one does, nineteen are told', async () => {
    const { no } = await walk.submit()
    const zhou = await walk.staff('zhou')
    const wu = await walk.staff('wu')
    await Promise.all([zhou.get('/api/queue'), wu.get('/api/queue')])
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 ? zhou : wu).post(`/api/cases/${no}/moves`, { verb: 'accept', version: 1 })
      )
    )
    expect(sent.filter((r) => r.status === 200)).toHaveLength(1)
    expect(sent.filter((r) => r.body.code === 'stale')).toHaveLength(19)
    const doc = await stored(no)
    expect(doc).toMatchObject({ version: 2, status: 'handling', ledger: { length: 3 } })
  })

  test('many reporters of nothing new: one rates, and rates once', async () => {
    const submitted = await walk.closed()
    const sent = await Promise.all(
      Array.from({ length: 10 }, () =>
        submitted.reporter.post(`/api/reports/${submitted.report}/rate`, { solved: 'solved', satisfied: 'satisfied' })
      )
    )
    expect(sent.filter((r) => r.status === 200)).toHaveLength(1)
    expect(sent.filter((r) => r.body.code === 'already_rated')).toHaveLength(9)
    expect(await stored(submitted.no)).toMatchObject({ ratings: { length: 1 } })
  })
})

test('two who answer at once: the photo of the one who came too late is left to be swept', async () => {
  const { no } = await walk.accepted()
  const photos = [await walk.photo(), await walk.photo()]
  const [zhou, wu] = [await walk.staff('zhou'), await walk.staff('wu')]
  await Promise.all([zhou.get('/api/queue'), wu.get('/api/queue')])
  const reply = { verb: 'reply', version: 2, outcome: 'solved', words: '已经清理干净，请放心出行。' }
  const sent = await Promise.all(
    [zhou, wu].map((who, i) => who.post(`/api/cases/${no}/moves`, { ...reply, photos: [photos[i]] }))
  )
  const won = sent.findIndex((r) => r.status === 200)
  expect(sent[1 - won]?.body).toMatchObject({ code: 'stale' })
  const kept = (secret = '') => mongoose.connection.collection('photos').findOne({ _id: photoIdOf(secret) as never })
  expect(await kept(photos[won])).toMatchObject({ usedIn: [no] })
  expect(await kept(photos[1 - won])).toMatchObject({ usedIn: [], sweepAt: expect.any(Date) })
})

describe('somebody who rates or asks again', () => {
  test('may do so for fourteen days to the minute, and no longer', async () => {
    const [one, two] = [await walk.closed(), await walk.closed()]
    const closedAt = Date.parse('2026-11-16T02:00:00Z')
    server.setNow(new Date(closedAt + 14 * 86_400_000))
    expect(
      (await one.reporter.post(`/api/reports/${one.report}/rate`, { solved: 'unsolved', satisfied: 'dissatisfied' }))
        .status
    ).toBe(200)
    server.setNow(new Date(closedAt + 14 * 86_400_000 + 1))
    expect(
      (await two.reporter.post(`/api/reports/${two.report}/rate`, { solved: 'solved', satisfied: 'fair' })).body
    ).toMatchObject({ code: 'too_late' })
    expect((await two.reporter.post(`/api/reports/${two.report}/reopen`, { text: '又摆出来了' })).body).toMatchObject({
      code: 'too_late'
    })
    server.setNow('2026-11-16T02:00:00Z')
  })

  test('has his request ruled by a verifier who did not close it', async () => {
    const submitted = await walk.closed()
    expect((await walk.move('sun', submitted.no, { verb: 'reopen', words: '没有人请求过' })).body).toMatchObject({
      code: 'not_in_this_status'
    })
    expect(
      (await submitted.reporter.post(`/api/reports/${submitted.report}/reopen`, { text: '第二天又摆出来了' })).status
    ).toBe(200)
    expect(
      (await submitted.reporter.post(`/api/reports/${submitted.report}/reopen`, { text: '再说一遍，又摆出来了' })).body
    ).toMatchObject({ code: 'not_in_this_status' })
    expect((await walk.move('zhao', submitted.no, { verb: 'reopen', words: '我办结的我来重开' })).body).toMatchObject({
      code: 'forbidden'
    })
    const again = await walk.move('sun', submitted.no, { verb: 'reopen', words: '情况属实，重办' })
    expect(again.body).toMatchObject({ status: 'rework', office: { id: 'hebin-squad' } })
    // The office that did it does it again, and its clock goes on where it stood.
    expect(again.body.clock.state).toBe('running')
  })
})

describe('a hold', () => {
  test('is asked for by the office, granted by the dispatcher, and ends on its date by itself', async () => {
    const own = await startless()
    const submitted = await own.walk.accepted()
    const hold = { verb: 'hold', words: '等待上级批复', until: '2026-11-20' } as const
    expect((await own.walk.move('li', submitted.no, hold)).body).toMatchObject({ code: 'not_in_this_status' })
    expect(
      (await own.walk.move('zhou', submitted.no, { verb: 'request_hold', words: '等待上级批复', until: '2026-11-20' }))
        .status
    ).toBe(200)
    expect((await own.walk.move('zhou', submitted.no, hold)).body).toMatchObject({ code: 'forbidden' })
    expect((await own.walk.move('li', submitted.no, hold)).body).toMatchObject({
      status: 'on_hold',
      clock: { state: 'held' }
    })
    server.setNow('2026-11-19T02:00:00Z')
    await own.tick()
    expect((await own.walk.guest.get('/healthz')).status).toBe(200)
    expect(await stored(submitted.no)).toMatchObject({ status: 'on_hold' })
    server.setNow('2026-11-20T01:00:00Z')
    await own.tick()
    const after = await stored(submitted.no)
    expect(after).toMatchObject({ status: 'handling' })
    expect((after as unknown as { ledger: { actor: { kind: string } }[] }).ledger.at(-1)?.actor).toEqual({
      kind: 'clock'
    })
    server.setNow('2026-11-16T02:00:00Z')
  })

  /** The server of this file has no worker; its one schedule is done by hand here. */
  const startless = async () => {
    const { heldUntil, resumeByDate } = await import('#server/cases/index.ts')
    const { dayOf } = await import('#shared/time-format.ts')
    const tick = async () => {
      for (const { no } of await heldUntil(dayOf(server.context.now())))
        await resumeByDate(no, { at: server.context.now(), city: server.city })
    }
    return { walk, tick }
  }
})

describe('a refusal', () => {
  test('of a report with a photo nobody sent leaves its other photos to be swept', async () => {
    const photo = await walk.photo()
    const body = { category: 'shopfront', photos: [photo, 'f'.repeat(64)], place: inHebin, consentPublic: true }
    expect((await walk.guest.post('/api/reports', body, { 'idempotency-key': freshKey() })).body).toMatchObject({
      code: 'unknown_photo'
    })
    expect(await mongoose.connection.collection('photos').findOne({ _id: photoIdOf(photo) as never })).toMatchObject({
      usedIn: [],
      sweepAt: expect.any(Date)
    })
  })

  test('of a reply leaves its photos to be swept', async () => {
    const { no } = await walk.submit()
    const photo = await walk.photo()
    const reply: { verb: 'reply'; outcome: 'solved'; words: string; photos: string[] } = {
      verb: 'reply',
      outcome: 'solved',
      words: '还没有签收就先回复，这样不行。',
      photos: [photo]
    }
    expect((await walk.move('zhou', no, reply)).body).toMatchObject({ code: 'not_in_this_status' })
    expect((await walk.move('zhao', no, reply)).body).toMatchObject({ code: 'forbidden' })
    expect(await mongoose.connection.collection('photos').findOne({ _id: photoIdOf(photo) as never })).toMatchObject({
      usedIn: []
    })
  })

  test('names the office, person or category that does not exist', async () => {
    const { no } = await walk.submit({ category: 'shopfront' })
    await walk.move('zhou', no, { verb: 'return', words: '不归我们管这件', rightOffice: 'mobile' })
    const dispatch = { verb: 'dispatch', words: '请办理' } as const
    expect((await walk.move('li', no, { ...dispatch, office: 'nowhere' })).body).toMatchObject({
      code: 'unknown_office'
    })
    expect((await walk.move('li', no, { ...dispatch, office: 'mobile', person: 'zhou' })).body).toMatchObject({
      code: 'unknown_office'
    })
    expect(
      (await walk.move('li', no, { verb: 'reclassify', category: 'nothing', words: '改类别' })).body
    ).toMatchObject({ code: 'unknown_category' })
    expect((await walk.move('li', no, { ...dispatch, office: 'hebin-squad', person: 'wu' })).body).toMatchObject({
      status: 'dispatched',
      desk: { person: { id: 'wu' } }
    })
  })
})

describe('a receipt', () => {
  const again = (body: object, key: string) =>
    walk.guest.post<Receipt>('/api/reports', body, { 'idempotency-key': key })

  test('is the same, byte for byte, whatever has become of the case since', async () => {
    const body = {
      category: 'shopfront',
      photos: [await walk.photo()],
      place: inHebin,
      consentPublic: true,
      text: '同一份回执'
    }
    const key = freshKey()
    const first = await again(body, key)
    expect(first.status).toBe(201)
    const { no } = first.body
    await walk.move('zhou', no, { verb: 'return', words: '不归我们管这件', rightOffice: 'mobile' })
    await walk.move('li', no, { verb: 'dispatch', office: 'mobile', words: '请机动中队办理' })
    await walk.move('li', no, { verb: 'reclassify', category: 'garbage', words: '更正类别' })
    expect((await again(body, key)).text).toBe(first.text)
    const other = await walk.submit()
    await walk.move('li', no, { verb: 'join', into: other.no })
    expect((await again(body, key)).text).toBe(first.text)
  })

  test('belongs to who sent it: the same key of another person is another report', async () => {
    const body = { category: 'shopfront', photos: [await walk.photo()], place: inHebin, consentPublic: true }
    const key = freshKey()
    const wechat = await walk.guest.post<{ access: string }>('/api/sessions/wechat', { code: 'carol:moves' })
    const mine = await client(server, wechat.body.access).post<Receipt>('/api/reports', body, {
      'idempotency-key': key
    })
    const theirs = await again({ ...body, photos: [await walk.photo()] }, key)
    expect([mine.status, theirs.status]).toEqual([201, 201])
    expect(mine.body.no).not.toBe(theirs.body.no)
    // Who has an account needs no code.
    expect(mine.body.code).toBeUndefined()
    expect(theirs.body.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/)
  })

  test('its code opens however people type it, and no other code does', async () => {
    const submitted = await walk.submit()
    const typed = submitted.code.toLowerCase().replaceAll('1', 'l').replaceAll('0', 'o')
    const enter = (code: string) => walk.guest.post('/api/sessions/code', { no: submitted.no, code })
    expect((await enter(`${typed.slice(0, 5)}-${typed.slice(5)}`)).status).toBe(201)
    const other = await walk.submit()
    expect((await enter(other.code)).body).toMatchObject({ code: 'wrong_code' })
    expect((await enter('0'.repeat(10))).body).toMatchObject({ code: 'wrong_code' })
    expect(JSON.stringify(await stored(submitted.no))).not.toContain(submitted.code)
  })
})

test('who reads a case long after sees the road it went, in the order it went', async () => {
  const submitted = await walk.closed()
  const seen = (await submitted.reporter.get<{ case: CaseView }>(`/api/reports/${submitted.report}`)).body.case
  expect(seen.timeline.map((e) => e.verb).reverse()).toEqual(['receive', 'dispatch', 'accept', 'reply', 'verify'])
  expect(seen.timeline.map((e) => e.n)).toEqual([5, 4, 3, 2, 1])
})
