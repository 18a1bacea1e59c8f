/** Whatever order refreshes come in, from however many tabs and thieves: one pair a turn, and a replay ends it all. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import type { SessionView } from '#shared/members.ts'
import { startTestServer, type TestServer } from '#tests/support/server.ts'

let server: TestServer
const begun = Date.now()
let now = begun
beforeAll(async () => {
  server = await startTestServer({ now: new Date(begun).toISOString(), env: { ROLE: 'web' } })
})
afterAll(() => server.stop())

const graceMs = 10_000

type Step =
  /** So many at once trade the token of so many turns ago. */
  { trade: number; tabs: number } | { waitMs: number }
const steps = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ trade: fc.constantFrom(0, 0, 0, 1, 1, 2), tabs: fc.integer({ min: 1, max: 4 }) })
    },
    { weight: 2, arbitrary: fc.record({ waitMs: fc.constantFrom(1, 5_000, graceMs, graceMs + 1, 60_000) }) }
  ),
  { minLength: 1, maxLength: 12 }
)

test('a turn has one pair, given again within the grace; everything older ends the session', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (said: Step[]) => {
      const { sessions } = server.context
      const first = await sessions.begin({ kind: 'resident', id: randomUUID() }, { ip: '' })
      const given: string[] = [first.refresh ?? '']
      let rotatedAt = now
      let over = false
      for (const step of said) {
        if ('waitMs' in step) {
          now += step.waitMs
          server.setNow(new Date(now))
          continue
        }
        const turn = given.length - 1 - step.trade
        if (turn < 0) continue
        const token = given[turn] ?? ''
        const all = await Promise.all(
          Array.from({ length: step.tabs }, () =>
            sessions.rotate(token).catch((): SessionView | undefined => undefined)
          )
        )
        const pairs = new Set(all.map((pair) => pair?.refresh ?? 'refused'))
        // All of those who ask at once are answered alike.
        expect(pairs.size).toBe(1)
        const [pair = ''] = pairs
        if (over) expect(pair).toBe('refused')
        else if (step.trade === 0) {
          expect([pair === 'refused', given.includes(pair)]).toEqual([false, false])
          given.push(pair)
          rotatedAt = now
        } else if (step.trade === 1 && now - rotatedAt <= graceMs) expect(pair).toBe(given.at(-1))
        else {
          expect(pair).toBe('refused')
          over = true
        }
      }
      // The latest token goes on exactly where nothing was replayed.
      const last = await sessions.rotate(given.at(-1) ?? '').then(
        () => true,
        () => false
      )
      expect(last).toBe(!over)
    }),
    { numRuns: 60 }
  )
})
