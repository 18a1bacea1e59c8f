/** How it was: whoever came says it, once; the organiser reads it without names, the public not at all. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActivityView } from '#shared/activities.ts'
import { client } from '#tests/support/http.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { volunteering, type Volunteering } from '#tests/support/volunteering.ts'

let server: TestServer
let v: Volunteering
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00.000Z', env: { ROLE: 'web' } })
  v = volunteering(server)
})
afterAll(() => server.stop())

const day = 86_400_000
const desk = async (no: string) => (await v.read(no, await v.staff('xu'))).desk

test('each who came counts once, may change his mind for thirty days, and is named to nobody', async () => {
  const { no, shift, signups, to } = await v.attended(['ann', 'ben', 'cai'])
  const say = async (name: string, more: object) =>
    v.moveSignup(await v.resident(name), signups[name] ?? '', { verb: 'feedback', ...more })

  // Before the hours are settled nobody is known to have come.
  expect((await say('ann', { good: true })).status).toBe(409)
  await v.settle(shift, [{ signup: signups['cai'], outcome: 'absent', words: '查实没有到场' }])
  expect((await say('cai', { good: false })).status).toBe(409)

  expect((await say('ann', { good: true, words: '水够喝' })).body.feedback).toEqual({ good: true, words: '水够喝' })
  expect((await say('ben', { good: false, words: '集合点难找' })).status).toBe(200)
  const changed = await say('ann', { good: false, words: '水不够喝' })
  expect(changed.body).toMatchObject({ feedback: { good: false, words: '水不够喝' }, may: ['feedback'] })
  expect((await say('ann', { good: true, words: '还是好的' })).status).toBe(200)
  expect((await desk(no))?.feedback).toEqual({
    n: 2,
    good: 1,
    // The unhappy first.
    words: [
      { good: false, words: '集合点难找' },
      { good: true, words: '还是好的' }
    ]
  })

  // The organiser can open a sign-up, and finds no answer beside the name.
  const opened = await (await v.staff('xu')).get(`/api/signups/${signups['ben'] ?? ''}`)
  expect(opened.status).toBe(200)
  expect(opened.text).not.toContain('集合点难找')
  // Somebody else is told of no such sign-up, and cannot answer for him.
  expect(
    (await v.moveSignup(await v.resident('ann'), signups['ben'] ?? '', { verb: 'feedback', good: true })).status
  ).toBe(404)
  expect((await v.moveSignup(await v.staff('xu'), signups['ben'] ?? '', { verb: 'feedback', good: true })).status).toBe(
    403
  )

  // The public page of the activity says nothing of it.
  const seen = await client(server).get<ActivityView>(`/api/activities/${no}`)
  for (const words of ['feedback', '集合点难找', '还是好的']) expect(seen.text).not.toContain(words)

  server.setNow(new Date(to.getTime() + 30 * day - 1))
  expect((await say('ben', { good: true })).body.feedback).toEqual({ good: true })
  server.setNow(new Date(to.getTime() + 30 * day))
  expect((await say('ben', { good: false })).status).toBe(409)
  expect((await desk(no))?.feedback).toMatchObject({ n: 2, good: 2 })
})
