/**
 * The city in memory, one release of it: small, read on every request, changed by publishing another. The database
 * keeps every release (model.ts); `config/city` fills an empty one once, from then on files are import and export.
 */
import type { AssetProperties, CalendarData, Category, Office, Person, RoutingRule, Tile } from '#config/city/types.ts'
import type { Limit } from '#shared/limits.ts'
import type { RoutedCity } from '#server/routing/index.ts'

export interface CitySnapshot extends RoutedCity {
  /** Since when the release has been in force, milliseconds since the epoch. */
  from: number
  /** The duty hours behind the calendar, as they were entered. */
  hours: CalendarData
  categories: readonly Category[]
  tiles: readonly Tile[]
  offices: readonly Office[]
  people: readonly Person[]
  rules: readonly RoutingRule[]
  /** What is promised for a category in a street area, or a grid that has a class of its own. */
  limit(category: Category, area: string, grid?: string): Limit
  asset(id: string): AssetProperties | undefined
  /** What things are, or were, called: for reading old cases, never for deciding. */
  called: {
    office(id: string): { name: string; short: string } | undefined
    category(code: string): { name: string; tile: string } | undefined
    person(id: string): { name: string } | undefined
    area(id: string): string | undefined
  }
  /** People of earlier releases who are no longer in this one. */
  gone: readonly string[]
}
