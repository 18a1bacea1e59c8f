/** Many senders before one counter: everybody has his share, and whoever fills the row keeps only himself waiting. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { Refused } from '#shared/errors.ts'
import { fairQueue } from '#server/kernel/fair-queue.ts'

/** Works that end one by one, when told; the order in which they were begun is written down. */
function bench(atMost = 100) {
  const queue = fairQueue(atMost)
  const begun: string[] = []
  const ends: (() => void)[] = []
  const refused: string[] = []
  const done: Promise<void>[] = []
  return {
    begun,
    refused,
    send(sender: string, cost: number): void {
      const sent = queue(sender, cost, () => {
        begun.push(sender)
        return new Promise<void>((resolve) => ends.push(resolve))
      })
      done.push(
        sent.catch((error: unknown) => {
          if (!(error instanceof Refused) || error.code !== 'unavailable') throw error
          refused.push(sender)
        })
      )
    },
    async finishAll(): Promise<void> {
      const all = Promise.all(done)
      let over = false
      void all.then(() => (over = true))
      while (!over) {
        ends.shift()?.()
        await Promise.resolve()
      }
      await all
    }
  }
}

describe('a queue that is fair', () => {
  test('lets a small photo pass a row of large ones from somebody else', async () => {
    const { send, begun, finishAll } = bench()
    for (let i = 0; i < 6; i++) send('large', 400)
    send('small', 12)
    await finishAll()
    expect(begun.slice(0, 2)).toEqual(['large', 'small'])
    expect(begun).toHaveLength(7)
  })

  test('refuses a full row of one sender to him and to nobody else', async () => {
    const { send, refused, begun, finishAll } = bench(10)
    for (let i = 0; i < 30; i++) send('greedy', 1)
    for (let i = 0; i < 4; i++) send(`other ${i}`, 1)
    await finishAll()
    expect(new Set(refused)).toEqual(new Set(['greedy']))
    expect(begun.filter((sender) => sender.startsWith('other'))).toHaveLength(4)
  })

  test('takes as many of one sender as of many, for a whole street may stand behind one address', async () => {
    const { send, refused, finishAll } = bench(40)
    for (let i = 0; i < 41; i++) send('one address', 1)
    await finishAll()
    expect(refused).toEqual([])
  })

  test('says so to everybody once it is full of small shares', async () => {
    const { send, refused, finishAll } = bench(5)
    for (let i = 0; i < 8; i++) send(`sender ${i}`, 1)
    await finishAll()
    // One is being worked on and five wait.
    expect(refused).toEqual(['sender 6', 'sender 7'])
  })

  test('goes on after a work that fails', async () => {
    const queue = fairQueue(5)
    const first = queue('a', 1, () => Promise.reject(new Error('broken picture')))
    const second = queue('a', 1, () => Promise.resolve('kept'))
    await expect(first).rejects.toThrow('broken picture')
    await expect(second).resolves.toBe('kept')
  })

  test('gives those who all have something waiting the same, to within one work each', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ sender: fc.constantFrom('a', 'b', 'c'), cost: fc.integer({ min: 1, max: 50 }) }), {
          minLength: 3,
          maxLength: 60
        }),
        async (works) => {
          const queue = fairQueue(1000)
          const waiting = new Map<string, number>()
          const had = new Map<string, number>([
            ['a', 0],
            ['b', 0],
            ['c', 0]
          ])
          for (const { sender } of works) waiting.set(sender, (waiting.get(sender) ?? 0) + 1)
          const everybody = new Set(waiting.keys())
          const gaps: number[] = []
          let first = true
          await Promise.all(
            works.map(({ sender, cost }) =>
              queue(sender, cost, () => {
                // The very first begins before anybody else has come.
                if (!first && [...everybody].every((one) => (waiting.get(one) ?? 0) > 0)) {
                  const shares = [...everybody].map((one) => had.get(one) ?? 0)
                  gaps.push(Math.max(...shares) - Math.min(...shares))
                }
                if (!first) had.set(sender, (had.get(sender) ?? 0) + cost)
                first = false
                waiting.set(sender, (waiting.get(sender) ?? 0) - 1)
                return Promise.resolve()
              })
            )
          )
          expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(100)
        }
      ),
      { numRuns: 100, seed: 20_261_129 }
    )
  })
})
