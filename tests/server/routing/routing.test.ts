/** Which office answers for a place and a kind of problem: every point to exactly one area, every report to exactly one office. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Position } from 'geojson'
import { loadCity, type City } from '#config/city/index.ts'
import { becauseWords } from '#shared/because.ts'
import { Refused } from '#shared/errors.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { indexAreas, route, type AreaFeature } from '#server/routing/index.ts'
import { inHebin, outside, town } from '#tests/support/city.ts'
import { contains, crooked } from '#tests/support/maps.ts'

const city = makeSnapshot(town)
const codeOf = (run: () => unknown): string => {
  try {
    run()
    return 'served'
  } catch (error) {
    return error instanceof Refused ? error.code : String(error)
  }
}

const shapes = {
  town: town.areas.features.filter((f): f is AreaFeature => f.properties.level === 'street'),
  crooked: crooked(5),
  another: crooked(77)
}

describe.each(Object.entries(shapes))('a person anywhere in %s', (_, features) => {
  const index = indexAreas({ type: 'FeatureCollection', features })
  const [west, south, east, north] = index.bbox
  const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })

  test('stands in exactly one street area, and it is the one that a plain ray finds', () => {
    fc.assert(
      fc.property(share, share, (u, v) => {
        const [x, y] = [west + (east - west) * u, south + (north - south) * v]
        // So near the far edges that the sum is the edge: no longer in the city.
        fc.pre(x < east && y < north)
        const oracle = features.filter((f) => contains(f, x, y)).map((f) => f.properties.id)
        return oracle.length === 1 && index.locate(x, y)?.street.id === oracle[0]
      }),
      { seed: 31, numRuns: 3000 }
    )
  })

  const edges = features.flatMap((f) => {
    const rings: Position[][] = f.geometry.type === 'Polygon' ? f.geometry.coordinates : []
    return rings.flatMap((ring) => ring.slice(1).map((b, i) => [ring[i] ?? b, b] as const))
  })

  test('stands in exactly one even on a border: on every corner, and anywhere on every edge', () => {
    const inside = (x: number, y: number): boolean => x >= west && x < east && y >= south && y < north
    const asked: Position[] = edges.flatMap(([a]) => [a])
    fc.assert(
      fc.property(fc.nat(edges.length - 1), share, (i, t) => {
        const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] = edges[i] ?? [[], []]
        asked.push([x1 + (x2 - x1) * t, y1 + (y2 - y1) * t])
      }),
      { seed: 32, numRuns: 3000 }
    )
    for (const [x = 0, y = 0] of asked.filter(([x = 0, y = 0]) => inside(x, y))) {
      const oracle = features.filter((f) => contains(f, x, y)).map((f) => f.properties.id)
      expect({ x, y, oracle, found: index.locate(x, y)?.street.id }).toEqual({
        x,
        y,
        oracle: [expect.any(String)],
        found: oracle[0]
      })
    }
  })

  test('is still in the city on its outermost border, in an area that has it on its border', () => {
    const outermost = edges.filter(([a, b]) =>
      [a, b].every(([x = 0, y = 0]) => x === east || y === north || x === west || y === south)
    )
    expect(outermost.length).toBeGreaterThan(3)
    for (const [[x = 0, y = 0]] of outermost) {
      const area = features.find((f) => f.properties.id === index.locate(x, y)?.street.id)
      const ring = area?.geometry.type === 'Polygon' ? (area.geometry.coordinates[0] ?? []) : []
      expect(ring).toContainEqual([x, y])
    }
  })

  test('stands in none once he has left it', () => {
    const away = fc.double({ min: 1e-6, max: 40, noNaN: true })
    fc.assert(
      fc.property(away, share, fc.nat(3), (far, u, side) => {
        const along = [west + (east - west) * u, south + (north - south) * u] as const
        const [x, y] = (
          [
            [west - far, along[1]],
            [east + far, along[1]],
            [along[0], south - far],
            [along[0], north + far]
          ] as const
        )[side] ?? [0, 0]
        return index.locate(x, y) === undefined
      }),
      { seed: 33, numRuns: 1000 }
    )
  })

  test('finds the name of his area written inside it', () => {
    for (const f of features) {
      const label = index.labelPoint(f.properties.id)
      expect(label && index.locate(label.lng, label.lat)?.street.id).toBe(f.properties.id)
    }
  })
})

const cornersOf = (features: readonly AreaFeature[], id: string): Position[] =>
  features
    .filter((f) => f.properties.id === id)
    .flatMap(({ geometry: g }) => (g.type === 'Polygon' ? g.coordinates.flat() : g.coordinates.flat(2)))

describe('a resident who reports', () => {
  test('reaches an office by the first rule that names his matter, with the reasons', () => {
    expect(route(city, 'garbage', inHebin.lng, inHebin.lat)).toMatchObject({
      office: 'sanitation',
      rule: 'R-1',
      ruleVersion: 1,
      supervising: 'centre',
      area: { id: 'hebin' },
      grid: { id: 'hebin-00' }
    })
    expect(route(city, 'shopfront', 120.025, 32.025)).toMatchObject({
      office: 'nanmen-squad',
      rule: 'R-4',
      area: { id: 'nanmen' }
    })
    expect(route(city, 'generic', 120.025, 32.025)).toMatchObject({ office: 'mobile', rule: 'R-99' })
    const { because } = route(city, 'shopfront', inHebin.lng, inHebin.lat)
    expect(because).toHaveLength(3)
    expect(because.map(becauseWords).join()).toMatch(/店外经营.*河滨街道.*河滨中队/)
  })

  test('reaches exactly one office from every point with every category, the same each time', () => {
    const codes = city.categories.map((c) => c.code)
    const here = (base: number) => fc.double({ min: base, max: base + 0.04, noNaN: true, maxExcluded: true })
    fc.assert(
      fc.property(here(120), here(32), fc.constantFrom(...codes), (lng, lat, code) => {
        const one = route(city, code, lng, lat)
        const squad = ['shopfront', 'home-noise'].includes(code)
        return (
          city.office(one.office) !== undefined &&
          (!squad || one.office === `${one.area.id}-squad`) &&
          JSON.stringify(one) === JSON.stringify(route(city, code, lng, lat))
        )
      }),
      { seed: 34, numRuns: 1000 }
    )
  })

  test('stands with both feet in the community of his own street', () => {
    const here = (base: number) => fc.double({ min: base, max: base + 0.04, noNaN: true, maxExcluded: true })
    fc.assert(
      fc.property(here(120), here(32), (lng, lat) => {
        const at = city.areas.locate(lng, lat)
        return at?.grid?.parent === at?.street.id
      }),
      { seed: 35, numRuns: 1000 }
    )
  })

  test('hears who to ask when he is outside the city, and that nobody knows his category', () => {
    expect(codeOf(() => route(city, 'garbage', outside.lng, outside.lat))).toBe('outside_city')
    expect(() => route(city, 'garbage', outside.lng, outside.lat)).toThrow(
      expect.objectContaining({ more: { words: town.info.outside.words } })
    )
    expect(codeOf(() => route(city, 'nothing', inHebin.lng, inHebin.lat))).toBe('unknown_category')
    for (const code of ['__proto__', 'constructor', 'toString', ''])
      expect(codeOf(() => route(city, code, inHebin.lng, inHebin.lat))).toBe('unknown_category')
  })

  test('in a street without a squad still reaches who catches everything', () => {
    const without: City = { ...town, offices: town.offices.filter((o) => o.id !== 'hebin-squad') }
    expect(route(makeSnapshot(without), 'shopfront', inHebin.lng, inHebin.lat)).toMatchObject({
      office: 'mobile',
      rule: 'R-99'
    })
  })
})

describe('a resident of the demo city', () => {
  const demo = loadCity()

  test('is never claimed by two street areas or two communities, and a plain ray agrees', async () => {
    const { areas } = await demo
    const index = indexAreas(areas)
    const [west, south, east, north] = index.bbox
    const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true })
    const corners = areas.features.flatMap((f) =>
      f.geometry.type === 'Polygon' ? f.geometry.coordinates.flat() : f.geometry.coordinates.flat(2)
    )
    let found = 0
    const place = fc.oneof(
      fc.tuple(share, share).map(([u, v]): Position => [west + (east - west) * u, south + (north - south) * v]),
      fc.nat(corners.length - 1).map((i): Position => corners[i] ?? [0, 0])
    )
    fc.assert(
      fc.property(place, ([x = 0, y = 0]) => {
        const here = areas.features.filter((f) => contains(f, x, y)).map((f) => f.properties)
        const streets = here.filter((p) => p.level === 'street')
        const grids = here.filter((p) => p.level === 'community')
        const at = index.locate(x, y)
        if (at) found++
        // On the outermost border, where a ray finds nothing to the east: in an area that has the corner.
        if (at && here.length === 0) return cornersOf(areas.features, at.street.id).some(([a, b]) => a === x && b === y)
        return (
          streets.length <= 1 &&
          grids.length === streets.length &&
          at?.street.id === streets[0]?.id &&
          at?.grid?.id === grids[0]?.id &&
          (grids[0]?.parent ?? streets[0]?.id) === streets[0]?.id
        )
      }),
      { seed: 36, numRuns: 3000 }
    )
    expect(found).toBeGreaterThan(1000)
  })

  test('reaches an office with every category from every street', async () => {
    const registry = makeSnapshot(await demo)
    for (const street of registry.areas.streets) {
      const { lng, lat } = registry.areas.labelPoint(street.properties.id) ?? { lng: 0, lat: 0 }
      for (const { code } of registry.categories) {
        const way = route(registry, code, lng, lat)
        expect(registry.office(way.office) && registry.office(way.supervising)).toBeDefined()
        expect(way.area.id).toBe(street.properties.id)
      }
    }
  })
})
