import type { City } from '#config/city/types.ts'
import { makeCalendar } from '#server/deadlines/index.ts'
import { indexAreas } from '#server/routing/index.ts'
import type { Registry } from './registry.ts'

/** Indexes a city for reading. Call it anew when an administrator has changed something. */
export function makeRegistry(city: City): Registry {
  const by = <T, K extends keyof T>(items: readonly T[], key: K) => new Map(items.map((it) => [it[key], it]))
  const categories = by(city.categories, 'code')
  const offices = by(city.offices, 'id')
  const people = by(city.people, 'id')
  return {
    info: city.info,
    calendar: makeCalendar(city.calendar),
    areas: indexAreas(city.areas),
    categories: [...city.categories].sort((a, b) => a.order - b.order),
    tiles: [...city.tiles].sort((a, b) => a.order - b.order),
    offices: city.offices,
    people: city.people,
    rules: city.rules,
    category: (code) => categories.get(code),
    office: (id) => offices.get(id),
    person: (id) => people.get(id)
  }
}
