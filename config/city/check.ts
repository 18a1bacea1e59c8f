/**
 * What has to hold between the files of a city: every name that one file uses stands in another, and every matter at
 * every place has an office. Shapes are checked as far as a slip of the hand goes; a city's files are written by people.
 */
import { checkCalendar, checkLimit, checkTime } from './check-time.ts'
import { fail } from './fail.ts'
import type { City, Office } from './types.ts'

type Bag = Record<string, unknown>
const isBag = (value: unknown): value is Bag => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Lists are lists, and each entry has the words that everything else relies on. */
function checkShape(city: City): void {
  const lists: [file: string, list: unknown, key: string, words: string[]][] = [
    ['offices.json', city.offices, 'id', ['name', 'short', 'kind', 'supervising', 'phone', 'address', 'hours']],
    ['people.json', city.people, 'id', ['name', 'office', 'title']],
    ['tiles.json', city.tiles, 'id', ['name', 'icon']],
    [
      'categories.json',
      city.categories,
      'code',
      ['name', 'tile', 'urgency', 'filing', 'closing', 'publicPlace', 'hint', 'scene']
    ],
    ['rules.json', city.rules, 'id', ['title', 'supervising', 'because']],
    ['places.json', city.places, 'name', ['street', 'community', 'kind']]
  ]
  for (const [file, list, key, words] of lists) {
    if (!Array.isArray(list)) fail(file, 'the whole file', 'must be a list')
    list.forEach((entry: unknown, i) => {
      if (!isBag(entry)) fail(file, `entry ${i + 1}`, 'must be an object')
      const name = entry[key]
      if (typeof name !== 'string' || name === '') fail(file, `entry ${i + 1}`, `has no ${key}`)
      for (const word of words) if (typeof entry[word] !== 'string') fail(file, name, `has no ${word}`)
    })
  }
  const { info, areas } = city as { info: unknown; areas: unknown }
  if (!isBag(info)) fail('city.json', 'the whole file', 'must be an object')
  for (const word of ['id', 'name', 'timezone', 'hotline'])
    if (typeof info[word] !== 'string') fail('city.json', word, 'is missing')
  if (!isBag(info.outside) || typeof info.outside.words !== 'string')
    fail('city.json', 'outside', 'must say in words whom to ask')
  if (!isBag(areas) || !Array.isArray(areas.features))
    fail('areas.geojson', 'the whole file', 'must be a FeatureCollection')
}

function unique(file: string, ids: readonly string[]): Set<string> {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) fail(file, id, 'appears twice')
    seen.add(id)
  }
  return seen
}

function checkAreas(city: City): { streets: Set<string>; all: Set<string> } {
  const file = 'areas.geojson'
  const all = unique(
    file,
    city.areas.features.map((f) => f.properties.id)
  )
  const streets = new Set(
    city.areas.features.filter((f) => f.properties.level === 'street').map((f) => f.properties.id)
  )
  if (streets.size === 0) fail(file, 'the whole file', 'has no street area')
  for (const { properties, geometry } of city.areas.features) {
    const { id, level, parent } = properties
    if (level === 'community' && !streets.has(parent ?? ''))
      fail(file, id, `unknown street ${parent ?? 'without a name'}`)
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    for (const ring of polygons.flat()) {
      const [first, last] = [ring[0], ring.at(-1)]
      if (ring.length < 4 || !first || !last || first[0] !== last[0] || first[1] !== last[1])
        fail(file, id, 'has a ring that does not close')
    }
  }
  return { streets, all }
}

function checkOffices(city: City, streets: ReadonlySet<string>): Map<string, Office> {
  const file = 'offices.json'
  unique(
    file,
    city.offices.map((o) => o.id)
  )
  const offices = new Map(city.offices.map((o) => [o.id, o]))
  const squads = new Map<string, string>()
  for (const { id, kind, area, supervising } of city.offices) {
    if (area !== undefined && !streets.has(area)) fail(file, id, `unknown street area ${area}`)
    if (!offices.has(supervising)) fail(file, id, `unknown supervising office ${supervising}`)
    if (supervising === id) fail(file, id, 'would verify its own work')
    if (kind !== 'squad') continue
    if (area === undefined) fail(file, id, 'is a squad without a street area')
    const other = squads.get(area)
    if (other !== undefined) fail(file, id, `the street area ${area} already has the squad ${other}`)
    squads.set(area, id)
  }
  unique(
    file,
    city.offices.flatMap((o) => o.duties.map((duty) => duty.id))
  )
  return offices
}

function checkRules(city: City, offices: ReadonlyMap<string, Office>, streets: ReadonlySet<string>): void {
  const file = 'rules.json'
  unique(
    file,
    city.rules.map((r) => r.id)
  )
  const codes = new Set(city.categories.map((c) => c.code))
  for (const { id, lead, supervising, areas, categories } of city.rules) {
    if ('office' in lead && !offices.has(lead.office)) fail(file, id, `unknown office ${lead.office}`)
    if (!offices.has(supervising)) fail(file, id, `unknown supervising office ${supervising}`)
    if ('office' in lead && lead.office === supervising) fail(file, id, 'lets an office verify its own work')
    if (areas !== '*') for (const area of areas) if (!streets.has(area)) fail(file, id, `unknown street area ${area}`)
    if (categories !== '*')
      for (const code of categories) if (!codes.has(code)) fail(file, id, `unknown category ${code}`)
  }
  const last = city.rules.at(-1)
  if (last?.categories !== '*' || last.areas !== '*' || !('office' in last.lead))
    fail(file, last?.id ?? 'the end', 'the last rule must catch every category and area and name an office')

  // The fallback is a net, not a plan: every matter is given to someone on purpose, in every street area.
  const squads = new Set(city.offices.filter((o) => o.kind === 'squad').map((o) => o.area))
  for (const { code } of city.categories) {
    const open = new Set(streets)
    for (const { categories, areas, lead } of city.rules.slice(0, -1)) {
      if (categories !== '*' && !categories.includes(code)) continue
      for (const area of areas === '*' ? streets : areas) if ('office' in lead || squads.has(area)) open.delete(area)
    }
    if (open.size > 0) fail('categories.json', code, `no rule but the fallback covers it in ${[...open].join(', ')}`)
  }
}

/** References between the parts. Throws an Error that names file and entry at the first that does not hold. */
export function checkCity(city: City): void {
  checkShape(city)
  const { streets, all } = checkAreas(city)
  const offices = checkOffices(city, streets)
  unique(
    'people.json',
    city.people.map((p) => p.id)
  )
  for (const p of city.people) {
    if (!offices.has(p.office)) fail('people.json', p.id, `unknown office ${p.office}`)
    if (p.roles.length === 0) fail('people.json', p.id, 'has no role')
  }
  const tiles = unique(
    'tiles.json',
    city.tiles.map((t) => t.id)
  )
  unique(
    'categories.json',
    city.categories.map((c) => c.code)
  )
  for (const c of city.categories) {
    if (!tiles.has(c.tile)) fail('categories.json', c.code, `unknown tile ${c.tile}`)
    checkLimit(c)
    if (c.home && c.publicPlace !== 'street')
      fail('categories.json', c.code, 'happens in homes: publicPlace must be street')
  }
  checkRules(city, offices, streets)
  checkCalendar(city.calendar, offices)
  checkTime(city.time)
  for (const p of city.places) {
    if (!streets.has(p.street)) fail('places.json', p.name, `unknown street area ${p.street}`)
    if (!all.has(p.community)) fail('places.json', p.name, `unknown community ${p.community}`)
  }
}
