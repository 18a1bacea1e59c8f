/** Reads a city folder and checks that it hangs together; what is wrong is named by file and entry. */
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { checkCity } from './check.ts'
import { inCodes } from './former-codes.ts'
import type { City } from './types.ts'

export { blankCity, isBlank } from './blank.ts'
export type * from './types.ts'

const files = {
  info: 'city.json',
  areas: 'areas.geojson',
  assets: 'assets.geojson',
  offices: 'offices.json',
  people: 'people.json',
  categories: 'categories.json',
  tiles: 'tiles.json',
  rules: 'rules.json',
  calendar: 'calendar.json',
  time: 'time.json',
  places: 'places.json'
} as const satisfies Record<keyof City, string>

const home = resolve(import.meta.dirname, '../demo-city/data')

async function text(dir: string, file: string): Promise<string> {
  return readFile(join(dir, file), 'utf8').catch(() => {
    throw new Error(`${file} is missing in the city folder ${dir}`)
  })
}
async function read(dir: string, file: string): Promise<unknown> {
  try {
    return JSON.parse(await text(dir, file)) as unknown
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Error(`${file} is not valid JSON: ${error.message}`)
  }
}

/** Loads a city from a folder, the demo city by default. Throws an Error that names file and entry. */
export async function loadCity(dir: string = home): Promise<City> {
  const parts = await Promise.all(
    Object.entries(files).map(async ([part, file]) => [part, await read(dir, file)] as const)
  )
  const city = Object.fromEntries(parts.map(([part, value]) => [part, inCodes(value)])) as unknown as City
  checkCity(city)
  return city
}

/** The base map beside it, as text: it is drawn and served as it is. */
export const loadBaseMap = (dir: string = home): Promise<string> => text(dir, 'basemap.geojson')
