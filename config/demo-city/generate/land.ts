/**
 * The ground of the city: streets laid between the bones, blocks between the streets. A quarter between main roads is
 * filled with streets that follow its sides (a Coons patch), so they bend with the river and the ring.
 */
import { toBoard, toMicro } from './frame.ts'
import { arrange, chainsOf, degreesOf, facesOf, prune, type Faces, type Graph } from './graph.ts'
import {
  add,
  along,
  area,
  around,
  at,
  beside,
  centroid,
  clip,
  curve,
  dist,
  doubleArea,
  heart,
  inside,
  length,
  mix,
  nearest,
  resample,
  scale,
  sub,
  cross,
  dot,
  type Line,
  type Pt
} from './plane.ts'
import { dice, wiggle } from './random.ts'
import {
  brook,
  canal,
  hills,
  lake,
  limit,
  midstream,
  moat,
  northBankRoad,
  ribbons,
  roads,
  southBankRoad
} from './skeleton.ts'
import { inLimit, inRing, spacingAt, streetAt } from './streets.ts'

export interface Land {
  graph: Graph
  faces: Faces
  /** Blocks in kilometres on the board, in the order of the faces; beside them what is asked about them again and again. */
  rings: Pt[][]
  middles: Pt[]
  /** Lies between a water and its lanes. */
  wet: boolean[]
  /** Street area of each block. */
  street: string[]
}

const bones = (): { id: string; points: Pt[] }[] => [
  { id: 'limit', points: [...limit, at(limit, 0)] },
  ...roads.map((road) => ({ id: road.id, points: road.line })),
  { id: 'midstream', points: midstream }
]

export const boardRing = (graph: Graph, ring: readonly number[]): Pt[] => ring.map((n) => toBoard(at(graph.nodes, n)))
const middleOf = (graph: Graph, edge: number): Pt => {
  const e = at(graph.edges, edge)
  return mix(toBoard(at(graph.nodes, e.a)), toBoard(at(graph.nodes, e.b)), 0.5)
}
const without = (graph: Graph, gone: ReadonlySet<number>): Graph =>
  prune({ nodes: graph.nodes, edges: graph.edges.filter((_, i) => !gone.has(i)) })

/** Between a water's lanes no street runs and no house stands. */
function isWaterside(p: Pt): boolean {
  const bank = nearest(midstream, p).side > 0 ? northBankRoad : southBankRoad
  if (nearest(midstream, p).far < 1.2 && nearest(bank, p).side === (nearest(midstream, p).side > 0 ? -1 : 1))
    return true
  if (inside(lake, p)) return true
  return [canal, moat, brook].some((water) => nearest(water, p).far < 0.06)
}

/** The four corners of a quarter: where its outline turns most, far enough apart; a long side is halved when short of four. */
function sidesOf(ring: readonly Pt[]): [Pt[], Pt[], Pt[], Pt[]] | undefined {
  const loop = resample([...ring, at(ring, 0)], 0.05).slice(0, -1)
  const n = loop.length
  if (n < 16) return undefined
  const reach = Math.max(2, Math.min(4, Math.floor(n / 16)))
  const turns = loop.map((p, i) => {
    const before = sub(p, around(loop, i - reach))
    const after = sub(around(loop, i + reach), p)
    return Math.atan2(cross(before, after), dot(before, after))
  })
  const apart = (i: number, j: number): number => Math.min((i - j + n) % n, (j - i + n) % n)
  const corners: number[] = []
  for (const i of [...loop.keys()].sort((a, b) => at(turns, b) - at(turns, a))) {
    if (corners.length === 4 || at(turns, i) < 0.35) break
    if (corners.every((c) => apart(c, i) > Math.max(4, n * 0.07))) corners.push(i)
  }
  while (corners.length < 4) {
    corners.sort((a, b) => a - b)
    if (corners.length === 0) corners.push(0)
    let [widest, after] = [-1, 0]
    corners.forEach((c, k) => {
      const gap = (around(corners, k + 1) - c + n) % n || n
      if (gap > widest) [widest, after] = [gap, c]
    })
    corners.push((after + Math.round(widest / 2)) % n)
  }
  corners.sort((a, b) => a - b)
  const run = (from: number, to: number): Pt[] =>
    Array.from({ length: ((to - from + n) % n) + 1 }, (_, i) => around(loop, from + i))
  const [a, b, c, d] = corners as [number, number, number, number]
  return [run(a, b), run(b, c), run(c, d), run(d, a)]
}

/** Streets of one quarter. Ends are drawn to corners that already exist on its sides, so that streets meet. */
function fill(ring: readonly Pt[], seed: string, anchors: Pt[]): { kind: 'lane' | 'avenue'; line: Pt[] }[] {
  const sides = sidesOf(ring)
  if (!sides) return []
  const [bottom, right, topBack, leftBack] = sides
  const top = [...topBack].reverse()
  const left = [...leftBack].reverse()
  const d = dice(seed)
  const on = (line: Pt[], t: number): Pt => along(line, t * length(line)).point
  const [p00, p10, p01, p11] = [at(bottom, 0), at(bottom, -1), at(top, 0), at(top, -1)]
  const patch = (u: number, v: number): Pt => {
    const ruledV = add(scale(on(bottom, u), 1 - v), scale(on(top, u), v))
    const ruledU = add(scale(on(left, v), 1 - u), scale(on(right, v), u))
    const flat = add(
      add(scale(p00, (1 - u) * (1 - v)), scale(p10, u * (1 - v))),
      add(scale(p01, (1 - u) * v), scale(p11, u * v))
    )
    return sub(add(ruledV, ruledU), flat)
  }
  const space = spacingAt(centroid(ring))
  const wide = (length(bottom) + length(top)) / 2
  const high = (length(left) + length(right)) / 2
  // Blocks are longer one way than the other; which way is the toss of a coin, once for a quarter.
  const stretch = d.next() < 0.5 ? ([1.35, 0.95] as const) : ([0.95, 1.35] as const)
  const count = (size: number, k: number): number => Math.max(0, Math.round(size / (space * k)) - 1)
  const country = !inRing(centroid(ring))
  const lines: { kind: 'lane' | 'avenue'; line: Pt[] }[] = []
  const draw = (n: number, size: number, point: (t: number, s: number) => Pt): void => {
    for (let i = 1; i <= n; i++) {
      const t = (i + (i * 2 === n + 1 ? 0 : d.between(-0.16, 0.16))) / (n + 1)
      const bend = wiggle(`${seed} ${i} ${n} ${size.toFixed(3)}`, country ? 1.6 : 1.1)
      const swing = (country ? 0.1 : 0.05) * (1 / (n + 1))
      const steps = Math.max(3, Math.round(size / 0.11))
      const raw = Array.from({ length: steps + 1 }, (_, k) => {
        const s = k / steps
        const drift = swing * bend(s * size) * Math.sin(Math.PI * s)
        return point(Math.min(0.99, Math.max(0.01, t + drift)), s)
      })
      const whole = clip(raw.slice(1, -1), (p) => inside(ring, p))
      const kept = whole.length === 1 ? at(whole, 0) : undefined
      if (!kept || kept.length < steps * 0.6) continue
      const ends = [at(raw, 0), at(raw, -1)].map((end) => {
        const anchor = anchors.find((p) => dist(p, end) < space * 0.28)
        if (!anchor) anchors.push(end)
        return anchor ?? end
      })
      const middle = i * 2 === n + 1 || i * 2 === n + 2
      lines.push({ kind: middle && n >= 3 && !country ? 'avenue' : 'lane', line: [at(ends, 0), ...kept, at(ends, 1)] })
    }
  }
  draw(count(wide, stretch[0]), high, (t, s) => patch(t, s))
  draw(count(high, stretch[1]), wide, (t, s) => patch(s, t))
  return lines
}

/**
 * Lines from shore to midstream, and little bridges over canal and moat. They cut the waterside into pieces that can
 * belong to the neighbourhood behind them.
 */
function acrossWater(anchors: readonly Pt[]): { id: string; line: Pt[] }[] {
  const found: { id: string; line: Pt[] }[] = []
  const every = (line: Line, gap: number): Pt[] => {
    const taken: number[] = []
    return anchors
      .map((p) => ({ p, ...nearest(line, p) }))
      .filter((entry) => entry.far < 0.002)
      .sort((a, b) => a.way - b.way)
      .filter(({ way }) => {
        if (taken.some((other) => Math.abs(other - way) < gap)) return false
        taken.push(way)
        return true
      })
      .map((entry) => entry.p)
  }
  const bones = roads.filter((road) => road.class < 3).map((road) => road.line)
  const clear = (p: Pt, gap: number): boolean =>
    bones.every(
      (line) =>
        line === northBankRoad || line === southBankRoad || nearest(line, p).far > gap || nearest(line, p).far < 0.001
    )
  for (const bank of [northBankRoad, southBankRoad])
    every(bank, 0.3)
      .filter((p) => inLimit(p) && clear(p, 0.12))
      .forEach((p, i) => {
        const { way } = nearest(midstream, p)
        found.push({ id: `reach ${bank === northBankRoad ? 'n' : 's'}${i}`, line: [p, along(midstream, way).point] })
      })
  for (const water of ribbons) {
    const [left, right] = ([1, -1] as const).map((hand) => beside(curve(water.line, 0.1), hand * water.lane)) as [
      Pt[],
      Pt[]
    ]
    every(left, 0.4).forEach((p, i) => {
      const { way, far } = nearest(right, p)
      const q = along(right, way).point
      const ok = far < water.lane * 2.4 && clear(p, 0.16) && inLimit(p) && nearest(midstream, q).far > 0.5 && inRing(p)
      if (ok) found.push({ id: `footbridge ${water.id}-${i}`, line: [p, q] })
    })
  }
  return found
}

/** Faces that only shared one run of streets may be joined by taking it away; nothing is left hanging. */
function join(graph: Graph, wish: (chain: { length: number; middle: Pt }, left: Pt[], right: Pt[]) => number): Graph {
  const { faces, beside } = facesOf(graph)
  const rings = faces.map((face) => boardRing(graph, face.ring))
  const degree = degreesOf(graph)
  const chains = chainsOf(graph, () => true)
  const pairs = new Map<string, number>()
  const keyed = chains.map((chain) => {
    const { left, right } = at(beside, at(chain.edges, 0))
    const key = left < right ? `${left}|${right}` : `${right}|${left}`
    pairs.set(key, (pairs.get(key) ?? 0) + 1)
    return { chain, left, right, key }
  })
  const wanted = keyed
    .filter(({ chain, left, right, key }) => {
      if (left < 0 || right < 0 || left === right || pairs.get(key) !== 1) return false
      if (!chain.edges.every((e) => at(graph.edges, e).of.startsWith('lane'))) return false
      return [at(chain.nodes, 0), at(chain.nodes, -1)].every((n) => at(degree, n) >= 3)
    })
    .map(({ chain, left, right }) => {
      const line = boardRing(graph, chain.nodes)
      return {
        chain,
        left,
        right,
        wish: wish(
          { length: length(line), middle: middleOf(graph, at(chain.edges, Math.floor(chain.edges.length / 2))) },
          at(rings, left),
          at(rings, right)
        )
      }
    })
    .filter((entry) => entry.wish > 0)
    .sort((a, b) => b.wish - a.wish)
  const busy = new Set<number>()
  const touched = new Set<number>()
  const gone = new Set<number>()
  for (const { chain, left, right } of wanted) {
    const ends = [at(chain.nodes, 0), at(chain.nodes, -1)]
    if (busy.has(left) || busy.has(right) || ends.some((n) => touched.has(n))) continue
    busy.add(left).add(right)
    for (const n of ends) touched.add(n)
    for (const e of chain.edges) gone.add(e)
  }
  return without(graph, gone)
}

/** Width of a face in the sense that counts for a block: area over half its outline. */
const girth = (ring: Line): number => (2 * Math.abs(area(ring))) / length([...ring, at(ring, 0)])

export function layLand(): Land {
  const inCity = (graph: Graph): Graph => {
    const gone = new Set<number>()
    graph.edges.forEach((e, i) => {
      if (e.of !== 'limit' && !inLimit(middleOf(graph, i))) gone.add(i)
    })
    return without(graph, gone)
  }
  const frame = inCity(arrange(bones().map(({ id, points }) => ({ id, points: points.map(toMicro) }))))
  const quarters = facesOf(frame).faces

  const degree = degreesOf(frame)
  const anchors: Pt[] = frame.nodes.filter((_, i) => at(degree, i) > 2).map(toBoard)
  const lanes = quarters.flatMap((quarter, q) => {
    const ring = boardRing(frame, quarter.ring)
    if (isWaterside(heart(ring)) || girth(ring) < 0.05) return []
    return fill(ring, `quarter ${q}`, anchors).map(({ kind, line }, i) => ({
      id: `${kind} ${q}-${i}`,
      points: line.map(toMicro)
    }))
  })
  const reaches = acrossWater(anchors).map(({ id, line }) => ({ id, points: line.map(toMicro) }))
  const kept = frame.edges.map((e) => ({ id: e.of, points: [at(frame.nodes, e.a), at(frame.nodes, e.b)] }))
  let graph = inCity(arrange([...kept, ...lanes, ...reaches]))

  // No streets on a hill.
  const onHill = new Set<number>()
  graph.edges.forEach((e, i) => {
    if (e.of.startsWith('lane') && hills.some((hill) => inside(hill.ring, middleOf(graph, i)))) onHill.add(i)
  })
  graph = without(graph, onHill)

  // Slivers go, then a few streets at random: no city is a perfect grid.
  for (let i = 0; i < 8; i++)
    graph = join(graph, (chain, left, right) => {
      const thin = Math.min(girth(left), girth(right))
      return thin < spacingAt(chain.middle) * 0.24 ? chain.length / thin : 0
    })
  const d = dice('gaps')
  for (let i = 0; i < 2; i++)
    graph = join(graph, (chain, left, right) => {
      const size = Math.abs(area(left)) + Math.abs(area(right))
      const limitSize = (spacingAt(chain.middle) * 1.9) ** 2
      return size < limitSize * 1.5 && d.next() < 0.12 ? d.next() + 0.1 : 0
    })

  const faces = facesOf(graph)
  const rings = faces.faces.map((face) => boardRing(graph, face.ring))
  if (rings.some((ring) => doubleArea(ring) <= 0)) throw new Error('a block runs the wrong way round')
  const middles = rings.map(heart)
  return { graph, faces, rings, middles, wet: middles.map(isWaterside), street: middles.map(streetAt) }
}
