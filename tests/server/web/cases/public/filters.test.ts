/** The address bar is the state of the list. */
import { describe, expect, test } from 'vitest'
import { casesHref, described, knownOf, misread, readCursor, readFilters } from '#server/web/cases/public/filters.ts'

const choices = {
  areas: [{ id: 'hebin', name: '河滨街道' }],
  tiles: [{ id: 'stall', name: '占道经营', icon: 'stall' }],
  categories: [{ code: 'dianwai', name: '店外经营' }],
  offices: [{ id: 'hebin-squad', short: '河滨中队' }]
}

describe('what the address asks for', () => {
  test('is read as it was written', () => {
    const { filters, unread } = readFilters({ q: ' 文庙巷 ', area: 'hebin', state: 'overdue', days: '30', status: '' })
    expect(filters).toEqual({ q: '文庙巷', area: 'hebin', state: 'overdue', days: '30' })
    expect(unread).toEqual({})
    expect(readFilters(Object.fromEntries(new URL(casesHref(filters), 'http://here.test').searchParams))).toEqual({
      filters,
      unread
    })
  })

  test('what is none of ours is kept apart, so that a wrong link never shows everything', () => {
    const strange = { state: 'everything', days: '7000', status: '$gt', area: '../..', on: '2026-02-30', q: '！！！' }
    expect(readFilters({ ...strange, x: '1' })).toEqual({ filters: {}, unread: strange })
    expect(readFilters({ area: ['hebin', 'wenchang'] })).toEqual({ filters: { area: 'hebin' }, unread: {} })
    expect(readFilters({ q: 'x'.repeat(61) }).unread).toEqual({ q: 'x'.repeat(61) })
    expect(readFilters({ q: '\u200b', on: '２０２６／１１／２' })).toEqual({
      filters: { on: '2026-11-02' },
      unread: {}
    })
  })

  test('what the city does not have is not understood either', () => {
    const asked = readFilters({ area: 'atlantis', tile: 'stall', office: 'nobody' })
    expect(knownOf(asked, choices)).toEqual({
      filters: { tile: 'stall' },
      unread: { area: 'atlantis', office: 'nobody' }
    })
    expect(misread(knownOf(asked, choices))).toEqual([
      { filter: '街道', value: 'atlantis', without: '/cases?tile=stall&office=nobody' },
      { filter: '单位', value: 'nobody', without: '/cases?area=atlantis&tile=stall' }
    ])
  })

  test('a view has one address, the shortest', () => {
    expect(casesHref({})).toBe('/cases')
    expect(casesHref({ area: '', days: '7' })).toBe('/cases?days=7')
  })

  test('only one cursor counts', () => {
    const [after, before] = ['mhz3k2ab-0123456789abcdef01234567', 'mhz3k2aa-0123456789abcdef01234566']
    expect(readCursor({ after, before })).toEqual({ after })
    expect(readCursor({ before })).toEqual({ before })
    expect(readCursor({ after: 'a b', before })).toEqual({ before })
    expect(readCursor({ after: 'abc' })).toEqual({})
  })
})

test('every condition is said in words, with the address that drops it', () => {
  expect(described({ area: 'hebin', tile: 'stall', state: 'overdue' }, choices)).toEqual([
    { words: '河滨街道', without: '/cases?tile=stall&state=overdue' },
    { words: '占道经营', without: '/cases?area=hebin&state=overdue' },
    { words: '已超期', without: '/cases?area=hebin&tile=stall' }
  ])
})
