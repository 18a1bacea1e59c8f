/** The catalogue imports types from the contract, never the other way round: what both sides agree on has no language. */
import { expect, test } from 'vitest'
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const shared = resolve(import.meta.dirname, '../../../shared')

/** Every file that a file stands on, with the way there; types count too. */
function standsOn(file: string, way: readonly string[] = [], seen = new Map<string, readonly string[]>()) {
  if (seen.has(file)) return seen
  seen.set(file, [...way, file])
  for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(/\bfrom '(\.[^']+)'/g))
    standsOn(join(dirname(file), from), [...way, file], seen)
  return seen
}

test('the contract stands on no catalogue, not even for a type', () => {
  const reached = standsOn(join(shared, 'api.ts'))
  expect(reached.size).toBeGreaterThan(20)
  const ways = [...reached].filter(([file]) => file.startsWith(join(shared, 'locales'))).map(([, way]) => way)
  expect(ways.map((way) => way.map((file) => file.slice(shared.length + 1)).join(' -> '))).toEqual([])
})
