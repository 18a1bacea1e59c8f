/** What a request asks for, known before anybody answers it: the cache and the metrics look it up here. */
import type { Cache } from '#shared/endpoint.ts'

export interface RouteInfo {
  method: string
  /** Koa-router path, `/cases/:no`. */
  path: string
  /** Under this name its requests are counted; the path where nothing is said. */
  label?: string
  /** Nothing where the answer itself says it: a signed photo, a file. */
  cache?: Cache
  /** The query parameters that change the answer; no other one does. */
  query: readonly string[]
  /** Refuses a query parameter that it does not declare, instead of overlooking it. */
  strict?: boolean
}

export interface RouteIndex {
  find(method: string, path: string): RouteInfo | undefined
}

/** `/api/cases/:no` -> `/api/cases`, `/cases/:no` -> `/cases`: few routes share it, so that few are tried. */
function headOf(path: string): string {
  const [, first = '', second = ''] = path.split('/', 3)
  return first === 'api' ? `/api/${second}` : `/${first}`
}

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/\/$/, '')
      .split(/(:\w+|\{\*\w+\})/)
      .map((part) =>
        part.startsWith(':') ? '[^/]+?' : part.startsWith('{*') ? '.*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      )
      .join('')}/?$`,
    'i'
  )

/** The first that fits answers, as in a router. */
export function routeIndex(routes: readonly RouteInfo[]): RouteIndex {
  const byHead = new Map<string, { pattern: RegExp; route: RouteInfo }[]>()
  for (const route of routes) {
    const head = headOf(route.path)
    byHead.set(head, [...(byHead.get(head) ?? []), { pattern: patternOf(route.path), route }])
  }
  return {
    find(method, path) {
      const asked = method === 'HEAD' ? 'GET' : method
      return byHead.get(headOf(path))?.find(({ route, pattern }) => route.method === asked && pattern.test(path))?.route
    }
  }
}

type Query = Readonly<Record<string, string | string[] | undefined>>

/** The part of a query that a route reads, always in the same order: two addresses that ask for the same are one. */
export function queryRead({ query: names }: Pick<RouteInfo, 'query'>, query: Query): string {
  const pairs = names.flatMap((name) => [query[name] ?? []].flat().map((value): [string, string] => [name, value]))
  return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : ''
}

/** Whether a query has a parameter that a route does not declare. */
export const asksMore = ({ query: names }: Pick<RouteInfo, 'query'>, query: Query): boolean =>
  Object.keys(query).some((name) => !names.includes(name))
