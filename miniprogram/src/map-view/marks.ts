import type { LatLng, LayerGroup, Map as LeafletMap, MarkerOptions } from 'leaflet'
import { gather, placeLabels, radiusOf, spread, type PlacedLabel, type Point } from '#shared/map.ts'
import type { Spot } from '../place/datum'
import type { Occupied } from './base-map'
import { styledIcon } from './styled-icon'
import { shapeOf, type Cluster, type Pin } from './types'

/** What stands on the web build's map, where it has room: street areas with their counts and names, single places. */
export type Leaflet = typeof import('leaflet')

export interface Marks {
  pins: readonly Pin[]
  clusters: readonly Cluster[]
  here: Spot | undefined
}
export interface MarkEvents {
  onPin: (id: string) => void
  onCluster: (id: string) => void
}

/** Shapes, not pictures, so that a dark theme and a larger screen cost nothing. */
const shapes = {
  done: '<circle cx="12" cy="12" r="9"/><path class="pin-k" d="M8 12.2l2.8 2.8L16 8.8"/>',
  green: '<circle cx="12" cy="12" r="7.5"/>',
  yellow: '<path d="M12 3 22 20.5H2z"/>',
  red: '<path d="M4.5 4.5h15v15h-15z"/>',
  off: '<circle cx="12" cy="12" r="6.5"/>'
}
const escaped = (words: string) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
/** A finger's width, whatever is drawn inside. */
const FINGER = 44
const SIDE: [number, number] = [FINGER, FINGER]
const RADII = [13, 19] as const
/** Nearer than this two discs are pushed apart, two pins are one. */
const APART = 38
const TOGETHER = 26
const SPOT = 14
const NAME_SIZE = 13

const pinIcon = (L: Leaflet, pin: Pin) =>
  L.divIcon({
    className: `pin pin-${shapeOf(pin)}`,
    html: `<svg viewBox="0 0 24 24" aria-hidden="true">${shapes[shapeOf(pin)]}</svg>`,
    iconSize: SIDE
  })

interface Counted {
  count: number
  closed: number
  overdue: number
}
/** A count; the dark arc is the share closed, the red square the overdue. Its name stands where there was room for it. */
function knotIcon(L: Leaflet, { count, closed, overdue }: Counted, r: number, name?: { text: string; at: Point }) {
  const round = 2 * Math.PI * (r - 2)
  const arc = count === 0 ? 0 : (closed / count) * round
  const disc = (kind: string, more = '') => `<circle class="${kind}" cx="22" cy="22" r="${r - 2}" ${more}/>`
  const late = overdue > 0 ? `<i>${overdue}</i>` : ''
  const label = name ? `<span>${escaped(name.text)}</span>` : ''
  const options = {
    className: 'knot',
    html: `<svg viewBox="0 0 44 44" aria-hidden="true">${disc('knot-g')}${disc('knot-d', `stroke-dasharray="${arc} ${round}" transform="rotate(-90 22 22)"`)}</svg><b>${count}</b>${late}${label}`,
    iconSize: SIDE
  }
  const at = (x: number, y: number) => ({ left: `${x}px`, top: `${y}px` })
  return styledIcon(L, options, {
    ...(overdue > 0 && { i: at(22 + r * 0.5, 22 - r - 5) }),
    ...(name && { span: at(...name.at) })
  })
}

/** Draws the marks for the view as it is now, and says what then stands where. */
export function putMarks(
  L: Leaflet,
  map: LeafletMap,
  group: LayerGroup,
  { pins, clusters, here }: Marks,
  moves: boolean,
  pressed: MarkEvents
): Occupied {
  group.clearLayers()
  const put = (at: LatLng, options: MarkerOptions) =>
    L.marker(at, { keyboard: moves, interactive: moves, ...options }).addTo(group)
  const pointOf = ({ lat, lng }: Spot): Point => {
    const { x, y } = map.latLngToContainerPoint([lat, lng])
    return [x, y]
  }
  const back = ([x, y]: Point) => map.containerPointToLatLng(L.point(x, y))
  const { x: width, y: height } = map.getSize()
  if (here) {
    const icon = L.divIcon({ className: 'me', iconSize: [20, 20] })
    put(L.latLng(here.lat, here.lng), { interactive: false, keyboard: false, icon })
  }

  const most = Math.max(1, ...clusters.map((cluster) => cluster.count))
  const seen = clusters.filter((cluster) => {
    const [x, y] = pointOf(cluster.at)
    return cluster.count > 0 && x >= 0 && y >= 0 && x <= width && y <= height
  })
  const discs = spread(
    seen.map((cluster) => ({ id: cluster.id, at: pointOf(cluster.at), r: radiusOf(cluster.count, most, RADII) })),
    { width, height },
    APART
  )
  const spots = gather(pins, (pin) => pointOf(pin.at), TOGETHER)
  const marks = [
    ...discs.map(({ id, stands, r }) => ({ id, at: stands, r })),
    ...spots.map(({ at, of }, i) => ({ id: `spot ${i}`, at, r: of.length > 1 ? SPOT : 9 }))
  ]
  const byCount = [...seen].sort((a, b) => b.count - a.count)
  const names: PlacedLabel[] = placeLabels(
    byCount.flatMap((cluster) => {
      const disc = discs.find(({ id }) => id === cluster.id)
      return disc ? [{ id: cluster.id, text: cluster.title, at: disc.stands, r: disc.r, size: NAME_SIZE }] : []
    }),
    marks,
    { width, height }
  )

  for (const cluster of seen) {
    const disc = discs.find(({ id }) => id === cluster.id)
    if (!disc) continue
    const name = names.find(({ id }) => id === cluster.id)
    const [x, y] = disc.stands
    const beside = name && {
      text: name.text,
      at: [name.stands[0] - x + 22, name.stands[1] - NAME_SIZE * 0.35 - y + 22] as const
    }
    put(back(disc.stands), { icon: knotIcon(L, cluster, disc.r, beside), alt: cluster.title }).on('click', () =>
      pressed.onCluster(cluster.id)
    )
  }
  for (const { at, of } of spots) {
    const [first] = of
    if (!first) continue
    if (of.length === 1) {
      put(L.latLng(first.at.lat, first.at.lng), { icon: pinIcon(L, first), alt: first.title, title: first.title }).on(
        'click',
        () => pressed.onPin(first.id)
      )
      continue
    }
    const count = {
      count: of.length,
      closed: of.filter((pin) => pin.status === 'closed').length,
      overdue: of.filter((pin) => shapeOf(pin) === 'red').length
    }
    const title = of.map((pin) => pin.title).join('\n')
    put(back(at), { icon: knotIcon(L, count, SPOT), alt: title, title }).on('click', () =>
      openSpot(L, map, back(at), of, pressed)
    )
  }
  return { marks, names }
}

/** Nearer while that tells them apart; those at one spot are listed. */
function openSpot(L: Leaflet, map: LeafletMap, at: LatLng, pins: readonly Pin[], { onPin }: MarkEvents): void {
  const [first] = pins
  const apart = pins.some((pin) => pin.at.lng !== first?.at.lng || pin.at.lat !== first.at.lat)
  if (apart && map.getZoom() < map.getMaxZoom()) {
    map.setView(at, map.getZoom() + 2)
    return
  }
  const list = document.createElement('div')
  list.className = 'spot'
  for (const pin of pins) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = pin.title
    button.addEventListener('click', () => onPin(pin.id))
    list.append(button)
  }
  L.popup({ maxHeight: 220, closeButton: false }).setLatLng(at).setContent(list).openOn(map)
}
