/** The portal and the desk as routers, and what the app needs to know about their pages. */
import type { Context } from 'koa'
import type Router from 'koa-router'
import type { AreaCollection } from '#config/city/types.ts'
import type { Refused } from '#shared/errors.ts'
import { currentLocale } from '#shared/locales/locale.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Call } from '#server/kernel/serve.ts'
import type { Viewer } from '#server/kernel/viewer.ts'
import { activityPages } from './activities/public/routes.tsx'
import { openAssets } from './frame/build.ts'
import { baseMap, type BaseCollection, type BaseMap } from './map/base.ts'
import { desk } from './cases/desk/routes.tsx'
import { papers } from './cases/desk/order-routes.ts'
import { readPrefs } from './frame/prefs.ts'
import { portal, problemPage, siteOf } from './frame/routes.tsx'

export { letBundlerGo } from './frame/build.ts'

export interface PageDeps {
  call: Call
  /** As it is now: another release may come into force while the house is open. */
  city(): CitySnapshot
  /** The base map as GeoJSON text; drawn here, and sent as it is to islands that draw it themselves. */
  base: string
  formToken: { make(nonce: string): string; check(nonce: string, token: string): boolean }
  secureCookies: boolean
  /** Where the styles and scripts lie; without it they are bundled now. */
  assetsDir?: string
  viewerOf(token: string): Viewer | undefined
  now?: () => Date
}

export interface Pages {
  pages: Router[]
  errorPage: (ctx: Context, refused: Refused) => void
  /** How this guest reads, as far as it changes a page; nothing where a page may be his alone. */
  pageVariant: (ctx: Context) => string | undefined
  mapFiles: Record<string, string>
}

/** Areas as the maps of the pages draw them, and the ground under them; made anew with another map. */
function drawnAreas(city: PageDeps['city'], ground: BaseCollection): () => { base: BaseMap; text: string } {
  let kept: { streets: unknown; base: BaseMap; text: string } | undefined
  return () => {
    const { areas } = city()
    if (kept?.streets !== areas.streets) {
      const shown: AreaCollection = {
        type: 'FeatureCollection',
        features: areas.features.filter(({ properties: { level } }) => level === 'street' || level === 'community')
      }
      kept = { streets: areas.streets, base: baseMap(ground, shown), text: JSON.stringify(shown) }
    }
    return kept
  }
}

/** Reads or bundles styles and islands and opens the doors of both. */
export async function makePages({ city, base: text, assetsDir, ...deps }: PageDeps): Promise<Pages> {
  const assets = await openAssets(assetsDir)
  const drawn = drawnAreas(city, JSON.parse(text) as BaseCollection)
  const base: BaseMap = {
    draw: (frame) => drawn().base.draw(frame),
    names: (frame) => drawn().base.names(frame),
    boxOf: (area) => drawn().base.boxOf(area)
  }
  const now = {
    get info() {
      return city().info
    }
  }
  const parts = { ...deps, city: now, base, assets }
  return {
    // Papers lie below the desk's address, and the desk answers for everything that nobody else does.
    pages: [
      portal(parts),
      activityPages({ ...parts, siteOf: (ctx) => siteOf(ctx, parts) }),
      papers(parts),
      desk(parts)
    ],
    errorPage: problemPage(parts),
    pageVariant(ctx) {
      const { theme = '', mode = '' } = readPrefs((name) => ctx.cookies.get(name))
      return `${theme}/${mode}/${currentLocale()}`
    },
    mapFiles: {
      'basemap.geojson': text,
      get 'areas.geojson'() {
        return drawn().text
      }
    }
  }
}
