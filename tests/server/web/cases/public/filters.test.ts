/** The address bar is the state of the list. */
import { describe, expect, test } from '@jest/globals'
import { casesHref, described, readCursor, readFilters } from '#server/web/cases/public/filters.ts'

const choices = {
  areas: [{ id: 'hebin', name: '河滨街道' }],
  tiles: [{ id: 'stall', name: '占道经营', icon: 'stall' }],
  categories: [{ code: 'dianwai', name: '店外经营' }],
  offices: [{ id: 'hebin-squad', short: '河滨中队' }]
}

describe('what the address asks for', () => {
  test('is read as it was written', () => {
    const filters = readFilters({ q: ' 文庙巷 ', area: 'hebin', state: 'overdue', days: '30', status: '' })
    expect(filters).toEqual({ q: '文庙巷', area: 'hebin', state: 'overdue', days: '30' })
    expect(readFilters(Object.fromEntries(new URL(casesHref(filters), 'http://here.test').searchParams))).toEqual(
      filters
    )
  })

  test('half a link is better than an error: what is none of ours is left out', () => {
    expect(
      readFilters({ state: 'everything', days: '7000', status: '$gt', area: '../..', on: 'yesterday', x: '1' })
    ).toEqual({})
    expect(readFilters({ area: ['hebin', 'wenchang'] })).toEqual({ area: 'hebin' })
    expect(readFilters({ q: 'x'.repeat(61) })).toEqual({})
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
