/** Coming and going with a phone, with and without a network, honestly and otherwise. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SignupView } from '#shared/activities.ts'
import type { PresenceView } from '#shared/presence.ts'
import { inHebin } from '#tests/support/city.ts'
import { freshKey, type Client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { volunteering, type Volunteering } from '#tests/support/volunteering.ts'

const start = '2026-11-16T02:00:00.000Z'
const from = new Date('2026-11-23T02:00:00.000Z')
const after = (minutes: number): Date => new Date(from.getTime() + minutes * 60_000)

let server: TestServer
let v: Volunteering
beforeAll(async () => {
  server = await startTestServer({ now: start, env: { ROLE: 'web' } })
  v = volunteering(server)
})
afterAll(() => server.stop())

let turn = 0
let shift: string
let an: Client
let id: string
/** A shift of two hours, and somebody who has signed up. */
beforeEach(async () => {
  turn++
  server.setNow(start)
  shift = (await v.open()).shift
  an = await v.resident(`an-${turn}`)
  id = (await v.signUp(an, shift)).body.id
  server.setNow(from)
})

const near = { ...inHebin, accuracyM: 15 }
const code = (at: Date) => v.codeAt(shift, at)

test('who scans the organiser’s code is there, and gone when he scans it again', async () => {
  const came = await v.report(an, { signup: id, kind: 'in', at: from, code: await code(from), place: near })
  expect(came).toMatchObject({ kept: true, presence: { state: 'in', minutes: 0, flags: [] } })
  server.setNow(after(90))
  const went = await v.report(an, { signup: id, kind: 'out', at: after(90), code: await code(after(90)), place: near })
  expect(went).toMatchObject({ kept: true, presence: { state: 'out', minutes: 90, flags: [] } })
})

test('a queue from a phone that had no network is taken in the order things happened, and only once', async () => {
  const codes = { in: await code(from), out: await code(after(110)) }
  server.setNow(after(300))
  const events = [
    { id: freshKey(), signup: id, kind: 'out', at: after(110).toISOString(), code: codes.out, place: near },
    { id: freshKey(), signup: id, kind: 'in', at: from.toISOString(), code: codes.in, place: near }
  ]
  const send = () =>
    an.post<{ results: { kept: boolean; presence?: PresenceView }[] }>('/api/presence', {
      device: 'a-phone-without-network',
      events
    })
  const first = (await send()).body.results
  expect(first.map((r) => r.kept)).toEqual([true, true])
  expect(first[0]?.presence).toMatchObject({ state: 'out', minutes: 110, flags: ['reported_late'] })
  expect((await send()).body.results.map((r) => r.presence?.minutes)).toEqual([110, 110])
  expect((await an.get<{ presence: PresenceView }>(`/api/signups/${id}/presence`)).body.presence.events).toHaveLength(2)
})

test('two reports at the same moment are one', async () => {
  const event = { signup: id, kind: 'in' as const, at: from, code: await code(from), place: near, id: freshKey() }
  const both = await Promise.all([v.report(an, event), v.report(an, event)])
  expect(both.map((r) => r.kept)).toEqual([true, true])
  expect((await an.get<{ presence: PresenceView }>(`/api/signups/${id}/presence`)).body.presence.events).toHaveLength(1)
})

describe('a code', () => {
  test('of another shift, or one that nobody signed, proves nothing', async () => {
    server.setNow(start)
    const elsewhere = (await v.open()).shift
    server.setNow(from)
    const theirs = await v.codeAt(elsewhere, from)
    expect(await v.report(an, { signup: id, kind: 'in', at: from, code: theirs, place: near })).toMatchObject({
      kept: false,
      why: 'wrong_code'
    })
  })

  test('that is a picture from a while ago does not stand for now', async () => {
    const old = await code(from)
    server.setNow(after(40))
    const sent = await v.report(an, { signup: id, kind: 'in', at: after(40), code: old, place: near })
    expect(sent).toMatchObject({ kept: false, why: 'old_code' })
  })

  test('sets a phone’s clock right that is ten minutes off, and says so', async () => {
    const sent = await v.report(an, { signup: id, kind: 'in', at: after(-10), code: await code(from), place: near })
    expect(sent).toMatchObject({ kept: true, presence: { flags: ['clock'], events: [{ at: from.toISOString() }] } })
  })

  test.each([20, -20, 600, -600])(
    'scanned fresh is taken from a phone whose clock is %i minutes off, and says so',
    async (off) => {
      const sent = await v.report(an, { signup: id, kind: 'in', at: after(off), code: await code(from), place: near })
      expect(sent).toMatchObject({ kept: true, presence: { flags: ['clock'], events: [{ at: expect.any(String) }] } })
      const [event] = sent.presence?.events ?? []
      expect(Math.abs(Date.parse(event?.at ?? '') - from.getTime())).toBeLessThanOrEqual(30_000)
      server.setNow(after(90))
      const gone = { signup: id, kind: 'out' as const, at: after(90 + off), code: await code(after(90)), place: near }
      expect(await v.report(an, gone)).toMatchObject({ kept: true, presence: { state: 'out', minutes: 90 } })
    }
  )

  test('that has long gone by is refused whatever the phone thinks the time is', async () => {
    const old = await code(from)
    server.setNow(after(40))
    const sent = await v.report(an, { signup: id, kind: 'in', at: after(60), code: old, place: near })
    expect(sent).toMatchObject({ kept: false, why: 'old_code' })
  })

  test('is shown to the organiser of that office and to nobody else', async () => {
    expect((await (await v.staff('he')).get(`/api/shifts/${shift}/codes`)).status).toBe(404)
    expect((await an.get(`/api/shifts/${shift}/codes`)).status).toBe(403)
  })
})

describe('a place', () => {
  const far = { lng: inHebin.lng + 0.01, lat: inHebin.lat, accuracyM: 20 }
  test('far from the meeting point is kept with the code, for somebody to look at', async () => {
    const sent = await v.report(an, { signup: id, kind: 'in', at: from, code: await code(from), place: far })
    expect(sent).toMatchObject({ kept: true, presence: { flags: ['far'] } })
  })
  test('near it does without a code, for somebody to look at; far from it does not', async () => {
    expect(await v.report(an, { signup: id, kind: 'in', at: from, place: far })).toMatchObject({ why: 'too_far' })
    expect(await v.report(an, { signup: id, kind: 'in', at: from, place: near })).toMatchObject({
      kept: true,
      presence: { flags: ['no_code'] }
    })
  })
  test('is as wide as the phone is unsure', async () => {
    const unsure = { lng: inHebin.lng + 0.003, lat: inHebin.lat, accuracyM: 150 }
    expect(await v.report(an, { signup: id, kind: 'in', at: from, place: unsure })).toMatchObject({ kept: true })
  })
  test('nine kilometres from where one was a minute ago is noted', async () => {
    await v.report(an, { signup: id, kind: 'in', at: from, code: await code(from), place: near })
    server.setNow(after(1))
    const there = { lng: inHebin.lng + 0.1, lat: inHebin.lat, accuracyM: 20 }
    const sent = await v.report(an, { signup: id, kind: 'out', at: after(1), code: await code(after(1)), place: there })
    expect(sent.presence?.flags).toEqual(['far', 'fast_travel'])
  })
})

describe('a phone that says what its clock shows', () => {
  /** Sent by a phone whose clock is so many minutes ahead, `ago` minutes after it happened. */
  const send = async (who: Client, off: number, ago: number, event: object) => {
    const now = server.context.now().getTime()
    const at = new Date(now + (off - ago) * 60_000).toISOString()
    const sentAt = new Date(now + off * 60_000).toISOString()
    const body = { device: `phone-with-a-wrong-clock-${turn}`, sentAt, events: [{ id: freshKey(), at, ...event }] }
    const sent = await who.post<{ results: { kept: boolean; why?: string; presence?: PresenceView }[] }>(
      '/api/presence',
      body
    )
    return sent.body.results[0]
  }
  test.each([45, -45])('%i minutes off is there by its place at the true time', async (off) => {
    server.setNow(after(5))
    const sent = await send(an, off, 0, { signup: id, kind: 'in', place: near })
    expect(sent).toMatchObject({ kept: true, presence: { flags: ['no_code', 'clock'] } })
    expect(sent?.presence?.events[0]?.at).toBe(after(5).toISOString())
  })
  test('and had no network is there at the true time as well', async () => {
    server.setNow(after(60))
    const sent = await send(an, 45, 50, { signup: id, kind: 'in', code: await code(after(10)), place: near })
    expect(sent).toMatchObject({ kept: true, presence: { flags: ['clock', 'reported_late'] } })
    expect(sent?.presence?.events[0]?.at).toBe(after(10).toISOString())
  })
  test('may be the organiser’s that scans a pass', async () => {
    const { pass } = (await an.get<{ pass: string }>(`/api/signups/${id}/presence`)).body
    const sent = await send(await v.staff('xu'), 20, 0, { signup: id, kind: 'in', code: pass })
    expect(sent).toMatchObject({ kept: true, presence: { flags: ['clock'], events: [{ at: from.toISOString() }] } })
  })
})

describe('over midnight', () => {
  // In the city: 20:00 to midnight, and midnight to 04:00.
  const midnight = new Date('2026-11-23T16:00:00.000Z')
  const at = (minutes: number): Date => new Date(midnight.getTime() + minutes * 60_000)
  const night = async () => {
    server.setNow(start)
    const open = async (begin: number) =>
      (
        await v.open({
          shifts: [
            {
              from: at(begin).toISOString(),
              to: at(begin + 240).toISOString(),
              roles: [{ id: 'sweep', name: '清扫', capacity: 3 }]
            }
          ]
        })
      ).shift
    const [first, second] = [await open(-240), await open(0)]
    const who = await v.resident(`night-${turn}`)
    const [a, b] = [(await v.signUp(who, first)).body.id, (await v.signUp(who, second)).body.id]
    const go = async (signup: string, shift: string, kind: 'in' | 'out', minutes: number) => {
      server.setNow(at(minutes))
      return v.report(who, { signup, kind, at: at(minutes), code: await v.codeAt(shift, at(minutes)), place: near })
    }
    const minutes = async (signup: string) =>
      (await who.get<{ presence: PresenceView }>(`/api/signups/${signup}/presence`)).body.presence
    return { first, second, a, b, go, minutes, who }
  }

  test('coming to the next shift is leaving the first, whatever day either began on', async () => {
    const { first, second, a, b, go, minutes } = await night()
    await go(a, first, 'in', -240)
    await go(b, second, 'in', -20)
    await go(a, first, 'out', 50)
    await go(b, second, 'out', 240)
    expect([(await minutes(a)).minutes, (await minutes(b)).minutes]).toEqual([220, 260])
    server.setNow(at(400))
    const granted: unknown[] = []
    for (const shift of [first, second]) granted.push((await v.settle(shift)).body.rows[0]?.granted)
    expect(granted).toEqual([220, 260])
  })

  test('the same in whatever order the phone had a network', async () => {
    const { first, second, a, b, go, minutes, who } = await night()
    await go(a, first, 'in', -240)
    await go(a, first, 'out', 50)
    server.setNow(at(60))
    const late = { signup: b, kind: 'in' as const, at: at(-20), code: await v.codeAt(second, at(-20)), place: near }
    expect(await v.report(who, late)).toMatchObject({ kept: true })
    await go(b, second, 'out', 240)
    expect([(await minutes(a)).minutes, (await minutes(b)).minutes]).toEqual([220, 260])
  })

  test('who forgot to leave the day before is not taken to have stayed until he turned up elsewhere', async () => {
    const { first, second, a, b, go, minutes } = await night()
    await go(a, first, 'in', -240)
    await go(b, second, 'in', 70)
    server.setNow(at(300))
    expect(await minutes(a)).toMatchObject({ minutes: 240, flags: ['no_out'] })
  })

  test('one phone for two people is noticed on both sides of it', async () => {
    const { first, second, a, go } = await night()
    const other = await v.resident(`other-${turn}`)
    server.setNow(start)
    const his = (await v.signUp(other, second)).body.id
    await go(a, first, 'in', -240)
    server.setNow(at(10))
    const event = { signup: his, kind: 'in' as const, at: at(10), code: await v.codeAt(second, at(10)), place: near }
    expect((await v.report(other, event, `device-of-${a}`)).presence?.flags).toContain('shared_device')
  })
})

test('one phone that speaks for two people is noted at the second', async () => {
  server.setNow(start)
  const bao = await v.resident(`bao-${turn}`)
  const his = (await v.signUp(bao, shift)).body.id
  server.setNow(from)
  const phone = `one-phone-for-two-${turn}`
  const first = await v.report(an, { signup: id, kind: 'in', at: from, code: await code(from), place: near }, phone)
  const second = await v.report(bao, { signup: his, kind: 'in', at: from, code: await code(from), place: near }, phone)
  expect([first.presence?.flags, second.presence?.flags]).toEqual([[], ['shared_device']])
})

test('nobody comes a fourth time on one day', async () => {
  const results: (string | boolean)[] = []
  for (let n = 0; n < 4; n++) {
    for (const [kind, minutes] of [
      ['in', n * 20],
      ['out', n * 20 + 10]
    ] as const) {
      server.setNow(after(minutes))
      const sent = await v.report(an, {
        signup: id,
        kind,
        at: after(minutes),
        code: await code(after(minutes)),
        place: near
      })
      results.push(sent.why ?? sent.kept)
    }
  }
  expect(results).toEqual([true, true, true, true, true, true, 'too_often', 'not_in'])
})

test('times that cannot be are refused one by one', async () => {
  const said = async (kind: 'in' | 'out', minutes: number, now: number) => {
    server.setNow(after(now))
    return (await v.report(an, { signup: id, kind, at: after(minutes), place: near })).why
  }
  expect(await said('in', -90, 0)).toBe('too_early')
  expect(await said('in', 130, 130)).toBe('too_late')
  expect(await said('in', 60, 0)).toBe('in_future')
  expect(await said('out', 30, 30)).toBe('not_in')
  expect(await said('in', 30, 74 * 60 + 130)).toBe('too_late')
})

describe('the organiser', () => {
  test('writes somebody down by hand, and says why', async () => {
    const xu = await v.staff('xu')
    expect(await v.report(xu, { signup: id, kind: 'in', at: from })).toMatchObject({ why: 'reason_needed' })
    const sent = await v.report(xu, { signup: id, kind: 'in', at: from, reason: '手机没电，本人在现场' })
    expect(sent).toMatchObject({
      kept: true,
      presence: { state: 'in', events: [{ how: 'manual', reason: '手机没电，本人在现场' }] }
    })
  })

  test('scans the pass on a volunteer’s phone', async () => {
    const { pass } = (await an.get<{ pass: string }>(`/api/signups/${id}/presence`)).body
    const sent = await v.report(await v.staff('xu'), { signup: id, kind: 'in', at: from, code: pass })
    expect(sent).toMatchObject({ kept: true, presence: { events: [{ how: 'scan' }] } })
    const forged = pass.replace(/.$/, (c) => (c === 'B' ? 'C' : 'B'))
    expect(await v.report(await v.staff('xu'), { signup: id, kind: 'out', at: from, code: forged })).toMatchObject({
      why: 'wrong_code'
    })
  })

  test('of another office knows nothing of it, and neither does a neighbour', async () => {
    const event = { signup: id, kind: 'in' as const, at: from, reason: '我看见他了' }
    expect(await v.report(await v.staff('he'), event)).toMatchObject({ why: 'unknown' })
    expect(await v.report(await v.resident(`neighbour-${turn}`), event)).toMatchObject({ why: 'unknown' })
  })

  test('who takes part himself cannot vouch for himself', async () => {
    server.setNow(start)
    const xu = await v.staff('xu')
    const own = (await v.signUp(xu, shift)).body.id
    server.setNow(from)
    expect(await v.report(xu, { signup: own, kind: 'in', at: from, reason: '我在' })).toMatchObject({ why: 'too_far' })
  })
})

test('who has left the list cannot come', async () => {
  server.setNow(start)
  await v.moveSignup(an, id, { verb: 'cancel' })
  server.setNow(from)
  expect(await v.report(an, { signup: id, kind: 'in', at: from, place: near })).toMatchObject({ why: 'not_on_list' })
  const mine = await an.get<SignupView>(`/api/signups/${id}`)
  expect(mine.body.state).toBe('cancelled')
})
