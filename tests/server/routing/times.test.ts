/** The checker on the city's time: the demo city passes, and each fault that somebody plants in calendar or table is found. */
import { describe, expect, test } from 'vitest'
import { usualTime } from '#config/city/time.ts'
import { loadCity } from '#config/city/index.ts'
import type { CalendarData, Category, City, EscalationStep, TimeRules } from '#config/city/types.ts'
import type { Finding, FindingCode, Severity } from '#shared/releases.ts'
import { checkCity } from '#server/routing/index.ts'
import { town } from '#tests/support/city.ts'

const june = Date.parse('2026-06-10T02:00:00.000Z')
const codesOf = (findings: readonly Finding[]): string[] => findings.map((f) => `${f.severity} ${f.code}`)
/** What the town says without a fault: its people have no deputies. */
const usual = codesOf(checkCity(town, june).findings)

test('the demo city’s time has no fault: every limit fits into its stage, every hour into its day', async () => {
  expect(checkCity(await loadCity(), june)).toMatchObject({ passes: true, findings: [] })
})

type Plant = (city: City) => City
const calendar =
  (change: Partial<CalendarData>): Plant =>
  (city) => ({ ...city, calendar: { ...city.calendar, ...change } })
const time =
  (change: Partial<TimeRules>): Plant =>
  (city) => ({ ...city, time: { ...city.time, ...change } })
const ladder = (change: (steps: EscalationStep[]) => EscalationStep[]): Plant =>
  time({ ladder: change([...usualTime.ladder]) })
const category =
  (code: string, change: Partial<Category>): Plant =>
  (city) => ({ ...city, categories: city.categories.map((c) => (c.code === code ? { ...c, ...change } : c)) })

interface Fault {
  plant: Plant
  code: FindingCode
  severity: Severity
  about?: Partial<Finding>
  words?: RegExp
  /** The moment it is asked at. */
  at?: string
}
const inCalendar = { part: 'calendar' } as const
const inTable = { part: 'time' } as const

const faults: Record<string, Fault> = {
  'a year without holidays that a promise given now may reach': {
    plant: (city) => city,
    at: '2030-12-30T02:00:00Z',
    code: 'year_unknown',
    severity: 'warning',
    about: inCalendar,
    words: /2031 年的放假安排还没有.*最晚 2031-01-/
  },
  'a coming year whose holidays should have been announced': {
    plant: calendar({ years: [2030], overrides: [{ day: '2030-10-01', working: false }] }),
    at: '2030-11-02T02:00:00Z',
    code: 'year_soon',
    severity: 'warning',
    about: inCalendar,
    words: /2031 年/
  },
  'a year that is called entered and is empty': {
    plant: calendar({ years: [2027], overrides: [{ day: '2027-02-27', working: true }] }),
    code: 'year_empty',
    severity: 'error',
    about: inCalendar
  },
  'a make-up day that is no weekend': {
    plant: calendar({ overrides: [{ day: '2026-06-24', working: true }] }),
    code: 'makeup_weekday',
    severity: 'error',
    about: inCalendar,
    words: /2026-06-24 .*星期三/
  },
  'a make-up day that is no weekend, in a year entered by hand': {
    plant: calendar({
      years: [2027],
      overrides: [
        { day: '2027-02-08', working: false },
        { day: '2027-02-24', working: true }
      ]
    }),
    code: 'makeup_weekday',
    severity: 'error'
  },
  'a holiday listed twice': {
    plant: calendar({
      overrides: [
        { day: '2026-06-24', working: false },
        { day: '2026-06-24', working: false }
      ]
    }),
    code: 'day_twice',
    severity: 'warning'
  },
  'a day that is a holiday and is worked': {
    plant: calendar({
      overrides: [
        { day: '2026-06-27', working: false },
        { day: '2026-06-27', working: true }
      ]
    }),
    code: 'day_contradicts',
    severity: 'error',
    about: inCalendar
  },
  'a holiday of three weeks': {
    plant: calendar({
      overrides: Array.from({ length: 21 }, (_, i) => ({
        day: `2026-07-${String(i + 6).padStart(2, '0')}`,
        working: false
      }))
    }),
    code: 'long_break',
    severity: 'warning',
    words: /2026-07-04 到 2026-07-26 连着 23 天/
  },
  'a city without duty hours': {
    plant: calendar({ slots: [] }),
    code: 'hours_empty',
    severity: 'error',
    about: inCalendar
  },
  'duty hours that end before they begin': {
    plant: calendar({
      slots: [
        ['08:30', '12:00'],
        ['18:00', '13:30']
      ]
    }),
    code: 'hours_backwards',
    severity: 'error',
    words: /18:00 到 13:30/
  },
  'summer hours that overlap': {
    plant: calendar({
      changes: [
        {
          from: '2026-07-01',
          slots: [
            ['08:00', '12:30'],
            ['12:00', '17:00']
          ]
        }
      ]
    }),
    code: 'hours_overlap',
    severity: 'error',
    words: /2026-07-01 起.*08:00 到 12:30.*12:00 到 17:00/
  },
  'two summer hours from one day': {
    plant: calendar({
      changes: [
        { from: '2026-07-01', slots: [['08:00', '17:00']] },
        { from: '2026-07-01', slots: [['07:00', '16:00']] }
      ]
    }),
    code: 'hours_twice',
    severity: 'error'
  },
  'an office whose own hours overlap': {
    plant: calendar({
      offices: {
        'hebin-squad': {
          days: 'every',
          slots: [
            ['07:00', '13:00'],
            ['12:00', '22:00']
          ]
        }
      }
    }),
    code: 'hours_overlap',
    severity: 'error',
    about: { part: 'calendar', offices: ['hebin-squad'] }
  },
  'an office whose own hours leave it no time in a week': {
    plant: calendar({ offices: { 'hebin-squad': { days: 'working', slots: [['09:00', '09:00']] } } }),
    code: 'no_duty_time',
    severity: 'error',
    about: { part: 'calendar', offices: ['hebin-squad'] }
  },
  'hours of an office that is not there': {
    plant: calendar({ offices: { nobody: { days: 'every', slots: [['07:00', '22:00']] } } }),
    code: 'unknown_office',
    severity: 'error'
  },
  'a category without a limit in one class of area': {
    plant: category('shopfront', { limit: { n: [3, 0, 3], unit: 'work_day' } }),
    code: 'no_limit',
    severity: 'error',
    about: { categories: ['shopfront'] },
    words: /二类/
  },
  'a category that waits longer in a busy street': {
    plant: category('shopfront', { limit: { n: [5, 4, 3], unit: 'work_day' } }),
    code: 'limit_order',
    severity: 'warning'
  },
  'an urgency without a limit to sign': {
    plant: (city) => ({
      ...city,
      time: {
        ...city.time,
        stages: {
          ...city.time.stages,
          limited: { dispatch: usualTime.stages.limited.dispatch, verify: usualTime.stages.limited.verify } as never
        }
      }
    }),
    code: 'no_stage_limit',
    severity: 'error',
    about: { part: 'time', categories: ['shopfront'] },
    words: /限办的受理时限/
  },
  'an urgency that the table does not have': {
    plant: (city) => ({
      ...city,
      time: { ...city.time, stages: { 即办: usualTime.stages.immediate, 急办: usualTime.stages.urgent } as never }
    }),
    code: 'no_stage_limit',
    severity: 'error'
  },
  'a limit to sign that is longer than the whole promise': {
    plant: time({
      stages: { ...usualTime.stages, limited: { ...usualTime.stages.limited, accept: { n: 2, unit: 'work_day' } } }
    }),
    code: 'stage_longer',
    severity: 'warning',
    about: inTable,
    words: /限办的受理时限 2 个工作日，比暴露垃圾的/
  },
  'a ladder without steps': { plant: ladder(() => []), code: 'no_ladder', severity: 'error', about: inTable },
  'a step under the name of another, which is never climbed': {
    plant: ladder((steps) => steps.map((r) => (r.id === 'overdue-3' ? { ...r, id: 'overdue-2' } : r))),
    code: 'step_twice',
    severity: 'error',
    words: /第 6 级「超期记账」和第 4 级/
  },
  'a step below the one before': {
    plant: ladder((steps) => steps.map((r) => (r.id === 'escalate' ? { ...r, share: 1.2 } : r))),
    code: 'step_order',
    severity: 'error',
    words: /第 5 级「报上级」比第 4 级还早/
  },
  'a step that comes in a year and a half': {
    plant: ladder((steps) => steps.map((r) => (r.id === 'expose' ? { ...r, days: 500 } : r))),
    code: 'step_never',
    severity: 'error'
  },
  'a step at no time at all': {
    plant: ladder((steps) => steps.map((r) => (r.id === 'urge' ? { ...r, share: 0 } : r))),
    code: 'step_never',
    severity: 'error'
  },
  'an office that is entered before its time is up': {
    plant: ladder(([urge, ...steps]) => [
      ...(urge ? [urge] : []),
      { id: 'early', verb: 'overdue', share: 0.9 },
      ...steps
    ]),
    code: 'step_early',
    severity: 'error'
  },
  'an exposure before the third entry': {
    plant: ladder((steps) => steps.filter((r) => r.id !== 'overdue-2')),
    code: 'exposes_early',
    severity: 'error',
    words: /只有 2 次超期记账/
  },
  'a ladder that exposes nobody': {
    plant: ladder((steps) => steps.filter((r) => r.verb !== 'expose')),
    code: 'never_exposes',
    severity: 'warning'
  },
  'a hold of no days': {
    plant: time({ hold: { times: 2, days: 0 } }),
    code: 'hold_nothing',
    severity: 'error',
    about: inTable
  },
  'an extension of nothing': {
    plant: time({ extension: { times: 1, share: 0 } }),
    code: 'extension_nothing',
    severity: 'error'
  },
  'an extension of five limits': {
    plant: time({ extension: { times: 1, share: 5 } }),
    code: 'extension_share',
    severity: 'error'
  }
}

describe('a fault that is planted in the town’s time is found', () => {
  test.each(Object.entries(faults))('%s', (_, { plant, code, severity, about, words, at }) => {
    const verdict = checkCity(plant(town), at ? Date.parse(at) : june)
    const found = verdict.findings.filter((f) => f.code === code && f.severity === severity)
    expect({ of: codesOf(verdict.findings), found: found.length > 0 }).toEqual({
      of: expect.arrayContaining(usual),
      found: true
    })
    if (about) expect(found).toContainEqual(expect.objectContaining(about))
    if (words) expect(found.map((f) => f.words).join('\n')).toMatch(words)
    for (const f of verdict.findings) expect(f.words).not.toMatch(/\{\w+\}/)
    // An error keeps the draft from being published, a notice does not.
    expect(verdict.passes).toBe(verdict.findings.every((f) => f.severity !== 'error'))
  })
})

describe('nothing is said where nothing is wrong', () => {
  const quiet = (plant: Plant, at = june) =>
    codesOf(checkCity(plant(town), at).findings).filter((code) => !usual.includes(code))

  test('a city that works on a statutory holiday has decided so', () => {
    expect(quiet(calendar({ overrides: [{ day: '2026-10-05', working: true }] }))).toEqual([])
  })

  test('a year entered whole is known, weekends among its holidays or not', () => {
    const whole = calendar({
      years: [2031],
      overrides: [
        { day: '2031-01-01', working: false },
        { day: '2031-01-25', working: false },
        { day: '2031-02-01', working: true }
      ]
    })
    expect(quiet(whole, Date.parse('2031-03-10T02:00:00Z'))).toEqual([])
  })

  test('next year is not asked for before it can have been announced', () => {
    const year = calendar({ years: [2030], overrides: [{ day: '2030-10-01', working: false }] })
    expect(quiet(year, Date.parse('2030-10-20T02:00:00Z'))).toEqual([])
    expect(quiet(year, Date.parse('2030-11-20T02:00:00Z'))).toEqual(['warning year_soon'])
  })

  test('hours that touch do not overlap, and an office may be there all day', () => {
    expect(
      quiet(
        calendar({
          offices: {
            mobile: { days: 'every', slots: [['00:00', '24:00']] },
            sanitation: {
              days: 'working',
              slots: [
                ['06:00', '10:00'],
                ['10:00', '14:00']
              ]
            }
          }
        })
      )
    ).toEqual([])
  })

  test('a city that allows neither hold nor extension says so by no times at all', () => {
    expect(quiet(time({ hold: { times: 0, days: 0 }, extension: { times: 0, share: 0 } }))).toEqual([])
  })
})
