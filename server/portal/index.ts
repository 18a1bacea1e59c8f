/** The portal and the desk as routers, and what the app needs to know about their pages. */
import type { Context } from 'koa'
import type Router from 'koa-router'
import type { City } from '#config/city/types.ts'
import type { Refused } from '#shared/errors.ts'
import type { Registry } from '#server/city/index.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { buildAssets } from './build.ts'
import { baseMap, type BaseCollection } from './map/base.ts'
import { desk } from './office/routes.tsx'
import { papers } from './papers/routes.ts'
import { readPrefs } from './prefs.ts'
import { portal, problemPage } from './routes.tsx'

export interface PageDeps {
  call: Call
  city: Registry
  areas: City['areas']
  /** The base map as GeoJSON text; drawn here, and sent as it is to islands that draw it themselves. */
  base: string
  formToken: { make(nonce: string): string; check(nonce: string, token: string): boolean }
  secureCookies: boolean
  viewerOf(token: string): Viewer | undefined
}

export interface Pages {
  pages: Router[]
  errorPage: (ctx: Context, refused: Refused) => void
  /** How this guest reads, as far as it changes a page; nothing where a page may be his alone. */
  pageVariant: (ctx: Context) => string | undefined
  mapFiles: Record<string, string>
}

/** Bundles styles and islands and opens the doors of both. */
export async function makePages({ areas, base: text, ...deps }: PageDeps): Promise<Pages> {
  const assets = await buildAssets()
  const base = baseMap(JSON.parse(text) as BaseCollection, areas)
  const parts = { ...deps, base, assets }
  return {
    // Papers lie below the desk's address, and the desk answers for everything that nobody else does.
    pages: [portal(parts), papers(parts), desk(parts)],
    errorPage: problemPage(parts),
    pageVariant(ctx) {
      const { theme = '', mode = '' } = readPrefs((name) => ctx.cookies.get(name))
      return `${theme}/${mode}`
    },
    mapFiles: { 'basemap.geojson': text, 'areas.geojson': JSON.stringify(areas) }
  }
}
