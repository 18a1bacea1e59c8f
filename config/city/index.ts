/** Reads a city folder and checks that it hangs together; what is wrong is named by file and entry. */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { City } from './types.ts'

export type * from './types.ts'

const files = {
  info: 'city.json',
  areas: 'areas.geojson',
  offices: 'offices.json',
  people: 'people.json',
  categories: 'categories.json',
  tiles: 'tiles.json',
  rules: 'rules.json',
  calendar: 'calendar.json',
  places: 'places.json'
} as const satisfies Record<keyof City, string>

const home = resolve(import.meta.dirname, 'data')

async function read(dir: string, file: string): Promise<unknown> {
  const path = join(dir, file)
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`${file} is missing in the city folder ${dir}`)
  })
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new Error(`${file} is not valid JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Loads a city from a folder, the demo city by default. Throws an Error that names file and entry. */
export async function loadCity(dir: string = home): Promise<City> {
  const parts = await Promise.all(
    Object.entries(files).map(async ([part, file]) => [part, await read(dir, file)] as const)
  )
  const city = Object.fromEntries(parts) as unknown as City
  checkCity(city)
  return city
}

/** The base map beside it, as text: it is drawn and served as it is. */
export const loadBaseMap = (dir: string = home): Promise<string> => readFile(join(dir, 'basemap.geojson'), 'utf8')

/** References between the parts. Throws at the first that does not hold. */
export function checkCity(city: City): void {
  const fail = (file: string, entry: string, why: string): never => {
    throw new Error(`${file}: ${entry}: ${why}`)
  }
  const unique = (file: string, ids: string[]): Set<string> => {
    const seen = new Set<string>()
    for (const id of ids) {
      if (seen.has(id)) fail(file, id, 'appears twice')
      seen.add(id)
    }
    return seen
  }
  const areas = unique(
    'areas.geojson',
    city.areas.features.map((f) => f.properties.id)
  )
  const offices = unique(
    'offices.json',
    city.offices.map((o) => o.id)
  )
  const tiles = unique(
    'tiles.json',
    city.tiles.map((t) => t.id)
  )
  const categories = unique(
    'categories.json',
    city.categories.map((c) => c.code)
  )
  unique(
    'people.json',
    city.people.map((p) => p.id)
  )
  unique(
    'rules.json',
    city.rules.map((r) => r.id)
  )
  for (const f of city.areas.features) {
    const { id, level, parent } = f.properties
    if (level === 'community' && !areas.has(parent ?? '')) fail('areas.geojson', id, `unknown parent ${parent}`)
  }
  for (const o of city.offices) {
    if (o.area !== undefined && !areas.has(o.area)) fail('offices.json', o.id, `unknown area ${o.area}`)
    if (!offices.has(o.supervising)) fail('offices.json', o.id, `unknown supervising office ${o.supervising}`)
  }
  for (const p of city.people) if (!offices.has(p.office)) fail('people.json', p.id, `unknown office ${p.office}`)
  for (const c of city.categories) {
    if (!tiles.has(c.tile)) fail('categories.json', c.code, `unknown tile ${c.tile}`)
    if (!(c.limit.days >= 1)) fail('categories.json', c.code, 'limit.days must be at least 1')
  }
  const covered = new Set<string>()
  for (const r of city.rules) {
    if ('office' in r.lead && !offices.has(r.lead.office)) fail('rules.json', r.id, `unknown office ${r.lead.office}`)
    if (!offices.has(r.supervising)) fail('rules.json', r.id, `unknown supervising office ${r.supervising}`)
    if (r.areas !== '*') for (const a of r.areas) if (!areas.has(a)) fail('rules.json', r.id, `unknown area ${a}`)
    if (r.categories === '*') continue
    for (const c of r.categories) {
      if (!categories.has(c)) fail('rules.json', r.id, `unknown category ${c}`)
      covered.add(c)
    }
  }
  const last = city.rules.at(-1)
  if (last?.categories !== '*' || last.areas !== '*' || !('office' in last.lead)) {
    fail('rules.json', last?.id ?? 'the end', 'the last rule must catch every category and area and name an office')
  }
}
