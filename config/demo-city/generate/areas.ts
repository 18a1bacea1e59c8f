/**
 * Street areas and community grids. Blocks are gathered into communities, so that every boundary is a street or a
 * water; then every boundary is drawn once, as an arc between the places where three areas meet, and all polygons are
 * put together from those same arcs.
 */
import type { AreaClass } from '#shared/limits.ts'
import { toBoard, toMicro, type Micro } from './frame.ts'
import { chainsOf } from './graph.ts'
import { boardRing, type Land } from './land.ts'
import { add, area, around, at, dist, doubleArea, length, roomiest, scale, simplify, type Pt } from './plane.ts'
import { dice, type Dice } from './random.ts'
import { byCanal, inRing, streets, type Street } from './streets.ts'

export interface Area {
  id: string
  level: 'street' | 'community'
  name: string
  parent?: string
  areaClass: AreaClass
  /** Anticlockwise, not closed. */
  ring: Micro[]
  label: Pt
}

interface Block {
  face: number
  middle: Pt
  weight: number
  wet: boolean
  next: Map<number, number>
}

function blocksOf(land: Land): Block[] {
  const blocks: Block[] = land.rings.map((ring, face) => {
    const middle = at(land.middles, face)
    // People live closer together in the old town: its grids are smaller.
    const density = inRing(middle) ? 1 + 1.4 * Math.exp(-((byCanal(middle) / 2.2) ** 2)) : 0.6
    return { face, middle, weight: Math.abs(area(ring)) * density, wet: at(land.wet, face), next: new Map() }
  })
  land.graph.edges.forEach((e, i) => {
    const { left, right } = at(land.faces.beside, i)
    if (left < 0 || right < 0 || left === right) return
    const shared = dist(toBoard(at(land.graph.nodes, e.a)), toBoard(at(land.graph.nodes, e.b)))
    const [a, b] = [at(blocks, left), at(blocks, right)]
    a.next.set(right, (a.next.get(right) ?? 0) + shared)
    b.next.set(left, (b.next.get(left) ?? 0) + shared)
  })
  return blocks
}

/** Dry land that hangs together without crossing water. */
function components(members: readonly number[], blocks: readonly Block[]): number[][] {
  const open = new Set(members.filter((m) => !at(blocks, m).wet))
  const found: number[][] = []
  for (const start of open) {
    const part: number[] = []
    const queue = [start]
    open.delete(start)
    for (let m = queue.pop(); m !== undefined; m = queue.pop()) {
      part.push(m)
      for (const n of at(blocks, m).next.keys()) if (open.delete(n)) queue.push(n)
    }
    found.push(part)
  }
  return found.sort((a, b) => b.length - a.length)
}

/** Grows `count` neighbourhoods at once; the lightest always takes the next block, so they come out alike. */
function grow(members: readonly number[], count: number, blocks: readonly Block[], d: Dice): Map<number, number> {
  const weight = (list: readonly number[]): number => list.reduce((sum, m) => sum + at(blocks, m).weight, 0)
  const total = weight(members)
  const parts = components(members, blocks).filter((part) => weight(part) > (total / count) * 0.35)
  const dry = parts.reduce((sum, part) => sum + weight(part), 0)
  const quota = parts.map((part) => Math.max(1, Math.floor((weight(part) / dry) * count)))
  while (quota.reduce((a, b) => a + b, 0) < count) {
    const loads = parts.map((part, i) => weight(part) / at(quota, i))
    const i = loads.indexOf(Math.max(...loads))
    quota[i] = at(quota, i) + 1
  }
  const owner = new Map<number, number>()
  let first = 0
  parts.forEach((part, index) => {
    const k = at(quota, index)
    let seeds: number[] = [d.pick(part)]
    while (seeds.length < k) {
      const far = (m: number): number => Math.min(...seeds.map((s) => dist(at(blocks, s).middle, at(blocks, m).middle)))
      seeds.push([...part].sort((a, b) => far(b) - far(a))[d.whole(0, Math.min(3, part.length - 1))] ?? at(part, 0))
    }
    let mine = new Map<number, number>()
    for (let round = 0; round < 8; round++) {
      mine = new Map(seeds.map((s, i) => [s, i]))
      const load = seeds.map((s) => at(blocks, s).weight)
      const centres = seeds.map((s) => at(blocks, s).middle)
      const stuck = new Set<number>()
      while (mine.size < part.length && stuck.size < k) {
        let lightest = -1
        for (let i = 0; i < k; i++)
          if (!stuck.has(i) && (lightest < 0 || at(load, i) < at(load, lightest))) lightest = i
        let best: { m: number; far: number } | undefined
        for (const [m, i] of mine) {
          if (i !== lightest) continue
          for (const [n, shared] of at(blocks, m).next) {
            if (shared < 0.05 || mine.has(n) || !part.includes(n)) continue
            const far = dist(at(blocks, n).middle, at(centres, lightest))
            if (!best || far < best.far) best = { m: n, far }
          }
        }
        if (!best) stuck.add(lightest)
        else {
          mine.set(best.m, lightest)
          load[lightest] = at(load, lightest) + at(blocks, best.m).weight
        }
      }
      seeds = centres.map((_, i) => {
        const own = [...mine].filter(([, o]) => o === i).map(([m]) => m)
        const sum = weight(own)
        const middle = own.reduce<Pt>(
          (acc, m) => add(acc, scale(at(blocks, m).middle, at(blocks, m).weight / sum)),
          [0, 0]
        )
        return (
          own.sort((a, b) => dist(at(blocks, a).middle, middle) - dist(at(blocks, b).middle, middle))[0] ?? at(seeds, i)
        )
      })
      if (new Set(seeds).size < k) break
    }
    for (const [m, i] of mine) owner.set(m, first + i)
    first += k
  })
  // Waterside and cut-off corners go to the neighbour they share most with.
  for (let left = members.filter((m) => !owner.has(m)); left.length > 0;) {
    let best: { m: number; to: number; shared: number } | undefined
    for (const m of left) {
      const by = new Map<number, number>()
      for (const [n, shared] of at(blocks, m).next) {
        const o = owner.get(n)
        if (o !== undefined && members.includes(n)) by.set(o, (by.get(o) ?? 0) + shared)
      }
      for (const [to, shared] of by) if (!best || shared > best.shared) best = { m, to, shared }
    }
    if (!best) throw new Error('a block of the city has no neighbour')
    const { m, to } = best
    owner.set(m, to)
    left = left.filter((other) => other !== m)
  }
  return owner
}

/** The outline of a set of faces, when it is one simple ring; nodes touched twice are refused. */
function outline(land: Land, faces: ReadonlySet<number>): number[] | undefined {
  const next = new Map<number, number>()
  land.graph.edges.forEach((e, i) => {
    const { left, right } = at(land.faces.beside, i)
    const [l, r] = [faces.has(left), faces.has(right)]
    if (l === r) return
    const [from, to] = l ? [e.a, e.b] : [e.b, e.a]
    next.set(from, next.has(from) ? -1 : to)
  })
  const start = next.keys().next().value
  if (start === undefined) return undefined
  const ring: number[] = []
  let n: number | undefined = start
  do {
    ring.push(n)
    n = next.get(n)
    if (n === undefined || n < 0) return undefined
  } while (n !== start)
  return ring.length === next.size ? ring : undefined
}

function gather(land: Land, street: Street, members: readonly number[], blocks: readonly Block[]): Map<number, number> {
  const count = street.communities.length
  let best: { score: number; owner: Map<number, number> } | undefined
  for (let attempt = 0; attempt < 24; attempt++) {
    const owner = grow(members, count, blocks, dice(`${street.id} ${attempt}`))
    let score = 0
    const loads: number[] = []
    for (let i = 0; i < count; i++) {
      const own = new Set(members.filter((m) => owner.get(m) === i))
      const ring = own.size > 0 ? outline(land, own) : undefined
      if (!ring) {
        score = Infinity
        break
      }
      const board = boardRing(land.graph, ring)
      loads.push([...own].reduce((sum, m) => sum + at(blocks, m).weight, 0))
      score += length([...board, at(board, 0)]) ** 2 / Math.abs(area(board))
    }
    score += (Math.max(...loads) / Math.min(...loads)) * count * 2
    if (Number.isFinite(score) && (!best || score < best.score)) best = { score, owner }
  }
  if (!best) throw new Error(`${street.name} does not fall into ${count} whole grids`)
  return best.owner
}

/** Reading order on a north-up map: by rows, then from west to east. */
function inReadingOrder(middles: readonly Pt[]): number[] {
  const north = middles.map((p) => at(toMicro(p), 1))
  const [low, high] = [Math.min(...north), Math.max(...north)]
  const row = (i: number): number => Math.floor(((high - at(north, i)) / (high - low + 1)) * 3)
  return [...middles.keys()].sort(
    (a, b) => row(a) - row(b) || at(toMicro(at(middles, a)), 0) - at(toMicro(at(middles, b)), 0)
  )
}

export function drawAreas(
  land: Land,
  landmarks: readonly { name: string; at: Pt }[],
  keepOff: { lines: readonly Pt[][]; rings: readonly Pt[][] }
): Area[] {
  const blocks = blocksOf(land)
  const { street } = land
  const community = blocks.map(() => '')
  const named: { street: Street; id: string; name: string }[] = []
  for (const s of streets) {
    const members = blocks.filter((b) => at(street, b.face) === s.id).map((b) => b.face)
    if (!outline(land, new Set(members))) throw new Error(`${s.name} is not one simple area`)
    const owner = gather(land, s, members, blocks)
    const groups = s.communities.map((_, i) => members.filter((m) => owner.get(m) === i))
    const middles = groups.map((own) => {
      const sum = own.reduce((total, m) => total + at(blocks, m).weight, 0)
      return own.reduce<Pt>((acc, m) => add(acc, scale(at(blocks, m).middle, at(blocks, m).weight / sum)), [0, 0])
    })
    const order = inReadingOrder(middles)
    // A community named after a landmark lies where the landmark is; the others take the names that are left.
    const names = new Map<number, string>()
    const left = new Set(s.communities)
    for (const name of s.communities) {
      const mark = landmarks.find((l) => name === l.name)
      if (!mark) continue
      const open = order.filter((i) => !names.has(i))
      const nearestGroup = open.sort((a, b) => dist(at(middles, a), mark.at) - dist(at(middles, b), mark.at))[0]
      if (nearestGroup === undefined) continue
      names.set(nearestGroup, name)
      left.delete(name)
    }
    const rest = [...left]
    order.forEach((group, position) => {
      const name = names.get(group) ?? rest.shift() ?? ''
      const id = `${s.id}-${String(position + 1).padStart(2, '0')}`
      named.push({ street: s, id, name })
      for (const m of at(groups, group)) community[m] = id
    })
  }

  const arcs = drawArcs(land, community)
  const result: Area[] = []
  for (const s of streets) {
    const ring = trace(arcs, (face) => at(street, face) === s.id)
    result.push({
      id: s.id,
      level: 'street',
      name: s.name,
      areaClass: s.areaClass,
      ring,
      label: roomiest(ring.map(toBoard), keepOff.lines, keepOff.rings)
    })
    for (const entry of named.filter((n) => n.street === s)) {
      const own = trace(arcs, (face) => at(community, face) === entry.id)
      result.push({
        id: entry.id,
        level: 'community',
        name: entry.name,
        parent: s.id,
        areaClass: s.areaClass,
        ring: own,
        label: roomiest(own.map(toBoard), keepOff.lines)
      })
    }
  }
  return result
}

interface Arc {
  points: Micro[]
  left: number
  right: number
}
/** Every boundary once, straightened by at most 4 m; where areas meet, the point stays. */
function drawArcs(land: Land, community: readonly string[]): Arc[] {
  const of = (face: number): string => (face < 0 ? '' : at(community, face))
  const isBoundary = (e: number): boolean => {
    const { left, right } = at(land.faces.beside, e)
    return of(left) !== of(right)
  }
  return chainsOf(land.graph, isBoundary).map((chain) => {
    const first = at(land.graph.edges, at(chain.edges, 0))
    const { left, right } = at(land.faces.beside, at(chain.edges, 0))
    const forward = first.a === at(chain.nodes, 0)
    const board = boardRing(land.graph, chain.nodes)
    const half = Math.floor(board.length / 2)
    const closed = at(chain.nodes, 0) === at(chain.nodes, -1)
    const kept = closed
      ? [...simplify(board.slice(0, half + 1), 0.004).slice(0, -1), ...simplify(board.slice(half), 0.004)]
      : simplify(board, 0.004)
    const keep = new Set(kept)
    return {
      points: chain.nodes.filter((_, i) => keep.has(at(board, i))).map((n) => at(land.graph.nodes, n)),
      left: forward ? left : right,
      right: forward ? right : left
    }
  })
}

const keyOf = (p: Micro): string => `${p[0]},${p[1]}`
/** The ring around all faces that belong, out of whole arcs. */
function trace(arcs: readonly Arc[], belongs: (face: number) => boolean): Micro[] {
  const next = new Map<string, Micro[]>()
  for (const arc of arcs) {
    const [l, r] = [arc.left >= 0 && belongs(arc.left), arc.right >= 0 && belongs(arc.right)]
    if (l === r) continue
    const points = l ? arc.points : [...arc.points].reverse()
    const from = keyOf(at(points, 0))
    if (next.has(from)) throw new Error('an area touches itself')
    next.set(from, points)
  }
  const start = next.keys().next().value
  if (start === undefined) throw new Error('an area without a boundary')
  const ring: Micro[] = []
  let key = start
  do {
    const points = next.get(key)
    if (!points) throw new Error('an area whose boundary does not close')
    next.delete(key)
    ring.push(...points.slice(0, -1))
    key = keyOf(at(points, -1))
  } while (key !== start)
  if (next.size > 0) throw new Error('an area in several parts')
  if (doubleArea(ring) <= 0) throw new Error('an area that runs the wrong way round')
  return ring
}

/** The outline of the whole city. */
export function cityOutline(areas: readonly Area[]): Micro[] {
  const edges = new Map<string, [Micro, Micro]>()
  for (const { level, ring } of areas) {
    if (level !== 'street') continue
    ring.forEach((p, i) => {
      const q = around(ring, i + 1)
      if (!edges.delete(`${keyOf(q)}>${keyOf(p)}`)) edges.set(`${keyOf(p)}>${keyOf(q)}`, [p, q])
    })
  }
  const next = new Map([...edges.values()].map(([p, q]) => [keyOf(p), q]))
  const [first] = edges.values()
  if (!first) throw new Error('a city without a boundary')
  const ring: Micro[] = []
  let p = first[0]
  do {
    ring.push(p)
    const q = next.get(keyOf(p))
    if (!q) throw new Error('the city limit does not close')
    p = q
  } while (keyOf(p) !== keyOf(first[0]))
  if (ring.length !== edges.size) throw new Error('the city has a hole or a gap')
  return ring
}
