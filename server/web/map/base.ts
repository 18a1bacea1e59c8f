/**
 * The base map under every drawing: the city's own GeoJSON, in our palette, with no tile server. Read once, projected and
 * thinned for each frame, and kept, since a page asks for the same few frames again and again.
 */
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { Box, Frame, LngLat, Point } from './mercator.ts'
import { boxesMeet, boxOf, pathOf, thin } from './simplify.ts'

export interface BaseProperties {
  layer: string
  class?: string | number | undefined
  name?: string | undefined
  /** Of a name: 1 has room when the whole city is shown, 4 only close by. */
  rank?: number | undefined
  /** Of a name along a line: degrees anticlockwise from east. */
  angle?: number | undefined
}
export type BaseCollection = FeatureCollection<Geometry, BaseProperties>

/** What is drawn how, from the ground up. `width` is in CSS pixels, whatever the frame. */
interface Layer {
  className: string
  holds: (properties: BaseProperties) => boolean
  closed: boolean
  /** Stroke at a glance over the city, and close by. */
  width?: readonly [number, number]
  /** How much coarser than the rest it may be drawn where there is very much of it. */
  coarse?: number
  /** Degrees of longitude on 1,000 units of drawing beyond which it is too small to draw. */
  until?: number
}
const of =
  (layer: string, ...classes: (string | number)[]) =>
  (properties: BaseProperties) =>
    properties.layer === layer && (classes.length === 0 || classes.includes(properties.class ?? ''))
const not =
  (layer: string, ...classes: (string | number)[]) =>
  (properties: BaseProperties) =>
    properties.layer === layer && !classes.includes(properties.class ?? '')

const layers: readonly Layer[] = [
  { className: 'm-city', holds: of('limit'), closed: true },
  { className: 'm-green', holds: not('park', 'island'), closed: true },
  { className: 'm-block', holds: of('block'), closed: true, coarse: 4 },
  { className: 'm-water', holds: of('water'), closed: true },
  { className: 'm-green', holds: of('park', 'island'), closed: true },
  { className: 'm-road m-case', holds: of('road', 1), closed: false, width: [4.6, 9.5] },
  { className: 'm-road m-case', holds: of('road', 2), closed: false, width: [3, 7.5] },
  { className: 'm-road', holds: of('road', 3), closed: false, width: [1, 3.5], until: 0.12 },
  { className: 'm-road', holds: of('road', 2), closed: false, width: [1.8, 6] },
  { className: 'm-road', holds: of('road', 1), closed: false, width: [3.2, 8] },
  { className: 'm-road', holds: of('bridge', 3), closed: false, width: [1, 3.5], until: 0.12 },
  { className: 'm-road', holds: of('bridge', 2), closed: false, width: [1.8, 6] },
  { className: 'm-road', holds: of('bridge', 1), closed: false, width: [3.2, 8] },
  { className: 'm-bound', holds: of('bound'), closed: false },
  { className: 'm-limit', holds: of('limit'), closed: false }
]
/** Below this many degrees of longitude on 1,000 units roads are drawn at their full width. */
const near = 0.04

export interface DrawnLayer {
  className: string
  d: string
  width?: number
}
export interface NamedPlace {
  text: string
  kind: 'water' | 'green' | 'area' | 'plain'
  at: LngLat
  rank: number
  angle: number
}

interface Line {
  points: readonly Point[]
  box: Box
}
interface Kept {
  properties: BaseProperties
  lines: readonly Line[]
}

export interface BaseMap {
  draw: (frame: Frame) => readonly DrawnLayer[]
  /** Names that have room at this scale, the important ones first. */
  names: (frame: Frame) => readonly NamedPlace[]
  /** What an area covers, for a window that shows just it. */
  boxOf: (area: string) => Box | undefined
}

const point = ([lng = 0, lat = 0]: Position): Point => [lng, lat]

function linesOf(geometry: Geometry): Position[][] {
  switch (geometry.type) {
    case 'Polygon':
    case 'MultiLineString':
      return geometry.coordinates
    case 'MultiPolygon':
      return geometry.coordinates.flat()
    case 'LineString':
      return [geometry.coordinates]
    default:
      return []
  }
}

const kept = ({ geometry, properties }: Feature<Geometry, BaseProperties>): Kept => ({
  properties,
  lines: linesOf(geometry).map((line) => {
    const points = line.map(point)
    return { points, box: boxOf(points) }
  })
})

const framesKept = 40
/** Drawing units a point may be off its line: less than can be seen. */
const tolerance = 0.35
const isSeen = ([west, south, east, north]: Box, scale: number): boolean =>
  Math.max(east - west, north - south) * scale > 2.5

export function baseMap(
  base: BaseCollection,
  areas: FeatureCollection<Geometry, { id: string; level: string }>
): BaseMap {
  const streets = areas.features.filter((f) => f.properties.level === 'street')
  const things: Kept[] = [
    ...base.features.map(kept),
    ...streets.map((f) => kept({ type: 'Feature', geometry: f.geometry, properties: { layer: 'bound' } }))
  ]
  const boxes = new Map(streets.map((f) => [f.properties.id, boxOf(linesOf(f.geometry).flat().map(point))]))
  const drawings = new Map<string, readonly DrawnLayer[]>()
  const names = namesOf(base)

  function drawAnew(frame: Frame): DrawnLayer[] {
    const spread = (frame.box[2] - frame.box[0]) / frame.width
    return layers
      .filter((layer) => layer.until === undefined || spread * 1000 < layer.until)
      .map((layer) => {
        const d = things
          .filter((kept) => layer.holds(kept.properties))
          .flatMap((kept) => kept.lines)
          .filter((line) => boxesMeet(line.box, frame.box) && isSeen(line.box, frame.scale / (layer.coarse ?? 1)))
          .map((line) =>
            pathOf(
              thin(
                line.points.map(([lng, lat]) => frame.at({ lng, lat })),
                tolerance * (layer.coarse ?? 1)
              ),
              layer.closed,
              layer.coarse ? 2 : 10
            )
          )
          .join('')
        const width = layer.width?.[spread < near / 1000 ? 1 : 0]
        return { className: layer.className, d, ...(width && { width }) }
      })
      .filter((layer) => layer.d !== '')
  }

  return {
    draw(frame) {
      const key = [frame.width, frame.height, ...frame.box.map((n) => n.toFixed(5))].join(' ')
      const known = drawings.get(key)
      if (known) return known
      const drawn = drawAnew(frame)
      const oldest = drawings.keys().next()
      if (drawings.size >= framesKept && !oldest.done) drawings.delete(oldest.value)
      drawings.set(key, drawn)
      return drawn
    },
    names: (frame) => {
      const spread = ((frame.box[2] - frame.box[0]) / frame.width) * 1000
      const rank = ranks.findIndex((limit) => spread > limit)
      return names.filter(
        (namedPlace) => namedPlace.rank <= (rank < 0 ? ranks.length + 1 : rank + 1) && inside(namedPlace.at, frame.box)
      )
    },
    boxOf: (area) => boxes.get(area)
  }
}

/** Beyond these spreads only names of rank 1, 2, 3 are drawn. */
const ranks = [0.1, 0.05, 0.025] as const
const inside = ({ lng, lat }: LngLat, [west, south, east, north]: Box): boolean =>
  lng > west && lng < east && lat > south && lat < north

const kinds: Readonly<Record<string, NamedPlace['kind']>> = {
  river: 'water',
  lake: 'water',
  pond: 'water',
  park: 'green',
  hill: 'green',
  street: 'area'
}

function namesOf(base: BaseCollection): NamedPlace[] {
  return base.features
    .flatMap(({ geometry, properties: { layer, class: what, name, rank = 4, angle = 0 } }) => {
      if (layer !== 'label' || geometry.type !== 'Point' || !name) return []
      const [lng, lat] = point(geometry.coordinates)
      return [{ text: name, kind: kinds[what ?? ''] ?? 'plain', at: { lng, lat }, rank, angle } as const]
    })
    .sort((a, b) => a.rank - b.rank)
}
