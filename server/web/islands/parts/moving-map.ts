/** The moving map of the home page and the list: what `/api/map` finds in view, drawn with the same marks as the server's. */
import { gather } from '#shared/map.ts'
import { baseMap, L, type MapWords, type Marked } from './leaflet-base.ts'

interface Area {
  area: { id: string; name: string }
  place: { lng: number; lat: number }
  count: number
  closed: number
  overdue: number
}
interface Case {
  no: string
  title: string
  place: { lng: number; lat: number }
  status: string
  light: 'green' | 'yellow' | 'red'
}

const svg = 'http://www.w3.org/2000/svg'
function node(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: (SVGElement | string)[]
): SVGElement {
  const element = document.createElementNS(svg, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value))
  element.append(...children)
  return element
}

const shapes = {
  green: 'M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z',
  yellow: 'M0-8 9 7H-9z',
  red: 'M-7-7H7V7H-7z'
}

const radius = (count: number, most: number): number => (most === 0 ? 14 : 16 + 10 * Math.sqrt(count / most))
/** Marks nearer than this, in pixels, are one. */
const together = 25

function cluster({ area, count, closed, overdue }: Area, most: number): HTMLElement {
  const r = radius(count, most)
  const inner = r - 2.5
  const round = 2 * Math.PI * inner
  const drawing = node(
    'svg',
    { viewBox: '-34 -34 68 68', width: 68, height: 68 },
    node('circle', { class: 'cl', r }),
    node('circle', { class: 'cl-t', r: inner }),
    node('circle', {
      class: 'cl-d',
      r: inner,
      'stroke-dasharray': `${(closed / count) * round} ${round}`,
      transform: 'rotate(-90)'
    }),
    node('text', { class: 'cl-n', y: 5, 'font-size': 14 }, String(count))
  )
  if (overdue > 0) {
    drawing.append(
      node(
        'g',
        { transform: `translate(${r * (most === 0 ? 0.95 : 0.72)} ${-r * (most === 0 ? 0.95 : 0.72)})` },
        node('rect', { class: 'cl-o', x: -8, y: -8, width: 16, height: 16 }),
        node('text', { class: 'cl-on', y: 4.3, 'font-size': 12 }, String(overdue))
      )
    )
  }
  const name = document.createElement('b')
  name.className = 'lname lname-area'
  name.textContent = area.name
  name.style.top = `${34 + r + 11}px`
  const box = wrap(drawing)
  box.append(name)
  return box
}

/** Several cases too near each other to tell apart: their number, and nothing to say a name for. */
function spot(cases: readonly Case[]): HTMLElement {
  const closed = cases.filter((pin) => pin.status === 'closed').length
  const overdue = cases.filter((pin) => pin.light === 'red' && pin.status !== 'closed').length
  return cluster({ area: { id: '', name: '' }, place: { lng: 0, lat: 0 }, count: cases.length, closed, overdue }, 0)
}

function pin({ status, light }: Case): HTMLElement {
  const off = status === 'refused' || status === 'withdrawn'
  const mark = off
    ? [node('circle', { class: 'mp mp-off', r: 6.5 })]
    : status === 'closed'
      ? [node('circle', { class: 'mp mp-done', r: 9 }), node('path', { class: 'mp-k', d: 'M-4 .2-1.2 3 4-3.2' })]
      : [node('path', { class: `mp mp-${light}`, d: shapes[light] })]
  return wrap(node('svg', { viewBox: '-22 -22 44 44', width: 44, height: 44 }, ...mark))
}

function wrap(drawing: SVGElement): HTMLElement {
  drawing.setAttribute('aria-hidden', 'true')
  const box = document.createElement('span')
  box.append(drawing)
  return box
}

/** The page's own filters, as the address bar has them; the home page names its period. */
function filters(box: HTMLElement): URLSearchParams {
  const asked = new URLSearchParams(location.search)
  const kept = new URLSearchParams()
  for (const name of ['q', 'area', 'tile', 'category', 'office', 'status', 'state', 'days', 'on']) {
    const value = asked.get(name)
    if (value) kept.set(name, value)
  }
  if (box.dataset['days']) kept.set('days', box.dataset['days'])
  return kept
}

export async function movingMap(box: HTMLElement, words: MapWords): Promise<void> {
  const bounds = (JSON.parse(box.dataset['box'] ?? '[]') as unknown[]).map(Number)
  const stage = document.createElement('div')
  stage.className = 'map-live'
  box.append(stage)
  const marks = L.layerGroup()
  let standing: Marked[] = []
  const asked = filters(box)
  let turn = 0

  async function show(map: L.Map, names: () => void): Promise<void> {
    const mine = ++turn
    const view = map.getBounds()
    const query = new URLSearchParams(asked)
    for (const [name, value] of [
      ['west', view.getWest()],
      ['south', view.getSouth()],
      ['east', view.getEast()],
      ['north', view.getNorth()]
    ] as const) {
      query.set(name, value.toFixed(6))
    }
    query.set('zoom', String(Math.round(map.getZoom())))
    const answer = await fetch(`/api/map?${query.toString()}`)
    if (!answer.ok) throw new Error(String(answer.status))
    const found = (await answer.json()) as { areas: Area[]; cases: Case[] }
    // A slow answer to an older view must not overwrite a newer one.
    if (mine !== turn) return
    marks.clearLayers()
    standing = []
    const most = Math.max(1, ...found.areas.map((area) => area.count))
    for (const area of found.areas) {
      if (area.count === 0) continue
      standing.push({ at: L.latLng(area.place.lat, area.place.lng), half: radius(area.count, most) })
      mark(area.place, cluster(area, most), 68, `${area.area.name} ${area.count}`, () =>
        map.setView([area.place.lat, area.place.lng], 14.5)
      )
    }
    const at = ({ place }: Case) => {
      const { x, y } = map.latLngToContainerPoint([place.lat, place.lng])
      return [x, y] as const
    }
    for (const { at: point, of } of gather(found.cases, at, together)) {
      const [first] = of
      if (!first) continue
      const place = map.containerPointToLatLng(L.point(point[0], point[1]))
      standing.push({ at: place, half: 9 })
      if (of.length === 1) mark(place, pin(first), 44, first.title, () => location.assign(`/cases/${first.no}`))
      else mark(place, spot(of), 68, of.map((pin) => pin.title).join('\n'), () => open(map, place, of))
    }
    names()
  }

  /** Nearer while that tells them apart; those at one spot are listed. */
  function open(map: L.Map, place: L.LatLng, cases: readonly Case[]): void {
    const [first] = cases
    const apart = cases.some((pin) => pin.place.lng !== first?.place.lng || pin.place.lat !== first.place.lat)
    if (apart && map.getZoom() < map.getMaxZoom()) {
      map.setView(place, map.getZoom() + 1.5)
      return
    }
    const list = document.createElement('ul')
    list.append(
      ...cases.map((entry) => {
        const [item, link] = [document.createElement('li'), document.createElement('a')]
        link.href = `/cases/${entry.no}`
        link.textContent = entry.title
        item.append(link)
        return item
      })
    )
    L.popup({ maxHeight: 200, closeButton: false }).setLatLng(place).setContent(list).openOn(map)
  }

  function mark(
    place: { lng: number; lat: number },
    html: HTMLElement,
    size: number,
    title: string,
    act: () => void
  ): void {
    L.marker([place.lat, place.lng], {
      icon: L.divIcon({ className: 'lmark', html, iconSize: [size, size] }),
      title,
      alt: title
    })
      .on('click', act)
      .addTo(marks)
  }

  try {
    const { map, names } = await baseMap(stage, bounds, words, () => standing)
    marks.addTo(map)
    await show(map, names)
    map.on('moveend', () => {
      show(map, names).catch(() => undefined)
    })
    box.classList.add('map-on')
  } catch (error) {
    stage.remove()
    throw error
  }
}
