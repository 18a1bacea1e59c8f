/** The two clocks of a case: the promise in duty time, and every day that passes. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { statuses, type Status } from '#shared/cases.ts'
import {
  addWorking,
  daysBetween,
  elapsedClock,
  lightOf,
  makeCalendar,
  deadlineClock,
  deadlineState,
  workingBetween,
  type ClockStep
} from '#server/deadlines/index.ts'

const calendar = makeCalendar({
  slots: [
    ['08:30', '12:00'],
    ['13:30', '18:00']
  ],
  overrides: []
})
const hour = 3_600_000
const dayMs = 8 * hour
const local = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
const at = (text: string, status: Status, days?: number): ClockStep => ({
  at: local(text),
  status,
  ...(days !== undefined && { limit: { n: days, unit: 'work_day' as const } })
})
const due = (steps: readonly ClockStep[]): string =>
  new Date(deadlineState(steps, calendar).dueAt + 8 * hour).toISOString().slice(0, 16).replace('T', ' ')

describe('the promise', () => {
  test('runs from the first minute, signed for or not', () => {
    expect(due([at('2026-11-16 10:00', 'received', 3)])).toBe('2026-11-19 10:00')
    expect(
      due([
        at('2026-11-16 10:00', 'received', 3),
        at('2026-11-16 10:00', 'dispatched'),
        at('2026-11-18 10:00', 'handling')
      ])
    ).toBe('2026-11-19 10:00')
  })

  test('stands still while the office has replied, and goes on, not anew, when it must do it again', () => {
    const steps = [
      at('2026-11-16 10:00', 'received', 3),
      at('2026-11-17 10:00', 'replied'),
      at('2026-11-19 10:00', 'rework')
    ]
    expect(deadlineState(steps, calendar)).toMatchObject({
      running: true,
      usedMs: dayMs,
      since: local('2026-11-19 10:00')
    })
    expect(due(steps)).toBe('2026-11-23 10:00')
  })

  test('stands still while the case is on hold, over a whole holiday too', () => {
    const steps = [
      at('2026-09-28 10:00', 'received', 2),
      at('2026-09-29 10:00', 'on_hold'),
      at('2026-10-10 08:30', 'handling')
    ]
    // Saturday the 10th is worked; one day and no more is left.
    expect(due(steps)).toBe('2026-10-10 18:00')
  })

  test('goes on while the case lies returned with the dispatcher', () => {
    expect(
      due([
        at('2026-11-16 10:00', 'received', 1),
        at('2026-11-16 11:00', 'returned'),
        at('2026-11-16 17:00', 'dispatched')
      ])
    ).toBe('2026-11-17 10:00')
  })

  test('keeps the date that it was broken on, whatever happens afterwards', () => {
    const steps = [at('2026-11-16 10:00', 'received', 1), at('2026-11-18 10:00', 'replied')]
    expect(due(steps)).toBe('2026-11-17 10:00')
    expect(due([...steps, at('2026-11-20 10:00', 'rework'), at('2026-11-23 10:00', 'replied')])).toBe(
      '2026-11-17 10:00'
    )
  })

  test('follows the category when the case is classified anew: a third used stays a third used', () => {
    // One of three days, then two thirds of one day.
    expect(due([at('2026-11-16 10:00', 'received', 3), at('2026-11-17 10:00', 'dispatched', 1)])).toBe(
      '2026-11-17 16:50'
    )
    // One of three days, then two thirds of six.
    expect(due([at('2026-11-16 10:00', 'received', 3), at('2026-11-17 10:00', 'dispatched', 6)])).toBe(
      '2026-11-23 10:00'
    )
  })

  test('says that it is not sure where the calendar is not', () => {
    expect(deadlineState([at('2026-12-30 10:00', 'received', 1)], calendar).provisional).toBe(false)
    expect(deadlineState([at('2026-12-30 10:00', 'received', 5)], calendar).provisional).toBe(true)
  })

  test('runs while an office owes an answer and stands otherwise', () => {
    const running = statuses.filter((status) => deadlineState([at('2026-11-16 10:00', status, 1)], calendar).running)
    expect(running).toEqual(['received', 'dispatched', 'handling', 'rework', 'returned'])
  })
})

describe('the traffic light', () => {
  test.each([
    [0, 'green'],
    [79, 'green'],
    [80, 'yellow'],
    [100, 'yellow'],
    [101, 'red'],
    [500, 'red']
  ] as const)('at %i per cent of the time is %s', (share, colour) => {
    expect(lightOf((dayMs * share) / 100, dayMs)).toBe(colour)
  })

  test('shows an officer how much is used now, and says held, stopped or over where it stands', () => {
    const steps = [at('2026-11-16 10:00', 'received', 1), at('2026-11-16 12:00', 'on_hold')]
    const now = local('2026-11-30 10:00')
    expect(deadlineClock(deadlineState(steps, calendar), 'on_hold', calendar, now)).toMatchObject({
      usedMs: 2 * hour,
      totalMs: dayMs,
      state: 'held',
      light: 'green',
      stoppedAt: new Date(local('2026-11-16 12:00')).toISOString()
    })
    expect(
      deadlineClock(deadlineState(steps.slice(0, 1), calendar), 'received', calendar, local('2026-11-17 09:00'))
    ).toMatchObject({ usedMs: 7.5 * hour - hour / 2, state: 'running', light: 'yellow' })
    expect(
      deadlineClock(deadlineState([...steps, at('2026-11-16 15:00', 'closed')], calendar), 'closed', calendar, now)
        .state
    ).toBe('over')
    expect(
      deadlineClock(deadlineState([...steps, at('2026-11-16 15:00', 'replied')], calendar), 'replied', calendar, now)
        .state
    ).toBe('stopped')
  })
})

describe('the days that pass', () => {
  test('are counted by the calendar of the wall, weekends and nights alike', () => {
    expect(daysBetween(local('2026-11-16 23:59'), local('2026-11-17 00:01'))).toBe(1)
    expect(daysBetween(local('2026-11-16 00:01'), local('2026-11-16 23:59'))).toBe(0)
    expect(daysBetween(local('2026-09-30 12:00'), local('2026-10-08 12:00'))).toBe(8)
  })

  test('are drawn as a strip that marks what happened, and shortens a long wait in the middle', () => {
    const short = elapsedClock(
      {
        from: local('2026-11-12 16:20'),
        repliedAt: local('2026-11-16 11:05'),
        closedAt: local('2026-11-16 16:35'),
        dueAt: local('2026-11-17 16:20')
      },
      calendar,
      local('2026-12-01 09:00')
    )
    expect(short).toMatchObject({ days: 4, to: new Date(local('2026-11-16 16:35')).toISOString() })
    expect(short.strip.map((d) => [d.day, d.working, d.marks])).toEqual([
      ['2026-11-12', true, ['reported']],
      ['2026-11-13', true, []],
      ['2026-11-14', false, []],
      ['2026-11-15', false, []],
      ['2026-11-16', true, ['replied', 'closed']],
      ['2026-11-17', true, ['due']]
    ])
    const long = elapsedClock(
      { from: local('2026-01-05 09:00'), dueAt: local('2026-01-08 09:00') },
      calendar,
      local('2026-06-30 09:00')
    )
    expect(long.days).toBe(176)
    expect(long.strip.length).toBeLessThanOrEqual(28)
    expect(long.strip[0]).toMatchObject({ day: '2026-01-05', marks: ['reported'] })
    expect(long.strip.at(-1)).toMatchObject({ day: '2026-06-30', marks: ['today'] })
  })
})

describe('whatever becomes of a case', () => {
  const start = local('2026-03-02 09:00')
  const life = fc
    .array(fc.tuple(fc.nat(4 * 86_400_000), fc.constantFrom(...statuses)), { maxLength: 12 })
    .map((moves) => {
      let now = start
      const steps: ClockStep[] = [{ at: start, status: 'received', limit: { n: 5, unit: 'work_day' } }]
      for (const [gap, status] of moves) steps.push({ at: (now += gap), status })
      return steps
    })
  const stands = new Set<Status>(['replied', 'on_hold', 'closed', 'refused', 'withdrawn'])

  test('a pause never brings its deadline nearer', () => {
    fc.assert(
      fc.property(life, fc.nat(11), fc.nat(4 * 86_400_000), fc.nat(20 * 86_400_000), (steps, where, into, pause) => {
        const i = Math.min(where, steps.length - 1)
        const last = steps[i]
        if (!last || stands.has(last.status)) return true
        // Held for a while between this step and the next; everything else stays as it was.
        const end = steps[i + 1]?.at ?? Infinity
        const from = Math.min(last.at + into, end)
        const until = Math.min(from + pause, end)
        const held = steps.toSpliced(i + 1, 0, { at: from, status: 'on_hold' }, { at: until, status: last.status })
        return deadlineState(held, calendar).dueAt >= deadlineState(steps, calendar).dueAt
      }),
      { seed: 21, numRuns: 1000 }
    )
  })

  test('its used time is the duty time in which an office held it', () => {
    fc.assert(
      fc.property(life, fc.nat(30 * 86_400_000), (steps, later) => {
        const now = (steps.at(-1)?.at ?? start) + later
        const byHand = steps.reduce(
          (sum, step, i) =>
            sum + (stands.has(step.status) ? 0 : workingBetween(calendar, step.at, steps[i + 1]?.at ?? now)),
          0
        )
        return (
          deadlineClock(deadlineState(steps, calendar), steps.at(-1)?.status ?? 'received', calendar, now).usedMs ===
          byHand
        )
      }),
      { seed: 22, numRuns: 1000 }
    )
  })

  test('it is on time exactly while its used time is within the promise', () => {
    fc.assert(
      fc.property(life, (steps) => {
        const state = deadlineState(steps, calendar)
        if (!state.running) return true
        const left = state.totalMs - state.usedMs
        return left > 0 ? state.dueAt === addWorking(calendar, state.since, left).at : state.dueAt <= state.since
      }),
      { seed: 23, numRuns: 1000 }
    )
  })
})
