/** What the tables of routes promise together: nothing that a guest may open is uncounted, or kept by accident. */
import { describe, expect, test } from 'vitest'
import { api, type ApiName } from '#shared/api.ts'
import type { Endpoint } from '#shared/endpoint.ts'
import { endpointRoutes } from '#server/kernel/http.ts'
import { queryRead, routeIndex } from '#server/kernel/route-index.ts'
import { exampleOf, pageRoutes } from '#tests/support/pages.ts'
import { readSources } from '#tests/support/source.ts'

const pages = pageRoutes()
const endpoints = endpointRoutes()
const index = routeIndex([...endpoints, ...pages])

describe('every page, form and endpoint', () => {
  test('is found by its address, so that it is counted under its own name and never as another', () => {
    const all = [...endpoints, ...pages]
    const strayed = all.filter(({ method, path }) => index.find(method, exampleOf(path))?.route.path !== path)
    expect(strayed.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })

  test('says of itself how long a guest’s answer may be kept', () => {
    const open = (Object.entries(api) as [ApiName, Endpoint][]).filter(
      ([, { method, who }]) => method === 'GET' && who.includes('guest')
    )
    expect(open.length).toBeGreaterThan(15)
    expect(open.filter(([, { cache }]) => cache === undefined).map(([name]) => name)).toEqual([])
    expect(pages.filter(({ cache }) => (cache as unknown) === undefined)).toEqual([])
  })

  test('of the desk, and every form, is kept by nobody', () => {
    const kept = pages.filter(({ method, path, cache }) => {
      const ofOne = method !== 'GET' || /^\/office(\/|$)/.test(path) || path === '/report' || path.startsWith('/track')
      return ofOne && cache !== 'no-store'
    })
    expect(kept.map(({ method, path }) => `${method} ${path}`)).toEqual([])
  })

  test('has an address of its own', () => {
    const names = pages.map(({ method, path }) => `${method} ${path}`)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })
})

test('a route is looked up by what stands first: a name before a number', () => {
  expect(index.find('GET', '/activities/results')?.route.path).toBe('/activities/results')
  expect(index.find('GET', '/activities/20261124-003')?.route.path).toBe('/activities/:no')
  expect(index.find('HEAD', '/cases')?.route.path).toBe('/cases')
  expect(index.find('GET', '/')?.route.path).toBe('/')
  expect(index.find('POST', '/cases')).toBeUndefined()
  expect(index.find('GET', '/cases/1/2/3')).toBeUndefined()
})

test('of a query only what a route declares counts, in its own order', () => {
  const route = { query: ['q', 'area'] }
  expect(queryRead(route, { area: 'hebin', x: '1', q: 'a b' })).toBe('?q=a+b&area=hebin')
  expect(queryRead(route, { q: ['a', 'b'] })).toBe('?q=a&q=b')
  expect(queryRead(route, { utm_source: 'x' })).toBe('')
})

test('the frame knows no feature', () => {
  const below = /^server\/web\/(frame|parts|map)\//
  const leaning = readSources(['server/web/frame', 'server/web/parts', 'server/web/map']).flatMap((file) =>
    file.imports
      .filter(({ to }) => to?.startsWith('server/web/') && !below.test(to))
      .map(({ from }) => `${file.path} ${from}`)
  )
  expect(leaning).toEqual([])
})
