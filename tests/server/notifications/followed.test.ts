/** What volunteers hear bears the name of the request that it comes of, from its outbox on. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mongoose } from '#server/kernel/mongo.ts'
import type { OutboxItem } from '#server/kernel/outbox.ts'
import type { HourEntry } from '#shared/hours.ts'
import { turn as work } from '#server/worker.ts'
import { certifying, type Certifying } from '#tests/support/certifying.ts'
import { type Reply } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
let v: Certifying
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00.000Z', env: { ROLE: 'web' } })
  v = certifying(server)
})
afterAll(() => server.stop())

/** Requests by whose name something is told in a collection, of one kind. */
async function toldIn(collection: string, verb: string): Promise<(string | undefined)[]> {
  const owners = await mongoose.connection.collection(collection).find({ 'outbox.facts.verb': verb }).toArray()
  const items = owners.flatMap((owner) => owner['outbox'] as OutboxItem[])
  return items.filter(({ facts }) => facts['verb'] === verb).map(({ request }) => request)
}
const nameOf = (sent: Reply<unknown>): string => {
  expect([200, 201]).toContain(sent.status)
  const name = sent.headers.get('x-request-id')
  expect(name).toMatch(/\S/)
  return name ?? ''
}

test('sign-ups, hours, thanks and certificates are followed to whoever hears of them', async () => {
  const [xu, shen] = [await v.staff('xu'), await v.staff('shen')]
  const [an, bo, cheng] = [await v.resident('an'), await v.resident('bo'), await v.resident('cheng')]
  const { shift } = await v.open({}, 1)
  const first = (await v.signUp(an, shift)).body.id
  const second = (await v.signUp(bo, shift)).body.id
  // Whose leaving frees the seat is what the next one hears of.
  expect(nameOf(await v.moveSignup(an, first, { verb: 'cancel' }))).toBe((await toldIn('shifts', 'offered'))[0])
  nameOf(await v.moveSignup(bo, second, { verb: 'confirm' }))
  const { substituteCode } = (await v.moveSignup(bo, second, { verb: 'hand_on' })).body as { substituteCode?: string }
  const taken = await cheng.post(`/api/shifts/${shift}/substitute`, { code: substituteCode, adult: true })
  expect(nameOf(taken)).toBe((await toldIn('shifts', 'handed_on'))[0])
  const third = (taken.body as { id: string }).id
  expect(nameOf(await v.moveSignup(xu, third, { verb: 'remove', words: '名额另有安排' }))).toBe(
    (await toldIn('shifts', 'removed'))[0]
  )

  const attended = await v.attended(['dong'], 90)
  const dong = await v.resident('dong')
  const signup = attended.signups['dong'] ?? ''
  expect(nameOf(await v.settle(attended.shift))).toBe((await toldIn('shifts', 'settled'))[0])
  const thanks = await xu.post(`/api/signups/${signup}/honours`, { honour: 'service_star', words: '带头清沟' })
  expect(nameOf(thanks)).toBe((await toldIn('volunteers', 'honour'))[0])
  const learned = await xu.post(`/api/signups/${signup}/training`, { training: 'traffic', score: 55 })
  expect(nameOf(learned)).toBe((await toldIn('volunteers', 'notLearned'))[0])
  const asked = await dong.post<{ id: string }>(`/api/signups/${signup}/correction`, {
    minutes: 120,
    words: '签退晚了，实际多做了半小时'
  })
  nameOf(asked)
  const ruled = await shen.post(`/api/corrections/${asked.body.id}/ruling`, { approve: true, words: '照片为证' })
  expect(nameOf(ruled)).toBe((await toldIn('corrections', 'corrected'))[0])

  const paper = await v.ask('dong')
  nameOf(paper)
  expect(nameOf(await v.push(xu, paper.body.id, { verb: 'approve' }))).toBe(
    (await toldIn('certificates', 'certificate'))[0]
  )
  const { items } = (await dong.get<{ items: HourEntry[] }>('/api/hours/mine')).body
  const revoked = await shen.post(`/api/hours/${items[0]?.id ?? ''}/revocation`, { words: '查实是他人代签' })
  expect(nameOf(revoked)).toBe((await toldIn('hours', 'revoked'))[0])

  // And from there into the job that tells it.
  await work(server.context, {}, ['relay'])
  const job = await mongoose.connection.collection('jobs').findOne({ topic: 'told', 'facts.verb': 'revoked' })
  expect((job?.['facts'] as { request?: string } | undefined)?.request).toBe(nameOf(revoked))
})
