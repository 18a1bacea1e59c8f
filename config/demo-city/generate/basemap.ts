/** The base map: water, greens, built-up blocks, roads, bridges and names, as GeoJSON for any drawer. */
import type { Feature, FeatureCollection, Geometry, Position } from 'geojson'
import type { Area } from './areas.ts'
import { bearing, degrees, toBoard, toMicro, type Micro } from './frame.ts'
import { arrange, facesOf, prune } from './graph.ts'
import type { Land } from './land.ts'
import { landmarks } from './landmarks.ts'
import {
  add,
  along,
  area,
  around,
  at,
  beside,
  box,
  centroid,
  clip,
  cross,
  curve,
  dist,
  doubleArea,
  inside,
  isSimple,
  length,
  mix,
  nearest,
  roomiest,
  scale,
  shrink,
  simplify,
  sub,
  type Line,
  type Pt
} from './plane.ts'
import { dice, wiggle } from './random.ts'
import type { NamedRoad } from './roadbook.ts'
import {
  blob,
  brook,
  canal,
  creeks,
  hills,
  islands,
  lake,
  lakeIsland,
  northBankRoad,
  outerPonds,
  ribbons,
  river,
  riverBanks,
  southBankRoad
} from './skeleton.ts'
import { inLimit, inRing, streetAt, streets } from './streets.ts'

export interface Properties {
  layer: 'park' | 'block' | 'water' | 'road' | 'bridge' | 'limit' | 'label'
  class?: number | string
  name?: string
  /** Labels: 1 has room when the whole city is shown, 4 only close by. */
  rank?: number
  /** Labels of roads and rivers: degrees anticlockwise from east, on a map with north up. */
  angle?: number
}
type MapFeature = Feature<Geometry, Properties>

const coordinate = (p: Pt): Position => degrees(toMicro(p), 5)
/** Neighbouring points that fall together at five decimals are one. */
function coordinates(line: Line): Position[] {
  const list = line.map(coordinate)
  return list.filter((p, i) => i === 0 || p[0] !== list[i - 1]?.[0] || p[1] !== list[i - 1]?.[1])
}
const ringOf = (ring: Line): Position[] => {
  const list = coordinates(doubleArea(ring) > 0 ? ring : [...ring].reverse())
  return [...list, at(list, 0)]
}
const holeOf = (ring: Line): Position[] => ringOf(ring).reverse()
const polygon = (properties: Properties, ring: Line, holes: Line[] = []): MapFeature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'Polygon', coordinates: [ringOf(ring), ...holes.map(holeOf)] }
})
const many = (properties: Properties, rings: Line[]): MapFeature => ({
  type: 'Feature',
  properties,
  geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [ringOf(ring)]) }
})
const lines = (properties: Properties, list: Line[]): MapFeature => {
  const all = list.map((line) => coordinates(simplify(line, 0.004))).filter((line) => line.length > 1)
  const [only] = all
  return {
    type: 'Feature',
    properties,
    geometry:
      all.length === 1 && only
        ? { type: 'LineString', coordinates: only }
        : { type: 'MultiLineString', coordinates: all }
  }
}

// —— water

/** River, canal, moat, brook and creeks as one body, so that no shore is drawn across a confluence. */
function waters(): { ring: Pt[]; holes: Pt[][] }[] {
  const ribbon = (line: Line, half: number | ((way: number) => number)): Pt[] => {
    const width = typeof half === 'number' ? () => half : half
    return [...beside(line, width), ...beside(line, (way) => -width(way)).reverse()]
  }
  const bodies: Pt[][] = [
    [...riverBanks.north, ...[...riverBanks.south].reverse()],
    ...ribbons.map((water) => ribbon(curve(water.line, 0.1), water.half)),
    ...creeks.map((creek) => {
      const swell = wiggle(`creek ${creek.name}`, 1.3)
      return ribbon(curve(creek.line, 0.14), (way) => creek.half * (1 + 0.25 * swell(way)))
    })
  ]
  const closed = bodies.map((ring, i) => ({ id: `water ${i}`, points: [...ring, at(ring, 0)].map(toMicro) }))
  const graph = prune(arrange(closed))
  const { faces, beside: sides } = facesOf(graph)
  const board = graph.nodes.map(toBoard)
  const wet = faces.map((face) => {
    // A point a step to the left of an edge tells for the whole face.
    const [a, b] = [at(board, at(face.ring, 0)), at(board, at(face.ring, 1))]
    const left = scale(sub(b, a), 0.0005 / (dist(a, b) || 1))
    const p = add(mix(a, b, 0.5), [-left[1], left[0]])
    return bodies.some((body) => inside(body, p))
  })
  const next = new Map<number, number[]>()
  graph.edges.forEach((e, i) => {
    const { left, right } = at(sides, i)
    const [l, r] = [left >= 0 && at(wet, left), right >= 0 && at(wet, right)]
    if (l === r) return
    const [from, to] = l ? [e.a, e.b] : [e.b, e.a]
    next.set(from, [...(next.get(from) ?? []), to])
  })
  const rings: Pt[][] = []
  for (const [start, list] of next)
    while (list.length > 0) {
      const ring: number[] = [start]
      for (let n = list.pop(); n !== undefined && n !== start; n = next.get(n)?.pop()) ring.push(n)
      if (ring.length > 2) rings.push(ring.map((n) => at(board, n)))
    }
  const outer = rings.filter((ring) => area(ring) > 0)
  const holes = [...rings.filter((ring) => area(ring) < -0.0004), ...islands.map((island) => island.ring)]
  return outer.map((ring) => ({
    ring: tidy(ring),
    holes: holes.filter((hole) => inside(ring, at(hole, 0))).map(tidy)
  }))
}
const tidy = (ring: Line): Pt[] => {
  const half = Math.floor(ring.length / 2)
  return [
    ...simplify(ring.slice(0, half + 1), 0.003).slice(0, -1),
    ...simplify([...ring.slice(half), at(ring, 0)], 0.003).slice(0, -1)
  ]
}

// —— greens

interface Greens {
  features: MapFeature[]
  /** Faces of the land that are green and carry no houses. */
  faces: Set<number>
  ponds: { name: string; ring: Pt[] }[]
  spots: { name: string; at: Pt; hill: boolean }[]
}

function greens(land: Land, room: (face: number) => Pt[]): Greens {
  const result: Greens = { features: [], faces: new Set(), ponds: [], spots: [] }
  for (const hill of hills) {
    result.features.push(polygon({ layer: 'park', class: 'hill', name: hill.name }, hill.ring))
    result.spots.push({ name: hill.name, at: centroid(hill.ring), hill: true })
  }
  for (const mark of landmarks) {
    if (!mark.green) continue
    const order = [...land.rings.keys()]
      .filter((f) => !at(land.wet, f) && !result.faces.has(f))
      .sort((a, b) => dist(at(land.middles, a), mark.at) - dist(at(land.middles, b), mark.at))
    const first = order.find((f) => inside(at(land.rings, f), mark.at)) ?? at(order, 0)
    const street = streetAt(mark.at)
    const chosen = [first, ...order.filter((f) => f !== first && at(land.street, f) === street)].slice(0, mark.green)
    const shapes = chosen.map(room)
    for (const f of chosen) result.faces.add(f)
    const middle = mark.pond ? roomiest(at(shapes, 0)) : mark.at
    result.features.push(many({ layer: 'park', name: mark.name }, shapes.map(tidy)))
    result.spots.push({ name: mark.name, at: roomiest(at(shapes, 0)), hill: false })
    if (mark.pond) {
      const spare = nearest([...at(shapes, 0), at(at(shapes, 0), 0)], middle).far * 0.8
      const k = Math.min(1, spare / mark.pond[1])
      result.ponds.push({
        name: mark.name,
        ring: blob(`pond ${mark.name}`, middle, mark.pond[0] * k, mark.pond[1] * k, 0.4, 0.22, 0.06)
      })
    }
  }
  // Lawns along the embankments, between water and bank road.
  const lawns: { bank: Pt[]; road: Pt[]; from: number; to: number }[] = [
    { bank: riverBanks.north, road: northBankRoad, from: -6.3, to: -3.95 },
    { bank: riverBanks.north, road: northBankRoad, from: -2.9, to: -1.3 },
    { bank: riverBanks.north, road: northBankRoad, from: 0.4, to: 1.95 },
    { bank: riverBanks.north, road: northBankRoad, from: 2.35, to: 6.2 },
    { bank: riverBanks.south, road: southBankRoad, from: -6.6, to: -4.9 },
    { bank: riverBanks.south, road: southBankRoad, from: -3.5, to: -1.2 },
    { bank: riverBanks.south, road: southBankRoad, from: -0.8, to: 1.9 },
    { bank: riverBanks.south, road: southBankRoad, from: 2.4, to: 4.85 },
    { bank: riverBanks.south, road: southBankRoad, from: 5.4, to: 7.6 }
  ]
  const strip: Pt[][] = lawns.map(({ bank, road, from, to }) => {
    const cut = (line: Pt[], off: number): Pt[] => beside(line, off).filter((p) => p[0] > from && p[0] < to)
    const hand = bank === riverBanks.north ? 1 : -1
    return [...cut(bank, hand * 0.022), ...cut(road, hand * -0.026).reverse()]
  })
  result.features.push(many({ layer: 'park', class: 'bank' }, strip.map(tidy)))
  for (const island of islands)
    result.features.push(
      polygon(
        { layer: 'park', class: 'island', name: island.name },
        shrink(tidy(island.ring), () => 0.012) ?? island.ring
      )
    )
  // The shore of the lake is green all round: the block inside its road, less the water.
  const shore = land.rings.findIndex((ring, f) => at(land.wet, f) && inside(ring, centroid(lake)))
  const shoreRing = shore >= 0 ? room(shore) : undefined
  if (shoreRing)
    result.features.push(polygon({ layer: 'park', class: 'bank', name: '东湖公园' }, tidy(shoreRing), [lake]))
  return result
}

// —— built-up blocks

/** The part of a ring on the left of a line. */
function halved(ring: Line, p: Pt, heading: Pt): Pt[] {
  const kept: Pt[] = []
  ring.forEach((a, i) => {
    const b = around(ring, i + 1)
    const [da, db] = [cross(heading, sub(a, p)), cross(heading, sub(b, p))]
    if (da >= 0) kept.push(a)
    if (da * db < 0) kept.push(mix(a, b, da / (da - db)))
  })
  return kept
}
const bulky = (ring: Line): boolean => {
  const { low, high } = box(ring)
  return high[0] - low[0] > 0.04 && high[1] - low[1] > 0.04
}

/** Splits a block by narrow lanes until its parts are about `size` across. */
function split(ring: Pt[], size: number, chance: () => number): Pt[][] {
  if (Math.sqrt(Math.abs(area(ring))) < size * 1.35 || ring.length < 4) return [ring]
  let [longest, edge] = [0, 0]
  ring.forEach((p, i) => {
    const d = dist(p, around(ring, i + 1))
    if (d > longest) [longest, edge] = [d, i]
  })
  const heading = sub(around(ring, edge + 1), at(ring, edge))
  const { low, high } = spread(ring, heading)
  const across = low.wide > low.high * 0.85
  const cut: Pt = across ? [-heading[1], heading[0]] : heading
  const p = add(high.middle, scale(across ? high.along : high.across, 0.16 * (chance() - 0.5)))
  const unitCut = scale(cut, 1 / Math.hypot(...cut))
  const gap: Pt = scale([-unitCut[1], unitCut[0]], 0.007)
  const parts = [halved(ring, add(p, gap), unitCut), halved(ring, sub(p, gap), scale(unitCut, -1))]
  if (parts.some((part) => part.length < 3 || !isSimple(part) || Math.abs(area(part)) < Math.abs(area(ring)) * 0.2))
    return [ring]
  return parts.flatMap((part) => split(part, size, chance))
}
function spread(
  ring: Line,
  heading: Pt
): { low: { wide: number; high: number }; high: { middle: Pt; along: Pt; across: Pt } } {
  const u = scale(heading, 1 / Math.hypot(...heading))
  const v: Pt = [-u[1], u[0]]
  const b = box(ring.map((p) => [p[0] * u[0] + p[1] * u[1], p[0] * v[0] + p[1] * v[1]] as Pt))
  const [wide, high] = [b.high[0] - b.low[0], b.high[1] - b.low[1]]
  return { low: { wide, high }, high: { middle: centroid(ring), along: scale(u, wide), across: scale(v, high) } }
}

function blocks(
  land: Land,
  green: ReadonlySet<number>,
  room: (face: number) => Pt[],
  keepOff: Line[],
  ponds: Line[]
): MapFeature[] {
  const byStreet = new Map<string, Pt[][]>(streets.map((s) => [s.id, []]))
  const d = dice('blocks')
  const free = (ring: Line): boolean =>
    !hills.some((hill) => ring.some((p) => inside(hill.ring, p))) &&
    !ponds.some((pond) => ring.some((p) => inside(pond, p)) || pond.some((p) => inside(ring, p))) &&
    !keepOff.some((line) => {
      const c = centroid(ring)
      return (
        nearest(line, c).far < 0.6 &&
        ring.some((p, i) => nearest(line, p).far < 0.05 || nearest(line, mix(p, around(ring, i + 1), 0.5)).far < 0.05)
      )
    })
  land.rings.forEach((ring, f) => {
    const middle = at(land.middles, f)
    const street = at(land.street, f)
    const list = byStreet.get(street)
    if (!list || green.has(f) || at(land.wet, f)) return
    if (inRing(middle) || (street === 'xingang' && middle[0] > 6.5 && middle[1] < 3)) {
      const size = street === 'gulou' || street === 'hebin' ? 0.15 : street === 'xingang' ? 0.36 : 0.28
      for (const part of split(tidy(room(f)), size, () => d.next())) {
        if (d.next() < 0.05 || !free(part)) continue
        const set = d.next() < 0.2 ? (shrink(part, () => d.between(0.008, 0.02)) ?? part) : part
        if (bulky(set)) list.push(set)
      }
      return
    }
    // Villages string along the roads, denser near the town and by the main roads.
    let way = 0
    let due = d.between(0.05, 0.3)
    ring.forEach((p, i) => {
      const q = around(ring, i + 1)
      const step = dist(p, q)
      while (due < way + step) {
        const spot = mix(p, q, (due - way) / step)
        const heading = scale(sub(q, p), 1 / step)
        const inward: Pt = [-heading[1], heading[0]]
        const near = Math.exp(-Math.max(0, Math.hypot(spot[0] / 1.15, spot[1]) - 5.2) / 1.1)
        if (d.next() < 0.06 + 0.44 * near && inLimit(add(spot, scale(inward, -0.15)))) {
          const [wide, deep, back] = [d.between(0.09, 0.24), d.between(0.06, 0.13), d.between(0.022, 0.035)]
          const from = add(spot, scale(inward, back))
          const lean = scale(heading, d.between(-0.02, 0.02))
          const quad: Pt[] = [
            add(from, scale(heading, -wide / 2)),
            add(from, scale(heading, wide / 2)),
            add(add(from, scale(heading, wide / 2)), add(scale(inward, deep), lean)),
            add(add(from, scale(heading, -wide / 2)), add(scale(inward, deep * d.between(0.8, 1.1)), lean))
          ]
          if (quad.every((c) => inside(ring, c)) && free(quad)) list.push(quad)
        }
        due += d.between(0.2, 0.36)
      }
      way += step
    })
  })
  return streets.map((s) => many({ layer: 'block' }, byStreet.get(s.id) ?? []))
}

// —— names

interface Name {
  text: string
  class: string
  at: Pt
  angle: number
  /** Height of a character in pixels on a map; decides what has room. */
  size: number
  /** Lower goes first. */
  worth: number
}

/** Pixels per kilometre from which each rank is shown. */
const shownFrom = [60, 130, 280, 600]

/** Gives each name the first rank at which it does not lie on a worthier one. */
function rankNames(names: readonly Name[]): (Name & { rank: number })[] {
  const placed: (Name & { rank: number })[] = []
  const clash = (a: Name, b: Name, px: number): boolean => {
    const half = (n: Name): Pt => {
      const w = (n.text.length * n.size + 10) / 2
      const h = (n.size + 8) / 2
      const r = (n.angle * Math.PI) / 180
      return [
        Math.abs(Math.cos(r)) * w + Math.abs(Math.sin(r)) * h,
        Math.abs(Math.sin(r)) * w + Math.abs(Math.cos(r)) * h
      ]
    }
    const [ha, hb] = [half(a), half(b)]
    return Math.abs(a.at[0] - b.at[0]) * px < ha[0] + hb[0] && Math.abs(a.at[1] - b.at[1]) * px < ha[1] + hb[1]
  }
  for (const name of [...names].sort((a, b) => a.worth - b.worth)) {
    const least = name.class === 'road' && name.worth >= 6 ? 3 : name.worth >= 5 ? 2 : 1
    for (let rank = least; rank <= shownFrom.length; rank++) {
      // Roads repeat their name: one of them is enough until close by.
      const twin = placed.some(
        (p) => p.text === name.text && p.rank <= rank && dist(p.at, name.at) < 400 / at(shownFrom, rank - 1)
      )
      if (twin) continue
      if (placed.some((p) => clash(name, p, Math.max(at(shownFrom, rank - 1), at(shownFrom, p.rank - 1))))) continue
      placed.push({ ...name, rank })
      break
    }
  }
  return placed
}

function names(areas: readonly Area[], roads: readonly NamedRoad[], green: Greens): MapFeature[] {
  const list: Name[] = []
  for (const a of areas)
    if (a.level === 'street') list.push({ text: a.name, class: 'street', at: a.label, angle: 0, size: 17, worth: 0 })
  const onRiver = (line: Line, text: string, spots: number[], size: number, worth: number): void => {
    for (const way of spots) {
      const { point, heading } = along(line, way)
      list.push({ text, class: 'river', at: point, angle: bearing(heading), size, worth })
    }
  }
  const atX = (x: number): number => nearest(river, [x, at(along(river, 15 + x).point, 1)]).way
  onRiver(river, '云水', [atX(-10.4), atX(-2.2), atX(6.7), atX(11)], 20, 1)
  onRiver(canal, '运河', [2.2, 5.6, 8.6], 14, 3)
  onRiver(brook, '柳溪', [3.2, 7.2], 14, 3)
  const moat = ribbons.find((water) => water.id === 'moat')
  if (moat) onRiver(moat.line, '护城河', [1.6, 3.6], 12, 6)
  for (const creek of creeks) onRiver(creek.line, creek.name, [length(creek.line) * 0.45], 12, 6)
  list.push({ text: '东湖', class: 'lake', at: [4.7, 2.9], angle: 0, size: 18, worth: 1 })
  for (const island of islands)
    list.push({ text: island.name, class: 'park', at: centroid(island.ring), angle: 0, size: 12, worth: 5 })
  for (const spot of green.spots)
    list.push({
      text: spot.name,
      class: spot.hill ? 'hill' : 'park',
      at: spot.at,
      angle: 0,
      size: 12,
      worth: spot.hill ? 2 : 4
    })
  for (const mark of landmarks)
    if (!mark.green && mark.kind !== 'park')
      list.push({
        text: mark.name,
        class: ['river', 'site', 'road'].includes(mark.kind) ? 'landmark' : mark.kind,
        at: mark.at,
        angle: 0,
        size: 12,
        worth: 7
      })
  for (const a of areas)
    if (a.level === 'community')
      list.push({ text: a.name, class: 'community', at: a.label, angle: 0, size: 13, worth: 9 })
  for (const road of roads) {
    if (!road.name) continue
    for (const line of [...road.lines].sort((a, b) => length(b) - length(a)).slice(0, road.class === 3 ? 1 : 2)) {
      const total = length(line)
      const n = Math.max(1, Math.floor(total / (road.class === 3 ? 2.4 : 1.7)))
      // The middle of a road is tried first, then outwards.
      const spots = Array.from({ length: n }, (_, i) => ((i + 0.5) / n) * total).sort(
        (a, b) => Math.abs(a - total / 2) - Math.abs(b - total / 2)
      )
      for (const way of spots) {
        const { point } = along(line, way)
        const heading = sub(along(line, way + 0.15).point, along(line, Math.max(0, way - 0.15)).point)
        if (total < 0.3 || Math.abs(point[0]) > 11 || Math.abs(point[1]) > 8.6) continue
        list.push({
          text: road.name,
          class: 'road',
          at: point,
          angle: bearing(heading),
          size: 12,
          worth: road.class === 1 ? 3 : road.class === 2 ? 5 : 8
        })
      }
    }
  }
  return rankNames(list).map(({ text, class: kind, at: p, angle, rank }) => ({
    type: 'Feature',
    properties: { layer: 'label', class: kind, name: text, rank, ...(angle !== 0 && { angle }) },
    geometry: { type: 'Point', coordinates: coordinate(p) }
  }))
}

// —— bridges

function bridges(
  roads: readonly NamedRoad[],
  water: readonly { ring: Pt[]; holes: Pt[][] }[]
): { features: MapFeature[]; spots: { name: string; at: Pt }[] } {
  const wet = (p: Pt): boolean =>
    water.some(({ ring, holes }) => inside(ring, p) && !holes.some((hole) => inside(hole, p)))
  const features: MapFeature[] = []
  const spots: { name: string; at: Pt }[] = []
  for (const road of roads) {
    if (road.street) continue
    for (const line of road.lines)
      for (const part of clip(curve(line, 0.03), (p) => Math.abs(p[0]) < 12.5 && Math.abs(p[1]) < 9.5 && wet(p))) {
        const over = length(part)
        if (over < 0.02 || over > 1.6) continue
        const ends = [at(part, 0), at(part, -1)] as const
        const out = scale(sub(ends[1], ends[0]), 0.03 / (dist(...ends) || 1))
        const whole = [sub(ends[0], out), ...part.slice(1, -1), add(ends[1], out)]
        const middle = along(part, over / 2).point
        const name = bridgeNames.find((b) => dist(b.at, middle) < 0.7 && b.road === road.name)?.name
        features.push(lines({ layer: 'bridge', class: road.class, ...(name && { name }) }, [whole]))
        if (name) spots.push({ name, at: middle })
      }
  }
  return { features, spots }
}
export const bridgeNames: { name: string; road: string; at: Pt }[] = [
  { name: '文昌桥', road: '文昌路', at: [-1.1, -0.85] },
  { name: '白鹭桥', road: '学府路', at: [-3.78, 0.75] },
  { name: '东湖大桥', road: '东湖大道', at: [2.12, -0.35] },
  { name: '环城西桥', road: '环城路', at: [-6.9, 1.2] },
  { name: '环城东桥', road: '环城路', at: [6.35, -0.4] },
  { name: '人民桥', road: '人民路', at: [0.4, 1.75] },
  { name: '柳溪桥', road: '江南大道', at: [4.38, -1.22] },
  { name: '溪口桥', road: '南堤路', at: [5.0, 0.0] },
  { name: '北关桥', road: '环城路', at: [0.7, 5.3] }
]

export interface BaseMap {
  collection: FeatureCollection<Geometry, Properties>
  bridges: { name: string; at: Pt }[]
}

export function drawBaseMap(
  land: Land,
  areas: readonly Area[],
  outline: readonly Micro[],
  roads: readonly NamedRoad[]
): BaseMap {
  const classAt = new Map<string, number>()
  land.graph.edges.forEach((e) => {
    const drawn = roads.find((road) => road.name !== '' && !road.street && e.of === road.id)
    const width = drawn
      ? [0.034, 0.024, 0.015][drawn.class - 1]
      : e.of.startsWith('avenue')
        ? 0.021
        : e.of.startsWith('lane')
          ? 0.014
          : 0.02
    const [a, b] = [at(land.graph.nodes, e.a), at(land.graph.nodes, e.b)]
    classAt.set(`${a[0]},${a[1]}>${b[0]},${b[1]}`, width ?? 0.015)
    classAt.set(`${b[0]},${b[1]}>${a[0]},${a[1]}`, width ?? 0.015)
  })
  const room = (f: number): Pt[] => {
    const face = at(land.faces.faces, f)
    const ring = at(land.rings, f)
    const key = new Map(ring.map((p, i) => [p, at(face.ring, i)]))
    const width = (p: Pt, q: Pt): number => {
      const [a, b] = [key.get(p), key.get(q)]
      const [m, n] =
        a === undefined || b === undefined ? [undefined, undefined] : [at(land.graph.nodes, a), at(land.graph.nodes, b)]
      return m && n ? (classAt.get(`${m[0]},${m[1]}>${n[0]},${n[1]}`) ?? 0.015) : 0.015
    }
    const plain = tidy(ring)
    for (const shape of [shrink(ring, width), ...[0.018, 0.012, 0.006].map((by) => shrink(plain, () => by))])
      if (shape) return shape
    return plain
  }

  const water = waters()
  const green = greens(land, room)
  const span = bridges(roads, water)
  const ponds = [...green.ponds.map((pond) => pond.ring), ...outerPonds]
  const built = blocks(
    land,
    green.faces,
    room,
    creeks.map((creek) => creek.line),
    outerPonds
  )

  const features: MapFeature[] = [
    ...green.features,
    ...built,
    ...water.map(({ ring, holes }) => polygon({ layer: 'water', class: 'river', name: '云水' }, ring, holes)),
    polygon({ layer: 'water', class: 'lake', name: '东湖' }, lake, [lakeIsland]),
    ...ponds.map((ring) => polygon({ layer: 'water', class: 'pond' }, ring)),
    ...([3, 2, 1] as const).flatMap((kind) => [
      ...streets.flatMap((s) => {
        const plain = roads.filter((road) => road.class === kind && road.street === s.id && road.name === '')
        return plain.length > 0
          ? [
              lines(
                { layer: 'road', class: kind },
                plain.flatMap((road) => road.lines)
              )
            ]
          : []
      }),
      ...roads
        .filter((road) => road.class === kind && !(road.street && road.name === '') && !road.bridge)
        .map((road) => lines({ layer: 'road', class: kind, ...(road.name && { name: road.name }) }, road.lines))
    ]),
    ...span.features,
    lines({ layer: 'limit' }, [[...outline, at(outline, 0)].map(toBoard)]),
    ...names(areas, roads, green)
  ]
  return { collection: { type: 'FeatureCollection', features }, bridges: span.spots }
}
