/** Everybody at once. The full figures (1,000 people, 100 seats, 20 rounds) are in `npm run bench -- B10`. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openFor, signUpAtOnce } from '#tests/support/contention.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'
import { planFor } from '#tests/support/volunteering.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: '2026-11-16T02:00:00.000Z', env: { ROLE: 'web' } })
})
afterAll(() => server.stop())

test.each([1, 2])('two hundred people and twenty seats, a tenth of them leaving at once: round %i', async (round) => {
  const shift = await openFor(server.call, planFor(server.context.now(), { waitAtMost: 1000 }, 20))
  const outcome = await signUpAtOnce(server.call, shift, { people: 200, seats: 20, leaves: 10 }, round)
  expect(outcome).toMatchObject({
    answered: 200,
    taken: 20,
    waiting: 160,
    oversold: 0,
    undersold: 0,
    twice: 0,
    overtaken: 0,
    miscounted: 0,
    refused: {}
  })
})

test('without a queue exactly as many get in as there are seats, and the rest is told so', async () => {
  const shift = await openFor(server.call, planFor(server.context.now(), { waitAtMost: 0 }, 20))
  const outcome = await signUpAtOnce(server.call, shift, { people: 200, seats: 20, leaves: 0 }, 4)
  expect(outcome).toMatchObject({
    answered: 20,
    taken: 20,
    oversold: 0,
    undersold: 0,
    twice: 0,
    refused: { no_seat: 180 }
  })
})
