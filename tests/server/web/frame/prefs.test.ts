/** A reader's preferences, and the way back that may not leave the site. */
import { describe, expect, test } from 'vitest'
import { askedPrefs, prefsLink, readPrefs, safeBack } from '#server/web/frame/prefs.ts'

describe('the way back after changing a preference', () => {
  test.each([
    ['/', '/'],
    ['/cases?area=hebin&q=%E5%8D%A0%E9%81%93#map', '/cases?area=hebin&q=%E5%8D%A0%E9%81%93#map'],
    ['/cases/2026-1122-00371', '/cases/2026-1122-00371'],
    ['/office/cases/2026-1122-00371?tab=todo', '/office/cases/2026-1122-00371?tab=todo']
  ])('stays where the reader was: %s', (back, expected) => {
    expect(safeBack(back)).toBe(expected)
  })

  test.each([
    'https://evil.example/',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/cases\\..\\..//evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    'cases',
    '',
    ' /cases',
    '/prefs?theme=dark',
    `/${'x'.repeat(3000)}`,
    undefined,
    ['/cases', '/'],
    7
  ])('goes home instead of to %p', (back) => {
    expect(safeBack(back)).toBe('/')
  })
})

describe('preferences', () => {
  const jar = (cookies: Record<string, string>) => (name: string) => cookies[name]

  test('only values of ours are read', () => {
    expect(readPrefs(jar({ theme: 'dark', mode: 'elder' }))).toEqual({ theme: 'dark', mode: 'elder' })
    expect(readPrefs(jar({ theme: '"><script>', mode: 'toString' }))).toEqual({})
    expect(readPrefs(jar({}))).toEqual({})
  })

  test('an empty or unknown value means to follow the system again', () => {
    expect(askedPrefs({ theme: 'light' })).toEqual({ theme: 'light' })
    expect(askedPrefs({ mode: '' })).toEqual({ mode: '' })
    expect(askedPrefs({ theme: 'pink' })).toEqual({ theme: '' })
    expect(askedPrefs({ theme: ['dark', 'light'] })).toEqual({})
  })

  test('a link carries the way back whole', () => {
    const link = prefsLink({ mode: 'elder' }, '/cases?area=hebin&state=overdue')
    expect(new URL(link, 'http://here.test').searchParams.get('back')).toBe('/cases?area=hebin&state=overdue')
  })
})
