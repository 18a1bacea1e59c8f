/** What is received counts while it is worked on, by sender and in all, and no longer: whatever comes, goes and gives way. */
import { expect, test } from 'vitest'
import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { Refused } from '#shared/errors.ts'
import { incoming, type Held } from '#server/kernel/incoming.ts'

const most = 100
const asked = (length: number | undefined): IncomingMessage =>
  ({ headers: length === undefined ? {} : { 'content-length': String(length) } }) as IncomingMessage

const step = fc.record({
  act: fc.constantFrom('begin', 'add', 'add', 'drop', 'end', 'late'),
  sender: fc.constantFrom('a', 'b', 'c'),
  length: fc.option(fc.integer({ min: 0, max: 80 }), { nil: undefined }),
  bytes: fc.integer({ min: 0, max: 40 }),
  which: fc.nat(20)
})

interface Open {
  sender: string
  held: Held
  here: number
  end(): Promise<void>
}

/** Begins a body that is worked on until it is ended; nothing where it was refused. */
async function opened(room: ReturnType<typeof incoming>, sender: string, length?: number): Promise<Open | undefined> {
  let end = (): void => undefined
  let body: Open | undefined
  const done = room
    .reading(asked(length), sender, async (held) => {
      body = { sender, held, here: 0, end: () => (end(), done) }
      held.onGivenUp(() => body && (body.here = 0))
      await new Promise<void>((resolve) => (end = resolve))
    })
    .catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error
    })
  await Promise.resolve()
  return body
}

test('never more than all, never more of one than half, and all of it free again when the work is done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const room = incoming(most)
      let open: Open[] = []
      const ended: Open[] = []
      for (const { act, sender, length, bytes, which } of steps) {
        const one = open[which % Math.max(1, open.length)]
        if (act === 'begin') {
          const body = await opened(room, sender, length)
          if (body) open.push(body)
        } else if (act === 'late') ended[which % Math.max(1, ended.length)]?.held.drop(bytes)
        else if (!one) continue
        else if (act === 'add') {
          try {
            one.here += bytes
            one.held.add(bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(Refused)
            // Whoever is refused lets go of what he has.
            open = open.filter((open) => open !== one)
            ended.push(one)
            await one.end()
          }
        } else if (act === 'drop') {
          one.here = Math.max(0, one.here - bytes)
          one.held.drop(bytes)
        } else {
          open = open.filter((open) => open !== one)
          ended.push(one)
          await one.end()
        }
        const sum = (of: readonly Open[]): number => of.reduce((all, { here }) => all + here, 0)
        expect(sum(open)).toBeLessThanOrEqual(most)
        for (const name of ['a', 'b', 'c'])
          expect(sum(open.filter((open) => open.sender === name))).toBeLessThanOrEqual(most / 2)
      }
      for (const item of open) await item.end()
      // Both halves are there again, for whoever comes.
      for (const name of ['a', 'b']) {
        const whole = await opened(room, name, most / 2)
        expect(whole).toBeDefined()
        whole?.held.add(most / 2)
      }
    }),
    { numRuns: 500 }
  )
})
