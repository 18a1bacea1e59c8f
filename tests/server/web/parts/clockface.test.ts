/** What the two clocks draw. */
import { describe, expect, test } from 'vitest'
import type { DeadlineClock } from '#shared/cases.ts'
import { deadlineNote, deadlineWords, stripDays, usedWords } from '#shared/clock-words.ts'
import { meter } from '#server/web/parts/clockface.ts'

const hour = 3_600_000
const dayMs = 8 * hour
const clock = (over: Partial<DeadlineClock> = {}): DeadlineClock => ({
  limit: { n: 3, unit: 'work_day' },
  dayMs,
  dueAt: '2026-11-24T02:20:00.000Z',
  provisional: false,
  usedMs: 0,
  totalMs: 3 * dayMs,
  state: 'running',
  light: 'green',
  ...over
})

describe('the meter', () => {
  test.each([
    [0, [0, 0, 0]],
    [dayMs, [100, 0, 0]],
    [1.5 * dayMs, [100, 50, 0]],
    [3 * dayMs, [100, 100, 100]],
    [30 * dayMs, [100, 100, 100]]
  ])('fills a box a working day: %d ms', (usedMs, boxes) => {
    expect(meter(clock({ usedMs })).fills).toEqual(boxes)
  })

  test('a box in use is neither empty nor full to the eye', () => {
    expect(meter(clock({ usedMs: 60_000 })).fills[0]).toBe(4)
    expect(meter(clock({ usedMs: dayMs - 60_000 })).fills[0]).toBe(96)
  })

  test('a long promise is drawn in weeks, the last box as long as what is left of it', () => {
    const long = clock({ limit: { n: 32, unit: 'work_day' }, totalMs: 32 * dayMs, usedMs: 31 * dayMs })
    expect(meter(long)).toEqual({ unitsABox: 5, fills: [100, 100, 100, 100, 100, 100, 50] })
  })
})

describe('what stands beside it', () => {
  test('while it runs it says what is left, past due how late', () => {
    expect(deadlineWords(clock({ usedMs: dayMs + 5 * hour }))).toBe('还剩 1 天 3 小时')
    expect(deadlineWords(clock({ usedMs: 3 * dayMs + 2 * hour, light: 'red' }))).toBe('超期 2 小时')
    expect(deadlineWords(clock({ usedMs: 5 * dayMs, light: 'red' }))).toBe('超期 2 个工作日')
  })

  test('once over it says how it ended', () => {
    expect(deadlineWords(clock({ state: 'over', usedMs: dayMs + 4 * hour + 15 * 60_000 }))).toBe(
      '按时，提前 1 天 3 小时'
    )
    expect(deadlineWords(clock({ state: 'over', usedMs: 4 * dayMs, light: 'red' }))).toContain('超期 1 个工作日')
  })

  test('time used is exact to the minute', () => {
    expect(usedWords(clock({ usedMs: dayMs + 4 * hour + 15 * 60_000 }))).toBe('用了 1 天 4 小时 15 分')
  })

  test('a date nobody can vouch for yet is called provisional', () => {
    expect(deadlineNote(clock({ provisional: true }))).toContain('暂定')
    expect(deadlineNote(clock())).not.toContain('暂定')
  })

  test('standing still names the moment it stopped', () => {
    expect(deadlineNote(clock({ state: 'held', stoppedAt: '2026-11-23T07:40:00.000Z' }))).toContain('11月23日 15:40')
  })
})

describe('the day strip', () => {
  const day = (date: string, working = true) => ({
    day: date,
    weekday: new Date(`${date}T00:00:00Z`).getUTCDay(),
    working,
    marks: []
  })
  const elapsed = (...days: string[]) => ({ days: 0, from: '2026-11-01T00:00:00.000Z', strip: days.map((d) => day(d)) })

  test('names weekdays as people do', () => {
    expect(
      stripDays(elapsed('2026-11-22', '2026-11-23')).map((stripDay) => `${stripDay.weekday}${stripDay.date}`)
    ).toEqual(['日22', '一23'])
  })

  test('a wait too long to draw in full says how many days are left out', () => {
    expect(stripDays(elapsed('2026-10-30', '2026-10-31', '2026-11-10')).map((stripDay) => stripDay.gap)).toEqual([
      0, 0, 9
    ])
  })
})
