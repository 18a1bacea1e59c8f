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
  /** Alike for every reader, whatever his language and his settings: a file. */
  alike?: true
  /** Refuses a query parameter that it does not declare, instead of overlooking it. */
  strict?: boolean
}

/** A route, and what an address has in the open parts of its path. */
export interface FoundRoute {
  route: RouteInfo
  params: Readonly<Record<string, string>>
}

/** What does not change before the next release: made once, kept by the server until then, and by browsers for so long. */
export const onceARelease = (browsersS: number): Cache => ({
  header: `public, max-age=${browsersS}`,
  keptS: Number.MAX_SAFE_INTEGER / 2000,
  fixed: true
})

export interface RouteIndex {
  find(method: string, path: string): FoundRoute | undefined
  /** What may be done at an address; nothing where there is no such address. */
  methodsAt(path: string): string[]
}

/** A part that is written out stands before one that is partly open, that before an open one, and what takes all is last. */
const openness = (part: string): number =>
  part.startsWith('{*') ? 3 : /^:\w+$/.test(part) ? 2 : part.includes(':') ? 1 : 0

/**
 * The closest pattern first: `/cases/mine` before `/cases/:no`, whatever the method and in whatever order they were written.
 * Who asks for `/cases/mine` means no case of that number.
 */
export function closestFirst(a: { path: string }, b: { path: string }): number {
  const [left, right] = [a.path.split('/'), b.path.split('/')]
  // Over the longer of both, so that it says the same whichever is asked first.
  const longer = left.length < right.length ? right : left
  const differs = longer.findIndex((_, i) => openness(left[i] ?? '') !== openness(right[i] ?? ''))
  if (differs < 0) return 0
  return openness(left[differs] ?? '') - openness(right[differs] ?? '')
}

/**
 * `/api/cases/:no` -> `/api/cases`, `/cases/:no` -> `/cases`: few routes share it, so that few are tried. An address is one however
 * its letters are written, as it is to the router.
 */
function headOf(path: string): string {
  const [, first = '', second = ''] = path.toLowerCase().split('/', 3)
  return first === 'api' ? `/api/${second}` : `/${first}`
}

const patternOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/\/$/, '')
      .split(/(:\w+|\{\*\w+\})/)
      .map((part) =>
        part.startsWith(':')
          ? `(?<${part.slice(1)}>[^/]+?)`
          : part.startsWith('{*')
            ? '.*'
            : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      )
      .join('')}/?$`,
    'i'
  )

/** As it was meant, where it can be read; else as it was written, which no contract takes. */
function decoded(part: string): string {
  if (!part.includes('%')) return part
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

const nothingOpen: FoundRoute['params'] = Object.freeze({})

/** The closest pattern says what an address is, its methods what may be done there. */
export function routeIndex(routes: readonly RouteInfo[]): RouteIndex {
  const byHead = new Map<string, { pattern: RegExp; route: RouteInfo }[]>()
  /** What is written out whole is closer than all else, and is found without trying. */
  const whole = new Map(
    routes
      .filter(({ path }) => !/[:{]/.test(path))
      .map((route): [string, FoundRoute] => [
        `${route.method} ${route.path.toLowerCase()}`,
        { route, params: nothingOpen }
      ])
  )
  for (const route of routes.toSorted(closestFirst)) {
    const head = headOf(route.path)
    byHead.set(head, [...(byHead.get(head) ?? []), { pattern: patternOf(route.path), route }])
  }
  /** The closest routes that fit an address: all of one pattern, or of patterns that are as close. */
  function* fitting(path: string): Generator<FoundRoute> {
    let closest: RouteInfo | undefined
    for (const { pattern, route } of byHead.get(headOf(path)) ?? []) {
      const found = pattern.exec(path)
      if (!found) continue
      closest ??= route
      if (route !== closest && closestFirst(route, closest) !== 0) return
      const open = Object.entries(found.groups ?? {})
      yield { route, params: Object.fromEntries(open.map(([name, part]) => [name, decoded(part)])) }
    }
  }
  return {
    find(method, path) {
      const asked = method === 'HEAD' ? 'GET' : method
      const there = whole.get(`${asked} ${path.toLowerCase()}`)
      if (there) return there
      for (const found of fitting(path)) if (found.route.method === asked) return found
      return undefined
    },
    methodsAt(path) {
      const methods = [...fitting(path)].flatMap(({ route: { method } }) =>
        method === 'GET' ? ['GET', 'HEAD'] : [method]
      )
      return [...new Set(methods)].sort()
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
