/** Seats, queues and substitutes, as people meet them. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ActivityView, SignupView } from '#shared/activities.ts'
import { noticesOf } from '#server/notifications/index.ts'
import { viewerIn } from '#server/sessions/index.ts'
import { client, freshKey, type Client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { hour, volunteering, type Volunteering } from '#tests/support/volunteering.ts'

const start = '2026-11-16T02:00:00.000Z'
let server: TestServer
let v: Volunteering
beforeAll(async () => {
  server = await startTestServer({ now: start, env: { ROLE: 'both' } })
  v = volunteering(server)
})
/** Everybody is somebody else in the next test, so that no shift of an earlier one is in the way. */
let turn = 0
const who = (name: string): Promise<Client> => v.resident(`${name}-${turn}`)
beforeEach(() => {
  turn++
  server.setNow(start)
})
afterAll(() => server.stop())

const seats = async (no: string) => {
  // A guest may read a page that is five seconds old.
  const role = (await v.read(no, await v.staff('xu'))).shifts[0]?.roles[0]
  return { free: role?.free, waiting: role?.waiting }
}
const memberOf = async (name: string): Promise<string> => {
  const viewer = viewerIn(await v.token(`${name}-${turn}`), server.context.keys, server.context.now())
  return viewer?.kind === 'resident' ? viewer.member : ''
}
const told = async (name: string) => (await noticesOf(await memberOf(name), { limit: 20 })).items.map((n) => n.verb)

test('a resident takes a seat in one tap and finds it again', async () => {
  const { no, shift } = await v.open()
  const an = await who('an')
  const sent = await v.signUp(an, shift)
  expect({ status: sent.status, state: sent.body.state, may: sent.body.may }).toEqual({
    status: 201,
    state: 'in',
    may: ['cancel', 'hand_on']
  })
  expect(await seats(no)).toEqual({ free: 2, waiting: 0 })
  const mine = await an.get<{ items: SignupView[] }>('/api/signups/mine')
  expect(mine.body.items.map((signup) => signup.id)).toContain(sent.body.id)
  expect((await an.get<ActivityView>(`/api/activities/${no}`)).body.shifts[0]?.mine).toBe(sent.body.id)
})

test('a repeat of the same tap is the same sign-up; the key with other words is refused', async () => {
  const { no, shift } = await v.open()
  const an = await who('an')
  const key = freshKey()
  const first = await v.signUp(an, shift, {}, key)
  const again = await v.signUp(an, shift, {}, key)
  expect(again.body.id).toBe(first.body.id)
  expect((await v.signUp(an, shift, { note: '我带手套' }, key)).body.code).toBe('key_reused')
  expect((await v.signUp(an, shift)).body.code).toBe('already_signed_up')
  expect(await seats(no)).toEqual({ free: 2, waiting: 0 })
  // The key of a sign-up that was taken back signs nobody up again.
  await v.moveSignup(an, first.body.id, { verb: 'cancel' })
  expect((await v.signUp(an, shift, {}, key)).body).toMatchObject({ id: first.body.id, state: 'cancelled' })
  expect(await seats(no)).toEqual({ free: 3, waiting: 0 })
})

test('a guest is asked who he is, and a draft takes nobody', async () => {
  const { shift } = await v.open()
  expect((await v.signUp(client(server), shift)).body.code).toBe('unauthenticated')
  const draft = await v.draft()
  expect((await v.signUp(await who('an'), draft.shifts[0]?.id ?? '')).body.code).toBe('not_found')
})

describe('when every seat is taken', () => {
  const full = async (): Promise<{ no: string; shift: string; first: SignupView; waiting: [Client, SignupView][] }> => {
    const { no, shift } = await v.open({}, 1)
    const first = (await v.signUp(await who('an'), shift)).body
    const waiting: [Client, SignupView][] = []
    for (const name of ['bao', 'cai']) {
      const one = await who(name)
      waiting.push([one, (await v.signUp(one, shift)).body])
    }
    return { no, shift, first, waiting }
  }

  test('people queue in the order they came', async () => {
    const { no, waiting } = await full()
    expect(waiting.map(([, signup]) => [signup.state, signup.ahead])).toEqual([
      ['waiting', 0],
      ['waiting', 1]
    ])
    expect(await seats(no)).toEqual({ free: 0, waiting: 2 })
  })

  test('a seat that falls free is held for the first in line, who is told and confirms', async () => {
    const { no, first, waiting } = await full()
    await v.moveSignup(await who('an'), first.id, { verb: 'cancel' })
    const [[bao, his], [cai, hers]] = waiting as [[Client, SignupView], [Client, SignupView]]
    const offered = (await bao.get<SignupView>(`/api/signups/${his.id}`)).body
    expect(offered).toMatchObject({ state: 'offered', may: ['confirm', 'decline'] })
    expect(offered.confirmBy).toBe('2026-11-16T04:00:00.000Z')
    expect((await cai.get<SignupView>(`/api/signups/${hers.id}`)).body).toMatchObject({ state: 'waiting', ahead: 0 })
    await server.tick()
    expect(await told('bao')).toContain('offered')
    expect((await v.moveSignup(bao, his.id, { verb: 'confirm' })).body.state).toBe('in')
    expect((await v.moveSignup(bao, his.id, { verb: 'confirm' })).body.state).toBe('in')
    expect(await seats(no)).toEqual({ free: 0, waiting: 1 })
  })

  test('who does not confirm in time loses it to the next', async () => {
    const { first, waiting } = await full()
    await v.moveSignup(await who('an'), first.id, { verb: 'cancel' })
    const [[bao, his], [cai, hers]] = waiting as [[Client, SignupView], [Client, SignupView]]
    server.setNow('2026-11-16T04:00:01.000Z')
    expect((await v.moveSignup(bao, his.id, { verb: 'confirm' })).body.code).toBe('offer_over')
    await server.tick()
    await server.tick()
    expect((await bao.get<SignupView>(`/api/signups/${his.id}`)).body.state).toBe('lapsed')
    expect((await cai.get<SignupView>(`/api/signups/${hers.id}`)).body.state).toBe('offered')
    await server.tick()
    expect(await told('bao')).toContain('lapsed')
  })

  test('a newcomer never sits down while somebody waits', async () => {
    const { shift, first } = await full()
    await v.moveSignup(await who('an'), first.id, { verb: 'cancel' })
    expect((await v.signUp(await who('dan'), shift)).body.state).toBe('waiting')
  })

  test('a queue that is full says so', async () => {
    const { shift } = await v.open({ waitAtMost: 1 }, 1)
    const states: unknown[] = []
    for (const name of ['an', 'bao', 'cai']) {
      const { body } = await v.signUp(await who(name), shift)
      states.push(body.code ?? body.state)
    }
    expect(states).toEqual(['in', 'waiting', 'no_seat'])
  })
})

test('a group takes its seats together, and its names are for the organiser only', async () => {
  const { no, shift } = await v.open({}, 5)
  const an = await who('an')
  const sent = await v.signUp(an, shift, { seats: 4, names: ['小李', '小王', '小赵'], team: '三(2)班' })
  expect(sent.body).toMatchObject({ seats: 4, names: ['小李', '小王', '小赵'], team: '三(2)班' })
  expect(await seats(no)).toEqual({ free: 1, waiting: 0 })
  // Two seats are one too many; one person alone who comes after them would fit, and gets the seat from the queue.
  expect((await v.signUp(await who('bao'), shift, { seats: 2 })).body.state).toBe('waiting')
  const cai = await who('cai')
  const hers = (await v.signUp(cai, shift)).body
  expect((await cai.get<SignupView>(`/api/signups/${hers.id}`)).body.state).toBe('offered')
  expect((await client(server).get(`/api/activities/${no}`)).text).not.toMatch(/小李|三\(2\)班/)
})

describe('two shifts of one person', () => {
  test('may not lie over each other, and may touch by a quarter of an hour', async () => {
    const at = Date.parse(start) + 14 * 24 * hour
    const shiftAt = (minutes: number) => ({
      from: new Date(at + minutes * 60_000).toISOString(),
      to: new Date(at + minutes * 60_000 + 2 * hour).toISOString(),
      roles: [{ id: 'sweep', name: '清扫', capacity: 3 }]
    })
    const first = await v.open({ shifts: [shiftAt(0)] })
    const over = await v.open({ shifts: [shiftAt(90)] })
    const touching = await v.open({ shifts: [shiftAt(110)] })
    const an = await who('an')
    expect((await v.signUp(an, first.shift)).status).toBe(201)
    expect((await v.signUp(an, over.shift)).body.code).toBe('overlap')
    const sent = await v.signUp(an, touching.shift)
    expect(sent.body).toMatchObject({ state: 'in', overlaps: { title: '文庙巷清洁日' } })
    expect(await seats(over.no)).toEqual({ free: 3, waiting: 0 })
  })

  test('are not both taken by two taps at once', async () => {
    const at = Date.parse(start) + 21 * 24 * hour
    const shifts = [
      {
        from: new Date(at).toISOString(),
        to: new Date(at + hour).toISOString(),
        roles: [{ id: 'sweep', name: '清扫', capacity: 3 }]
      }
    ]
    const [one, two] = await Promise.all([v.open({ shifts }), v.open({ shifts })])
    const an = await who('an')
    const codes = (await Promise.all([v.signUp(an, one.shift), v.signUp(an, two.shift)])).map(
      (signupReply) => signupReply.body.code ?? signupReply.body.state
    )
    expect(codes.sort()).toEqual(['in', 'overlap'])
  })
})

describe('rules', () => {
  test('who is not old enough, or not known to be, hears which rule and what to do', async () => {
    const { shift } = await v.open({ minAge: 20 })
    const sent = await v.signUp(await who('an'), shift)
    expect(sent).toMatchObject({
      status: 422,
      body: { code: 'not_eligible', errors: [{ at: '/profile/born', code: 'min_age:20' }] }
    })
  })

  test('who does not say that he is of age needs a guardian', async () => {
    const { shift } = await v.open()
    const an = await who('an')
    expect((await v.signUp(an, shift, { adult: undefined })).body.code).toBe('guardian_needed')
    const guardian = { name: '安妈妈', phone: '13800000000', agrees: true }
    expect((await v.signUp(an, shift, { adult: undefined, guardian })).body.state).toBe('in')
  })
})

describe('a substitute', () => {
  test('takes the seat over with a code, and the queue does not move', async () => {
    const { no, shift } = await v.open({}, 1)
    const [an, bao, cai] = await Promise.all(['an', 'bao', 'cai'].map((name) => who(name)))
    const his = (await v.signUp(an as Client, shift)).body
    await v.signUp(bao as Client, shift)
    const given = (await v.moveSignup(an as Client, his.id, { verb: 'hand_on' })).body
    expect(given.substituteCode).toMatch(/^[0-9A-Z]{8}$/)
    const taken = await (cai as Client).post<SignupView>(`/api/shifts/${shift}/substitute`, {
      code: given.substituteCode?.toLowerCase(),
      adult: true
    })
    expect(taken).toMatchObject({ status: 200, body: { state: 'in' } })
    expect(taken.body.id).not.toBe(his.id)
    expect((await (an as Client).get<SignupView>(`/api/signups/${his.id}`)).body.state).toBe('handed_on')
    expect((await (cai as Client).get(`/api/signups/${his.id}`)).status).toBe(404)
    expect(await seats(no)).toEqual({ free: 0, waiting: 1 })
    // The code is spent.
    const again = await (
      await who('dan')
    ).post(`/api/shifts/${shift}/substitute`, { code: given.substituteCode, adult: true })
    expect(again.status).toBe(404)
  })
})

test('nobody reads or moves another person’s sign-up; the organiser takes people off and says why', async () => {
  const { no, shift } = await v.open()
  const an = await who('an')
  const { id } = (await v.signUp(an, shift)).body
  const bao = await who('bao')
  expect((await bao.get(`/api/signups/${id}`)).status).toBe(404)
  expect((await v.moveSignup(bao, id, { verb: 'cancel' })).status).toBe(404)
  expect((await v.moveSignup(await v.staff('he'), id, { verb: 'remove', words: '重复报名' })).status).toBe(404)
  expect((await v.moveSignup(an, id, { verb: 'remove', words: '重复报名' })).status).toBe(403)
  const removed = await v.moveSignup(await v.staff('xu'), id, { verb: 'remove', words: '报名人数调整' })
  expect(removed.body.state).toBe('removed')
  expect((await an.get<SignupView>(`/api/signups/${id}`)).body.words).toBe('报名人数调整')
  expect(await seats(no)).toEqual({ free: 3, waiting: 0 })
  await server.tick()
  expect(await told('an')).toContain('removed')
})

test('whoever goes at the last moment is noted as late, and nobody comes back for ever', async () => {
  const { shift } = await v.open({ cancelHours: 168 })
  const an = await who('an')
  const states: unknown[] = []
  for (let n = 0; n < 6; n++) {
    const { body } = await v.signUp(an, shift)
    states.push(body.code ?? body.state)
    if (!body.code) await v.moveSignup(an, body.id, { verb: 'cancel' })
  }
  expect(states).toEqual(['in', 'in', 'in', 'in', 'in', 'sign_up_closed'])
})

test('a sign-up is a calendar file for whoever holds its address, and for nobody else', async () => {
  const { shift } = await v.open()
  const { body } = await v.signUp(await who('an'), shift)
  const anyone = client(server)
  const file = await anyone.get(body.calendar)
  expect(file.headers.get('content-type')).toMatch(/^text\/calendar/)
  expect(file.text).toMatch(/^BEGIN:VCALENDAR\r\n/)
  expect(file.text).toContain('SUMMARY:文庙巷清洁日\r\n')
  expect(file.text).toContain('DTSTART:20261123T020000Z\r\n')
  for (const line of file.text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  const forged = body.calendar.replace(/key=(.)/, (_, first) => `key=${first === 'A' ? 'B' : 'A'}`)
  expect((await anyone.get(forged)).status).toBe(404)
})

test('a day before and two hours before, who comes is reminded, once', async () => {
  const { shift } = await v.open()
  await v.signUp(await who('eve'), shift)
  server.setNow('2026-11-22T02:00:01.000Z')
  await server.tick()
  await server.tick()
  expect((await told('eve')).filter((verb) => verb === 'remind')).toHaveLength(1)
  server.setNow('2026-11-23T00:00:01.000Z')
  await server.tick()
  expect((await told('eve')).filter((verb) => verb === 'remind')).toHaveLength(2)
})
