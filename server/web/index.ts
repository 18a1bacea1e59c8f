/** The pages of the public and of the desk: every feature's table on one screen, and what the app needs to know of them. */
import type { Context } from 'koa'
import Router from 'koa-router'
import type { AreaCollection } from '#config/city/types.ts'
import type { Refused } from '#shared/errors.ts'
import { currentLocale } from '#shared/locales/locale.ts'
import type { CitySnapshot } from '#server/city/index.ts'
import { closestFirst, type RouteInfo } from '#server/kernel/route-index.ts'
import { peopleRoutes } from './accounts/desk/people-routes.ts'
import { accountDeskRoutes } from './accounts/desk/routes.ts'
import { activityDeskRoutes } from './activities/desk/routes.ts'
import { activityPublicRoutes } from './activities/public/routes.ts'
import { approvalDeskRoutes } from './approvals/desk/routes.ts'
import { assessmentDeskRoutes } from './assessment/desk/routes.ts'
import { caseDeskRoutes } from './cases/desk/routes.tsx'
import { casePublicRoutes } from './cases/public/routes.ts'
import { certificateDeskRoutes } from './certificates/desk/routes.ts'
import { certificatePublicRoutes } from './certificates/public/routes.ts'
import { crawlerPublicRoutes } from './crawlers/public/routes.ts'
import { docsRoutes } from './docs/routes.ts'
import { openAssets } from './frame/build.ts'
import { deskRoutes, type DeskRoute } from './frame/desk.tsx'
import { problemPage, type Route } from './frame/http.ts'
import { invitationRoutes } from './frame/invitation.ts'
import { ownDeskRoutes, ownRoutes } from './frame/own-routes.ts'
import { readPrefs } from './frame/prefs.ts'
import { publicRoutes, type PublicRoute } from './frame/public.ts'
import type { WebContext } from './frame/route.ts'
import { accessCookie, deskSessions } from './frame/session.ts'
import { baseMap, type BaseCollection, type BaseMap } from './map/base.ts'
import { digestDeskRoutes } from './notices/desk/digest-routes.ts'
import { noticeDeskRoutes } from './notices/desk/routes.ts'
import { noticePublicRoutes } from './notices/public/routes.ts'
import { privacyPublicRoutes } from './privacy/public/routes.ts'
import { cardRoutes } from './oversight/desk/card-routes.ts'
import { patrolRoutes } from './oversight/desk/patrol-routes.tsx'
import { ratingRoutes } from './oversight/desk/rating-routes.ts'
import { oversightPublicRoutes } from './oversight/public/routes.ts'
import { openDataPublicRoutes } from './open-data/public/routes.ts'
import { premisesDeskRoutes } from './premises/desk/routes.ts'
import { premisesPublicRoutes } from './premises/public/routes.ts'
import { recordPublicRoutes } from './records/public/routes.ts'
import { rehearsalDeskRoutes } from './rehearsals/desk/routes.ts'
import { releaseDeskRoutes } from './releases/desk/routes.ts'
import { releasePublicRoutes } from './releases/public/routes.ts'
import { reportPublicRoutes } from './reports/public/routes.tsx'
import { signInDeskRoutes } from './sign-in/desk/routes.tsx'
import { statisticsPublicRoutes } from './statistics/public/routes.ts'
import { watchDeskRoutes } from './watch/desk/routes.ts'
import { channelDeskRoutes } from './channels/desk/routes.ts'
import { suggestionDeskRoutes } from './suggestions/desk/routes.ts'

export { letBundlerGo } from './frame/build.ts'

const publicTable: readonly PublicRoute[] = [
  ...statisticsPublicRoutes,
  ...casePublicRoutes,
  ...recordPublicRoutes,
  ...openDataPublicRoutes,
  ...activityPublicRoutes,
  ...reportPublicRoutes,
  ...noticePublicRoutes,
  ...privacyPublicRoutes,
  ...releasePublicRoutes,
  ...certificatePublicRoutes,
  ...premisesPublicRoutes,
  ...oversightPublicRoutes,
  ...docsRoutes,
  ...crawlerPublicRoutes
]

const deskTable = (): readonly DeskRoute[] => [
  ...ownDeskRoutes,
  ...signInDeskRoutes,
  ...accountDeskRoutes,
  ...peopleRoutes,
  ...approvalDeskRoutes,
  ...caseDeskRoutes,
  ...watchDeskRoutes,
  ...noticeDeskRoutes,
  ...digestDeskRoutes,
  ...activityDeskRoutes,
  ...certificateDeskRoutes,
  ...premisesDeskRoutes,
  ...assessmentDeskRoutes,
  ...ratingRoutes,
  ...cardRoutes,
  ...patrolRoutes,
  ...suggestionDeskRoutes,
  ...channelDeskRoutes,
  ...releaseDeskRoutes(),
  ...rehearsalDeskRoutes
]

/** Every page and form of this wing, one method at one address each. */
export const webRoutes = (web: WebContext): Route[] => [
  ...ownRoutes(web),
  ...invitationRoutes(web),
  ...publicRoutes(publicTable, web),
  ...deskRoutes(deskTable(), web, deskSessions(web.call, web.viewerOf, web.secureCookies))
]

export function routerOf(routes: readonly Route[]): Router {
  const router = new Router()
  for (const { method, path, serve } of routes.toSorted(closestFirst))
    router.register(path, [method], (ctx) => serve(ctx))
  return router
}

export interface PageDeps extends Omit<WebContext, 'city' | 'base' | 'assets'> {
  /** As it is now: another release may come into force while the server runs. */
  city(): CitySnapshot
  /** The base map as GeoJSON text; drawn here, and sent as it is to islands that draw it themselves. */
  base: string
  /** Where the styles and scripts lie; without it they are bundled now. */
  assetsDir?: string
}

export interface Pages {
  pages: Router
  routes: readonly RouteInfo[]
  errorPage: (ctx: Context, refused: Refused) => void
  /** How this guest reads, as far as it changes a page; nothing where a page may be his alone. */
  pageVariant: (ctx: Context) => string | undefined
  /** Address of a script or a style of these pages. */
  assetUrl: (name: string) => string
  /** The key of the desk's session in this browser. */
  accessOf: (ctx: Context) => string | undefined
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

/** Reads or bundles styles and islands and makes the pages of this server. */
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
  const web: WebContext = { ...deps, city: now, base, assets }
  const routes = webRoutes(web)
  return {
    pages: routerOf(routes),
    routes,
    errorPage: problemPage(web),
    assetUrl: assets.url,
    accessOf: (ctx) => ctx.cookies.get(accessCookie),
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
