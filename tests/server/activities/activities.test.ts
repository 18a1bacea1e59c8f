/** An activity from a complaint to its results, and who may move it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { activityStatuses, activityVerbs, type ActivityRow, type ActivityView } from '#shared/activities.ts'
import { lifecycle, next } from '#server/activities/lifecycle.ts'
import { activityPolicy } from '#server/activities/policy.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { noticeWords } from '#shared/locales/notice-words.ts'
import { noticesOf } from '#server/notifications/index.ts'
import { viewerIn } from '#server/sessions/index.ts'
import { photoIdOf } from '#server/photos/index.ts'
import { client, freshKey } from '#tests/support/http.ts'
import { journey } from '#tests/support/journey.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { hour, planFor, volunteering, type Volunteering } from '#tests/support/volunteering.ts'

const start = '2026-11-16T02:00:00.000Z'
let server: TestServer
let v: Volunteering
beforeAll(async () => {
  server = await startTestServer({ now: start })
  v = volunteering(server)
})
afterAll(() => server.stop())
let turn = 0
beforeEach(() => {
  turn++
  server.setNow(start)
})
const told = async (name: string): Promise<{ verb: string; words: string }[]> => {
  const viewer = viewerIn(await v.token(name), server.context.keys, server.context.now())
  const notices = viewer?.kind === 'resident' ? (await noticesOf(viewer.member, { limit: 20 })).items : []
  return notices.map(({ verb, said }) => ({ verb, words: said ? (noticeWords('activity', said) ?? '') : '' }))
}

describe('the table', () => {
  test('says of every status where each verb leads, as written down by hand', () => {
    const roads = activityStatuses.map(
      (status) =>
        [
          status,
          activityVerbs.flatMap((verb) => (next(status, verb) ? [`${verb} ${next(status, verb) ?? ''}`] : []))
        ] as const
    )
    expect(Object.fromEntries(roads)).toEqual({
      draft: ['edit draft', 'submit review', 'cancel cancelled'],
      review: ['send_back draft', 'approve open', 'cancel cancelled'],
      open: ['edit open', 'start running', 'message open', 'cancel cancelled'],
      running: ['edit running', 'message running', 'settle settled', 'cancel cancelled'],
      settled: ['message settled', 'publish settled', 'withhold settled', 'archive archived'],
      archived: ['publish archived', 'withhold archived'],
      cancelled: []
    })
    expect(Object.keys(lifecycle)).toEqual([...activityStatuses])
  })

  test('lets organisers of the office run it and the centre review it, and nobody review his own', () => {
    const staff = (
      id: string,
      office: string,
      ...roles: Extract<Viewer, { kind: 'staff' }>['roles'][number][]
    ): Viewer => ({
      kind: 'staff',
      id,
      name: id,
      office,
      roles,
      family: ''
    })
    const cast = {
      organiser: staff('xu', 'hebin-squad', 'organiser'),
      neighbour: staff('he', 'wenchang-squad', 'organiser'),
      officer: staff('zhou', 'hebin-squad', 'officer'),
      moderator: staff('shen', 'centre', 'moderator'),
      both: staff('dou', 'hebin-squad', 'organiser', 'moderator'),
      resident: { kind: 'resident', member: 'm', family: '' } as const,
      guest: { kind: 'guest' } as const
    }
    const item = { office: 'hebin-squad', hands: ['xu', 'dou'] }
    const may = Object.fromEntries(
      Object.entries(cast).map(([name, viewer]) => [
        name,
        activityVerbs.filter((verb) => activityPolicy.permits(viewer, verb, item))
      ])
    )
    expect(may).toEqual({
      organiser: ['draft', 'edit', 'submit', 'send_back', 'start', 'message', 'settle', 'archive', 'cancel'],
      neighbour: [],
      officer: [],
      moderator: ['send_back', 'approve', 'publish', 'withhold', 'cancel'],
      both: ['draft', 'edit', 'submit', 'send_back', 'start', 'message', 'settle', 'withhold', 'archive', 'cancel'],
      resident: [],
      guest: []
    })
  })
})

test('a draft is nobody’s business until a reviewer has approved it', async () => {
  const { no } = await v.draft()
  const anyone = client(server)
  expect((await anyone.get(`/api/activities/${no}`)).status).toBe(404)
  expect((await (await v.staff('he')).get(`/api/activities/${no}`)).status).toBe(404)
  expect((await v.move('shen', no, { verb: 'approve' })).body.code).toBe('not_in_this_status')
  expect((await v.move('xu', no, { verb: 'submit' })).body.status).toBe('review')
  expect((await v.move('xu', no, { verb: 'approve' })).status).toBe(403)
  expect((await v.move('shen', no, { verb: 'send_back', words: '请写清楚保险' })).body).toMatchObject({
    status: 'draft',
    desk: { log: expect.arrayContaining([expect.objectContaining({ verb: 'send_back', words: '请写清楚保险' })]) }
  })
  await v.move('xu', no, { verb: 'submit' })
  expect((await v.move('shen', no, { verb: 'approve' })).body.status).toBe('open')
  server.setNow('2026-11-16T02:00:10.000Z')
  expect((await anyone.get<ActivityView>(`/api/activities/${no}`)).body).toMatchObject({
    status: 'open',
    title: '文庙巷清洁日'
  })
  const listed = await anyone.get<{ items: { no: string }[] }>('/api/activities?when=coming&limit=50')
  expect(listed.body.items.map((item) => item.no)).toContain(no)
})

test('the same draft sent twice is one, and a stale page changes nothing', async () => {
  const xu = await v.staff('xu')
  const key = freshKey()
  const plan = planFor(server.context.now())
  const send = (body: object) =>
    xu.post<ActivityView & { code?: string }>('/api/activities', body, { 'idempotency-key': key })
  const first = await send(plan)
  expect((await send(plan)).body.no).toBe(first.body.no)
  expect((await send({ ...plan, title: '另一个活动' })).body.code).toBe('key_reused')
  const edited = await xu.post<ActivityView & { code?: string }>(`/api/activities/${first.body.no}`, {
    version: 7,
    plan
  })
  expect(edited.body.code).toBe('stale')
})

test.each([
  ['ends before it begins', { from: 3 * hour, to: 2 * hour }],
  ['begins in the past', { from: -hour, to: hour }],
  ['lasts two days', { from: hour, to: 49 * hour }]
])('a shift that %s is no shift', async (_, { from, to }) => {
  const at = Date.parse(start)
  const shifts = [
    {
      from: new Date(at + from).toISOString(),
      to: new Date(at + to).toISOString(),
      roles: [{ id: 'sweep', name: '清扫', capacity: 3 }]
    }
  ]
  const sent = await (
    await v.staff('xu')
  ).post<{ code?: string }>('/api/activities', planFor(new Date(at), { shifts }), {
    'idempotency-key': freshKey()
  })
  expect(sent.body.code).toBe('wrong_times')
})

describe('a change to an open activity', () => {
  const edit = async (no: string, change: (plan: ReturnType<typeof planFor>) => object) => {
    const xu = await v.staff('xu')
    const desk = (await xu.get<ActivityView>(`/api/activities/${no}`)).body.desk
    if (!desk) throw new Error('no desk')
    return xu.post<ActivityView & { code?: string }>(`/api/activities/${no}`, {
      version: desk.version,
      plan: { ...desk.plan, ...change(desk.plan) }
    })
  }

  test('is told to everybody who signed up, once', async () => {
    const { no, shift } = await v.open()
    await v.signUp(await v.resident(`an-${turn}`), shift)
    expect((await edit(no, () => ({ address: '改到文庙正门', bring: ['手套', '夹子'] }))).status).toBe(200)
    await server.tick()
    await server.tick()
    const heard = (await told(`an-${turn}`)).filter((n) => n.verb === 'changed')
    expect(heard).toHaveLength(1)
    expect(heard[0]?.words).toContain('集合地点、要带的东西')
  })

  test('never takes a seat from who has one, and leaves the approved words alone', async () => {
    const { no, shift } = await v.open({}, 3)
    for (const name of ['an', 'bao']) await v.signUp(await v.resident(`${name}-${turn}`), shift)
    const fewer = (seats: number) => (plan: ReturnType<typeof planFor>) => ({
      shifts: plan.shifts.map((s) => ({ ...s, roles: s.roles.map((r) => ({ ...r, capacity: seats })) }))
    })
    expect((await edit(no, fewer(1))).body.code).toBe('seats_taken')
    expect((await edit(no, () => ({ title: '别的名字' }))).body.code).toBe('not_in_this_status')
    expect((await edit(no, fewer(2))).body).toMatchObject({ capacity: 2, free: 0 })
    expect((await edit(no, fewer(5))).body).toMatchObject({ capacity: 5, free: 3 })
  })
})

test('a cancellation tells everybody, seats and queue alike, and frees their day', async () => {
  const { no, shift } = await v.open({}, 1)
  for (const name of ['an', 'bao']) await v.signUp(await v.resident(`${name}-${turn}`), shift)
  expect((await v.move('xu', no, { verb: 'cancel', words: '台风要来了' })).body).toMatchObject({
    status: 'cancelled',
    cancelled: { words: '台风要来了' },
    shifts: [{ state: 'cancelled' }]
  })
  await server.tick()
  await server.tick()
  for (const name of ['an', 'bao'])
    expect((await told(`${name}-${turn}`)).map((n) => n.words)).toContain('「文庙巷清洁日」取消了：台风要来了')
  expect((await v.signUp(await v.resident(`cai-${turn}`), shift)).body.code).toBe('sign_up_closed')
  const { shift: another } = await v.open()
  expect((await v.signUp(await v.resident(`an-${turn}`), another)).status).toBe(201)
})

test('a message is shown before it is sent, and sent once', async () => {
  const { no, shift } = await v.open()
  await v.signUp(await v.resident(`an-${turn}`), shift)
  const xu = await v.staff('xu')
  const key = freshKey()
  const say = (send: boolean) =>
    xu.post(`/api/activities/${no}/messages`, { to: 'in', words: '请带夹子', send }, { 'idempotency-key': key })
  expect((await say(false)).body).toEqual({ people: 1, words: '「文庙巷清洁日」组织者说：请带夹子', sent: false })
  const sent = await say(true)
  expect(sent.body).toMatchObject({ people: 1, sent: true })
  const stored = await mongoose.connection.collection('activities').findOne({ no })
  expect((stored?.['outbox'] as { request?: string }[] | undefined)?.at(-1)?.request).toBe(
    sent.headers.get('x-request-id')
  )
  expect((await say(true)).body).toMatchObject({ people: 1, sent: true })
  await server.tick()
  await server.tick()
  expect((await told(`an-${turn}`)).filter((n) => n.verb === 'message')).toHaveLength(1)
})

test('the same again on other days keeps the hours of the day, each day once', async () => {
  const { no } = await v.open()
  const xu = await v.staff('xu')
  const repeat = () =>
    xu.post<{ items: { no: string; from: string; status: string }[] }>(`/api/activities/${no}/repeats`, {
      days: ['2026-12-05', '2026-12-12']
    })
  const first = (await repeat()).body.items
  expect(first.map((item) => [item.from, item.status])).toEqual([
    ['2026-12-05T02:00:00.000Z', 'draft'],
    ['2026-12-12T02:00:00.000Z', 'draft']
  ])
  expect((await repeat()).body.items.map((item) => item.no)).toEqual(first.map((item) => item.no))
})

test('it begins by itself, is settled once its hours are, and its results are public after somebody else has looked', async () => {
  const walk = journey(server)
  const attended = await v.attended([`an-${turn}`, `bao-${turn}`])
  await server.tick()
  expect((await v.read(attended.no, await v.staff('xu'))).status).toBe('running')
  const photo = await walk.photo()
  const settle = () =>
    v.move('xu', attended.no, {
      verb: 'settle',
      words: '清出三车垃圾',
      figures: [{ name: '垃圾', value: '212 公斤' }],
      before: [],
      after: [photo]
    })
  expect((await settle()).body.code).toBe('not_settled')
  await v.settle(attended.shift)
  expect((await settle()).body.status).toBe('settled')
  const anyone = client(server)
  expect((await anyone.get<ActivityView>(`/api/activities/${attended.no}`)).body.results).toBeUndefined()
  expect((await anyone.get(`/photos/${photoIdOf(photo)}/small.jpg`)).status).toBe(404)
  expect((await v.move('xu', attended.no, { verb: 'publish' })).status).toBe(403)
  expect((await v.move('shen', attended.no, { verb: 'publish' })).status).toBe(200)
  server.setNow(new Date(server.context.now().getTime() + 10_000))
  expect((await anyone.get<ActivityView>(`/api/activities/${attended.no}`)).body.results).toMatchObject({
    came: 2,
    signedUp: 2,
    minutes: 240,
    words: '清出三车垃圾',
    figures: [{ name: '垃圾', value: '212 公斤' }]
  })
  expect((await anyone.get(`/photos/${photoIdOf(photo)}/small.jpg`)).status).toBe(200)
})

describe('from a complaint', () => {
  test('one click drafts an activity there, a second click finds it again, and nobody’s door is given away', async () => {
    const walk = journey(server)
    const first = await walk.submit({ category: 'garbage', address: '文庙巷 7 号 302 室' })
    await walk.submit({ category: 'garbage' })
    const he = await v.staff('he')
    const xu = await v.staff('xu')
    expect((await he.post(`/api/cases/${first.no}/activity`, {})).status).toBe(404)
    await walk.publish(first.no)
    const drafted = await xu.post<ActivityView>(`/api/cases/${first.no}/activity`, {})
    expect(drafted).toMatchObject({
      status: 201,
      body: { status: 'draft', kind: 'cleanup', desk: { may: ['edit', 'submit', 'cancel'] } }
    })
    expect(drafted.body.desk?.plan.cases).toContain(first.no)
    expect((await xu.post<ActivityView>(`/api/cases/${first.no}/activity`, {})).body.no).toBe(drafted.body.no)
  })
})

describe('the next of several shifts', () => {
  const at = (days: number, hours: number): string =>
    new Date(Date.parse(start) + (days * 24 + hours) * hour).toISOString()
  const weekly = () => {
    const [shift] = planFor(new Date(start)).shifts
    return v.open({ shifts: [7, 14, 21].map((days) => ({ ...shift!, from: at(days, 0), to: at(days, 2) })) })
  }
  const rowOf = async (no: string) =>
    (await (await v.staff('xu')).get<{ items: ActivityRow[] }>('/api/activities?limit=50')).body.items.find(
      (activityRow) => activityRow.no === no
    )

  test('is the one that is not over, while it runs as well, and none when all are', async () => {
    const { no } = await weekly()
    const seen: (string | undefined)[] = []
    for (const now of [start, at(7, 1), at(7, 2), at(13, 0), at(14, 3), at(21, 3)]) {
      server.setNow(now)
      seen.push((await rowOf(no))?.next?.from)
      expect((await v.read(no, await v.staff('xu'))).next?.from).toBe(seen.at(-1))
    }
    expect(seen).toEqual([at(7, 0), at(7, 0), at(14, 0), at(14, 0), at(21, 0), undefined])
  })

  test('stands on the portal’s list and page, and not the first that is over', async () => {
    const { no } = await weekly()
    server.setNow(at(8, 0))
    for (const path of ['/activities', `/activities/${no}`]) {
      const html = await (await fetch(server.url + path, { headers: { accept: 'text/html' } })).text()
      expect(html).toMatch(/class="act-d(ay)?">11月30日 周一/)
      expect(html).not.toMatch(/class="act-d(ay)?">11月23日 周一/)
    }
  })
})
