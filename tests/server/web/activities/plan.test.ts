/** A plan as the fields of a plain form, and back. */
import { describe, expect, test } from 'vitest'
import type { ActivityInput } from '#shared/activities.ts'
import { activityInput } from '#shared/activities.ts'
import { check } from '#shared/schema.ts'
import { activitiesHref, queryOf, readFilters } from '#server/web/activities/public/filters.ts'
import { rosterCsv } from '#server/web/activities/desk/csv.ts'
import { complaintsAbout, planOf, tidy, typedOf } from '#server/web/activities/desk/plan.ts'
import { begin, templateNames } from '#server/web/activities/desk/templates.ts'
import { planFor } from '#tests/support/volunteering.ts'

const now = new Date('2026-11-24T02:20:00Z')
const area = { id: 'hebin', place: { lng: 120.005, lat: 32.005 } }

describe('a plan on a form', () => {
  test('a plan that is shown and sent back unchanged is the same plan', () => {
    const plan: ActivityInput = {
      ...planFor(now),
      minAge: 12,
      trainings: ['river_safety'],
      cases: ['2026-1122-00371'],
      shifts: [
        {
          id: 'a'.repeat(24),
          from: '2026-12-05T14:00:00.000Z',
          // Past midnight.
          to: '2026-12-05T17:30:00.000Z',
          roles: [
            { id: 'sweep', name: '清扫', capacity: 3 },
            { id: 'guide', name: '引导', capacity: 2, skills: ['dialect', 'first_aid'] }
          ]
        },
        {
          id: 'b'.repeat(24),
          from: '2026-12-06T01:00:00.000Z',
          to: '2026-12-06T03:00:00.000Z',
          roles: [{ id: 'sweep', name: '清扫', capacity: 9 }]
        }
      ]
    }
    expect(planOf(typedOf(plan), [])).toEqual(plan)
  })

  test.each(templateNames)('the template %s needs only a place to be a plan', (name) => {
    const typed = { ...begin(name, { name: '徐清', phone: '0520-0010101' }, now), address: ['桥南头'], area: ['hebin'] }
    const plan = planOf(typed, [area])
    expect(check(activityInput, plan as ActivityInput).ok).toBe(true)
    expect(complaintsAbout(plan, typed)).toBeUndefined()
  })

  test('what is missing is said at the field that lacks it', () => {
    const typed = { ...begin(undefined, { name: '徐清', phone: '12' }, now), title: ['好'] }
    const wrong = complaintsAbout(planOf(typed, []), typed)
    expect(Object.keys(wrong?.fields ?? {}).sort()).toEqual(
      expect.arrayContaining([
        'about',
        'address',
        'contactPhone',
        'lng',
        's0.from',
        's0.r0.name',
        's0.r0.seats',
        'title'
      ])
    )
    expect(wrong?.fields['title']).toBe('太短，至少 2 个字。')
  })

  test('empty lines are no shifts, and drawing again does not make more of them', () => {
    const typed = { ...begin('river', { name: '徐清', phone: '0520-0010101' }, now), shifts: ['4'] }
    expect((planOf(typed, [area]) as ActivityInput).shifts).toHaveLength(1)
    expect(tidy(tidy(typed))['shifts']).toEqual(['1'])
    expect(tidy(typed, 2)['shifts']).toEqual(['3'])
  })
})

describe('filters in the address bar', () => {
  test('what is none of ours is kept apart, and the shortest address is the only one', () => {
    const { filters, unread } = readFilters({
      kind: 'river',
      area: 'hebin',
      when: 'tomorrow',
      day: '2026-13-40',
      free: '1',
      x: 'y'
    })
    expect(filters).toEqual({ kind: 'river', area: 'hebin', free: '1' })
    expect(unread).toEqual({ when: 'tomorrow', day: '2026-13-40' })
    expect(activitiesHref(filters)).toBe('/activities?kind=river&area=hebin&free=1')
    expect(activitiesHref(readFilters({ when: 'coming' }).filters)).toBe('/activities')
  })

  test.each([
    ['2026-11-24T02:00:00Z', { from: '2026-11-28', to: '2026-11-29' }],
    // On Sunday the weekend is what is left of it.
    ['2026-11-29T02:00:00Z', { from: '2026-11-29', to: '2026-11-29' }]
  ])('at %s the weekend is %j', (at, span) => {
    expect(queryOf({ when: 'weekend' }, new Date(at))).toEqual(span)
  })

  test('a free seat is asked for with everything else', () => {
    expect(queryOf({ kind: 'river', free: '1' }, now)).toEqual({ kind: 'river', free: '1' })
  })

  test('a day that is over is looked for among what is over', () => {
    expect(queryOf({ day: '2026-11-01' }, now)).toEqual({ when: 'past', from: '2026-11-01', to: '2026-11-01' })
  })
})

test('a roster for office software runs nothing and keeps every comma', () => {
  const row = {
    signup: 'a'.repeat(24),
    name: '=HYPERLINK("x")',
    phone: '138 0000 0371',
    seats: 2,
    names: ['李,雷'],
    role: 'sweep',
    state: 'in' as const,
    at: '2026-11-24T02:20:00.000Z',
    passed: [],
    before: { came: 0, absent: 0, late: 0 },
    presence: { state: 'out' as const, minutes: 90, flags: [], events: [] },
    proposal: 90,
    look: false,
    limit: 120,
    ledger: [],
    honours: [],
    learned: [],
    may: []
  }
  const text = rosterCsv({
    activity: { no: '20261124-001', title: '护河', address: '桥南头' },
    shift: {
      id: 'b'.repeat(24),
      from: '2026-11-28T00:30:00.000Z',
      to: '2026-11-28T03:00:00.000Z',
      state: 'over',
      cancelBy: '2026-11-27T00:30:00.000Z',
      roles: [{ id: 'sweep', name: '清扫', capacity: 3, free: 0, waiting: 0, skills: [] }]
    },
    maySettle: false,
    rows: [row],
    refused: []
  })
  expect(text.startsWith('\uFEFF序,姓名')).toBe(true)
  expect(text).toContain(`1,"'=HYPERLINK(""x"")",138 0000 0371,清扫,2,已报名,已走,90,,"李,雷"\r\n`)
})
