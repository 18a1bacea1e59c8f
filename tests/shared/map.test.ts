/** Marks and names on every map of ours. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { arc, gather, lie, placeLabels, radiusOf, spread, textWidth } from '#shared/map.ts'

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

  test('marks that would cover each other become one with their number, the rest stay alone', () => {
    const at = (x: number): readonly [number, number] => [x, 100]
    const groups = gather([10, 20, 90], at, 25)
    expect(groups.map((group) => group.of)).toEqual([[10, 20], [90]])
    expect(groups[0]?.at).toEqual([15, 100])
    expect(gather([1, 2, 3], at, 0).map((gathered) => gathered.of.length)).toEqual([1, 1, 1])
  })

  test('Chinese is never laid on its side: steep lines are named downwards', () => {
    expect(lie(0)).toEqual({ stacked: false, turn: -0 })
    expect(lie(30)).toEqual({ stacked: false, turn: -30 })
    expect(lie(80)).toEqual({ stacked: true, turn: 10 })
    expect(lie(-80)).toEqual({ stacked: true, turn: -10 })
    for (let angle = -90; angle <= 90; angle++) expect(Math.abs(lie(angle).turn)).toBeLessThanOrEqual(50)
  })

  test('a name whose characters stand apart takes the room they need', () => {
    const river = (x: number, apart?: number) => ({
      id: String(x),
      text: '云水',
      at: [x, 100] as const,
      r: 0,
      size: 14,
      ...(apart && { apart })
    })
    expect(placeLabels([river(100), river(140)], [], bounds)).toHaveLength(2)
    expect(placeLabels([river(100, 2), river(140, 2)], [], bounds)).toHaveLength(1)
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
