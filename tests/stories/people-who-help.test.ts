/** From a complaint to people who help, and back to those who complained: a river bank that was reported again and again. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActivityView, SignupView } from '#shared/activities.ts'
import type { HourEntry } from '#shared/hours.ts'
import { checkCode } from '#shared/offline.ts'
import type { ReportView } from '#shared/reports.ts'
import { stepTitle } from '#shared/locales/case-words.ts'
import { sumOfAll } from '#server/hours/index.ts'
import { photoIdOf } from '#server/photos/index.ts'
import { inHebin } from '#tests/support/city.ts'
import { freshKey } from '#tests/support/http.ts'
import { journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { volunteering } from '#tests/support/volunteering.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00.000Z' })
})
afterAll(() => server.stop())

test('three complaints become a morning’s work, and those who complained read of it', async () => {
  const walk = journey(server)
  const v = volunteering(server)
  const xu = await v.staff('xu')

  // The same bank, three times; the office of the street sees it.
  const first = await walk.submit({ category: 'shopfront', text: '桥下又堆满了' })
  await walk.submit({ category: 'shopfront', text: '还是老地方' })
  const third = await walk.submit({ category: 'shopfront' })
  await walk.publish(first.no)

  // One click, a few words more, a second pair of eyes.
  const drafted = (await xu.post<ActivityView>(`/api/cases/${first.no}/activity`, {})).body
  expect(drafted.desk?.plan.cases).toEqual(expect.arrayContaining([first.no, third.no]))
  const plan = drafted.desk?.plan
  const edited = await xu.post<ActivityView>(`/api/activities/${drafted.no}`, {
    version: drafted.desk?.version,
    plan: {
      ...plan,
      title: '柳溪桥下清理',
      place: inHebin,
      shifts: plan?.shifts.map((s) => ({ ...s, roles: [{ id: 'sweep', name: '清理', capacity: 2 }] }))
    }
  })
  expect(edited.body.title).toBe('柳溪桥下清理')
  await v.move('xu', drafted.no, { verb: 'submit' })
  const open = (await v.move('shen', drafted.no, { verb: 'approve' })).body
  const shift = open.shifts[0]?.id ?? ''

  // Two seats, three people; one of the two cannot come, and the third confirms in time.
  const [an, bao, cai] = await Promise.all(['an', 'bao', 'cai'].map((name) => v.resident(name)))
  if (!an || !bao || !cai) throw new Error('nobody came')
  const seats = [(await v.signUp(an, shift)).body, (await v.signUp(bao, shift)).body, (await v.signUp(cai, shift)).body]
  expect(seats.map((s) => s.state)).toEqual(['in', 'in', 'waiting'])
  await v.moveSignup(bao, seats[1]?.id ?? '', { verb: 'cancel', words: '加班' })
  await server.tick()
  await server.tick()
  const told = await cai.get<{ items: { verb: string; text?: string }[] }>('/api/notices')
  expect(told.body.items[0]).toMatchObject({ verb: 'offered', text: expect.stringContaining('柳溪桥下清理') })
  const hers = (await v.moveSignup(cai, seats[2]?.id ?? '', { verb: 'confirm' })).body
  expect(hers.state).toBe('in')

  // The morning itself: an's phone has no network and checks the code by itself; cai's has one.
  const from = new Date(open.from)
  server.setNow(from)
  const before = (await an.get<{ publicKey: string; shift: string }>(`/api/signups/${seats[0]?.id ?? ''}/presence`))
    .body
  const codeIn = await v.codeAt(shift, from)
  expect(checkCode(codeIn, shift, before.publicKey, from.getTime())).toBe('good')
  await v.report(cai, { signup: hers.id, kind: 'in', at: from, code: codeIn, place: inHebin })
  const leaving = new Date(from.getTime() + 100 * 60_000)
  server.setNow(leaving)
  const codeOut = await v.codeAt(shift, leaving)
  await v.report(cai, { signup: hers.id, kind: 'out', at: leaving, code: codeOut, place: inHebin })
  server.setNow(new Date(from.getTime() + 5 * 3_600_000))
  const queued = await an.post<{ results: { kept: boolean; presence?: { minutes: number } }[] }>('/api/presence', {
    device: 'the-phone-of-an-0001',
    events: [
      { id: freshKey(), signup: seats[0]?.id, kind: 'in', at: from.toISOString(), code: codeIn, place: inHebin },
      { id: freshKey(), signup: seats[0]?.id, kind: 'out', at: leaving.toISOString(), code: codeOut, place: inHebin }
    ]
  })
  expect(queued.body.results.map((r) => r.kept)).toEqual([true, true])
  // Heard alone after the shift, a coming is closed by the rule; the going that was told with it stands instead.
  expect(queued.body.results.at(-1)?.presence?.minutes).toBe(100)

  // Hours are granted, results written down.
  expect((await v.settle(shift)).body.rows.map((r) => r.granted)).toEqual([100, 100])
  const photo = await walk.photo()
  await server.tick()
  const settled = await v.move('xu', drafted.no, {
    verb: 'settle',
    words: '清出两车垃圾，请水利局再修一段护栏。',
    figures: [{ name: '垃圾', value: '两车' }],
    before: [],
    after: [photo]
  })
  expect(settled.body.status).toBe('settled')
  await server.tick()
  await server.tick()

  // Whoever complained reads it, names nobody, and nobody is named to him.
  const his = (await third.reporter.get<ReportView>(`/api/reports/${third.report}`)).body
  const line = his.case.timeline.find((e) => e.verb === 'help')
  expect(line).toMatchObject({
    activity: drafted.no,
    help: { title: '柳溪桥下清理', people: 2, minutes: 200 },
    text: '清出两车垃圾，请水利局再修一段护栏。',
    photos: [{ id: photoIdOf(photo) }]
  })
  expect(line && stepTitle(line)).toBe('志愿活动「柳溪桥下清理」来过这里：2 人，一共 3 小时 20 分')
  expect(line?.who).toEqual({ role: 'volunteers' })
  // To everybody else it waits for a moderator, as all words do.
  const seenByAll = (await walk.guest.get<{ timeline: { verb: string; text?: string }[] }>(`/api/cases/${first.no}`))
    .body
  expect(seenByAll.timeline.find((e) => e.verb === 'help')).not.toHaveProperty('text')
  await server.tick()
  expect(
    (await third.reporter.get<ReportView>(`/api/reports/${third.report}`)).body.case.timeline.filter(
      (e) => e.verb === 'help'
    )
  ).toHaveLength(1)

  // One of the two was not really there: what was given is taken back, and the books still balance.
  const entry = (await cai.get<{ items: HourEntry[] }>('/api/hours/mine')).body.items[0]
  const revoked = await (
    await v.staff('shen')
  ).post<HourEntry>(`/api/hours/${entry?.id ?? ''}/revocation`, { words: '查实是别人代签' })
  expect(revoked.body).toMatchObject({ kind: 'revoke', minutes: -100 })
  expect((await cai.get('/api/hours/mine')).body).toMatchObject({ minutes: 0 })
  expect(await sumOfAll()).toBe(0)
  const mine = (await an.get<{ items: SignupView[] }>('/api/signups/mine')).body.items[0]
  expect(mine).toMatchObject({ outcome: 'came', may: ['feedback'] })
  expect(
    (await v.moveSignup(an, mine?.id ?? '', { verb: 'feedback', good: true, words: '下次还来' })).body.feedback
  ).toEqual({
    good: true,
    words: '下次还来'
  })
})
