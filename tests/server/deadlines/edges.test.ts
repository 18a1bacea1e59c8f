/** Where clocks are wrong by one if they are wrong: the last minute, the night after it, and days that are weighed. */
import { describe, expect, test } from 'vitest'
import type { Status } from '#shared/cases.ts'
import { lightWords, shownLight } from '#shared/time-format.ts'
import {
  addWorking,
  makeCalendar,
  deadlineClock,
  deadlineState,
  stageTimes,
  workingBetween,
  type Calendar,
  type ClockStep
} from '#server/deadlines/index.ts'

const slots = [
  ['08:30', '12:00'],
  ['13:30', '18:00']
] as const
const calendar = makeCalendar({ slots, overrides: [] })
const hour = 3_600_000
const local = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
const said = (at: number): string => new Date(at + 8 * hour).toISOString().slice(0, 19).replace('T', ' ')
const at = (text: string, status: Status, more: Partial<ClockStep> = {}): ClockStep => ({
  at: local(text),
  status,
  ...more
})

/** Reported on Thursday evening, one working day to go: due on Friday at six, when everybody goes home. */
const toFriday = [
  at('2026-11-12 20:00', 'received', { limit: { n: 1, unit: 'work_day' }, urgency: 'limited', office: 'water' }),
  at('2026-11-12 20:00', 'dispatched', { office: 'water' }),
  at('2026-11-12 20:00', 'handling')
]
const clockAt = (steps: readonly ClockStep[], now: string) => {
  const status = steps.at(-1)?.status ?? 'received'
  return deadlineClock(deadlineState(steps, calendar), status, calendar, local(now))
}

describe('an office whose limit ends when it goes home', () => {
  test('is in time to the minute, and late from the next one on, though no duty passes until Monday', () => {
    expect(said(deadlineState(toFriday, calendar).dueAt)).toBe('2026-11-13 18:00:00')
    expect(clockAt(toFriday, '2026-11-13 18:00').light).toBe('yellow')
    for (const now of ['2026-11-13 18:01', '2026-11-14 10:00', '2026-11-16 08:30', '2026-11-16 08:31']) {
      const clock = clockAt(toFriday, now)
      expect([now, clock.light, lightWords(clock).slice(0, 2)]).toEqual([now, 'red', '超期'])
    }
  })

  test('is late when it answers on the weekend after, and stays so when it is closed', () => {
    const onTime = [...toFriday, at('2026-11-13 18:00', 'replied'), at('2026-11-16 09:00', 'closed')]
    const late = [...toFriday, at('2026-11-14 10:00', 'replied'), at('2026-11-16 09:00', 'closed')]
    expect(clockAt(onTime, '2026-11-16 12:00').light).toBe('yellow')
    expect(clockAt(late, '2026-11-16 12:00').light).toBe('red')
    expect(shownLight(clockAt(onTime, '2026-11-16 12:00'))).toBe('none')
    expect(shownLight(clockAt(late, '2026-11-16 12:00'))).toBe('red')
    expect(lightWords(clockAt(late, '2026-11-16 12:00'))).toMatch(/^超期/)
  })

  test('has the same light on the clock of the stage as on the clock of the whole', () => {
    const handle = (now: string) =>
      stageTimes(toFriday, calendar, local(now)).find((stageTime) => stageTime.stage === 'handle')
    expect(handle('2026-11-13 18:00')?.light).toBe('yellow')
    expect(handle('2026-11-14 10:00')?.light).toBe('red')
  })
})

/** A day of eight hours in winter; in summer every day has so many minutes, and counts as a day all the same. */
const summer = (end: string): Calendar =>
  makeCalendar({ slots, overrides: [], changes: [{ from: '2026-06-01', slots: [['08:00', end]] }] })

describe('a working day that is longer or shorter in summer', () => {
  test.each(['13:40', '15:20', '15:50', '17:50', '14:10', '15:48', '18:37'])(
    'until %s is a day to the millisecond',
    (end) => {
      const calendar = summer(end)
      // Promised before the day begins, due when it ends; not a millisecond of the next day is needed.
      for (const days of [1, 2, 3, 5, 10]) {
        const due = addWorking(calendar, local('2026-06-01 07:00'), days * calendar.dayMs).at
        expect([days, said(due).slice(11)]).toEqual([days, `${end}:00`])
        expect(workingBetween(calendar, local('2026-06-01 07:00'), due)).toBe(days * calendar.dayMs)
      }
    }
  )

  test('is spent to the millisecond by whoever takes it in two parts', () => {
    for (const end of ['13:40', '15:20', '15:50', '17:50', '15:48']) {
      const calendar = summer(end)
      const from = local('2026-06-01 08:00')
      for (let minute = 1; minute < 300; minute += 7) {
        const used = workingBetween(calendar, from, from + minute * 60_000)
        const due = addWorking(calendar, from + minute * 60_000, calendar.dayMs - used).at
        expect([end, minute, Math.abs(due - local(`2026-06-01 ${end}`)) <= 1]).toEqual([end, minute, true])
      }
    }
  })
})
