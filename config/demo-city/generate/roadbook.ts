/** Every road with its name: the hand-drawn ones, and the streets between them, strung together where one goes on as another. */
import { chainsOf } from './graph.ts'
import { boardRing, type Land } from './land.ts'
import { along, at, dist, dot, length, mix, nearest, scale, sub, type Pt } from './plane.ts'
import { roads as drawn, type RoadClass } from './skeleton.ts'
import { streetAt, streets } from './streets.ts'

export interface NamedRoad {
  /** Of a road drawn by hand. */
  id?: string
  name: string
  class: RoadClass
  lines: Pt[][]
  /** Street area that most of it lies in; roads drawn by hand belong to none. */
  street?: string
  bridge?: boolean
}

interface Run {
  line: Pt[]
  nodes: number[]
  kind: string
}

const headingFrom = (run: Run, node: number): Pt => {
  const line = at(run.nodes, 0) === node ? run.line : [...run.line].reverse()
  const way = sub(along(line, 0.12).point, at(line, 0))
  return scale(way, 1 / (Math.hypot(...way) || 1))
}

export function bookRoads(land: Land): NamedRoad[] {
  const ofKind = (of: string): boolean => /^(lane|avenue)/.test(of)
  const ids = [...new Set(land.graph.edges.map((e) => e.of))]
  const byId = new Map<string, number[]>(ids.map((id) => [id, []]))
  land.graph.edges.forEach((e, i) => byId.get(e.of)?.push(i))
  const runsOf = (id: string): Run[] => {
    const own = new Set(byId.get(id))
    return chainsOf(land.graph, (e) => own.has(e)).map((chain) => ({
      line: boardRing(land.graph, chain.nodes),
      nodes: chain.nodes,
      kind: id.split(' ')[0] ?? ''
    }))
  }
  const runs = ids.filter(ofKind).flatMap(runsOf)

  // Two streets that meet head-on at a crossing are one street.
  const parent = runs.map((_, i) => i)
  const root = (i: number): number => (at(parent, i) === i ? i : root(at(parent, i)))
  const ends = new Map<number, number[]>()
  runs.forEach((run, i) => {
    for (const n of [at(run.nodes, 0), at(run.nodes, -1)]) ends.set(n, [...(ends.get(n) ?? []), i])
  })
  for (const [node, list] of ends) {
    const pairs = list
      .flatMap((a, k) =>
        list
          .slice(k + 1)
          .map((b) => ({ a, b, straight: -dot(headingFrom(at(runs, a), node), headingFrom(at(runs, b), node)) }))
      )
      .filter((pair) => pair.straight > 0.82)
      .sort((p, q) => q.straight - p.straight)
    const used = new Set<number>()
    for (const { a, b } of pairs) {
      if (used.has(a) || used.has(b)) continue
      used.add(a).add(b)
      parent[root(a)] = root(b)
    }
  }
  const strings = new Map<number, Run[]>()
  runs.forEach((run, i) => strings.set(root(i), [...(strings.get(root(i)) ?? []), run]))

  const long = (lines: Pt[][]): number => lines.reduce((sum, line) => sum + length(line), 0)
  const found = [...strings.values()].map((parts) => {
    const lines = string(parts.map((run) => run.line))
    const shares = new Map<string, number>()
    for (const line of lines)
      line.slice(1).forEach((p, i) => {
        const q = at(line, i)
        const street = streetAt(mix(p, q, 0.5))
        shares.set(street, (shares.get(street) ?? 0) + dist(p, q))
      })
    const [street] = [...shares].sort((a, b) => b[1] - a[1])[0] ?? ['']
    const avenue = long(parts.filter((run) => run.kind === 'avenue').map((run) => run.line))
    const kind: RoadClass = avenue > 0.6 && avenue > long(lines) * 0.3 ? 2 : 3
    return {
      lines,
      street,
      long: long(lines),
      class: kind
    }
  })

  // The links to the lake were drawn a little too long on purpose; what is left of them in the land is right.
  const book: NamedRoad[] = drawn.map((road) => ({
    id: road.id,
    name: road.name,
    class: road.class,
    lines: road.id.startsWith('link') ? runsOf(road.id).map((run) => run.line) : [road.line]
  }))
  for (const street of streets) {
    const own = found.filter((road) => road.street === street.id).sort((a, b) => a.class - b.class || b.long - a.long)
    const names = [...street.roads]
    // Lanes named after a landmark have to pass by it; the other names go by length.
    const wished = new Map(
      laneWishes
        .filter((wish) => names.includes(wish.name))
        .map((wish) => {
          const far = (road: { lines: Pt[][] }): number =>
            Math.min(...road.lines.map((line) => nearest(line, wish.near).far))
          const fits = own.filter((road) => road.long > 0.35 && road.class === 3)
          return [fits.sort((a, b) => far(a) - far(b))[0], wish.name] as const
        })
    )
    const rest = names.filter((name) => ![...wished.values()].includes(name))
    for (const road of own) {
      const name = wished.get(road) ?? (road.long > 0.45 ? (rest.shift() ?? '') : '')
      book.push({ name, class: road.class, lines: road.lines, street: street.id })
    }
  }
  const bridges = ids.filter((id) => id.startsWith('footbridge')).flatMap(runsOf)
  for (const run of bridges) book.push({ name: '', class: 3, lines: [run.line], bridge: true })
  return book
}

/** Lanes whose place the stories of the city depend on. */
const laneWishes: { name: string; near: Pt }[] = [
  { name: '文庙巷', near: [-0.4, 0.85] },
  { name: '学堂巷', near: [-0.25, 0.2] },
  { name: '仁济路', near: [0.8, 0.85] },
  { name: '轮渡路', near: [1.6, 0.4] },
  { name: '建材路', near: [-3.0, -3.2] },
  { name: '南门菜市街', near: [-1.7, -2.0] },
  { name: '柳溪老街', near: [4.9, -2.2] },
  { name: '鼓楼街', near: [-2.3, 1.3] }
]

/** Joins lines that share an end into longer ones. */
function string(parts: Pt[][]): Pt[][] {
  const open = parts.map((line) => [...line])
  const same = (a: Pt, b: Pt): boolean => a[0] === b[0] && a[1] === b[1]
  for (let joined = true; joined;) {
    joined = false
    for (let i = 0; i < open.length && !joined; i++)
      for (let j = i + 1; j < open.length && !joined; j++) {
        const [a, b] = [at(open, i), at(open, j)]
        const turned = [...b].reverse()
        const options: Pt[][] = [
          ...(same(at(a, -1), at(b, 0)) ? [[...a, ...b.slice(1)]] : []),
          ...(same(at(a, -1), at(b, -1)) ? [[...a, ...turned.slice(1)]] : []),
          ...(same(at(a, 0), at(b, -1)) ? [[...b, ...a.slice(1)]] : []),
          ...(same(at(a, 0), at(b, 0)) ? [[...turned, ...a.slice(1)]] : [])
        ]
        const [made] = options
        if (!made) continue
        open[i] = made
        open.splice(j, 1)
        joined = true
      }
  }
  return open
}
