/** The server's map: projection, placement, thinning. */
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { around, frame, zoomOf, type Point } from '#server/portal/map/mercator.ts'
import { arc, placeLabels, radiusOf, spread, textWidth } from '#server/portal/map/placement.ts'
import { pathOf, thin } from '#server/portal/map/simplify.ts'

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

describe('placement', () => {
  const bounds = { width: 800, height: 500 }

  test('marks part until a finger can tell them, and stay on the drawing', () => {
    const place = fc.record({
      x: fc.double({ min: 0, max: 800, noNaN: true }),
      y: fc.double({ min: 0, max: 500, noNaN: true })
    })
    fc.assert(
      fc.property(fc.array(place, { maxLength: 17 }), (places) => {
        const placed = spread(
          places.map(({ x, y }, i) => ({ id: String(i), at: [x, y] as const, r: 20 })),
          bounds,
          44
        )
        return placed.every(({ stands: [x, y] }) => x >= 20 && x <= 780 && y >= 20 && y <= 480)
      })
    )
    const [a, b] = spread(
      [0, 1].map((i) => ({ id: String(i), at: [400, 250] as const, r: 20 })),
      bounds,
      44
    )
    expect(a && b && Math.hypot(a.stands[0] - b.stands[0], a.stands[1] - b.stands[1])).toBeGreaterThan(40)
  })

  test('a mark with room around it stays where it belongs', () => {
    expect(spread([{ id: 'a', at: [100, 100], r: 20 }], bounds, 44)[0]?.stands).toEqual([100, 100])
  })

  test('a name finds a free side, stays on the drawing, and is left out when there is none', () => {
    const disc = { id: 'a', at: [60, 480] as const, r: 20 }
    const [name] = placeLabels([{ id: 'a', text: '河滨街道', at: disc.at, r: 20, size: 14 }], [disc], bounds)
    expect(name?.stands[1]).toBeLessThan(480)
    const tiny = { width: 60, height: 44 }
    const label = { id: 'a', text: '河滨街道', at: [30, 22] as const, r: 20, size: 14 }
    expect(placeLabels([label], [{ id: 'a', at: [30, 22], r: 20 }], tiny)).toEqual([])
  })

  test('names never cover each other', () => {
    const labels = Array.from({ length: 30 }, (_, i) => ({
      id: String(i),
      text: '文昌街道',
      at: [400 + (i % 3) * 9, 250] as const,
      r: 0,
      size: 14
    }))
    const placed = placeLabels(labels, [], bounds)
    expect(placed).toHaveLength(1)
  })

  test('a name aslant takes the room of a name aslant', () => {
    const road = (angle: number, x: number) => ({
      id: `${x}`,
      text: '江南大道',
      at: [x, 250] as const,
      r: 0,
      size: 12,
      angle
    })
    expect(placeLabels([road(90, 300), road(90, 330)], [], bounds)).toHaveLength(2)
    expect(placeLabels([road(0, 300), road(0, 330)], [], bounds)).toHaveLength(1)
  })

  test('CJK characters fill their em', () => {
    expect(textWidth('河滨', 10)).toBe(20)
    expect(textWidth('ab', 10)).toBeCloseTo(11.6)
  })

  test('the arc is the share of the ring, never more', () => {
    const round = (2 * Math.PI * 10).toFixed(1)
    expect(arc(0.5, 10)).toBe(`${(Math.PI * 10).toFixed(1)} ${round}`)
    expect(arc(3, 10)).toBe(`${round} ${round}`)
    expect(arc(-1, 10)).toBe(`0.0 ${round}`)
  })

  test('the area of a mark grows with its count', () => {
    expect(radiusOf(0, 100, [16, 26])).toBe(16)
    expect(radiusOf(100, 100, [16, 26])).toBe(26)
    expect(radiusOf(5, 0, [16, 26])).toBe(16)
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
