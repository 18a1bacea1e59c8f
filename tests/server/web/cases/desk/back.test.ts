import { expect, test } from 'vitest'
import { backToDesk, sameOrigin } from '#server/web/frame/back.ts'

test.each(['/office/', '/office/cases/2026-1122-00371?tab=todo&act=reply', '/office/me#keys', '/office'])(
  'after signing in one comes back to %s',
  (path) => {
    expect(backToDesk(path)).toBe(path)
  }
)

test.each([
  'https://evil.example/office/',
  '//evil.example/office/',
  '/\\evil.example',
  '/office/\\..\\..//evil.example',
  '/\t/evil.example',
  '/officer/',
  '/cases',
  '/',
  '',
  '/office/../cases',
  '/office/sign-in?back=/office/',
  '/office/sign-out',
  '/office/photos',
  'javascript:alert(1)',
  undefined,
  ['/office/']
])('signing in never leads to %p', (path) => {
  expect(backToDesk(path)).toBe('/office/')
})

test('a form counts as ours only when its origin, or else its referer, names this host', () => {
  const host = 'city.example:8787'
  expect(sameOrigin({ origin: 'http://city.example:8787' }, host)).toBe(true)
  expect(sameOrigin({ referer: 'http://city.example:8787/office/' }, host)).toBe(true)
  expect(sameOrigin({ origin: 'null', referer: 'http://city.example:8787/office/' }, host)).toBe(false)
  expect(sameOrigin({ origin: 'http://city.example' }, host)).toBe(false)
  expect(sameOrigin({ origin: 'http://city.example:8787.evil.example' }, host)).toBe(false)
  expect(sameOrigin({}, host)).toBe(false)
})
