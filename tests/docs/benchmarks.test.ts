/** docs/BENCHMARKS.md names every row of the bench and says what was measured, misses with what is known of them. */
import { expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '#tests/support/source.ts'
import { benchmarks, benchmarksDocument, benchmarksInDocs, taken } from '../../docs/write-benchmarks.ts'

const rows = [...readFileSync(join(root, 'tests/bench/main.ts'), 'utf8').matchAll(/\{ id: '(\w+)'/g)].map(
  ([, id = '']) => id
)
const run = (id: string, measured: string, ok = true) => ({
  at: '2026-11-30T00:00:00.000Z',
  cases: 1000,
  findings: [{ id, what: `of ${id} | x`, goal: '<= 1', measured, ok, why: '' }]
})

test('every row of the bench stands on the page, and no other', () => {
  expect(Object.keys(benchmarks).sort()).toEqual([...rows].sort())
  const { written, current } = benchmarksInDocs()
  expect(written).toBe(current)
})

test('what is measured again replaces what was measured before, and nothing else', () => {
  const first = taken(taken([], run('B1', '3.00x', false)), run('B2', '0.9x'))
  expect(taken(first, run('B1', '1.50x')).map(({ id, measured }) => [id, measured])).toEqual([
    ['B1', '1.50x'],
    ['B2', '0.9x']
  ])
  const text = benchmarksDocument(first)
  expect(text).toContain('1 of 2 figures')
  expect(text).toMatch(/of B1 \\\| x.*\*\*no\*\*/)
  expect(text).toContain('Not measured yet.')
})
