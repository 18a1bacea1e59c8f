/** Whatever frees a seat, the next in line is offered it: nobody waits beside a free seat. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ActivityInput, SignupView } from '#shared/activities.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { client, type Client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { volunteering, type Volunteering } from '#tests/support/volunteering.ts'

const start = '2026-11-16T02:00:00.000Z'
let server: TestServer
let v: Volunteering
beforeAll(async () => {
  server = await startTestServer({ now: start, env: { ROLE: 'both' } })
  v = volunteering(server)
})
afterAll(() => server.stop())
let turn = 0
beforeEach(() => {
  turn++
  server.setNow(start)
})
const who = (name: string): Promise<Client> => v.resident(`${name}-${turn}`)

const waiting = async (names: readonly string[], more: Partial<ActivityInput> = {}) => {
  const { no, shift } = await v.open(more, 1)
  await v.signUp(await who('an'), shift)
  const people: { name: string; id: string }[] = []
  for (const name of names) people.push({ name, id: (await v.signUp(await who(name), shift)).body.id })
  return { no, shift, people }
}
const stateOf = async ({ name, id }: { name: string; id: string }) =>
  (await (await who(name)).get<SignupView>(`/api/signups/${id}`)).body.state
/** The plan as it stands, changed and sent back. */
const edit = async (no: string, change: (plan: ActivityInput) => ActivityInput) => {
  const xu = await v.staff('xu')
  const { desk } = await v.read(no, xu)
  return xu.post(`/api/activities/${no}`, { version: desk?.version, plan: change(desk!.plan) })
}
const seats =
  (capacity: number) =>
  (plan: ActivityInput): ActivityInput => ({
    ...plan,
    shifts: plan.shifts.map((s) => ({ ...s, roles: s.roles.map((r) => ({ ...r, capacity })) }))
  })
const roleOf = async (no: string) => (await v.read(no, await v.staff('xu'))).shifts[0]

test('raising the seats of a shift offers them to who waits, and the page is full no longer', async () => {
  const { no, people } = await waiting(['bao'], { waitAtMost: 1 })
  expect((await roleOf(no))?.state).toBe('full')
  expect((await edit(no, seats(3))).status).toBe(200)
  expect(await Promise.all(people.map(stateOf))).toEqual(['offered'])
  expect(await roleOf(no)).toMatchObject({ state: 'open', roles: [{ free: 1, waiting: 0, capacity: 3 }] })
})

test('raising them by fewer than there are waiting offers them in order', async () => {
  const { no, people } = await waiting(['bao', 'cai', 'dan'])
  await edit(no, seats(3))
  expect(await Promise.all(people.map(stateOf))).toEqual(['offered', 'offered', 'waiting'])
  expect((await roleOf(no))?.roles[0]).toMatchObject({ free: 0, waiting: 1 })
})

test('who erases himself leaves his seat to the next', async () => {
  const { people } = await waiting(['bao'])
  await fetch(`${server.url}/api/me`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${await v.token(`an-${turn}`)}` }
  })
  expect(await Promise.all(people.map(stateOf))).toEqual(['offered'])
})

test('a seat that fell free when the server died before it was offered is offered by the clock', async () => {
  const { no, shift, people } = await waiting(['bao'])
  await server.tick()
  const left = { $pull: { people: { state: 'in' } }, $inc: { 'free.sweep': 1 } }
  await mongoose.connection.collection('shifts').updateOne({ _id: shift } as never, left as never)
  expect(await Promise.all(people.map(stateOf))).toEqual(['waiting'])
  await server.tick()
  expect(await Promise.all(people.map(stateOf))).toEqual(['offered'])
  expect((await roleOf(no))?.roles[0]).toMatchObject({ free: 0, waiting: 0 })
})

test('of one seat for a group nobody else is named, of three two may be', async () => {
  const { shift } = await v.open({}, 6)
  const [an, bao] = [await who('an'), await who('bao')]
  const sent = await v.signUp(an, shift, { names: ['甲', '乙', '丙'] })
  expect(sent).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ at: '/body/names' }] } })
  expect((await v.signUp(an, shift, { seats: 1, names: ['甲'] })).status).toBe(422)
  expect((await v.signUp(an, shift, { seats: 3, names: ['甲', '乙', '丙'] })).status).toBe(422)
  const group = await v.signUp(an, shift, { seats: 3, names: ['甲', '乙'] })
  expect(group.status).toBe(201)
  const rename = (names: string[]) => v.moveSignup(an, group.body.id, { verb: 'rename', names })
  expect((await rename(['甲', '乙', '丙'])).body).toMatchObject({ code: 'invalid' })
  expect((await rename(['丁'])).body.names).toEqual(['丁'])
  expect((await v.signUp(bao, shift)).status).toBe(201)
})

test('an entry of a calendar counts up when its shift moves, and not when nothing of it changes', async () => {
  const { no, shift } = await v.open({}, 3)
  const { calendar } = (await v.signUp(await who('an'), shift)).body
  const sequence = async () => {
    const { text } = await client(server).get(calendar)
    return Number(/SEQUENCE:(\d+)/.exec(text)?.[1])
  }
  const first = await sequence()
  await edit(no, (plan) => ({ ...plan, bring: ['雨衣'] }))
  expect(await sequence()).toBe(first)
  const later = (at: string) => new Date(Date.parse(at) + 86_400_000).toISOString()
  await edit(no, (plan) => ({
    ...plan,
    shifts: plan.shifts.map((s) => ({ ...s, from: later(s.from), to: later(s.to) }))
  }))
  const moved = await sequence()
  expect(moved).toBeGreaterThan(first)
  await edit(no, (plan) => ({ ...plan, address: '文庙巷北口' }))
  expect(await sequence()).toBeGreaterThan(moved)
  const known = await sequence()
  await v.move('xu', no, { verb: 'cancel', words: '台风要来' })
  expect(await sequence()).toBeGreaterThan(known)
})

test('a day whose draft was cancelled is drafted anew; one whose draft stands stays as it is', async () => {
  const { no } = await v.open()
  const xu = await v.staff('xu')
  const repeat = async () => {
    const sent = await xu.post<{ items: { no: string; status: string }[] }>(`/api/activities/${no}/repeats`, {
      days: ['2026-12-05']
    })
    expect(sent.status).toBe(201)
    return sent.body.items[0]!
  }
  const first = await repeat()
  expect((await repeat()).no).toBe(first.no)
  for (let time = 0; time < 2; time++) {
    const before = await repeat()
    await v.move('xu', before.no, { verb: 'cancel', words: '那天下雨' })
    const again = await repeat()
    expect(again).toMatchObject({ status: 'draft' })
    expect(again.no).not.toBe(before.no)
    expect((await repeat()).no).toBe(again.no)
  }
})
