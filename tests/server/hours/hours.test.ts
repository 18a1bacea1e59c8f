/** From being there to hours in the ledger: granted, put right, taken back, and always adding up to zero. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { CorrectionView, HourEntry, RosterView } from '#shared/hours.ts'
import { starOf } from '#shared/hours.ts'
import { append, chainOf, minutesOf, standing, sumOfAll, verifyHours, type Transaction } from '#server/hours/index.ts'
import { onStep } from '#server/kernel/failpoints.ts'
import { turn as work } from '#server/worker.ts'
import { inHebin } from '#tests/support/city.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { volunteering, type Attended, type Volunteering } from '#tests/support/volunteering.ts'

const start = '2026-11-16T02:00:00.000Z'
let server: TestServer
let v: Volunteering
beforeAll(async () => {
  server = await startTestServer({ now: start, env: { ROLE: 'web' } })
  v = volunteering(server)
})
afterAll(() => server.stop())

let turn = 0
const named = (name: string): string => `${name}-${turn}`
beforeEach(() => {
  turn++
  server.setNow(start)
})

interface Mine {
  minutes: number
  activities: number
  star: number
  items: HourEntry[]
  corrections: CorrectionView[]
}
const mine = async (name: string): Promise<Mine> =>
  (await (await v.resident(named(name))).get<Mine>('/api/hours/mine')).body
const attend = (names: readonly string[], minutes = 90): Promise<Attended> => v.attended(names.map(named), minutes)
const signup = (attended: Attended, name: string): string => attended.signups[named(name)] ?? ''
/** What a worker does that comes by. */
const worked = () => work(server.context, {}, ['applyCorrections', 'relay', 'work'])
/** What he was told, in words, by whoever says so. */
const heard = async (name: string, part: string): Promise<string[]> => {
  const { items } = (await (await v.resident(named(name))).get<{ items: { text: string }[] }>('/api/notices')).body
  return items.map(({ text }) => text).filter((text) => text.includes(part))
}
/** The process dies at this step: whoever asked is not answered, and nothing more happens by itself. */
async function dyingAt(step: string, request: () => Promise<{ status: number }>): Promise<void> {
  onStep((name) => {
    if (name === step) throw new Error(`died at ${step}`)
  })
  try {
    expect((await request()).status).toBe(500)
  } finally {
    onStep(undefined)
  }
}
const row = (roster: RosterView, id: string) => roster.rows.find((r) => r.signup === id)

test('settling a shift grants everybody the minutes he was there, once', async () => {
  const attended = await attend(['an', 'bao'])
  const sent = await v.settle(attended.shift)
  expect(sent).toMatchObject({ status: 200, body: { settled: expect.any(String), maySettle: false } })
  expect(row(sent.body, signup(attended, 'an'))).toMatchObject({
    outcome: 'came',
    granted: 90,
    proposal: 90,
    look: false
  })
  expect(await mine('an')).toMatchObject({
    minutes: 90,
    activities: 1,
    star: 0,
    items: [{ kind: 'grant', minutes: 90 }]
  })
  expect((await v.settle(attended.shift)).body.code).toBe('not_in_this_status')
  expect((await mine('an')).minutes).toBe(90)
  expect(await sumOfAll()).toBe(0)
})

test('nobody settles before the end, nor another office’s shift', async () => {
  const { shift } = await v.open()
  expect((await v.settle(shift)).body.code).toBe('not_in_this_status')
  expect((await v.settle(shift, [], 'he')).status).toBe(404)
  expect((await v.settle(shift, [], 'shen')).status).toBe(403)
})

test('what wants a look is granted only when the organiser says so and why', async () => {
  const { shift, view } = await v.open()
  const an = await v.resident(named('an'))
  const bao = await v.resident(named('bao'))
  const ids = [(await v.signUp(an, shift)).body.id, (await v.signUp(bao, shift)).body.id] as const
  const from = new Date(view.from)
  server.setNow(from)
  for (const [who, id] of [
    [an, ids[0]],
    [bao, ids[1]]
  ] as const)
    await v.report(who, { signup: id, kind: 'in', at: from, code: await v.codeAt(shift, from), place: inHebin })
  server.setNow(view.to)
  const roster = (await (await v.staff('xu')).get<RosterView>(`/api/shifts/${shift}/roster`)).body
  expect(roster.rows.map((r) => [r.look, r.proposal, r.presence.flags])).toEqual([
    [true, 0, ['no_out']],
    [true, 0, ['no_out']]
  ])
  expect((await v.settle(shift, [{ signup: ids[0], outcome: 'came' }])).body.code).toBe('hours_reason')
  const sent = await v.settle(shift, [
    { signup: ids[0], outcome: 'came', minutes: 110, words: '一直干到收工，忘了签退' }
  ])
  expect(sent.body.rows.map((r) => [r.outcome, r.granted])).toEqual([
    ['came', 110],
    ['absent', undefined]
  ])
})

test('an organiser who took part does not grant hours to himself', async () => {
  const { shift, view } = await v.open()
  const xu = await v.staff('xu')
  const { id } = (await v.signUp(xu, shift)).body
  server.setNow(view.to)
  const line = { signup: id, outcome: 'came', minutes: 120, words: '我一直都在' }
  expect((await v.settle(shift, [line])).body.code).toBe('forbidden')
})

describe('a correction', () => {
  const ask = async (attended: Attended, name: string, minutes: number) =>
    (await v.resident(named(name))).post<CorrectionView & { code?: string }>(
      `/api/signups/${signup(attended, name)}/correction`,
      {
        minutes,
        words: '签退晚了，实际多做了半小时'
      }
    )
  const rule = async (id: string, by: string, approve = true) =>
    (await v.staff(by)).post<CorrectionView & { code?: string }>(`/api/corrections/${id}/ruling`, {
      approve,
      words: '核对过照片'
    })

  test('is asked for by one and ruled on by another, and the ledger keeps both entries', async () => {
    const attended = await attend(['an'])
    await v.settle(attended.shift)
    const asked = await ask(attended, 'an', 120)
    expect(asked).toMatchObject({ status: 200, body: { state: 'asked', granted: 90, minutes: 120, mayRule: false } })
    expect((await ask(attended, 'an', 110)).body.code).toBe('correction_open')
    const list = await (await v.staff('xu')).get<{ items: CorrectionView[] }>('/api/desk/corrections')
    expect(list.body.items.find((c) => c.id === asked.body.id)).toMatchObject({ mayRule: true, granted: 90 })
    expect((await rule(asked.body.id, 'he')).status).toBe(404)
    expect((await rule(asked.body.id, 'xu')).body).toMatchObject({ state: 'approved', granted: 120 })
    expect((await rule(asked.body.id, 'shen')).body.code).toBe('not_in_this_status')
    const after = await mine('an')
    expect(after.minutes).toBe(120)
    expect(after.items.map((e) => [e.kind, e.minutes])).toEqual([
      ['correct', 30],
      ['grant', 90]
    ])
    expect(after.corrections).toMatchObject([{ state: 'approved', ruling: { words: '核对过照片' } }])
  })

  test.each(['correction ruled', 'correction appended'])(
    'is told and counted once, also when the server dies at “%s”',
    async (step) => {
      const attended = await attend(['an'])
      await v.settle(attended.shift)
      const { id } = (await ask(attended, 'an', 120)).body
      await dyingAt(step, () => rule(id, 'xu'))
      await worked()
      await worked()
      expect((await mine('an')).minutes).toBe(120)
      const [shift] = await mongoose.connection
        .collection('shifts')
        .find({ 'people.id': signup(attended, 'an') })
        .toArray()
      expect(shift?.['settled']).toMatchObject({ minutes: 120, came: 1, absent: 0 })
      expect(await heard('an', '核对过照片')).toHaveLength(1)
    }
  )

  test('that is refused changes nothing and stays in sight', async () => {
    const attended = await attend(['an'])
    await v.settle(attended.shift)
    const { id } = (await ask(attended, 'an', 600)).body
    expect((await rule(id, 'xu', false)).body.state).toBe('refused')
    expect(await mine('an')).toMatchObject({ minutes: 90, corrections: [{ state: 'refused' }] })
    // He may ask again, with better reasons.
    expect((await ask(attended, 'an', 100)).status).toBe(200)
  })

  test('that an organiser asks for is ruled on by the centre, not by him', async () => {
    const attended = await attend(['an'])
    await v.settle(attended.shift)
    const xu = await v.staff('xu')
    const asked = await xu.post<CorrectionView>(`/api/signups/${signup(attended, 'an')}/correction`, {
      minutes: 60,
      words: '中途离开了半小时'
    })
    expect((await rule(asked.body.id, 'xu')).status).toBe(403)
    expect((await rule(asked.body.id, 'shen')).body.state).toBe('approved')
    expect((await mine('an')).minutes).toBe(60)
  })

  test('makes somebody who was written off as absent count as there', async () => {
    const { shift, view } = await v.open()
    const an = await v.resident(named('an'))
    const { id } = (await v.signUp(an, shift)).body
    server.setNow(view.to)
    expect((await v.settle(shift)).body.rows[0]).toMatchObject({ outcome: 'absent' })
    const asked = await an.post<CorrectionView>(`/api/signups/${id}/correction`, {
      minutes: 45,
      words: '我到了，手机没电'
    })
    await rule(asked.body.id, 'xu')
    const roster = (await (await v.staff('xu')).get<RosterView>(`/api/shifts/${shift}/roster`)).body
    expect(roster.rows[0]).toMatchObject({ outcome: 'came', granted: 45 })
  })
})

describe('a revocation', () => {
  test('takes back what stands, says why, and happens once; only the centre does it', async () => {
    const attended = await attend(['an'])
    await v.settle(attended.shift)
    const entry = (await mine('an')).items[0]?.id ?? ''
    const revoke = async (by: string) =>
      (await v.staff(by)).post<HourEntry & { code?: string }>(`/api/hours/${entry}/revocation`, {
        words: '查实是他人代签'
      })
    expect((await revoke('xu')).status).toBe(403)
    expect((await revoke('he')).status).toBe(404)
    expect((await revoke('shen')).body).toMatchObject({ kind: 'revoke', minutes: -90, words: '查实是他人代签' })
    expect((await revoke('shen')).body).toMatchObject({ kind: 'revoke', minutes: -90 })
    expect(await mine('an')).toMatchObject({ minutes: 0, activities: 0 })
    expect(await sumOfAll()).toBe(0)
    await worked()
    expect(await heard('an', '查实是他人代签')).toHaveLength(1)
  })

  test('is told, and off the sums of its shift, also when the server dies right after it', async () => {
    const attended = await attend(['an', 'bao'])
    await v.settle(attended.shift)
    const entry = (await mine('an')).items[0]?.id ?? ''
    const shen = await v.staff('shen')
    await dyingAt('hours revoked', () => shen.post(`/api/hours/${entry}/revocation`, { words: '查实是他人代签' }))
    await worked()
    await worked()
    expect(await heard('an', '查实是他人代签')).toHaveLength(1)
    const [shift] = await mongoose.connection
      .collection('shifts')
      .find({ 'people.id': signup(attended, 'an') })
      .toArray()
    expect(shift?.['settled']).toMatchObject({ minutes: 90, came: 2 })
    const people = shift?.['people'] as { id: string; member: string }[]
    const member = people.find(({ id }) => id === signup(attended, 'an'))?.member ?? ''
    expect(verifyHours(await chainOf(member))).toBeUndefined()
  })
})

test('an organiser thanks and notes a training of who came, and of nobody else', async () => {
  const attended = await attend(['an'])
  const xu = await v.staff('xu')
  const honour = (id: string) => xu.post(`/api/signups/${id}/honours`, { honour: 'service_star', words: '带头清沟' })
  expect((await honour(signup(attended, 'an'))).status).toBe(409)
  await v.settle(attended.shift)
  expect((await honour(signup(attended, 'an'))).status).toBe(200)
  expect((await honour(signup(attended, 'an'))).status).toBe(200)
  await xu.post(`/api/signups/${signup(attended, 'an')}/training`, { training: 'traffic', score: 55 })
  const an = await v.resident(named('an'))
  const profile = (await an.get('/api/volunteers/me')).body
  expect(profile).toMatchObject({
    honours: [{ honour: 'service_star', words: '带头清沟' }],
    learned: [{ training: 'traffic', score: 55, passed: false }]
  })
  await worked()
  // He hears of both, and of the thanks that were sent twice once.
  const { items } = (await an.get<{ items: { text: string }[] }>('/api/notices')).body
  expect(items.filter((item) => item.text.includes('授予您「服务明星」：带头清沟'))).toHaveLength(1)
  expect(items.filter((item) => item.text.includes('「交通引导」考试这次没有通过'))).toHaveLength(1)
  // An exam that was not passed opens no door that asks for it.
  const { shift } = await v.open({ trainings: ['traffic'] })
  expect((await v.signUp(an, shift)).body.code).toBe('not_eligible')
})

test('nobody stands on the wall who has not said that he wants to', async () => {
  const attended = await attend(['an', 'bao'])
  await v.settle(attended.shift)
  const profile = { rev: 0, display: `小安${turn}`, skills: [], areas: [], languages: [], free: [], ranked: true }
  await (await v.resident(named('an'))).post('/api/volunteers/me', profile)
  server.setNow(new Date(server.context.now().getTime() + 60_000))
  const wall = (await client(server).get<{ items: { display: string; minutes: number }[] }>('/api/wall')).body.items
  expect(wall).toContainEqual({ display: `小安${turn}`, star: 0, minutes: 90, activities: 1 })
  expect(wall.some((w) => w.display.startsWith('bao'))).toBe(false)
})

test('who takes everything personal back is nobody afterwards, and the hours still add up', async () => {
  const an = await v.resident(named('an'))
  await an.post('/api/volunteers/me', {
    rev: 0,
    name: '安小然',
    phone: '13811112222',
    born: '1990-01-01',
    skills: [],
    areas: [],
    languages: [],
    free: [],
    ranked: false
  })
  // His name and number stand in the shift that he came to, too.
  await v.settle((await attend(['an'])).shift)
  server.setNow(start)
  const { shift } = await v.open({}, 1)
  await v.signUp(an, shift, { note: '我是安小然' })
  const erased = await fetch(`${server.url}/api/me`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${await v.token(named('an'))}` }
  })
  expect(erased.status).toBe(200)
  // Nobody comes back until it is done, once more some seconds later.
  server.setNow('2026-11-16T02:00:11.000Z')
  await work(server.context, {}, ['erasures'])
  const back = client(server, await v.token(named('an')))
  expect((await back.get<Mine>('/api/hours/mine')).body.minutes).toBe(90)
  const roster = (await (await v.staff('xu')).get(`/api/shifts/${shift}/roster`)).text
  expect(roster).not.toMatch(/安小然|13811112222/)
  // Not in any collection, whatever shows it or does not.
  const names = (await mongoose.connection.listCollections()).map(({ name }) => name)
  const everything = await Promise.all(names.map((name) => mongoose.connection.collection(name).find({}).toArray()))
  expect(JSON.stringify(everything)).not.toMatch(/安小然|13811112222/)
})

// ——— the ledger by itself

const drafted = (key: string, kind: Transaction['kind'], minutes: number) => ({
  key,
  person: 'p',
  kind,
  at: new Date(start),
  by: 'xu',
  activity: '20261116-001',
  title: '清洁日',
  office: 'hebin-squad',
  shift: 'a'.repeat(24),
  signup: 's',
  from: new Date(start),
  minutes
})

test('a hundred appends to one person at once are numbered without a gap, chained, and each of its kind happens once', async () => {
  const person = `racing-${turn}`
  const made = await Promise.all(
    Array.from({ length: 24 }, (_, i) =>
      append(person, `s-${i % 12}`, () => ({
        ...drafted(`${person}:${i % 12}`, 'grant', 10),
        person,
        signup: `s-${i % 12}`
      }))
    )
  )
  expect(new Set(made.map((t) => t?._id.toHexString())).size).toBe(12)
  const chain = await chainOf(person)
  expect(chain.map((t) => t.n)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
  expect(verifyHours(chain)).toBeUndefined()
})

test('whatever is granted, put right and taken back, the books are balanced and nobody owes hours', async () => {
  let round = 0
  const act = fc.oneof(
    fc.record({ kind: fc.constant('correct' as const), to: fc.integer({ min: 0, max: 1440 }) }),
    fc.record({ kind: fc.constant('revoke' as const), to: fc.constant(0) })
  )
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1440 }), fc.array(act, { maxLength: 6 }), async (first, acts) => {
      const person = `books-${turn}-${++round}`
      const signupId = `${person}-s`
      const put = (key: string, kind: Transaction['kind'], to: number) =>
        append(person, signupId, (so) => {
          const minutes = to - standing(so)
          return minutes === 0 ? undefined : { ...drafted(`${person}:${key}`, kind, minutes), person, signup: signupId }
        })
      await put('grant', 'grant', first)
      for (const [i, a] of acts.entries()) await put(String(i), a.kind, a.to)
      const chain = await chainOf(person)
      const balance = chain.reduce((n, t) => n + minutesOf(t), 0)
      const last = acts.at(-1)?.to ?? first
      return (
        balance === last &&
        chain.every((t) => t.legs.reduce((n, l) => n + l.minutes, 0) === 0) &&
        verifyHours(chain) === undefined
      )
    }),
    { numRuns: 25, seed: 5 }
  )
  expect(await sumOfAll()).toBe(0)
})

test('a transaction that somebody changed in the database no longer follows from its hash', async () => {
  const person = `forged-${turn}`
  await append(person, 's', () => ({ ...drafted(`${person}:1`, 'grant', 60), person }))
  await append(person, 's', () => ({ ...drafted(`${person}:2`, 'correct', 30), person }))
  const chain = await chainOf(person)
  const [first, second] = chain as [Transaction, Transaction]
  expect(verifyHours([{ ...first, words: '改过' }, second])).toEqual({ n: 1, fault: 'hash' })
  expect(verifyHours([second])).toEqual({ n: 2, fault: 'number' })
  expect(verifyHours([first, { ...second, prev: '0'.repeat(64) }])).toEqual({ n: 2, fault: 'prev' })
})

test('stars are given at a hundred, three hundred, six hundred, a thousand and fifteen hundred hours', () => {
  expect([99, 100, 299, 300, 600, 1000, 1499, 1500, 9000].map((h) => starOf(h * 60))).toEqual([
    0, 1, 1, 2, 3, 4, 4, 5, 5
  ])
})
