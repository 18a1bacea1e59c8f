import { useEffect, useId, useRef } from 'react'
import type { LayerGroup, Map as LeafletMap } from 'leaflet'
import type { Spot } from '../place/datum'
import { ground } from './ground'
import { shapeOf, type Cluster, type MapViewProps, type Pin } from './types'
import './map.scss'

type Leaflet = typeof import('leaflet')

/** Loaded when a map is first shown, and only then. */
const load = (): Promise<Leaflet> =>
  Promise.all([import('leaflet'), import('leaflet/dist/leaflet.css')]).then(([{ default: leaflet }]) => leaflet)

const at = ({ lat, lng }: Spot): [number, number] => [lat, lng]

/** Shapes, not pictures, so that a dark theme and a larger screen cost nothing. */
const shapes = {
  done: '<circle cx="12" cy="12" r="9"/><path class="pin-k" d="M8 12.2l2.8 2.8L16 8.8"/>',
  green: '<circle cx="12" cy="12" r="7.5"/>',
  yellow: '<path d="M12 3 22 20.5H2z"/>',
  red: '<path d="M4.5 4.5h15v15h-15z"/>'
}
const escaped = (words: string) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const pinIcon = (L: Leaflet, pin: Pin) =>
  L.divIcon({
    className: `pin pin-${shapeOf(pin)}`,
    html: `<svg viewBox="0 0 24 24" aria-hidden="true">${shapes[shapeOf(pin)]}</svg>`,
    iconSize: [44, 44]
  })

const ROUND = 2 * Math.PI * 17
/** A count; the dark arc is the share closed, the red square the overdue. */
const clusterIcon = (L: Leaflet, { count, closed, overdue, title }: Cluster) =>
  L.divIcon({
    className: 'knot',
    html: `<svg viewBox="0 0 44 44" aria-hidden="true"><circle class="knot-g" cx="22" cy="22" r="17"/><circle class="knot-d" cx="22" cy="22" r="17" stroke-dasharray="${
      count === 0 ? 0 : (closed / count) * ROUND
    } ${ROUND}" transform="rotate(-90 22 22)"/></svg><b>${count}</b>${overdue > 0 ? `<i>${overdue}</i>` : ''}<span>${escaped(title)}</span>`,
    iconSize: [44, 44]
  })

export default function MapView({
  centre,
  zoom,
  label,
  className = '',
  pins = [],
  clusters = [],
  here,
  still = false,
  onMove,
  onPin,
  onCluster
}: MapViewProps) {
  const id = useId()
  const live = useRef<{ L: Leaflet; map: LeafletMap; marks: LayerGroup }>()
  const told = useRef({ onMove, onPin, onCluster, centre, zoom })
  told.current = { onMove, onPin, onCluster, centre, zoom }
  const marked = useRef({ pins, clusters, here })
  marked.current = { pins, clusters, here }

  const mark = () => {
    if (!live.current) return
    const { L, marks } = live.current
    marks.clearLayers()
    if (marked.current.here)
      L.marker(at(marked.current.here), {
        interactive: false,
        keyboard: false,
        icon: L.divIcon({ className: 'me', iconSize: [20, 20] })
      }).addTo(marks)
    for (const cluster of marked.current.clusters) {
      L.marker(at(cluster.at), {
        icon: clusterIcon(L, cluster),
        alt: cluster.title,
        keyboard: !still,
        interactive: !still
      })
        .on('click', () => told.current.onCluster?.(cluster.id))
        .addTo(marks)
    }
    for (const pin of marked.current.pins) {
      L.marker(at(pin.at), {
        icon: pinIcon(L, pin),
        alt: pin.title,
        title: pin.title,
        keyboard: !still,
        interactive: !still
      })
        .on('click', () => told.current.onPin?.(pin.id))
        .addTo(marks)
    }
  }

  useEffect(() => {
    let gone = false
    void load().then((L) => {
      const element = document.getElementById(id)
      if (gone || !element) return
      const map = L.map(element, {
        attributionControl: false,
        zoomControl: !still,
        dragging: !still,
        scrollWheelZoom: !still,
        touchZoom: !still,
        doubleClickZoom: !still,
        boxZoom: false,
        keyboard: !still,
        minZoom: 9,
        maxZoom: 19
      }).setView(at(told.current.centre), told.current.zoom)
      live.current = { L, map, marks: L.layerGroup().addTo(map) }
      mark()
      // Without its ground a map still shows its pins.
      ground(L, map, marked.current.clusters.length > 0).catch(() => undefined)
      map.on('moveend', () => {
        const to = map.getCenter()
        const box = map.getBounds()
        told.current.onMove?.(
          { lng: to.lng, lat: to.lat },
          {
            west: box.getWest(),
            south: box.getSouth(),
            east: box.getEast(),
            north: box.getNorth(),
            zoom: map.getZoom()
          }
        )
      })
    })
    return () => {
      gone = true
      live.current?.map.remove()
      live.current = undefined
    }
    // The map is made once; what changes later is told to it below.
  }, [id, still])

  useEffect(() => {
    live.current?.map.setView([centre.lat, centre.lng], zoom)
  }, [centre.lat, centre.lng, zoom])
  useEffect(mark)

  return <div className={`map ${className}`} id={id} role={still ? 'img' : 'application'} aria-label={label} />
}
