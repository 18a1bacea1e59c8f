import type { LayerGroup, Map as LeafletMap } from 'leaflet'
import { areas, outlines } from '../city'

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
/** Street names stay out of the way of the pins' own; roads and houses wait for a nearer view. */
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
const NAMES_ATMOST = 60

const shownFrom = ({ rank = 4, class: kind }: Properties) =>
  Math.max(FROM_ZOOM[rank] ?? 16, KIND_FROM[String(kind)] ?? 15)

function nameMarker(L: Leaflet, feature: GeoJSON.Feature<GeoJSON.Point>) {
  const { name = '', class: kind, angle = 0 } = of(feature)
  const [lng = 0, lat = 0] = feature.geometry.coordinates
  return L.marker([lat, lng], {
    interactive: false,
    keyboard: false,
    zIndexOffset: -1000,
    icon: L.divIcon({
      className: `g-name g-name-${String(kind)}`,
      // A road's name runs along it, never upside down.
      html: `<span style="transform:translate(-50%,-50%) rotate(${-angle}deg)">${escaped(name)}</span>`,
      iconSize: [0, 0]
    })
  })
}

/** Names for the part and the zoom that is seen, first ranks first. */
function names(L: Leaflet, map: LeafletMap, features: GeoJSON.Feature<GeoJSON.Point>[], quiet: boolean): () => void {
  const group: LayerGroup = L.layerGroup().addTo(map)
  const sorted = [...features].sort((a, b) => (of(a).rank ?? 9) - (of(b).rank ?? 9))
  return () => {
    group.clearLayers()
    const zoom = map.getZoom()
    const box = map.getBounds()
    let shown = 0
    for (const feature of sorted) {
      const [lng = 0, lat = 0] = feature.geometry.coordinates
      if (shownFrom(of(feature)) > zoom || !box.contains([lat, lng])) continue
      if (quiet && of(feature).class === 'street' && zoom < 14) continue
      if (++shown > NAMES_ATMOST) break
      nameMarker(L, feature).addTo(group)
    }
  }
}

const isName = (feature: GeoJSON.Feature): feature is GeoJSON.Feature<GeoJSON.Point> =>
  feature.geometry.type === 'Point'

/** Draws the ground; `quiet` leaves the names of street areas to the clusters that stand on them. */
export async function ground(L: Leaflet, map: LeafletMap, quiet: boolean): Promise<void> {
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
    draw(
      base.features.filter((feature) => !isName(feature)),
      ({ layer, class: kind }) => `g g-${layer} g-${layer}-${String(kind)}`
    )
  }
  draw(
    streets.features.filter((feature) => of(feature).level === 'street'),
    () => 'g g-bound'
  )
  const name = city.tiles ? () => undefined : names(L, map, base.features.filter(isName), quiet)
  name()
  map.on('zoomend', scaled)
  map.on('moveend', name)
}
