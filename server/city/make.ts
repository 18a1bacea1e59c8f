import type { Category, City } from '#config/city/types.ts'
import { areaClasses, type AreaClass } from '#shared/limits.ts'
import { makeCalendar } from '#server/deadlines/index.ts'
import { indexAreas } from '#server/routing/index.ts'
import type { Registry } from './registry.ts'

/** A database filled by the first version says a limit in working days, the same everywhere. */
function asLimited(category: Category): Category {
  const { days } = category.limit as { days?: number }
  if (days === undefined) return category
  const { basis } = category.limit
  return { ...category, limit: { n: [days, days, days], unit: 'work_day', ...(basis && { basis }) } }
}

/** Indexes a city for reading. Call it anew when an administrator has changed something. */
export function makeRegistry(city: City): Registry {
  const by = <T, K extends keyof T>(items: readonly T[], key: K) => new Map(items.map((it) => [it[key], it]))
  const categories = by(city.categories.map(asLimited), 'code')
  const offices = by(city.offices, 'id')
  const people = by(city.people, 'id')
  const areas = indexAreas(city.areas)
  const classOf = (area: string, grid?: string): AreaClass => {
    const known = areaClasses.find((it) => it === areas.get(grid ?? '')?.properties.areaClass)
    return known ?? areaClasses.find((it) => it === areas.get(area)?.properties.areaClass) ?? areaClasses[0]
  }
  return {
    info: city.info,
    calendar: makeCalendar(city.calendar, city.time),
    hours: city.calendar,
    areas,
    categories: [...categories.values()].sort((a, b) => a.order - b.order),
    tiles: [...city.tiles].sort((a, b) => a.order - b.order),
    offices: city.offices,
    people: city.people,
    rules: city.rules,
    limit: ({ limit: { n, unit } }, area, grid) => ({
      n: n[areaClasses.indexOf(classOf(area, grid))] ?? n[0],
      unit
    }),
    category: (code) => categories.get(code),
    office: (id) => offices.get(id),
    person: (id) => people.get(id)
  }
}
