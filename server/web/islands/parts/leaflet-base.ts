/** Leaflet on our own base map: shapes from our GeoJSON in the palette of the page, no tiles needed. */
import * as L from 'leaflet'
import { lie } from '#shared/map.ts'
import type { Feature, FeatureCollection, Geometry } from 'geojson'

export { L }

interface Shape {
  layer: string
  class?: string | number
  name?: string
  rank?: number
  angle?: number
}

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--map-${name}`).trim()

/** Line widths at zoom 12 and 17, in pixels. */
const widths: Readonly<Record<number, readonly [number, number]>> = { 1: [2.6, 12], 2: [1.6, 8], 3: [0.7, 4.5] }
const widthAt = (level: number, zoom: number): number => {
  const [far, near] = widths[level] ?? [1, 4]
  return far + ((near - far) * Math.min(5, Math.max(0, zoom - 12))) / 5
}
/** The zoom from which a class of road, or a rank of name, is drawn. */
const roadFrom: Readonly<Record<number, number>> = { 1: 0, 2: 0, 3: 13 }
const nameFrom: Readonly<Record<number, number>> = { 1: 0, 2: 13.5, 3: 14.5, 4: 15.5 }

const nameKinds: Readonly<Record<string, string>> = {
  river: 'water',
  lake: 'water',
  pond: 'water',
  park: 'green',
  hill: 'green',
  street: 'area'
}

const fetched = new Map<string, Promise<FeatureCollection<Geometry, Shape>>>()
const read = (url: string): Promise<FeatureCollection<Geometry, Shape>> => {
  const known =
    fetched.get(url) ??
    fetch(url).then(
      (answer) =>
        (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))) as Promise<
          FeatureCollection<Geometry, Shape>
        >
    )
  fetched.set(url, known)
  return known
}

export interface MapWords extends Record<string, string | undefined> {
  zoomIn?: string
  zoomOut?: string
}

type Shapes = FeatureCollection<Geometry, Shape>['features']

/** What lies below the roads: the city's ground, green, blocks, water. */
function drawGround(map: L.Map, canvas: L.Canvas, shapes: Shapes): void {
  const flat = (holds: (shape: Shape) => boolean, fill: string, line?: string) =>
    L.geoJSON(
      shapes.filter((shape) => holds(shape.properties)),
      {
        interactive: false,
        style: {
          renderer: canvas,
          fillColor: colour(fill),
          fillOpacity: 1,
          stroke: line !== undefined,
          weight: 1,
          ...(line && { color: colour(line) })
        }
      }
    ).addTo(map)
  for (const { geometry, properties } of shapes) {
    if (properties.layer !== 'limit' || geometry.type !== 'LineString') continue
    const ring = geometry.coordinates.map(([lng = 0, lat = 0]) => L.latLng(lat, lng))
    L.polygon(ring, {
      interactive: false,
      renderer: canvas,
      stroke: false,
      fillColor: colour('city'),
      fillOpacity: 1
    }).addTo(map)
  }
  flat((shape) => shape.layer === 'park' && shape.class !== 'island', 'green')
  flat((shape) => shape.layer === 'block', 'block')
  flat((shape) => shape.layer === 'water', 'water', 'water-line')
  flat((shape) => shape.layer === 'park' && shape.class === 'island', 'green')
}

function drawRoads(map: L.Map, canvas: L.Canvas, shapes: Shapes): void {
  // The larger roads have an edge, drawn below all of them, so that white is seen on pale ground.
  const edges = [2, 1].map((level) => ({ level, tint: 'road-line', more: 1.4 }))
  for (const { level, tint, more } of [...edges, ...[3, 2, 1].map((l) => ({ level: l, tint: 'road', more: 0 }))]) {
    const weight = () => widthAt(level, map.getZoom()) + more
    const road = L.geoJSON(
      shapes.filter(
        ({ properties: { layer, class: size } }) =>
          size === level && (layer === 'road' || (layer === 'bridge' && more === 0))
      ),
      { interactive: false, style: { renderer: canvas, color: colour(tint), weight: weight(), lineCap: 'round' } }
    )
    const restyle = () => {
      if (map.getZoom() < (roadFrom[level] ?? 0)) road.remove()
      else road.setStyle({ weight: weight() }).addTo(map)
    }
    restyle()
    map.on('zoomend', restyle)
  }
}

/** A map with our base, the box in view. Keyboard and wheel work; the page still scrolls under one finger. */
export async function baseMap(
  box: HTMLElement,
  bounds: readonly number[],
  words: MapWords,
  marked: () => readonly Marked[] = () => []
): Promise<Base> {
  const data = await read('/assets/basemap.geojson')
  const [west = 0, south = 0, east = 0, north = 0] = bounds
  const map = L.map(box, {
    attributionControl: false,
    zoomControl: false,
    preferCanvas: true,
    scrollWheelZoom: false,
    zoomSnap: 0.25,
    minZoom: 10,
    maxZoom: 18
  })
  L.control
    .zoom({ position: 'topright', zoomInTitle: words.zoomIn ?? '', zoomOutTitle: words.zoomOut ?? '' })
    .addTo(map)
  map.fitBounds([
    [south, west],
    [north, east]
  ])
  // The wheel zooms only after a click on the map, so that reading on does not get stuck in it.
  map.on('click focus', () => map.scrollWheelZoom.enable())
  map.on('mouseout blur', () => map.scrollWheelZoom.disable())

  const shapes = data.features.filter((feature) => feature.properties.layer !== 'label')
  const canvas = L.canvas({ padding: 0.3 })
  drawGround(map, canvas, shapes)
  drawRoads(map, canvas, shapes)
  L.geoJSON(
    shapes.filter((shape) => shape.properties.layer === 'limit'),
    {
      interactive: false,
      style: { renderer: canvas, color: colour('bound'), weight: 1.6, fill: false }
    }
  ).addTo(map)
  return { map, names: names(map, data.features, marked) }
}

/** A mark that stands on the map, and the half of its width; names keep clear of it. */
export interface Marked {
  at: L.LatLng
  half: number
}
export interface Base {
  map: L.Map
  /** Draws the names anew, for marks that have changed. */
  names: () => void
}

/** Names in view, important ones first, none over another and none over a mark. */
function names(map: L.Map, features: readonly Feature<Geometry, Shape>[], marked: () => readonly Marked[]): () => void {
  // Below the marks: a name must not hide a number.
  map.createPane('names').style.zIndex = '450'
  const layer = L.layerGroup().addTo(map)
  const labels = features
    .flatMap(({ geometry, properties }) =>
      geometry.type === 'Point' && properties.name
        ? [
            {
              ...properties,
              name: properties.name,
              at: L.latLng(geometry.coordinates[1] ?? 0, geometry.coordinates[0] ?? 0)
            }
          ]
        : []
    )
    .sort((a, b) => (a.rank ?? 4) - (b.rank ?? 4))
  const draw = () => {
    layer.clearLayers()
    const zoom = map.getZoom()
    const view = map.getBounds()
    const busy: L.Point[] = []
    const marks = marked().map(({ at, half }) => ({ at: map.latLngToContainerPoint(at), half }))
    const areasNamed = marks.some(({ half }) => half > 15)
    for (const place of labels) {
      if (zoom < (nameFrom[place.rank ?? 4] ?? 15) || !view.contains(place.at)) continue
      // A street with a count carries its name with it.
      if (place.class === 'street' && areasNamed) continue
      const at = map.latLngToContainerPoint(place.at)
      if (busy.some((other) => Math.abs(other.x - at.x) < 74 && Math.abs(other.y - at.y) < 26)) continue
      if (
        marks.some(
          (mark) =>
            Math.abs(mark.at.x - at.x) < mark.half + 30 &&
            at.y - mark.at.y > -mark.half - 10 &&
            at.y - mark.at.y < mark.half + (areasNamed ? 26 : 10)
        )
      )
        continue
      busy.push(at)
      const label = document.createElement('span')
      label.className = `lname lname-${nameKinds[place.class ?? ''] ?? 'plain'}`
      label.textContent = place.name
      if (place.angle) {
        const { stacked, turn } = lie(place.angle)
        label.style.transform = `translate(-50%, -50%) rotate(${turn}deg)`
        if (stacked) label.style.writingMode = 'vertical-rl'
      }
      L.marker(place.at, {
        pane: 'names',
        icon: L.divIcon({ className: 'lname-at', html: label, iconSize: [0, 0] }),
        interactive: false,
        keyboard: false
      }).addTo(layer)
    }
  }
  draw()
  map.on('moveend', draw)
  return draw
}
