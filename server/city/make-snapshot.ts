import type { AreaCollection, AssetCollection, Category, TimeRules } from '#config/city/types.ts'
import { areaClasses, type AreaClass } from '#shared/limits.ts'
import { makeCalendar } from '#server/deadlines/index.ts'
import { indexAreas, indexAssets, makeBook, type AreaIndex, type AssetIndex } from '#server/routing/index.ts'
import type { Former, Parts } from './model.ts'
import type { CitySnapshot } from './snapshot.ts'

/** Two releases that share a map share its index, which is what costs. */
const areaIndexes = new WeakMap<AreaCollection, AreaIndex>()
const assetIndexes = new WeakMap<AssetCollection, AssetIndex>()
function once<K extends object, V>(kept: WeakMap<K, V>, key: K, make: (key: K) => V): V {
  const value = kept.get(key) ?? make(key)
  kept.set(key, value)
  return value
}

const by = <T, K extends keyof T>(items: readonly T[], key: K) => new Map(items.map((part) => [part[key], part]))
const nothingFormer: Former = { offices: [], categories: [], people: [], areas: [] }

/** A database filled by the first version says a limit in working days, the same everywhere. */
function asLimited(category: Category): Category {
  const { days } = category.limit as { days?: number }
  if (days === undefined) return category
  const { basis } = category.limit
  return { ...category, limit: { n: [days, days, days], unit: 'work_day', ...(basis && { basis }) } }
}

interface Of {
  release?: number
  from?: Date
  former?: Former
  /** The rules of time of every release: a case keeps those it began under. */
  tables?: ReadonlyMap<number, TimeRules>
  /** What no release knows of the staff. */
  staff?: StaffBeside
}

/** Names of staff whom no release names, and who has left since, as it is when it is asked. */
export interface StaffBeside {
  called(id: string): { name: string } | undefined
  hasLeft(id: string): boolean
}
/** His last day, where only the accounts know that he has left. */
const longAgo = '1970-01-01'

/** Indexes a city for reading; a city from files counts as release 1, in force since ever. */
export function makeSnapshot(city: Parts, of: Of = {}): CitySnapshot {
  const former = of.former ?? nothingFormer
  const categories = by(city.categories.map(asLimited), 'code')
  const offices = by(city.offices, 'id')
  const people = by(city.people, 'id')
  const squads = new Map(city.offices.filter((o) => o.kind === 'squad').map((o) => [o.area, o]))
  const areas = once(areaIndexes, city.areas, indexAreas)
  const assets = once(assetIndexes, city.assets, indexAssets)
  const [oldOffices, oldCategories, oldPeople, oldAreas] = [
    by(former.offices, 'id'),
    by(former.categories, 'code'),
    by(former.people, 'id'),
    by(former.areas, 'id')
  ]
  const classOf = (area: string, grid?: string): AreaClass => {
    const known = areaClasses.find((areaClass) => areaClass === areas.get(grid ?? '')?.properties.areaClass)
    return (
      known ?? areaClasses.find((areaClass) => areaClass === areas.get(area)?.properties.areaClass) ?? areaClasses[0]
    )
  }
  return {
    release: of.release ?? 1,
    from: of.from?.getTime() ?? 0,
    info: city.info,
    calendar: makeCalendar(city.calendar, city.time, of.tables),
    hours: city.calendar,
    areas,
    assets,
    categories: [...categories.values()].sort((a, b) => a.order - b.order),
    tiles: [...city.tiles].sort((a, b) => a.order - b.order),
    offices: city.offices,
    people: city.people,
    rules: city.rules,
    limit: ({ limit: { n, unit } }, area, grid) => ({
      n: n[areaClasses.indexOf(classOf(area, grid))] ?? n[0],
      unit
    }),
    book: makeBook(city.rules),
    category: (code) => categories.get(code),
    office: (id) => offices.get(id),
    person(id) {
      const person = people.get(id)
      return person && of.staff?.hasLeft(id) ? { ...person, left: longAgo } : person
    },
    asset: (id) => assets.get(id)?.properties,
    squadOf: (street) => squads.get(street),
    called: {
      office: (id) => offices.get(id) ?? oldOffices.get(id),
      category: (code) => categories.get(code) ?? oldCategories.get(code),
      person: (id) => people.get(id) ?? oldPeople.get(id) ?? of.staff?.called(id),
      area: (id) => areas.get(id)?.properties.name ?? oldAreas.get(id)?.name
    },
    gone: former.people.map((p) => p.id)
  }
}
