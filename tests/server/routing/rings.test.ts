/** What a polygon means, however its rings are nested: ground is what a shell holds and none of its own holes. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { indexAreas, type AreaFeature } from '#server/routing/index.ts'
import { haoSide, plainSide } from '#tests/support/plain-polygons.ts'

const square = (x: number, y: number, size: number): Position[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y]
]
const holds = (geometry: Polygon | MultiPolygon) => {
  const properties = { id: 'a', name: 'A', level: 'street' as const }
  const features = [{ type: 'Feature', properties, geometry }] as unknown as AreaFeature[]
  const index = indexAreas({ type: 'FeatureCollection', features })
  return (x: number, y: number): boolean => index.locate(x, y) !== undefined
}
const many = (...coordinates: Position[][][]): MultiPolygon => ({ type: 'MultiPolygon', coordinates })
const one = (...coordinates: Position[][]): Polygon => ({ type: 'Polygon', coordinates })

describe('a polygon holds', () => {
  test.each<[string, Polygon | MultiPolygon, Position[], Position[]]>([
    [
      'the ground of a shell within a shell',
      many([square(0, 0, 9)], [square(3, 3, 3)]),
      [
        [4, 4],
        [1, 1]
      ],
      [[10, 1]]
    ],
    [
      'the same, in the other order',
      many([square(3, 3, 3)], [square(0, 0, 9)]),
      [
        [4, 4],
        [1, 1]
      ],
      [[10, 1]]
    ],
    [
      'three shells in each other',
      many([square(0, 0, 9)], [square(1, 1, 7)], [square(2, 2, 5)]),
      [
        [0.5, 0.5],
        [1.5, 1.5],
        [4, 4]
      ],
      []
    ],
    ['a shell that is told twice', many([square(0, 0, 9)], [square(0, 0, 9)]), [[4, 4]], [[10, 1]]],
    ['no ground of a hole beside its shell', one(square(0, 0, 3), square(5, 5, 3)), [[1, 1]], [[6, 6]]],
    [
      'no ground of a hole that touches its shell from outside',
      one(square(0, 0, 3), square(3, 0, 3)),
      [[1, 1]],
      [[4, 1]]
    ],
    [
      'no ground of a hole in a hole',
      one(square(0, 0, 9), square(2, 2, 5), square(3, 3, 2)),
      [[1, 1]],
      [
        [2.5, 2.5],
        [4, 4]
      ]
    ],
    [
      'no ground of a hole that is told twice',
      one(square(0, 0, 9), square(2, 2, 5), square(2, 2, 5)),
      [[1, 1]],
      [[4, 4]]
    ],
    [
      'an island in a lake',
      many([square(0, 0, 9), square(2, 2, 5)], [square(3, 3, 2)]),
      [
        [1, 1],
        [4, 4]
      ],
      [[2.5, 2.5]]
    ],
    [
      'a lake on an island in a lake',
      many([square(0, 0, 9), square(1, 1, 7)], [square(2, 2, 5), square(3, 3, 2)]),
      [
        [0.5, 0.5],
        [2.5, 2.5]
      ],
      [
        [1.5, 1.5],
        [4, 4]
      ]
    ],
    [
      'a lake that a shell around it fills',
      many([square(0, 0, 9), square(4, 4, 1)], [square(3, 3, 3)]),
      [
        [1, 1],
        [4.5, 4.5]
      ],
      []
    ],
    [
      'a lake that a shell around it leaves open',
      many([square(0, 0, 9), square(4, 4, 1)], [square(3, 3, 3), square(4, 4, 1)]),
      [
        [1, 1],
        [3.5, 3.5]
      ],
      [[4.5, 4.5]]
    ],
    [
      'both sides of the date line, and no strip between',
      one([
        [179, 0],
        [-179, 0],
        [-179, 2],
        [179, 2],
        [179, 0]
      ]),
      [
        [179.5, 1],
        [-179.5, 1]
      ],
      [
        [0, 1],
        [178, 1],
        [-178, 1]
      ]
    ],
    [
      'a hole across the date line',
      one(
        [
          [178, 0],
          [-178, 0],
          [-178, 4],
          [178, 4],
          [178, 0]
        ],
        [
          [179, 1],
          [-179, 1],
          [-179, 3],
          [179, 3],
          [179, 1]
        ]
      ),
      [
        [178.5, 2],
        [-178.5, 2],
        [179.5, 0.5]
      ],
      [
        [179.5, 2],
        [-179.5, 2],
        [0, 2]
      ]
    ]
  ])('%s', (_name, geometry, inside, outside) => {
    const at = holds(geometry)
    expect(inside.filter(([x = 0, y = 0]) => !at(x, y))).toEqual([])
    expect(outside.filter(([x = 0, y = 0]) => at(x, y))).toEqual([])
  })

  test('what its shells hold without their own holes, for any squares in each other', () => {
    // Squares on a grid, each at a depth of its own, never crossing: the middle of one is the middle of all.
    const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 6 })
    const parts = fc.array(fc.tuple(sizes, fc.constantFrom(0, 100)), { minLength: 1, maxLength: 5 })
    const around = (size: number, middle: number) => square(middle - size, (middle % 7) - size, 2 * size)
    fc.assert(
      fc.property(parts, fc.integer({ min: -3000, max: 3000 }), (given, distance) => {
        const all = new Set<string>()
        const polygons = given.flatMap(([list, middle]) => {
          const [shell = 1, ...holes] = list.toSorted((a, b) => b - a)
          // Two rings of one size would lie on each other.
          const own = [shell, ...holes].filter((size) => !all.has(`${middle} ${size}`))
          for (const size of own) all.add(`${middle} ${size}`)
          return own[0] === shell ? [own.map((size) => around(size, middle))] : []
        })
        fc.pre(polygons.length > 0)
        const at = holds(many(...polygons))
        for (const middle of [0, 100]) {
          const [x, y] = [middle + distance / 97.3, (middle % 7) + 0.0137]
          const ground = polygons.some(([shell = [], ...holes]) => {
            const side = (ring: Position[]) => haoSide(ring, x, y, plainSide) > 0
            return side(shell) && !holes.some(side)
          })
          expect([x, at(x, y)]).toEqual([x, ground])
        }
      }),
      { seed: 41, numRuns: 400 }
    )
  })
})
