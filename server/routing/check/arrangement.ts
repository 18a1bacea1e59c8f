/**
 * All borders of a city laid over each other. Corners are put on a grid of whole numbers (a centimetre), every stretch of
 * border is kept once with the polygons it belongs to, stretches are cut wherever they meet, and a line swept over the city
 * tells for each of them what lies on either side. So every kind of place there is comes out as the set of polygons that
 * hold it, with no point ever tried. On whole numbers every comparison is exact.
 */
import Flatbush from 'flatbush'
import type { MultiPolygon, Polygon } from 'geojson'
import { boxOfRings, lngScale, metresPerDegree, ringsOf, type Box } from '../geometry.ts'
import { mend } from '../mend.ts'

/** Polygons of a set, ascending; equal sets are one object. */
export interface Label {
  id: number
  polygons: readonly number[]
}

export interface Region {
  /** What it was asked for as. */
  kind: string
  /** What lies across its border. */
  beside: Label[]
  squareMetres: number
  place: { lng: number; lat: number }
}

export interface Arrangement {
  /** Every set of polygons that some piece of ground lies in; the empty one is the world outside. */
  labels: readonly Label[]
  /**
   * Pieces of ground of one kind, where `kindOf` gives it a name; pieces that hang together count as one. What has no
   * name joins what has none. A piece that reaches into the world outside is not told.
   */
  regions(kindOf: (label: Label) => string | undefined): Region[]
}

/** Borders that cross more often than this many times over cannot be cut apart: no map of a city looks like that. */
const roundsAtMost = 12

/** Steps give the house time to breathe; the value is undefined where the borders are too tangled. */
export function* arrange(given: readonly (Polygon | MultiPolygon)[]): Generator<void, Arrangement | undefined> {
  const polygons = given.map((outline) => mend(outline).geometry)
  const box = boxOfRings(polygons.flatMap(ringsOf))
  const grid = makeGrid(box)
  let stretches = new Map<number, Stretch>()
  const sets = new Sets()
  for (const [p, polygon] of polygons.entries()) {
    for (const ring of ringsOf(polygon)) {
      for (let i = 1; i < ring.length; i++) {
        const [x1 = 0, y1 = 0] = ring[i - 1] ?? []
        const [x2 = 0, y2 = 0] = ring[i] ?? []
        add(stretches, grid.corner(x1, y1), grid.corner(x2, y2), sets.of([p]), sets)
      }
    }
    if (p % 50 === 0) yield
  }
  for (let round = 0; ; round++) {
    const cuts = yield* meetings([...stretches.values()], grid)
    if (cuts.size === 0) break
    if (round >= roundsAtMost) return undefined
    stretches = cut(stretches, cuts, grid, sets)
  }
  const list = [...stretches.values()].filter((s) => sets.get(s.set).length > 0)
  yield* sweep(list, grid, sets)
  const seen = new Set(list.flatMap((s) => [s.above, s.below]))
  const labelOf = (id: number): Label => ({ id, polygons: sets.get(id) })
  return {
    labels: [...seen].map(labelOf),
    regions: (kindOf) => regionsOf(list, grid, (id) => kindOf(labelOf(id)), labelOf)
  }
}

// ——— corners and sets, each known by a number

interface Grid {
  x: number[]
  y: number[]
  corner(lng: number, lat: number): number
  at(x: number, y: number): number
  degrees(x: number, y: number): { lng: number; lat: number }
  scale: number
}

function makeGrid([west, south, east, north]: Box): Grid {
  // Whole numbers stay below 2^26, so that a product of two differences is exact in a double.
  const scale = Math.max(east - west, north - south) < 4 ? 1e7 : 1e6
  const x: number[] = []
  const y: number[] = []
  const known = new Map<number, number>()
  const at = (px: number, py: number): number => {
    const key = px * 134_217_728 + py
    let corner = known.get(key)
    if (corner === undefined) {
      corner = x.push(px) - 1
      y.push(py)
      known.set(key, corner)
    }
    return corner
  }
  return {
    x,
    y,
    scale,
    at,
    corner: (lng, lat) => at(Math.round((lng - west) * scale), Math.round((lat - south) * scale)),
    degrees: (px, py) => ({ lng: px / scale + west, lat: py / scale + south })
  }
}

/** Sets of polygons by number; what is in both of two sets is in neither of their difference (even-odd). */
class Sets {
  private readonly all: (readonly number[])[] = [[]]
  private readonly ids = new Map<string, number>([['', 0]])
  private readonly known = new Map<number, number>()
  of(members: readonly number[]): number {
    const key = members.join()
    let id = this.ids.get(key)
    if (id === undefined) {
      id = this.all.push(members) - 1
      this.ids.set(key, id)
    }
    return id
  }
  get(id: number): readonly number[] {
    return this.all[id] ?? []
  }
  differ(a: number, b: number): number {
    const key = a * 67_108_864 + b
    let id = this.known.get(key)
    if (id === undefined) {
      const [p, q] = [new Set(this.get(a)), new Set(this.get(b))]
      id = this.of([...[...p].filter((n) => !q.has(n)), ...[...q].filter((n) => !p.has(n))].sort((i, j) => i - j))
      this.known.set(key, id)
    }
    return id
  }
}

/** A stretch of border between two corners, the left one first (the lower one where it stands upright). */
interface Stretch {
  a: number
  b: number
  /** Polygons whose border it is. */
  set: number
  /** What lies above and below it, once swept. */
  above: number
  below: number
}

const keyOf = (a: number, b: number): number => a * 67_108_864 + b

function add(stretches: Map<number, Stretch>, p: number, q: number, set: number, sets: Sets): void {
  if (p === q) return
  const key = p < q ? keyOf(p, q) : keyOf(q, p)
  const known = stretches.get(key)
  if (known) known.set = sets.differ(known.set, set)
  else stretches.set(key, { a: p, b: q, set, above: 0, below: 0 })
}

// ——— cutting where they meet

/** Where c lies of the line from a to b: above 0 left. Exact. */
const side = ({ x, y }: Grid, a: number, b: number, px: number, py: number): number =>
  ((x[b] as number) - (x[a] as number)) * (py - (y[a] as number)) -
  ((y[b] as number) - (y[a] as number)) * (px - (x[a] as number))

function* meetings(list: readonly Stretch[], grid: Grid): Generator<void, Map<Stretch, Set<number>>> {
  const cuts = new Map<Stretch, Set<number>>()
  if (list.length === 0) return cuts
  const { x, y } = grid
  const tree = new Flatbush(list.length, 16, Int32Array)
  for (const s of list) {
    const [ax, ay, bx, by] = [x[s.a] as number, y[s.a] as number, x[s.b] as number, y[s.b] as number]
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))
  }
  tree.finish()
  const note = (s: Stretch, corner: number): void => {
    if (corner === s.a || corner === s.b) return
    cuts.set(s, (cuts.get(s) ?? new Set<number>()).add(corner))
  }
  for (const [i, s] of list.entries()) {
    if (i % 5000 === 0) yield
    const [ax, ay, bx, by] = [x[s.a] as number, y[s.a] as number, x[s.b] as number, y[s.b] as number]
    const near = tree.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), (j) => j > i)
    for (const j of near) {
      const t = list[j] as Stretch
      const [cx, cy, dx, dy] = [x[t.a] as number, y[t.a] as number, x[t.b] as number, y[t.b] as number]
      const [c, d] = [side(grid, s.a, s.b, cx, cy), side(grid, s.a, s.b, dx, dy)]
      const [a, b] = [side(grid, t.a, t.b, ax, ay), side(grid, t.a, t.b, bx, by)]
      if (c === 0 && between(ax, ay, bx, by, cx, cy)) note(s, t.a)
      if (d === 0 && between(ax, ay, bx, by, dx, dy)) note(s, t.b)
      if (a === 0 && between(cx, cy, dx, dy, ax, ay)) note(t, s.a)
      if (b === 0 && between(cx, cy, dx, dy, bx, by)) note(t, s.b)
      if (c * d < 0 && a * b < 0) {
        const share = c / (c - d)
        const corner = grid.at(Math.round(cx + (dx - cx) * share), Math.round(cy + (dy - cy) * share))
        note(s, corner)
        note(t, corner)
      }
    }
  }
  return cuts
}

const between = (ax: number, ay: number, bx: number, by: number, px: number, py: number): boolean =>
  px >= Math.min(ax, bx) && px <= Math.max(ax, bx) && py >= Math.min(ay, by) && py <= Math.max(ay, by)

function cut(
  stretches: ReadonlyMap<number, Stretch>,
  cuts: ReadonlyMap<Stretch, Set<number>>,
  { x, y }: Grid,
  sets: Sets
): Map<number, Stretch> {
  const next = new Map<number, Stretch>()
  for (const s of stretches.values()) {
    const way = (c: number): number =>
      ((x[c] as number) - (x[s.a] as number)) * ((x[s.b] as number) - (x[s.a] as number)) +
      ((y[c] as number) - (y[s.a] as number)) * ((y[s.b] as number) - (y[s.a] as number))
    const corners = [s.a, ...[...(cuts.get(s) ?? [])].sort((p, q) => way(p) - way(q)), s.b]
    for (let i = 1; i < corners.length; i++) add(next, corners[i - 1] as number, corners[i] as number, s.set, sets)
  }
  return next
}

// ——— what lies on either side

function* sweep(list: readonly Stretch[], grid: Grid, sets: Sets): Generator<void, void> {
  const { x, y } = grid
  const before = (p: number, q: number): boolean =>
    (x[p] as number) < (x[q] as number) ||
    ((x[p] as number) === (x[q] as number) && (y[p] as number) < (y[q] as number))
  const starts = new Map<number, Stretch[]>()
  const corners = new Set<number>()
  for (const s of list) {
    if (!before(s.a, s.b)) [s.a, s.b] = [s.b, s.a]
    const there = starts.get(s.a)
    if (there) there.push(s)
    else starts.set(s.a, [s])
    corners.add(s.a).add(s.b)
  }
  /** From below upwards, what the sweeping line crosses. */
  const line: Stretch[] = []
  let steps = 0
  for (const corner of [...corners].sort((p, q) => (before(p, q) ? -1 : 1))) {
    if (++steps % 5000 === 0) yield
    const [px, py] = [x[corner] as number, y[corner] as number]
    let [low, high] = [0, line.length]
    while (low < high) {
      const mid = (low + high) >> 1
      const s = line[mid] as Stretch
      if (side(grid, s.a, s.b, px, py) > 0) low = mid + 1
      else high = mid
    }
    let ended = low
    while (ended < line.length && (line[ended] as Stretch).b === corner) ended++
    const begun = (starts.get(corner) ?? []).sort((s, t) => -side(grid, s.a, s.b, x[t.b] as number, y[t.b] as number))
    let label = low > 0 ? (line[low - 1] as Stretch).above : 0
    for (const s of begun) {
      s.below = label
      s.above = label = sets.differ(label, s.set)
    }
    line.splice(low, ended - low, ...begun)
  }
}

// ——— pieces of ground

interface Half {
  from: number
  to: number
  kind: string
  /** What lies across it. */
  across: number
}

function regionsOf(
  list: readonly Stretch[],
  grid: Grid,
  kindOf: (label: number) => string | undefined,
  labelOf: (id: number) => Label
): Region[] {
  const { x, y } = grid
  const kinds = new Map<number, string>()
  const nameOf = (label: number): string => {
    const kind = kinds.get(label) ?? kindOf(label) ?? ''
    kinds.set(label, kind)
    return kind
  }
  const leaving = new Map<number, Half[]>()
  const halves: Half[] = []
  const edge = (from: number, to: number, kind: string, across: number): void => {
    const half = { from, to, kind, across }
    halves.push(half)
    const there = leaving.get(from)
    if (there) there.push(half)
    else leaving.set(from, [half])
  }
  for (const s of list) {
    const [above, below] = [nameOf(s.above), nameOf(s.below)]
    if (above === below) continue
    edge(s.a, s.b, above, s.below)
    edge(s.b, s.a, below, s.above)
  }
  const angle = (h: Half): number =>
    Math.atan2((y[h.to] as number) - (y[h.from] as number), (x[h.to] as number) - (x[h.from] as number))
  /** Ground lies to the left, so the way on is the first to the right of where one came from. */
  const next = (h: Half): Half | undefined => {
    const back = Math.atan2((y[h.from] as number) - (y[h.to] as number), (x[h.from] as number) - (x[h.to] as number))
    let best: Half | undefined
    let turn = Infinity
    for (const out of leaving.get(h.to) ?? []) {
      if (out.kind !== h.kind) continue
      const by = (back - angle(out) + 4 * Math.PI) % (2 * Math.PI)
      const right = by < 1e-12 ? 2 * Math.PI : by
      if (right < turn) [best, turn] = [out, right]
    }
    return best
  }
  const done = new Set<Half>()
  const rings: Ring[] = []
  for (const start of halves) {
    if (done.has(start)) continue
    const corners: number[] = []
    const across = new Set<number>()
    for (let h: Half | undefined = start; h && !done.has(h); h = next(h)) {
      done.add(h)
      corners.push(h.from)
      across.add(h.across)
    }
    rings.push({ kind: start.kind, corners, across, area: areaOf(corners, grid) })
  }
  return piecesOf(rings, grid)
    .map(({ kind, parts, area }) => ({
      kind,
      beside: [...new Set(parts.flatMap((r) => [...r.across]))].map(labelOf),
      ...measured(parts, area, grid)
    }))
    .sort((a, b) => b.squareMetres - a.squareMetres)
}

interface Ring {
  kind: string
  corners: number[]
  across: ReadonlySet<number>
  /** Above 0 around a piece, below 0 around a hole in one. */
  area: number
}

const areaOf = (corners: readonly number[], { x, y }: Grid): number =>
  corners.reduce((sum, p, i) => {
    const q = corners[(i + 1) % corners.length] as number
    return sum + ((x[p] as number) * (y[q] as number) - (x[q] as number) * (y[p] as number)) / 2
  }, 0)

/** Each hole belongs to the smallest piece around it; one that no piece surrounds is the world outside. */
function piecesOf(rings: readonly Ring[], grid: Grid): { kind: string; parts: Ring[]; area: number }[] {
  const pieces = rings.filter((r) => r.area > 0).map((r) => ({ kind: r.kind, parts: [r], area: r.area }))
  const smallestFirst = [...pieces].sort((a, b) => a.area - b.area)
  for (const hole of rings.filter((r) => r.area < 0)) {
    const [p = 0, q = 0] = hole.corners
    // The middle of a side, so that two rings that meet in a corner are told apart.
    const middle = [((grid.x[p] ?? 0) + (grid.x[q] ?? 0)) / 2, ((grid.y[p] ?? 0) + (grid.y[q] ?? 0)) / 2] as const
    const around = smallestFirst.find(
      (piece) =>
        piece.kind === hole.kind &&
        piece.area > -hole.area &&
        crossingsAt([piece.parts[0] as Ring], middle[1], grid).filter((x) => x > middle[0]).length % 2 === 1
    )
    around?.parts.push(hole)
    if (around) around.area += hole.area
  }
  return pieces
}

/** Where a level line meets rings, from the left. */
function crossingsAt(rings: readonly Ring[], level: number, { x, y }: Grid): number[] {
  const xs: number[] = []
  for (const { corners } of rings) {
    for (const [i, p] of corners.entries()) {
      const q = corners[(i + 1) % corners.length] as number
      const [y1, y2] = [y[p] as number, y[q] as number]
      if (y1 <= level === y2 <= level) continue
      xs.push((x[p] as number) + ((level - y1) / (y2 - y1)) * ((x[q] as number) - (x[p] as number)))
    }
  }
  return xs.sort((a, b) => a - b)
}

/** How large, and a point well inside: the middle of the widest stretch on a few level lines, however thin the piece is. */
function measured(parts: readonly Ring[], area: number, grid: Grid): Pick<Region, 'squareMetres' | 'place'> {
  const corners = parts.flatMap((r) => r.corners)
  const ys = corners.map((c) => grid.y[c] as number)
  const [low, high] = [Math.min(...ys), Math.max(...ys)]
  const first = corners[0] as number
  let best = { x: grid.x[first] as number, y: grid.y[first] as number, width: -1 }
  for (const share of [0.5, 0.35, 0.65, 0.2, 0.8]) {
    // Half a step beside the grid, where no corner lies.
    const level = Math.floor(low + (high - low) * share) + 0.5
    const xs = crossingsAt(parts, level, grid)
    for (let k = 0; k + 1 < xs.length; k += 2) {
      const [a = 0, b = 0] = xs.slice(k, k + 2)
      if (b - a > best.width) best = { x: (a + b) / 2, y: level, width: b - a }
    }
  }
  const place = grid.degrees(best.x, best.y)
  const metres = metresPerDegree / grid.scale
  return {
    squareMetres: Math.round(area * metres * metres * lngScale(place.lat) * 100) / 100,
    place: { lng: Math.round(place.lng * 1e7) / 1e7, lat: Math.round(place.lat * 1e7) / 1e7 }
  }
}
