/** Which days the city works, and how much duty time lies between two moments: the notices of the State Council as tables. */
import { afterAll, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { addDays, dayOf, startOfDay, weekdayOf } from '#shared/time-format.ts'
import { addWorking, makeCalendar, workingBetween } from '#server/deadlines/index.ts'

const slots = [
  ['08:30', '12:00'],
  ['13:30', '18:00']
] as const
const calendar = makeCalendar({ slots, overrides: [] })
const dayMs = 8 * 3_600_000
const local = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`)

/** First and last day of each holiday, and the weekend days worked for it (调休), as announced for each year. */
const holidays: [name: string, from: string, to: string, ...worked: string[]][] = [
  ['New Year 2024', '2024-01-01', '2024-01-01'],
  ['Spring Festival 2024', '2024-02-10', '2024-02-17', '2024-02-04', '2024-02-18'],
  ['Tomb Sweeping 2024', '2024-04-04', '2024-04-06', '2024-04-07'],
  ['Labour Day 2024', '2024-05-01', '2024-05-05', '2024-04-28', '2024-05-11'],
  ['Dragon Boat 2024', '2024-06-10', '2024-06-10'],
  ['Mid-Autumn 2024', '2024-09-15', '2024-09-17', '2024-09-14'],
  ['National Day 2024', '2024-10-01', '2024-10-07', '2024-09-29', '2024-10-12'],
  ['New Year 2025', '2025-01-01', '2025-01-01'],
  ['Spring Festival 2025', '2025-01-28', '2025-02-04', '2025-01-26', '2025-02-08'],
  ['Tomb Sweeping 2025', '2025-04-04', '2025-04-06'],
  ['Labour Day 2025', '2025-05-01', '2025-05-05', '2025-04-27'],
  ['Dragon Boat 2025', '2025-05-31', '2025-06-02'],
  ['National Day and Mid-Autumn 2025', '2025-10-01', '2025-10-08', '2025-09-28', '2025-10-11'],
  ['New Year 2026', '2026-01-01', '2026-01-03', '2026-01-04'],
  ['Spring Festival 2026', '2026-02-15', '2026-02-23', '2026-02-14', '2026-02-28'],
  ['Tomb Sweeping 2026', '2026-04-04', '2026-04-06'],
  ['Labour Day 2026', '2026-05-01', '2026-05-05', '2026-05-09'],
  ['Dragon Boat 2026', '2026-06-19', '2026-06-21'],
  ['Mid-Autumn 2026', '2026-09-25', '2026-09-27'],
  ['National Day 2026', '2026-10-01', '2026-10-07', '2026-09-20', '2026-10-10']
]
const free = new Set<string>()
const worked = new Set<string>()
for (const [, from, to, ...weekends] of holidays) {
  for (let day = from; day <= to; day = addDays(day, 1)) free.add(day)
  for (const day of weekends) worked.add(day)
}

describe('an officer', () => {
  test.each(holidays)('is at home over %s', (_name, from, to, ...weekends) => {
    for (let day = from; day <= to; day = addDays(day, 1))
      expect({ day, working: calendar.isWorking(day) }).toEqual({ day, working: false })
    for (const day of weekends) {
      expect([0, 6]).toContain(weekdayOf(day))
      expect({ day, working: calendar.isWorking(day) }).toEqual({ day, working: true })
    }
  })

  test('works every other weekday of three years and no other weekend, day by day', () => {
    for (let day = '2024-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
      const weekend = [0, 6].includes(weekdayOf(day))
      const working = worked.has(day) || (!weekend && !free.has(day))
      expect({ day, working: calendar.isWorking(day) }).toEqual({ day, working })
    }
  })

  test('works 251, 248 and 249 days in the three years', () => {
    const count = (year: number): number => {
      let n = 0
      for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) if (calendar.isWorking(day)) n++
      return n
    }
    expect([2024, 2025, 2026].map(count)).toEqual([251, 248, byHand(2026)])
  })
  const byHand = (year: number): number => {
    let n = 0
    for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) {
      if (worked.has(day) || (![0, 6].includes(weekdayOf(day)) && !free.has(day))) n++
    }
    return n
  }

  test('works when an administrator says so, and stays at home when he says so', () => {
    const set = makeCalendar({
      slots,
      overrides: [
        { day: '2026-10-01', working: true },
        { day: '2026-11-16', working: false },
        { day: '2027-02-08', working: false }
      ]
    })
    expect(['2026-10-01', '2026-11-16', '2027-02-08'].map((day) => set.isWorking(day))).toEqual([true, false, false])
    expect(set.isWorking('2026-10-02')).toBe(false)
  })
})

describe('a deadline', () => {
  const due: [name: string, from: string, days: number, at: string][] = [
    ['within one day', '2026-11-16 09:00', 0.25, '2026-11-16 11:00'],
    ['over the midday rest', '2026-11-16 11:00', 0.25, '2026-11-16 14:30'],
    ['to the same hour of the next day', '2026-11-16 10:20', 1, '2026-11-17 10:20'],
    ['over a weekend', '2026-11-13 16:20', 1, '2026-11-16 16:20'],
    ['from a Saturday, which does not count', '2026-11-14 11:00', 1, '2026-11-16 18:00'],
    ['from the night before', '2026-11-15 23:59', 1, '2026-11-16 18:00'],
    ['from the end of duty', '2026-11-16 18:00', 1, '2026-11-17 18:00'],
    ['from the first minute of duty', '2026-11-16 08:30', 1, '2026-11-16 18:00'],
    ['over Spring Festival 2024', '2024-02-09 17:00', 1, '2024-02-18 17:00'],
    ['onto the Sunday worked after Spring Festival 2024', '2024-02-17 10:00', 1, '2024-02-18 18:00'],
    ['over Spring Festival 2025', '2025-01-27 09:00', 1, '2025-02-05 09:00'],
    ['on the Sunday worked before Spring Festival 2025', '2025-01-26 09:00', 1, '2025-01-27 09:00'],
    ['over Spring Festival 2026, nine days', '2026-02-14 17:30', 0.125, '2026-02-24 09:00'],
    ['over Labour Day 2024, onto no weekend', '2024-04-30 18:00', 1, '2024-05-06 18:00'],
    ['over Labour Day 2025 from the Sunday worked before', '2025-04-27 18:00', 3, '2025-04-30 18:00'],
    ['over Labour Day 2026 onto the Saturday worked after', '2026-05-08 18:00', 1, '2026-05-09 18:00'],
    ['over National Day 2024', '2024-09-30 12:00', 2, '2024-10-09 12:00'],
    ['over National Day 2025, eight days', '2025-09-30 18:00', 1, '2025-10-09 18:00'],
    ['over National Day 2026 and its Saturday worked', '2026-09-30 18:00', 3, '2026-10-10 18:00'],
    ['on the Sunday worked before National Day 2026', '2026-09-19 12:00', 1, '2026-09-20 18:00'],
    ['over New Year 2026 onto the Sunday worked', '2025-12-31 18:00', 1, '2026-01-04 18:00'],
    ['over a leap day', '2024-02-28 18:00', 2, '2024-03-01 18:00']
  ]
  test.each(due)('falls where a person with a calendar puts it: %s', (_name, from, days, at) => {
    const item = addWorking(calendar, local(from), days * dayMs)
    expect({ at: new Date(item.at).toISOString(), provisional: item.provisional }).toEqual({
      at: new Date(local(at)).toISOString(),
      provisional: false
    })
    expect(workingBetween(calendar, local(from), local(at))).toBe(days * dayMs)
  })

  test('of no length is the moment itself, at night and on a holiday too', () => {
    for (const at of ['2026-11-16 03:00', '2026-10-01 12:00'])
      expect(addWorking(calendar, local(at), 0).at).toBe(local(at))
  })

  test('beyond the years that are known is never silent about it', () => {
    expect([2024, 2025, 2026, 2027, 2031].map((year) => calendar.knows(year))).toEqual([true, true, true, false, false])
    // 2026-12-31 is a Thursday; 1 January 2027 is surely free, but nobody has said what is worked for it.
    expect(addWorking(calendar, local('2026-12-30 18:00'), dayMs)).toEqual({
      at: local('2026-12-31 18:00'),
      provisional: false
    })
    expect(addWorking(calendar, local('2026-12-31 18:00'), dayMs).provisional).toBe(true)
    expect(addWorking(calendar, local('2027-02-05 09:00'), dayMs)).toEqual({
      at: local('2027-02-08 09:00'),
      provisional: true
    })
    expect(addWorking(calendar, local('2027-02-05 09:00'), 0).provisional).toBe(true)
  })

  const zone = process.env.TZ
  afterAll(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })
  test.each(['UTC', 'Asia/Shanghai', 'America/New_York', 'Europe/Berlin', 'Pacific/Kiritimati'])(
    'is the same for who runs the server in %s',
    (there) => {
      process.env.TZ = there
      const fresh = makeCalendar({ slots, overrides: [] })
      for (const [, from, days, at] of due)
        expect(new Date(addWorking(fresh, local(from), days * dayMs).at)).toEqual(new Date(local(at)))
    }
  )
})

describe('whoever counts duty time', () => {
  const from = fc.integer({ min: local('2024-01-01 00:00'), max: local('2026-11-30 00:00') })
  const span = fc.integer({ min: 1, max: 20 * dayMs })
  const check = (
    property: fc.IProperty<[number, number]> | fc.IProperty<[number, number, number]>,
    seed: number
  ): void => fc.assert(property as fc.IProperty<unknown>, { seed, numRuns: 1000 })

  test('gets back what he added', () =>
    check(
      fc.property(from, span, (a, s) => {
        const { at } = addWorking(calendar, a, s)
        return workingBetween(calendar, a, at) === s && workingBetween(calendar, a, at - 1) === s - 1
      }),
      1
    ))

  test('never comes out earlier for a longer span or a later start', () =>
    check(
      fc.property(from, span, fc.nat(3 * 86_400_000), (a, s, more) => {
        const due = addWorking(calendar, a, s).at
        return addWorking(calendar, a, s + more).at >= due && addWorking(calendar, a + more, s).at >= due && due > a
      }),
      2
    ))

  test('finds the parts to be the whole', () =>
    check(
      fc.property(from, fc.nat(30 * 86_400_000), fc.nat(30 * 86_400_000), (a, x, y) => {
        const whole = workingBetween(calendar, a, a + x + y)
        return (
          whole === workingBetween(calendar, a, a + x) + workingBetween(calendar, a + x, a + x + y) && whole <= x + y
        )
      }),
      3
    ))

  test('counts nothing backwards, and one day as one day', () => {
    expect(workingBetween(calendar, local('2026-11-17 09:00'), local('2026-11-16 09:00'))).toBe(0)
    for (let day = '2026-01-01'; day < '2026-12-31'; day = addDays(day, 1)) {
      const all = workingBetween(calendar, startOfDay(day), startOfDay(addDays(day, 1)))
      expect(all).toBe(calendar.isWorking(day) ? dayMs : 0)
      expect(dayOf(startOfDay(day))).toBe(day)
    }
  })
})
