import type { LayerGroup, Map as LeafletMap } from 'leaflet'
import { lie, placeLabels, type Disc, type Label, type PlacedLabel } from '#shared/map.ts'
import { areas, outlines } from '../city'
import { styledIcon } from './styled-icon'

/**
 * Our own outlines are the base map of the web build: no tile server is needed, and a city that has one names it in its
 * configuration. Colours come from the style sheet, so the map follows a dark theme by itself.
 */
type Leaflet = typeof import('leaflet')

interface Properties {
  layer?: string
  class?: string | number
  name?: string
  rank?: number
  angle?: number
  level?: string
}
const of = (feature: GeoJSON.Feature | undefined): Properties => feature?.properties ?? {}

const escaped = (words: string) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** From which zoom on a name is worth its room; the closer, the more. */
const FROM_ZOOM = [0, 11, 14, 15, 16]
/** Roads and houses wait for a nearer view. */
const KIND_FROM: Record<string, number> = {
  street: 10,
  river: 12,
  lake: 12,
  hill: 12,
  road: 14,
  community: 15,
  school: 16,
  market: 16,
  hospital: 16
}
const SIZE = 12
const STREET_SIZE = 14
/** How far the characters of a river's name stand apart, in their own size. */
const RIVER_APART = 1.6

const shownFrom = ({ rank = 4, class: kind }: Properties) =>
  Math.max(FROM_ZOOM[rank] ?? 16, KIND_FROM[String(kind)] ?? 15)

/** What already stands on the map: marks, and the names that belong to them. */
export interface Occupied {
  marks: readonly Disc[]
  names: readonly PlacedLabel[]
}

function nameMarker(L: Leaflet, feature: GeoJSON.Feature<GeoJSON.Point>) {
  const { name = '', class: kind, angle = 0 } = of(feature)
  const [lng = 0, lat = 0] = feature.geometry.coordinates
  const { stacked, turn } = lie(angle)
  const transform = `translate(-50%,-50%) rotate(${turn}deg)`
  return L.marker([lat, lng], {
    interactive: false,
    keyboard: false,
    zIndexOffset: -1000,
    icon: styledIcon(
      L,
      { className: `g-name g-name-${String(kind)}`, html: `<span>${escaped(name)}</span>`, iconSize: [0, 0] },
      { span: { transform, ...(stacked && { writingMode: 'vertical-rl' }) } }
    )
  })
}

/** Names for the part and the zoom that is seen, first ranks first, none over another and none over a mark. */
function names(
  L: Leaflet,
  map: LeafletMap,
  features: GeoJSON.Feature<GeoJSON.Point>[],
  standing: () => Occupied
): () => void {
  const group: LayerGroup = L.layerGroup().addTo(map)
  const sorted = [...features].sort((a, b) => (of(a).rank ?? 9) - (of(b).rank ?? 9))
  return () => {
    group.clearLayers()
    const zoom = map.getZoom()
    const box = map.getBounds()
    const { x: width, y: height } = map.getSize()
    const { marks, names: taken } = standing()
    const wanted = sorted.flatMap((feature, i): Label[] => {
      const [lng = 0, lat = 0] = feature.geometry.coordinates
      const { name = '', class: kind, angle } = of(feature)
      if (shownFrom(of(feature)) > zoom || !box.contains([lat, lng])) return []
      // A street area with a count carries its name with it.
      if (kind === 'street' && taken.length > 0) return []
      const { x, y } = map.latLngToContainerPoint([lat, lng])
      return [
        {
          id: String(i),
          text: name,
          at: [x, y],
          r: 0,
          size: kind === 'street' ? STREET_SIZE : SIZE,
          ...(angle !== undefined && { angle }),
          ...(kind === 'river' && { apart: RIVER_APART })
        }
      ]
    })
    for (const { id } of placeLabels(wanted, marks, { width, height }, taken)) {
      const feature = sorted[Number(id)]
      if (feature) nameMarker(L, feature).addTo(group)
    }
  }
}

const isName = (feature: GeoJSON.Feature): feature is GeoJSON.Feature<GeoJSON.Point> =>
  feature.geometry.type === 'Point'

/** Draws the ground, and answers with a function that writes its names anew around what stands on it. */
export async function drawBaseMap(L: Leaflet, map: LeafletMap, standing: () => Occupied): Promise<() => void> {
  const [{ city }, [base, streets]] = await Promise.all([areas(), outlines()])
  const scaled = () => {
    // Roads keep their real breadth while one zooms, within what can be seen.
    map
      .getContainer()
      .style.setProperty('--road', String(Math.min(4, Math.max(0.35, 2 ** ((map.getZoom() - 15) * 0.7)))))
  }
  scaled()
  const draw = (features: GeoJSON.Feature[], classOf: (feature: Properties) => string) =>
    L.geoJSON({ type: 'FeatureCollection', features } as GeoJSON.FeatureCollection, {
      interactive: false,
      style: (feature) => ({ className: classOf(of(feature)) })
    }).addTo(map)
  if (city.tiles) L.tileLayer(city.tiles, { maxZoom: 19 }).addTo(map)
  else {
    const shapes = base.features.filter((feature) => !isName(feature))
    const roads = shapes.filter((feature) => of(feature).layer === 'road')
    const first = shapes.findIndex((feature) => of(feature).layer === 'road')
    const usual = ({ layer, class: kind }: Properties) => `g g-${layer} g-${layer}-${String(kind)}`
    draw(
      shapes.filter((feature) => of(feature).layer === 'limit'),
      () => 'g g-city'
    )
    draw(shapes.slice(0, first), usual)
    // The edge of the larger roads lies below all of them, so that white is seen on pale ground.
    draw(
      roads.filter((feature) => of(feature).class !== 3),
      ({ class: kind }) => `g g-edge-${String(kind)}`
    )
    draw(shapes.slice(first), usual)
  }
  draw(
    streets.features.filter((feature) => of(feature).level === 'street'),
    () => 'g g-bound'
  )
  map.on('zoomend', scaled)
  return city.tiles ? () => undefined : names(L, map, base.features.filter(isName), standing)
}
