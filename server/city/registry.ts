/**
 * The city in memory: small, read on every request, changed rarely. Kept in the database (model.ts); `config/city` fills
 * an empty one once, from then on files are import and export.
 */
import type { Category, CityInfo, Office, Person, RoutingRule, Tile } from '#config/city/types.ts'
import type { Calendar } from '#server/deadlines/index.ts'
import type { AreaIndex } from '#server/routing/index.ts'

export interface Registry {
  info: CityInfo
  calendar: Calendar
  areas: AreaIndex
  categories: readonly Category[]
  tiles: readonly Tile[]
  offices: readonly Office[]
  people: readonly Person[]
  rules: readonly RoutingRule[]
  category(code: string): Category | undefined
  office(id: string): Office | undefined
  person(id: string): Person | undefined
}
