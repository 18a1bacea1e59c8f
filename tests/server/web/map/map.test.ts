/** The server's map: projection and thinning. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { around, frame, zoomOf, type Point } from '#server/web/map/mercator.ts'
import { pathOf, thin } from '#server/web/map/simplify.ts'

const city = [119.58, 32.52, 119.82, 32.7] as const

describe('the frame', () => {
  test('shows the whole box, north up, without stretching it', () => {
    const view = frame(city, 800, 500)
    const corners = [view.at({ lng: city[0], lat: city[3] }), view.at({ lng: city[2], lat: city[1] })]
    for (const [x, y] of corners) {
      expect(x).toBeGreaterThanOrEqual(-1e-6)
      expect(x).toBeLessThanOrEqual(800 + 1e-6)
      expect(y).toBeGreaterThanOrEqual(-1e-6)
      expect(y).toBeLessThanOrEqual(500 + 1e-6)
    }
    expect(view.at({ lng: 119.7, lat: 32.65 })[1]).toBeLessThan(view.at({ lng: 119.7, lat: 32.55 })[1])
    const east = view.at({ lng: 119.71, lat: 32.62 })[0] - view.at({ lng: 119.7, lat: 32.62 })[0]
    const north = view.at({ lng: 119.7, lat: 32.62 })[1] - view.at({ lng: 119.7, lat: 32.63 })[1]
    // A kilometre is as long upwards as sideways.
    expect(north / 1.109).toBeCloseTo(east / (1.1132 * Math.cos((32.625 * Math.PI) / 180)), 0)
  })

  test('knows its own box and the zoom of a web map as large', () => {
    const view = frame(city, 480, 480)
    expect(view.at({ lng: view.box[0], lat: view.box[3] })[0]).toBeCloseTo(0, 6)
    expect(view.at({ lng: view.box[0], lat: view.box[3] })[1]).toBeCloseTo(0, 6)
    expect(zoomOf(frame(around({ lng: 119.7, lat: 32.6 }, 3, 1), 480, 480))).toBe(14)
  })
})

describe('thinning', () => {
  test('drops what cannot be seen and keeps both ends', () => {
    const line: Point[] = [
      [0, 0],
      [5, 0.1],
      [10, 0],
      [10, 10]
    ]
    expect(thin(line, 0.5)).toEqual([
      [0, 0],
      [10, 0],
      [10, 10]
    ])
  })

  test('no kept line strays further than it may', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 200 }))
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 40 }), (points) => {
        const kept = thin(points, 1)
        return (
          kept[0] === points[0] &&
          kept.at(-1) === points.at(-1) &&
          kept.every((p) => points.includes(p as [number, number]))
        )
      })
    )
  })

  test('path data reads back to the same places', () => {
    expect(
      pathOf(
        [
          [0, 0],
          [10, 0.5],
          [5, -5],
          [0, 0]
        ],
        true
      )
    ).toBe('M0 0l10 .5-5-5.5z')
    expect(
      pathOf(
        [
          [1, 1],
          [1, 1]
        ],
        false
      )
    ).toBe('')
    expect(
      pathOf(
        [
          [0.3, 0.3],
          [1.2, 1.7]
        ],
        false,
        2
      )
    ).toBe('M.5 .5l.5 1')
  })
})
