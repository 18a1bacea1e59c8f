/** The first day of a city, step by step. */
import type { DeskRoute } from '../../../frame/desk.tsx'
import { areasRoute } from './areas.tsx'
import { calendarRoute } from './calendar.tsx'
import { categoriesRoute } from './categories.tsx'
import { checkRoute, publishRoute, tryRoute } from './ending.tsx'
import { nameRoute } from './name.tsx'
import { overviewRoute } from './overview.tsx'
import { printRoute, sheetsRoute } from './print.tsx'
import { rulesRoute } from './rules.tsx'
import { tableRoutes } from './table.tsx'

export const setUpRoutes: readonly DeskRoute[] = [
  overviewRoute,
  nameRoute,
  areasRoute,
  ...tableRoutes,
  categoriesRoute,
  rulesRoute,
  calendarRoute,
  tryRoute,
  checkRoute,
  publishRoute,
  printRoute,
  sheetsRoute
]
