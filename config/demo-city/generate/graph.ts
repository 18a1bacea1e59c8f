/**
 * A planar map: lines cut at their crossings into edges, and the faces between them. It works on whole millionths of a
 * degree, where orientation tests are exact, and rounds every crossing once, before anything is built on it.
 */
import { around, at, doubleArea } from './plane.ts'
import type { Micro } from './frame.ts'

export interface Edge {
  a: number
  b: number
  /** The curve it was cut from. */
  of: string
}
export interface Graph {
  nodes: Micro[]
  edges: Edge[]
}
export interface Face {
  /** Node numbers, anticlockwise. */
  ring: number[]
  /** Edge numbers; the edge at `i` leads from node `i` to the next. */
  edges: number[]
}

/** About 0.9 m: closer points are the same point. */
const near = 9
const cell = 2500

const cellOf = (x: number, y: number): string => `${Math.floor(x / cell)},${Math.floor(y / cell)}`
function* cellsOf(a: Micro, b: Micro): Generator<string> {
  const reach = near * 2
  for (
    let x = Math.floor((Math.min(a[0], b[0]) - reach) / cell);
    x <= Math.floor((Math.max(a[0], b[0]) + reach) / cell);
    x++
  )
    for (
      let y = Math.floor((Math.min(a[1], b[1]) - reach) / cell);
      y <= Math.floor((Math.max(a[1], b[1]) + reach) / cell);
      y++
    )
      yield `${x},${y}`
}
function put<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

/** +1 when c lies left of a to b, -1 right, 0 on the line. Exact for whole numbers of this size. */
export const side = (a: Micro, b: Micro, c: Micro): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))
export const crossing = (a: Micro, b: Micro, c: Micro, d: Micro): boolean =>
  side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0

/** Cuts lines at their crossings and wherever an end touches another line. The first line to claim an edge names it. */
export function arrange(lines: readonly { id: string; points: readonly Micro[] }[]): Graph {
  const nodes: Micro[] = []
  const byCell = new Map<string, number[]>()
  const node = (p: Micro): number => {
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const i of byCell.get(cellOf(p[0] + dx * near, p[1] + dy * near)) ?? []) {
          const q = at(nodes, i)
          if (Math.hypot(p[0] - q[0], p[1] - q[1]) <= near) return i
        }
    nodes.push(p)
    put(byCell, cellOf(p[0], p[1]), nodes.length - 1)
    return nodes.length - 1
  }

  let edges: Edge[] = []
  const unique = (list: Edge[]): Edge[] => {
    const seen = new Map<string, Edge>()
    for (const e of list) {
      const key = e.a < e.b ? `${e.a}-${e.b}` : `${e.b}-${e.a}`
      if (e.a !== e.b && !seen.has(key)) seen.set(key, e)
    }
    return [...seen.values()]
  }
  for (const line of lines) {
    const run = line.points.map(node)
    for (let i = 1; i < run.length; i++) edges.push({ a: at(run, i - 1), b: at(run, i), of: line.id })
  }
  edges = unique(edges)

  // Rounding a crossing moves an edge by a hand's breadth, which may make a new crossing: repeat until quiet.
  for (let round = 0; round < 12; round++) {
    const where = new Map<string, number[]>()
    edges.forEach((e, i) => {
      for (const c of cellsOf(at(nodes, e.a), at(nodes, e.b))) put(where, c, i)
    })
    const cuts = new Map<number, Set<number>>()
    const cut = (edge: number, n: number): void => {
      const e = at(edges, edge)
      if (e.a === n || e.b === n) return
      const set = cuts.get(edge)
      if (set) set.add(n)
      else cuts.set(edge, new Set([n]))
    }
    edges.forEach((e, i) => {
      const [p, q] = [at(nodes, e.a), at(nodes, e.b)]
      const others = new Set<number>()
      for (const c of cellsOf(p, q)) {
        for (const j of where.get(c) ?? []) if (j > i) others.add(j)
        for (const n of byCell.get(c) ?? []) {
          const m = at(nodes, n)
          const [dx, dy] = [q[0] - p[0], q[1] - p[1]]
          const t = ((m[0] - p[0]) * dx + (m[1] - p[1]) * dy) / (dx * dx + dy * dy)
          if (t > 0 && t < 1 && Math.hypot(p[0] + dx * t - m[0], p[1] + dy * t - m[1]) <= near) cut(i, n)
        }
      }
      for (const j of others) {
        const f = at(edges, j)
        const [r, s] = [at(nodes, f.a), at(nodes, f.b)]
        if (!crossing(p, q, r, s)) continue
        const d1: Micro = [q[0] - p[0], q[1] - p[1]]
        const d2: Micro = [s[0] - r[0], s[1] - r[1]]
        const t = ((r[0] - p[0]) * d2[1] - (r[1] - p[1]) * d2[0]) / (d1[0] * d2[1] - d1[1] * d2[0])
        const n = node([Math.round(p[0] + d1[0] * t), Math.round(p[1] + d1[1] * t)])
        cut(i, n)
        cut(j, n)
      }
    })
    if (cuts.size === 0) return { nodes, edges }
    edges = unique(
      edges.flatMap((e, i) => {
        const set = cuts.get(i)
        if (!set) return [e]
        const [p, q] = [at(nodes, e.a), at(nodes, e.b)]
        const way = (n: number): number =>
          (at(nodes, n)[0] - p[0]) * (q[0] - p[0]) + (at(nodes, n)[1] - p[1]) * (q[1] - p[1])
        const run = [e.a, ...[...set].sort((m, n) => way(m) - way(n)), e.b]
        return run.slice(1).map((n, k) => ({ a: at(run, k), b: n, of: e.of }))
      })
    )
  }
  throw new Error('the lines of the city do not come to rest; move the curves that nearly touch')
}

export function degreesOf(graph: Graph): number[] {
  const count = graph.nodes.map(() => 0)
  for (const e of graph.edges) {
    count[e.a] = at(count, e.a) + 1
    count[e.b] = at(count, e.b) + 1
  }
  return count
}

/** Takes away edges that end in nothing. */
export function prune(graph: Graph): Graph {
  let edges = graph.edges
  for (;;) {
    const count = degreesOf({ nodes: graph.nodes, edges })
    const kept = edges.filter((e) => at(count, e.a) > 1 && at(count, e.b) > 1)
    if (kept.length === edges.length) return { nodes: graph.nodes, edges }
    edges = kept
  }
}

export interface Faces {
  faces: Face[]
  /** For each edge, the face on its left (from a to b) and on its right; -1 is the outside. */
  beside: { left: number; right: number }[]
}

export function facesOf(graph: Graph): Faces {
  const out = new Map<number, { to: number; edge: number; angle: number }[]>()
  const leave = (from: number, to: number, edge: number): void => {
    const [p, q] = [at(graph.nodes, from), at(graph.nodes, to)]
    const entry = { to, edge, angle: Math.atan2(q[1] - p[1], q[0] - p[0]) }
    const list = out.get(from)
    if (list) list.push(entry)
    else out.set(from, [entry])
  }
  graph.edges.forEach((e, i) => {
    leave(e.a, e.b, i)
    leave(e.b, e.a, i)
  })
  for (const list of out.values()) list.sort((a, b) => a.angle - b.angle)

  const beside = graph.edges.map(() => ({ left: -1, right: -1 }))
  const seen = new Set<string>()
  const faces: Face[] = []
  for (const [start, list] of out)
    for (const first of list) {
      if (seen.has(`${start}>${first.to}`)) continue
      const ring: number[] = []
      const edges: number[] = []
      let from = start
      let step = first
      for (;;) {
        const key = `${from}>${step.to}`
        if (seen.has(key)) break
        seen.add(key)
        ring.push(from)
        edges.push(step.edge)
        const choices = out.get(step.to) ?? []
        const back = choices.findIndex((c) => c.to === from)
        from = step.to
        step = around(choices, back - 1)
      }
      if (doubleArea(ring.map((n) => at(graph.nodes, n))) <= 0) continue
      const number = faces.length
      faces.push({ ring, edges })
      edges.forEach((e, i) => {
        const sides = at(beside, e)
        if (at(graph.edges, e).a === at(ring, i)) sides.left = number
        else sides.right = number
      })
    }
  return { faces, beside }
}

export interface Chain {
  edges: number[]
  nodes: number[]
}

/** Runs of edges between nodes where something else meets. `stop` adds nodes where a run has to end as well. */
export function chainsOf(graph: Graph, only: (edge: number) => boolean, stop?: (node: number) => boolean): Chain[] {
  const links = new Map<number, number[]>()
  graph.edges.forEach((e, i) => {
    if (!only(i)) return
    for (const n of [e.a, e.b]) {
      const list = links.get(n)
      if (list) list.push(i)
      else links.set(n, [i])
    }
  })
  const ends = (n: number): boolean => (links.get(n)?.length ?? 0) !== 2 || (stop?.(n) ?? false)
  const used = new Set<number>()
  const walk = (from: number, first: number): Chain => {
    const chain: Chain = { edges: [], nodes: [from] }
    let [n, e]: [number, number | undefined] = [from, first]
    while (e !== undefined && !used.has(e)) {
      used.add(e)
      chain.edges.push(e)
      const edge = at(graph.edges, e)
      n = edge.a === n ? edge.b : edge.a
      chain.nodes.push(n)
      if (ends(n)) break
      const came: number = e
      e = links.get(n)?.find((other) => other !== came)
    }
    return chain
  }
  const chains: Chain[] = []
  for (const [n, list] of links) if (ends(n)) for (const e of list) if (!used.has(e)) chains.push(walk(n, e))
  for (const [n, list] of links) for (const e of list) if (!used.has(e)) chains.push(walk(n, e))
  return chains
}
