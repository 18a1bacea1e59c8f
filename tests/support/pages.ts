/** Every page and form that there is, as a table, without a server behind it. */
import { incoming } from '#server/kernel/incoming.ts'
import type { Route } from '#server/web/frame/http.ts'
import type { WebContext } from '#server/web/frame/route.ts'
import { webRoutes } from '#server/web/index.ts'

const nobody: WebContext = {
  call: () => Promise.reject(new Error('nobody is asked')),
  city: { info: { name: '小镇市', hotline: '12345' } },
  base: { draw: () => '', names: () => [], boxOf: () => undefined } as unknown as WebContext['base'],
  assets: { url: (name) => name, at: () => undefined },
  formToken: { make: () => '', check: () => false },
  publicUrl: () => 'http://127.0.0.1',
  secureCookies: false,
  viewerOf: () => Promise.resolve(undefined),
  incoming: incoming(64_000_000),
  now: () => new Date(0)
}
export const pageRoutes = (): Route[] => webRoutes(nobody)

/** An address that fits a pattern, with one value for all that is open in it. */
export const exampleOf = (path: string, value = 'a1'): string =>
  path.replace('{*rest}', 'nowhere').replaceAll(/:\w+/g, value)
