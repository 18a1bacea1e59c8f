/** The four units, offices with duty hours of their own, years nobody has announced, and hours that change. */
import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { CalendarData } from '#config/city/types.ts'
import type { Limit } from '#shared/limits.ts'
import { addWorking, makeCalendar, workingBetween, type Calendar } from '#server/deadlines/index.ts'

const slots = [
  ['08:30', '12:00'],
  ['13:30', '18:00']
] as const
const data: Omit<CalendarData, 'timezone'> = {
  slots,
  overrides: [],
  offices: {
    squad: { days: 'every', slots: [['07:00', '22:00']] },
    late: { days: 'working', slots: [['12:00', '20:00']] },
    always: { days: 'every', slots: [['00:00', '24:00']] }
  }
}
const calendar = makeCalendar(data)
const hour = 3_600_000
const local = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)
const said = (at: number): string => new Date(at + 8 * hour).toISOString().slice(0, 16).replace('T', ' ')

const due = (from: string, limit: Limit, office = 'department', by: Calendar = calendar) => {
  const { at, provisional } = addWorking(by.of(limit.unit, office), local(from), by.msOf(limit))
  return provisional ? `${said(at)} ?` : said(at)
}

describe('an office that promises', () => {
  test.each<[limit: Limit, office: string, from: string, at: string]>([
    // 紧急工作时: nights, weekends and holidays count.
    [{ n: 6, unit: 'rush_hour' }, 'department', '2026-11-16 22:00', '2026-11-17 04:00'],
    [{ n: 6, unit: 'rush_hour' }, 'squad', '2026-11-14 09:00', '2026-11-14 15:00'],
    [{ n: 36, unit: 'rush_hour' }, 'department', '2026-02-16 20:00', '2026-02-18 08:00'],
    [{ n: 24, unit: 'rush_hour' }, 'department', '2026-10-01 00:00', '2026-10-02 00:00'],
    // 工作时: the duty hours of who answers.
    [{ n: 4, unit: 'work_hour' }, 'department', '2026-11-16 09:00', '2026-11-16 14:30'],
    [{ n: 4, unit: 'work_hour' }, 'department', '2026-11-13 17:00', '2026-11-16 11:30'],
    [{ n: 4, unit: 'work_hour' }, 'squad', '2026-11-13 17:00', '2026-11-13 21:00'],
    [{ n: 4, unit: 'work_hour' }, 'squad', '2026-11-14 20:00', '2026-11-15 09:00'],
    [{ n: 4, unit: 'work_hour' }, 'late', '2026-11-13 18:00', '2026-11-16 14:00'],
    [{ n: 4, unit: 'work_hour' }, 'always', '2026-11-13 23:00', '2026-11-14 03:00'],
    [{ n: 2, unit: 'work_hour' }, 'squad', '2026-02-17 06:00', '2026-02-17 09:00'],
    [{ n: 2, unit: 'work_hour' }, 'department', '2026-02-14 17:00', '2026-02-24 09:30'],
    // 工作日: the city's, whoever answers.
    [{ n: 1, unit: 'work_day' }, 'squad', '2026-11-13 16:20', '2026-11-16 16:20'],
    [{ n: 3, unit: 'work_day' }, 'always', '2026-09-30 18:00', '2026-10-10 18:00'],
    [{ n: 15, unit: 'work_day' }, 'department', '2026-02-02 10:00', '2026-02-28 10:00'],
    // 自然日: days of 24 hours as they pass.
    [{ n: 7, unit: 'day' }, 'department', '2026-02-14 10:30', '2026-02-21 10:30'],
    [{ n: 15, unit: 'day' }, 'squad', '2026-12-25 08:00', '2027-01-09 08:00']
  ])('%j, the %s on %s, owes it by %s', (limit, office, from, at) => {
    expect(due(from, limit, office)).toBe(at)
  })

  test('says that a date is not sure only where the arrangement of the year matters to it', () => {
    expect(due('2026-12-31 17:00', { n: 2, unit: 'work_hour' })).toBe('2027-01-01 09:30 ?')
    expect(due('2026-12-31 17:00', { n: 1, unit: 'work_day' }, 'squad')).toBe('2027-01-01 17:00 ?')
    expect(due('2026-12-31 21:00', { n: 2, unit: 'work_hour' }, 'squad')).toBe('2027-01-01 08:00')
    expect(due('2026-12-31 21:00', { n: 36, unit: 'rush_hour' })).toBe('2027-01-02 09:00')
    expect(due('2027-02-08 09:00', { n: 1, unit: 'work_day' })).toMatch(/\?$/)
  })

  test('is sure again once an administrator has entered the year by hand', () => {
    const entered = makeCalendar({
      ...data,
      years: [2027],
      overrides: [
        { day: '2027-01-01', working: false },
        { day: '2027-02-07', working: false },
        { day: '2027-02-06', working: true }
      ]
    })
    expect(due('2026-12-31 17:00', { n: 1, unit: 'work_day' }, '', entered)).toBe('2027-01-04 17:00')
    expect(due('2027-02-05 17:00', { n: 1, unit: 'work_day' }, '', entered)).toBe('2027-02-06 17:00')
    expect(entered.knows(2028)).toBe(false)
  })

  test('keeps what was counted before its hours changed, and a day of its new hours is a day', () => {
    const summer = makeCalendar({
      ...data,
      changes: [
        {
          from: '2026-06-01',
          slots: [
            ['09:00', '12:00'],
            ['15:00', '18:00']
          ]
        }
      ]
    })
    // Friday before and the Monday after: half a day here, half a day there.
    expect(due('2026-05-29 14:00', { n: 1, unit: 'work_day' }, '', summer)).toBe('2026-06-01 12:00')
    expect(workingBetween(summer, local('2026-05-01 00:00'), local('2026-06-01 00:00'))).toBe(
      workingBetween(calendar, local('2026-05-01 00:00'), local('2026-06-01 00:00'))
    )
    expect(workingBetween(summer, local('2026-06-01 00:00'), local('2026-06-06 00:00'))).toBe(5 * summer.dayMs)
    // An hour is an hour.
    expect(due('2026-06-01 11:00', { n: 2, unit: 'work_hour' }, '', summer)).toBe('2026-06-01 16:00')
  })

  test('is never asked to wait for duty that never comes', () => {
    const idle = makeCalendar({ ...data, slots: [['08:30', '08:30']] })
    expect(() => due('2026-11-16 09:00', { n: 1, unit: 'work_hour' }, '', idle)).toThrow('without duty hours')
  })
})

describe('whoever counts in any unit', () => {
  const limits = fc.record({
    n: fc.integer({ min: 1, max: 30 }),
    unit: fc.constantFrom('rush_hour', 'work_hour', 'work_day', 'day')
  })
  const when = fc.integer({ min: local('2024-01-01 00:00'), max: local('2026-10-30 00:00') })
  const whose = fc.constantFrom('squad', 'late', 'always', 'department')

  test('gets back what he added, and never a date before it', () => {
    fc.assert(
      fc.property(limits, when, whose, (limit, from, office) => {
        const schedule = calendar.of(limit.unit, office)
        const { at, provisional } = addWorking(schedule, from, calendar.msOf(limit))
        return at > from && !provisional && workingBetween(schedule, from, at) === calendar.msOf(limit)
      }),
      { seed: 31, numRuns: 1000 }
    )
  })

  test('is never later in a unit that counts more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), when, whose, (n, from, office) => {
        const at = (unit: Limit['unit']) => addWorking(calendar.of(unit, office), from, n * hour).at
        return at('rush_hour') <= at('work_hour') && at('rush_hour') === at('day')
      }),
      { seed: 32, numRuns: 500 }
    )
  })

  test('notices that the calendar has changed', () => {
    const marks = [
      data,
      { ...data, overrides: [{ day: '2026-11-16', working: false }] },
      { ...data, years: [2027] },
      { ...data, offices: {} },
      { ...data, slots: [['09:00', '17:00']] as const }
    ].map((item) => makeCalendar(item).mark)
    expect(new Set(marks).size).toBe(marks.length)
    expect(makeCalendar(data).mark).toBe(calendar.mark)
  })
})
