/** A share with few answers says little, and the drawing must show it. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { axisFrom, onAxis, wilson } from '#server/web/statistics/public/confidence.ts'
import { niceSteps } from '#server/web/statistics/public/scale.ts'
import { percent, percentWords } from '#server/web/frame/words.ts'

describe('the confidence range', () => {
  test('agrees with the published example, 8 of 10', () => {
    const range = wilson(8, 10)
    expect(range?.low).toBeCloseTo(0.4902, 3)
    expect(range?.high).toBeCloseTo(0.9433, 3)
  })

  test('no answers, no range', () => {
    expect(wilson(0, 0)).toBeUndefined()
  })

  test('holds the share, stays within 0 and 1, and narrows with more answers', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(2000), (a, b) => {
        const [n, of] = [Math.min(a, b), Math.max(a, b, 1)]
        const range = wilson(n, of)
        const larger = wilson(n * 10, of * 10)
        if (!range || !larger) return false
        const holds =
          range.low >= 0 && range.high <= 1 && range.low <= range.share + 1e-12 && range.high >= range.share - 1e-12
        return holds && larger.high - larger.low < range.high - range.low
      })
    )
  })

  test('a common axis begins a whole ten below the lowest range', () => {
    expect(axisFrom([{ share: 0.9, low: 0.83, high: 0.95 }])).toBe(0.8)
    expect(axisFrom([])).toBe(0.9)
    expect(onAxis(0.9, 0.8)).toBe(50)
  })
})

describe('numbers as they are printed', () => {
  test('a hundred and nought per cent only where they are exact', () => {
    expect(percent(5361, 5538)).toBe('96.8')
    expect(percent(9999, 10_000)).toBe('99.9')
    expect(percent(1, 10_000)).toBe('0.1')
    expect(percent(4, 4)).toBe('100')
    expect(percent(0, 4)).toBe('0')
    expect(percent(0, 0)).toBe('—')
    expect([percentWords(4, 5), percentWords(0, 0)]).toEqual(['80.0%', '—'])
  })

  test.each([
    [241, 3, [100, 200]],
    [12, 3, [5, 10]],
    [1, 3, [1]],
    [3, 3, [1, 2, 3]]
  ])('an axis to %d has round steps', (most, lines, steps) => {
    expect(niceSteps(most, lines)).toEqual(steps)
  })
})
