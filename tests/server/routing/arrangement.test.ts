/** Laying all borders over each other finds every kind of place there is, and no kind that there is not. */
import { describe, expect, test } from 'vitest'
import type { Polygon, Position } from 'geojson'
import { loadCity } from '#config/city/index.ts'
import { arrange, type Arrangement } from '#server/routing/check/arrangement.ts'
import { contains, crooked, dice, stars, type Shape } from '#tests/support/maps.ts'

function lay(shapes: readonly Shape[]): Arrangement {
  const work = arrange(shapes.map((s) => s.geometry))
  for (;;) {
    const step = work.next()
    if (!step.done) continue
    if (!step.value) throw new Error('too tangled')
    return step.value
  }
}
const holders = (shapes: readonly Shape[], x: number, y: number): string =>
  shapes.flatMap((s, i) => (contains(s, x, y) ? [i] : [])).join()

const box = [120, 32, 120.07, 32.07] as const
const demo = (await loadCity()) as { areas: { features: Shape[] }; assets: { features: Shape[] } }
const maps: Record<string, Shape[]> = {
  'a crooked city': crooked(5),
  'a crooked city with owners’ ground across its borders': [...crooked(77), ...stars(7, 25, box)],
  'polygons strewn about': stars(11, 60, box),
  'more of them': stars(23, 120, box),
  'the demo city with its estates, parks and waters': [...demo.areas.features, ...demo.assets.features]
}

describe.each(Object.entries(maps))('%s', (_, shapes) => {
  const map = lay(shapes)
  const labels = new Set(map.labels.map((l) => l.polygons.join()))
  const all = shapes.flatMap((s) =>
    (s.geometry.type === 'Polygon' ? s.geometry.coordinates : s.geometry.coordinates.flat()).flat()
  )
  const [west, east] = [Math.min(...all.map((p) => p[0] ?? 0)), Math.max(...all.map((p) => p[0] ?? 0))]
  const [south, north] = [Math.min(...all.map((p) => p[1] ?? 0)), Math.max(...all.map((p) => p[1] ?? 0))]

  test('has no place of a kind that was not found', () => {
    const random = dice(99)
    const missed = Array.from(
      { length: 6_000 },
      () => [west + random() * (east - west), south + random() * (north - south)] as const
    ).filter(([x, y]) => !labels.has(holders(shapes, x, y)))
    // A grid of a centimetre may move a border by half of one: nobody stands there by chance.
    expect(missed).toEqual([])
  })

  test('has ground of every kind that was found', () => {
    const empty = map.labels
      .filter((l) => l.polygons.length > 0)
      .filter((l) => {
        const regions = map
          .regions((label) => (label.id === l.id ? 'here' : undefined))
          .filter((r) => r.kind === 'here')
        // A sliver thinner than the grid is no ground to stand on.
        return !regions.some(
          (r) => r.squareMetres < 1 || holders(shapes, r.place.lng, r.place.lat) === l.polygons.join()
        )
      })
    expect(empty).toEqual([])
  })
})

const square = (w: number, s: number, size: number): Shape => ({
  type: 'Feature',
  properties: {},
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [w, s],
        [w + size, s],
        [w + size, s + size],
        [w, s + size],
        [w, s]
      ]
    ]
  }
})

test('two squares that share a corner of ground are three kinds of place, and the corner is as large as it is', () => {
  const map = lay([square(120, 32, 0.02), square(120.01, 32.01, 0.02)])
  expect(map.labels.map((l) => l.polygons.join()).sort()).toEqual(['', '0', '0,1', '1'])
  const [both] = map.regions((l) => (l.polygons.length === 2 ? 'both' : undefined)).filter((r) => r.kind === 'both')
  const metres = 0.01 * 111_320
  expect(both?.squareMetres).toBeCloseTo(metres * metres * Math.cos((32.015 * Math.PI) / 180), -2)
  expect(both?.place).toEqual({ lng: expect.closeTo(120.015, 3), lat: expect.closeTo(32.015, 3) })
})

test('ground that touches itself in a corner, lies within other ground, or is drawn twice, is read as it lies', () => {
  const eight: Position[] = [
    [120, 32],
    [120.01, 32],
    [120.01, 32.01],
    [120.02, 32.01],
    [120.02, 32.02],
    [120.01, 32.02],
    [120.01, 32.01],
    [120, 32.01],
    [120, 32]
  ]
  const shapes: Shape[] = [
    { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [eight] } satisfies Polygon },
    square(120.012, 32.012, 0.002),
    square(120.012, 32.012, 0.002)
  ]
  const map = lay(shapes)
  expect(map.labels.map((l) => l.polygons.join()).sort()).toEqual(['', '0', '0,1,2'])
  expect(
    map.regions((l) => (l.polygons.length === 1 ? 'alone' : undefined)).filter((r) => r.kind === 'alone')
  ).toHaveLength(2)
})

test('a hole that nobody fills is ground within, and the world outside is not', () => {
  const without = crooked(5).filter((f) => f.properties.id !== 'c3-3')
  const map = lay(without)
  const gaps = map.regions((l) => (l.polygons.length === 0 ? 'gap' : 'city')).filter((r) => r.kind === 'gap')
  expect(gaps).toHaveLength(1)
  const [gap] = gaps
  expect(gap && holders(crooked(5), gap.place.lng, gap.place.lat)).not.toBe('')
  expect(gap?.beside.map((l) => l.polygons.map((p) => without[p]?.properties.id))).toEqual([['ring']])
})
