/** What is counted of whom, when a million come, each from an address of his own. */
import { expect, test, vi } from 'vitest'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { keysFrom } from '#server/kernel/keys.ts'
import type { Log } from '#server/kernel/log.ts'
import { sharedCounts } from '#server/kernel/shared-counts.ts'

vi.setConfig({ testTimeout: 60_000 })
const log = { warn: () => undefined } as unknown as Log
const now = new Date('2026-11-16T02:00:10.000Z')
const counting = () => sharedCounts(keysFrom('ab'.repeat(32)), log, () => now)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const used = (): number => {
  collect()
  return process.memoryUsage().heapUsed
}

test('a million addresses in one minute take no more memory than a tenth of them, and nobody is let off', () => {
  const counts = counting()
  // High enough that nobody is told to the database, which is not there.
  const limit = counts.limit({ name: 'address', atMost: 1_000, withinMs: 60_000 })
  const before = used()
  for (let i = 0; i < 1_000_000; i++) limit.add(`2001:db8:${i}::/64`, 1)
  const grown = used() - before
  expect(grown).toBeLessThan(30_000_000)
  // Who asks without pause is not forgotten by all that come meanwhile.
  for (let i = 0; i < 50; i++) limit.add('busy', 1)
  for (let i = 0; i < 50_000; i++) limit.add(`another ${i}`, 1)
  expect(limit.used('busy').used).toBe(50)
})

test('a limit lets exactly as many through as it says, and begins anew with the minute', () => {
  let at = now
  const counts = sharedCounts(keysFrom('ab'.repeat(32)), log, () => at)
  const limit = counts.limit({ name: 'person', atMost: 10_000, withinMs: 60_000 })
  const passed = (): number => {
    let n = 0
    while (limit.used('one').used < limit.atMost && limit.add('one', 1).used <= limit.atMost && n < 999) n++
    return n
  }
  expect(passed()).toBe(999)
  expect(limit.used('one')).toEqual({ used: 1_000, leftMs: 50_000 })
  at = new Date(now.getTime() + 50_000)
  expect(limit.used('one')).toEqual({ used: 0, leftMs: 60_000 })
})
