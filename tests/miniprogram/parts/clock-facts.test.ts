import { describe, expect, test } from 'vitest'
import { deadlineNote, mainMark, stripDays } from '#shared/clock-words.ts'
import { boxes } from '../../../miniprogram/src/parts/clock-facts'
import { addDays } from '#shared/time-format.ts'
import { clock, DAY_MS } from '../samples'

describe('the meter', () => {
  test.each([
    ['nothing used', 2, 0, [0, 0]],
    ['a minute used is seen', 2, 60_000, [4, 0]],
    ['half a day of two', 2, DAY_MS / 2, [50, 0]],
    ['a day and a half', 2, DAY_MS * 1.5, [100, 50]],
    ['almost over is not over', 1, DAY_MS - 1, [96]],
    ['past due every box is full', 3, DAY_MS * 9, [100, 100, 100]]
  ])('%s', (_, days, usedMs, fills) => {
    expect(boxes({ limit: { n: days, unit: 'work_day' }, usedMs, totalMs: days * DAY_MS }).fills).toEqual(fills)
  })

  test('a long promise is drawn in weeks', () => {
    expect(boxes({ limit: { n: 30, unit: 'work_day' }, usedMs: DAY_MS * 5, totalMs: 30 * DAY_MS })).toEqual({
      fills: [100, 0, 0, 0, 0, 0],
      unitsABox: 5
    })
  })

  test('a stopped clock says why', () => {
    expect(deadlineNote(clock({ state: 'stopped', stoppedAt: '2026-11-23T07:40:00.000Z' }))).toBe(
      '承诺 2 个工作日，11月23日 15:40 回复后停表'
    )
    expect(deadlineNote(clock({ provisional: true }))).toContain('暂定')
  })
})

describe('the day strip', () => {
  const strip = (n: number) => ({
    days: n,
    from: '2026-11-01T00:00:00.000Z',
    strip: Array.from({ length: n }, (_, i) => ({
      day: addDays('2026-11-01', i),
      weekday: i % 7,
      working: true,
      marks: []
    }))
  })

  test('shows a short wait whole', () => {
    expect(stripDays(strip(5)).map((day) => day.gap)).toEqual([0, 0, 0, 0, 0])
  })
  test('shows a long wait with its gap, first days and last', () => {
    const days = stripDays(strip(20))
    expect(days.map(({ date }) => date)).toEqual([1, 2, 15, 16, 17, 18, 19, 20])
    expect(days.map(({ gap }) => gap)).toEqual([0, 0, 12, 0, 0, 0, 0, 0])
  })
  test('names the mark that says most', () => {
    expect(mainMark(['reported', 'closed'])).toBe('closed')
    expect(mainMark([])).toBeUndefined()
  })
})
