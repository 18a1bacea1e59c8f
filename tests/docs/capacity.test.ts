/** docs/CAPACITY.md is what the computation says, and the computation is held to what must be so of any city. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { assumed, limits, plan } from '../../docs/capacity.ts'
import { capacityInDocs, unitCostsOf } from '../../docs/write-capacity.ts'

const bench = {
  at: '2026-11-30T00:00:00.000Z',
  cases: 1000,
  machine: { cpus: 2, model: 'a processor', node: 'v20.0.0' },
  findings: [
    { id: 'B6', what: 'photo', values: { smallMs: 50, wholeMs: 150 } },
    { id: 'B11', what: 'drain / claims one by one', values: { oursPerS: 1_900 } },
    ...['listKept', 'list', 'case', 'caseApi', 'map', 'search', 'queue', 'report', 'move'].map((name) => ({
      id: 'units',
      what: name,
      values: { [`${name}.serverUs`]: 1_000, [`${name}.databaseUs`]: 500 }
    })),
    { id: 'units', what: 'a case', values: { 'case.bytes': 2_000, 'case.indexBytes': 1_000, 'case.plainBytes': 8_000 } }
  ]
}
const { unit } = unitCostsOf(bench)

describe('the capacity plan', () => {
  test('stands in the docs as it is computed', () => {
    const { written, current } = capacityInDocs()
    expect(written).toBe(current)
    expect(written).not.toMatch(/NaN|undefined|Infinity/)
  })

  test('is refused where a row was not measured, by its name', () => {
    for (const [id, fault] of [
      ['B6', /B6 is missing/],
      ['B11', /B11 is missing/]
    ] as const)
      expect(() => unitCostsOf({ ...bench, findings: bench.findings.filter((f) => f.id !== id) })).toThrow(fault)
    for (const name of Object.keys(unit).filter((key) => key.endsWith('Us'))) {
      const { [name]: _, ...rest } = unit
      expect(() => plan(1e6, rest)).toThrow(name)
    }
  })

  test('a city ten times as large needs ten times as much of everything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 20_000_000 }), (people) => {
        const [one, ten] = [plan(people, unit), plan(people * 10, unit)]
        for (const [name, need] of [
          ...Object.entries(one.cores),
          ...Object.entries(one.gb),
          ['yuan', one.yuan] as const
        ]) {
          const more = { ...ten.cores, ...ten.gb, yuan: ten.yuan }[name as keyof typeof one.cores]
          expect(more / need).toBeCloseTo(10, 6)
          expect(need).toBeGreaterThan(0)
        }
      })
    )
  })

  test('at a limit’s city the need is what there is, and what costs twice lasts for half', () => {
    const rows = limits(unit)
    expect(rows.map((row) => row.people)).toEqual([...rows.map((row) => row.people)].sort((a, b) => a - b))
    const primary = rows.find((row) => row.what.startsWith('cores of the primary'))
    expect(plan(primary?.people ?? NaN, unit).cores.database).toBeCloseTo(32, 6)
    const dearer = Object.fromEntries(
      Object.entries(unit).map(([name, cost]) => [name, name.endsWith('.databaseUs') ? cost * 2 : cost])
    )
    const then = limits(dearer).find((row) => row.what === primary?.what)
    expect(then?.people).toBeCloseTo((primary?.people ?? NaN) / 2, 3)
    expect(assumed.copies).toBe(3)
  })
})
