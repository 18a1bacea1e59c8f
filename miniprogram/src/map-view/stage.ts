import type { LayerGroup, Map as LeafletMap, MarkerOptions } from 'leaflet'
import type { Spot } from '../place/datum'
import { ground } from './ground'
import { shapeOf, type Box, type Cluster, type Pin } from './types'

export type Leaflet = typeof import('leaflet')

/** Loaded when a map is first shown, and only then. */
export const load = (): Promise<Leaflet> =>
  Promise.all([import('leaflet'), import('leaflet/dist/leaflet.css')]).then(([{ default: leaflet }]) => leaflet)

/** Shapes, not pictures, so that a dark theme and a larger screen cost nothing. */
const shapes = {
  done: '<circle cx="12" cy="12" r="9"/><path class="pin-k" d="M8 12.2l2.8 2.8L16 8.8"/>',
  green: '<circle cx="12" cy="12" r="7.5"/>',
  yellow: '<path d="M12 3 22 20.5H2z"/>',
  red: '<path d="M4.5 4.5h15v15h-15z"/>'
}
const escaped = (words: string) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
/** A finger's width, whatever is drawn inside. */
const SIDE: [number, number] = [44, 44]

const pinIcon = (L: Leaflet, pin: Pin) =>
  L.divIcon({
    className: `pin pin-${shapeOf(pin)}`,
    html: `<svg viewBox="0 0 24 24" aria-hidden="true">${shapes[shapeOf(pin)]}</svg>`,
    iconSize: SIDE
  })

const ROUND = 2 * Math.PI * 17
/** A count; the dark arc is the share closed, the red square the overdue. */
function clusterIcon(L: Leaflet, { count, closed, overdue, title }: Cluster) {
  const arc = count === 0 ? 0 : (closed / count) * ROUND
  const ring = `<circle class="knot-g" cx="22" cy="22" r="17"/><circle class="knot-d" cx="22" cy="22" r="17" stroke-dasharray="${arc} ${ROUND}" transform="rotate(-90 22 22)"/>`
  const late = overdue > 0 ? `<i>${overdue}</i>` : ''
  return L.divIcon({
    className: 'knot',
    html: `<svg viewBox="0 0 44 44" aria-hidden="true">${ring}</svg><b>${count}</b>${late}<span>${escaped(title)}</span>`,
    iconSize: SIDE
  })
}

export interface Marks {
  pins: readonly Pin[]
  clusters: readonly Cluster[]
  here: Spot | undefined
}
export interface Heard {
  onMove: (centre: Spot, box: Box) => void
  onPin: (id: string) => void
  onCluster: (id: string) => void
}
/** A Leaflet map and what one may do with it. */
export interface Stage {
  mark: (marks: Marks) => void
  look: (centre: Spot, zoom: number) => void
  end: () => void
}

/** Nearer than this the map looks there already; setting it again would only be heard as another move. */
const SAME_DEGREES = 1e-5

export function raise(
  L: Leaflet,
  element: HTMLElement,
  { centre, zoom, still, quiet }: { centre: Spot; zoom: number; still: boolean; quiet: boolean },
  heard: Heard
): Stage {
  const moves = !still
  const map: LeafletMap = L.map(element, {
    attributionControl: false,
    zoomControl: moves,
    dragging: moves,
    scrollWheelZoom: moves,
    touchZoom: moves,
    doubleClickZoom: moves,
    boxZoom: false,
    keyboard: moves,
    minZoom: 9,
    maxZoom: 19
  }).setView([centre.lat, centre.lng], zoom)
  const group: LayerGroup = L.layerGroup().addTo(map)
  // Without its ground a map still shows its pins.
  ground(L, map, quiet).catch(() => undefined)
  map.on('moveend', () => {
    const { lng, lat } = map.getCenter()
    const box = map.getBounds()
    heard.onMove(
      { lng, lat },
      { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth(), zoom: map.getZoom() }
    )
  })
  const put = ({ lat, lng }: Spot, options: MarkerOptions) =>
    L.marker([lat, lng], { keyboard: moves, interactive: moves, ...options }).addTo(group)

  return {
    mark({ pins, clusters, here }) {
      group.clearLayers()
      if (here)
        put(here, { interactive: false, keyboard: false, icon: L.divIcon({ className: 'me', iconSize: [20, 20] }) })
      for (const cluster of clusters)
        put(cluster.at, { icon: clusterIcon(L, cluster), alt: cluster.title }).on('click', () =>
          heard.onCluster(cluster.id)
        )
      for (const pin of pins)
        put(pin.at, { icon: pinIcon(L, pin), alt: pin.title, title: pin.title }).on('click', () => heard.onPin(pin.id))
    },
    look(to, nearness) {
      const from = map.getCenter()
      const same = Math.abs(from.lng - to.lng) < SAME_DEGREES && Math.abs(from.lat - to.lat) < SAME_DEGREES
      if (!same || map.getZoom() !== nearness) map.setView([to.lat, to.lng], nearness)
    },
    end: () => void map.remove()
  }
}
