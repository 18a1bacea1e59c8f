/**
 * Makes 云汀市, the made-up city of the demo: `npm run city`. The same code makes the same files, byte for byte; the files
 * are committed, so nobody has to run this who only wants to use the city. A real city replaces the files (README.md).
 */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { AddressBook } from './generate/addresses.ts'
import { cityOutline, drawAreas } from './generate/areas.ts'
import { nameAssets } from './generate/assets.ts'
import { drawBaseMap } from './generate/basemap.ts'
import { categories, tiles } from './generate/categories.ts'
import { checkTiling } from './generate/check.ts'
import { centre, degrees } from './generate/frame.ts'
import { layLand } from './generate/land.ts'
import { communityMarks } from './generate/landmarks.ts'
import { openOffices } from './generate/offices.ts'
import { hire } from './generate/people.ts'
import { namePlaces } from './generate/places.ts'
import { around } from './generate/plane.ts'
import { withQuestions } from './generate/questions.ts'
import { bookRoads } from './generate/roadbook.ts'
import { rules } from './generate/rules.ts'
import { hills, lake, river } from './generate/skeleton.ts'
import { checkCity } from '#server/routing/index.ts'
import { usualTime } from '../city/time.ts'
import { loadCity, type AreaCollection, type CalendarData, type CityInfo } from '../city/index.ts'

const folder = resolve(import.meta.dirname, 'data')
const sizes: string[] = []
/** Lists stand one entry a line, so that a change shows as the lines that changed. */
function write(file: string, value: unknown, list?: readonly unknown[], wrap: [string, string] = ['[', ']']): void {
  const text = list
    ? `${wrap[0]}\n${list.map((item) => JSON.stringify(item)).join(',\n')}\n${wrap[1]}\n`
    : `${JSON.stringify(value, null, 2)}\n`
  writeFileSync(resolve(folder, file), text)
  sizes.push(`${file} ${(Buffer.byteLength(text) / 1024).toFixed(0)} KB`)
}
const say = (what: string): void => {
  process.stdout.write(`${what}\n`)
}

say('laying streets …')
const land = layLand()
say(`  ${land.rings.length} blocks`)
say('gathering communities …')
const areas = drawAreas(land, communityMarks, {
  lines: [river, lake],
  rings: [lake, ...hills.map((hill) => hill.ring)]
})

const tiling = checkTiling(areas)
say(
  `  ${tiling.streets} street areas, ${tiling.communities} communities, ${tiling.edges} edges, outline of ${tiling.outline}; ` +
    `${tiling.crossings} crossings, ${tiling.points} random points asked, ${tiling.problems.length} problems`
)
if (tiling.problems.length > 0) throw new Error(tiling.problems.slice(0, 10).join('\n'))

say('drawing the base map …')
const roads = bookRoads(land)
const outline = cityOutline(areas)
const map = drawBaseMap(land, areas, outline, roads)

say('opening offices …')
const book = new AddressBook(roads, areas)
const offices = openOffices(book)
const people = hire(offices)
const places = namePlaces(book, areas)
const assets = nameAssets(land, map, places)

const corners = outline.map((p) => degrees(p))
const lngs = corners.map(([lng]) => lng)
const lats = corners.map(([, lat]) => lat)
const info: CityInfo = {
  id: 'yunting',
  name: '云汀市',
  short: '云汀',
  province: '江苏',
  timezone: 'Asia/Shanghai',
  // Six digits in the manner of GB/T 2260 that no division bears: Jiangsu (32), a fourteenth prefecture it does not have.
  adcode: '321400',
  bbox: [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)],
  centre: { lng: centre.lng, lat: centre.lat },
  hotline: '12345',
  outside: { words: '这个位置不在云汀市范围内，请拨打当地 12345。' },
  mapCredit: '地图：虚构城市云汀市，程序绘制',
  tiles: null,
  // About the width of a road with both its pavements: who stands on one side may well mean the other.
  border: { metres: 15 }
}
const calendar: CalendarData = {
  timezone: info.timezone,
  slots: [
    ['08:30', '12:00'],
    ['13:30', '18:00']
  ],
  overrides: [],
  // The streets are watched from seven to ten, every day; somebody is always there at the centre and with the mobile squad.
  offices: Object.fromEntries(
    offices.flatMap(({ id, kind }) => {
      const slots: CalendarData['slots'] | undefined =
        kind === 'squad'
          ? [['07:00', '22:00']]
          : kind === 'mobile' || kind === 'centre'
            ? [['00:00', '24:00']]
            : undefined
      return slots ? [[id, { days: 'every' as const, slots }]] : []
    })
  )
}
const collection: AreaCollection = {
  type: 'FeatureCollection',
  features: areas.map(({ id, level, name, parent, areaClass, ring }) => ({
    type: 'Feature',
    properties: { id, level, name, ...(parent !== undefined && { parent }), areaClass },
    geometry: { type: 'Polygon', coordinates: [[...ring, around(ring, ring.length)].map((p) => degrees(p))] }
  }))
}
const geojson: [string, string] = ['{"type":"FeatureCollection","features":[', ']}']

write('city.json', info)
write('areas.geojson', undefined, collection.features, geojson)
write('assets.geojson', undefined, assets.features, geojson)
write('offices.json', offices)
write('people.json', undefined, people)
write('tiles.json', undefined, tiles)
write('categories.json', withQuestions(categories, offices))
write('rules.json', rules)
write('calendar.json', calendar)
write('time.json', usualTime)
write('places.json', undefined, places)
write('basemap.geojson', undefined, map.collection.features, geojson)
say(`written: ${sizes.join(', ')}`)

const city = await loadCity(folder)
const verdict = checkCity(city, Date.now())
say(
  `checked: ${verdict.proved.cells} kinds of place, ${verdict.proved.categories} categories, ${verdict.proved.moments} kinds of ` +
    `moment at most, ${verdict.proved.decisions} decisions; ${verdict.counts.error} errors, ${verdict.counts.warning} warnings`
)
for (const f of verdict.findings) say(`  ${f.severity} ${f.code}: ${f.words}`)
if (!verdict.passes) throw new Error('the city does not hold together')
const kinds = new Map<string, number>()
for (const { kind } of city.places) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
say(
  `read back: ${city.offices.length} offices, ${city.people.length} people, ${city.categories.length} categories under ` +
    `${city.tiles.length} tiles, ${city.rules.length} rules, ${city.places.length} places ` +
    `(${[...kinds].map(([kind, n]) => `${kind} ${n}`).join(', ')}), ${map.bridges.length} named bridges`
)
