/**
 * The city in memory: small, read on every request, changed rarely. Kept in the database (model.ts); `config/city` fills
 * an empty one once, from then on files are import and export.
 */
import type { CalendarData, Category, CityInfo, Office, Person, RoutingRule, Tile } from '#config/city/types.ts'
import type { Limit } from '#shared/limits.ts'
import type { Calendar } from '#server/deadlines/index.ts'
import type { AreaIndex } from '#server/routing/index.ts'

export interface Registry {
  info: CityInfo
  calendar: Calendar
  /** The duty hours behind it, as they were entered. */
  hours: CalendarData
  areas: AreaIndex
  categories: readonly Category[]
  tiles: readonly Tile[]
  offices: readonly Office[]
  people: readonly Person[]
  rules: readonly RoutingRule[]
  /** What is promised for a category in a street area, or a grid that has a class of its own. */
  limit(category: Category, area: string, grid?: string): Limit
  category(code: string): Category | undefined
  office(id: string): Office | undefined
  person(id: string): Person | undefined
}
