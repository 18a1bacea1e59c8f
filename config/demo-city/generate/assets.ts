/**
 * Ground that somebody owns or runs: a few estates, parks, waters and a station. Estates are whole blocks, parks and waters
 * are drawn as the base map draws them. Who owns it answers for it there (谁权属谁负责).
 */
import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { AssetCollection, AssetProperties, NamedPlace } from '../../city/types.ts'
import type { BaseMap } from './basemap.ts'
import { degrees, toBoard, toMicro, centre } from './frame.ts'
import type { Land } from './land.ts'
import { area, at, centroid, dist, inside, isSimple, shrink, type Pt } from './plane.ts'

interface Wanted extends AssetProperties {
  /** A named place of an estate, or the name on the base map. */
  of: string
}

const asset = (id: string, kind: AssetProperties['kind'], name: string, owner: string, of = name): Wanted => ({
  id,
  kind,
  name,
  owner,
  of
})

const estates = [
  asset('hebin-garden', 'estate', '河滨公园小区', 'heshun-property', '河滨公园小区 18 幢'),
  asset('hanlin-garden', 'estate', '翰林苑', 'heshun-property', '翰林苑 1 幢'),
  asset('shuiguan-garden', 'estate', '水关花园', 'anju-property', '水关花园 8 幢'),
  asset('canal-court', 'estate', '运河苑', 'anju-property', '运河苑 10 幢')
]
const parks = ['文庙公园', '河滨公园', '运河公园', '东湖湿地公园', '龙潭公园', '莲花池公园'].map((name, i) =>
  asset(`park-${i + 1}`, 'green', name, 'park-centre')
)
const waters = [asset('east-lake', 'water', '东湖', 'water'), asset('yunshui', 'water', '云水', 'water')]
/** A square by the station, kept by who keeps roads and lamps. */
const station = asset('north-station', 'municipal', '汽车北站广场', 'municipal-works')
const stationAt: Pt = [-0.7, 5.95]

const ringOf = (board: readonly Pt[]): Position[] => {
  const ring = board.map((p) => degrees(toMicro(p)))
  return [...ring, at(ring, 0)]
}
const toPt = ({ lng, lat }: { lng: number; lat: number }): Pt =>
  toBoard([Math.round((lng - centre.lng) * 1e6), Math.round((lat - centre.lat) * 1e6)])

/** The block a point stands in or nearest, wide enough for houses, without the half of the street around it. */
function blockAt(land: Land, p: Pt): Pt[] {
  const far = (ring: readonly Pt[]): number => (inside(ring, p) ? 0 : dist(centroid(ring), p))
  const dry = land.rings.filter((_, face) => !at(land.wet, face)).sort((a, b) => far(a) - far(b))
  for (const ring of dry) {
    const kept = shrink(ring, () => 0.012)
    // Rounding to millionths may turn a corner inside out.
    if (kept && Math.abs(area(kept)) > 0.008 && isSimple(kept.map((q) => toBoard(toMicro(q))))) return kept
  }
  throw new Error('an estate without a block')
}

export function nameAssets(land: Land, map: BaseMap, places: readonly NamedPlace[]): AssetCollection {
  const feature = ({ of: _, ...properties }: Wanted, geometry: Polygon | MultiPolygon) => ({
    type: 'Feature' as const,
    properties,
    geometry
  })
  const drawn = (name: string, layer: string): Polygon | MultiPolygon => {
    const found = map.collection.features
      .filter((f) => f.properties.layer === layer && f.properties.name === name)
      .map((f) => f.geometry)
      .filter((g): g is Polygon | MultiPolygon => g.type === 'Polygon' || g.type === 'MultiPolygon')
      .sort((a, b) => b.coordinates.flat(2).length - a.coordinates.flat(2).length)
    return at(found, 0)
  }
  const block = (p: Pt): Polygon => ({ type: 'Polygon', coordinates: [ringOf(blockAt(land, p))] })
  const place = (name: string): Pt => {
    const found = places.find((place) => place.name === name)
    if (!found) throw new Error(`no place is called ${name}`)
    return toPt(found.place)
  }
  return {
    type: 'FeatureCollection',
    features: [
      ...estates.map((estate) => feature(estate, block(place(estate.of)))),
      ...parks.map((park) => feature(park, drawn(park.of, 'park'))),
      ...waters.map((water) => feature(water, drawn(water.of, 'water'))),
      feature(station, block(stationAt))
    ]
  }
}
