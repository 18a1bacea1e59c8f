import type { AreaCollection, AssetCollection } from '#config/city/types.ts'
import { makeCalendar } from '#server/deadlines/index.ts'
import { indexAreas, indexAssets, makeBook, type AreaIndex, type AssetIndex } from '#server/routing/index.ts'
import type { Former, Parts } from './model.ts'
import type { Registry } from './registry.ts'

/** Two releases that share a map share its index, which is what costs. */
const areaIndexes = new WeakMap<AreaCollection, AreaIndex>()
const assetIndexes = new WeakMap<AssetCollection, AssetIndex>()
function once<K extends object, V>(kept: WeakMap<K, V>, key: K, make: (key: K) => V): V {
  const value = kept.get(key) ?? make(key)
  kept.set(key, value)
  return value
}

const by = <T, K extends keyof T>(items: readonly T[], key: K) => new Map(items.map((it) => [it[key], it]))
const nothingFormer: Former = { offices: [], categories: [], people: [], areas: [] }

/** Indexes a city for reading; a city from files counts as release 1, in force since ever. */
export function makeRegistry(city: Parts, of: { release?: number; from?: Date; former?: Former } = {}): Registry {
  const former = of.former ?? nothingFormer
  const categories = by(city.categories, 'code')
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
  return {
    release: of.release ?? 1,
    from: of.from?.getTime() ?? 0,
    info: city.info,
    calendar: makeCalendar(city.calendar),
    areas,
    assets,
    categories: [...city.categories].sort((a, b) => a.order - b.order),
    tiles: [...city.tiles].sort((a, b) => a.order - b.order),
    offices: city.offices,
    people: city.people,
    rules: city.rules,
    book: makeBook(city.rules),
    category: (code) => categories.get(code),
    office: (id) => offices.get(id),
    person: (id) => people.get(id),
    asset: (id) => assets.get(id)?.properties,
    squadOf: (street) => squads.get(street),
    called: {
      office: (id) => offices.get(id) ?? oldOffices.get(id),
      category: (code) => categories.get(code) ?? oldCategories.get(code),
      person: (id) => people.get(id) ?? oldPeople.get(id),
      area: (id) => areas.get(id)?.properties.name ?? oldAreas.get(id)?.name
    },
    gone: former.people.map((p) => p.id)
  }
}
