import type { LayerGroup, Map as LeafletMap } from 'leaflet'
import type { Spot } from '../place/datum'
import { drawBaseMap, type Occupied } from './base-map'
import { putMarks, type Leaflet, type Marks, type MarkEvents } from './marks'
import type { Box } from './types'

/** Loaded when a map is first shown, and only then. */
export const load = (): Promise<Leaflet> =>
  Promise.all([import('leaflet'), import('leaflet/dist/leaflet.css')]).then(([{ default: leaflet }]) => leaflet)

export interface Events extends MarkEvents {
  onMove: (centre: Spot, box: Box) => void
}
/** A Leaflet map and what one may do with it. */
export interface LeafletView {
  mark: (marks: Marks) => void
  look: (centre: Spot, zoom: number) => void
  end: () => void
}

/** Nearer than this the map looks there already; setting it again would only be heard as another move. */
const SAME_DEGREES = 1e-5

export function openLeafletView(
  L: Leaflet,
  element: HTMLElement,
  { centre, zoom, still }: { centre: Spot; zoom: number; still: boolean },
  heard: Events
): LeafletView {
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
  let marks: Marks = { pins: [], clusters: [], here: undefined }
  let standing: Occupied = { marks: [], names: [] }
  let writeNames = (): void => undefined
  const draw = () => {
    standing = putMarks(L, map, group, marks, moves, heard)
    writeNames()
  }
  // Without its ground a map still shows its pins.
  drawBaseMap(L, map, () => standing)
    .then((write) => {
      writeNames = write
      write()
    })
    .catch(() => undefined)
  map.on('moveend', () => {
    // Where marks have room depends on the view.
    draw()
    const { lng, lat } = map.getCenter()
    const box = map.getBounds()
    heard.onMove(
      { lng, lat },
      { west: box.getWest(), south: box.getSouth(), east: box.getEast(), north: box.getNorth(), zoom: map.getZoom() }
    )
  })

  return {
    mark(to) {
      marks = to
      draw()
    },
    look(to, nearness) {
      const from = map.getCenter()
      const same = Math.abs(from.lng - to.lng) < SAME_DEGREES && Math.abs(from.lat - to.lat) < SAME_DEGREES
      if (!same || map.getZoom() !== nearness) map.setView([to.lat, to.lng], nearness)
    },
    end: () => void map.remove()
  }
}
