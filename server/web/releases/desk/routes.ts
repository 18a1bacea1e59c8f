/** The administrator's pages: the city's parts, each read from the draft and saved into it. */
import type { DeskRoute } from '../../frame/desk.tsx'
import { areaRoutes } from './area-routes.tsx'
import { calendarRoutes } from './calendar-routes.ts'
import { entryRoutes } from './entry-routes.tsx'
import { homeRoutes } from './home-routes.tsx'
import { ruleRoutes } from './rule-routes.ts'
import { setUpRoutes } from './set-up/routes.ts'
import { timeRoutes } from './time-routes.ts'

/** Made anew for every server: files that were brought and not yet taken lie in its memory. */
export const releaseDeskRoutes = (): readonly DeskRoute[] => [
  ...homeRoutes(),
  ...setUpRoutes,
  ...ruleRoutes,
  ...areaRoutes(),
  ...calendarRoutes,
  ...timeRoutes,
  ...entryRoutes
]
