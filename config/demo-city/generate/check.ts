/**
 * Proves that the areas tile the city, on the rounded coordinates that are written. With every edge used once in each
 * direction except the city's own outline, no two edges crossing, and the areas adding up exactly, there is no gap and
 * no overlap anywhere.
 */
import { around, at, doubleArea, inside } from './plane.ts'
import { crossing } from './graph.ts'
import type { Micro } from './frame.ts'
import { dice } from './random.ts'

export interface Shape {
  id: string
  level: 'street' | 'community'
  parent?: string
  ring: readonly Micro[]
}
export interface TilingReport {
  streets: number
  communities: number
  edges: number
  outline: number
  crossings: number
  points: number
  problems: string[]
}

const key = (p: Micro): string => `${p[0]},${p[1]}`

export function checkTiling(shapes: readonly Shape[]): TilingReport {
  const problems: string[] = []
  const streets = shapes.filter((s) => s.level === 'street')
  const communities = shapes.filter((s) => s.level === 'community')

  const outlineOf = (list: readonly Shape[], what: string): Map<string, string> => {
    const edges = new Map<string, string>()
    for (const { id, ring } of list) {
      if (doubleArea(ring) <= 0) problems.push(`${id} runs clockwise`)
      if (new Set(ring.map(key)).size !== ring.length) problems.push(`${id} touches itself`)
      ring.forEach((p, i) => {
        const edge = `${key(p)}>${key(around(ring, i + 1))}`
        if (edges.has(edge)) problems.push(`${id} and ${edges.get(edge) ?? ''} overlap in ${what}`)
        edges.set(edge, id)
      })
    }
    for (const edge of [...edges.keys()]) {
      const [from, to] = edge.split('>')
      const back = `${to ?? ''}>${from ?? ''}`
      if (edges.has(back)) {
        edges.delete(edge)
        edges.delete(back)
      }
    }
    return edges
  }
  const same = (a: Map<string, string>, b: Map<string, string>): boolean =>
    a.size === b.size && [...a.keys()].every((edge) => b.has(edge))

  const total = outlineOf(streets, 'streets')
  if (!same(total, outlineOf(communities, 'communities')))
    problems.push('streets and communities end at different limits')
  for (const street of streets) {
    const own = communities.filter((c) => c.parent === street.id)
    const ring = new Map(street.ring.map((p, i) => [`${key(p)}>${key(around(street.ring, i + 1))}`, street.id]))
    if (!same(ring, outlineOf(own, street.id))) problems.push(`the communities of ${street.id} do not tile it`)
    const sum = own.reduce((a, c) => a + doubleArea(c.ring), 0)
    if (sum !== doubleArea(street.ring)) problems.push(`the communities of ${street.id} add up to another area`)
  }
  const tos = new Map([...total.keys()].map((edge) => edge.split('>') as [string, string]))
  const [first] = tos.keys()
  let steps = 0
  for (let p = first; p !== undefined && steps <= tos.size; steps++) {
    p = tos.get(p)
    if (p === first) {
      steps++
      break
    }
  }
  if (steps !== tos.size) problems.push('the outline of the city is not one ring')

  // No two edges cross: each is tried against those that share a cell with it.
  const segments = new Map<string, [Micro, Micro]>()
  for (const { ring } of communities)
    ring.forEach((p, i) => {
      const q = around(ring, i + 1)
      segments.set([key(p), key(q)].sort().join('|'), [p, q])
    })
  const list = [...segments.values()]
  const cells = new Map<string, number[]>()
  list.forEach(([p, q], i) => {
    for (let x = Math.floor(Math.min(p[0], q[0]) / 4000); x <= Math.floor(Math.max(p[0], q[0]) / 4000); x++)
      for (let y = Math.floor(Math.min(p[1], q[1]) / 4000); y <= Math.floor(Math.max(p[1], q[1]) / 4000); y++) {
        const cell = cells.get(`${x},${y}`)
        if (cell) cell.push(i)
        else cells.set(`${x},${y}`, [i])
      }
  })
  let crossings = 0
  for (const cell of cells.values())
    cell.forEach((i, k) => {
      for (const j of cell.slice(k + 1)) {
        const [[a, b], [c, e]] = [at(list, i), at(list, j)]
        if (crossing(a, b, c, e)) crossings++
      }
    })
  if (crossings > 0) problems.push(`${crossings} edges cross`)

  // Points at random, to see with the eye of the one who asks.
  const d = dice('points')
  const points = 4000
  const all = streets.flatMap((s) => s.ring)
  const [west, east] = [Math.min(...all.map((p) => p[0])), Math.max(...all.map((p) => p[0]))]
  const [south, north] = [Math.min(...all.map((p) => p[1])), Math.max(...all.map((p) => p[1]))]
  for (let i = 0; i < points; i++) {
    const p: Micro = [d.between(west, east), d.between(south, north)]
    const inStreets = streets.filter((s) => inside(s.ring, p))
    const inCommunities = communities.filter((c) => inside(c.ring, p))
    const sound =
      inStreets.length === inCommunities.length &&
      inStreets.length <= 1 &&
      inCommunities[0]?.parent === inStreets[0]?.id
    if (!sound)
      problems.push(`point ${key(p)} lies in ${inStreets.length} streets and ${inCommunities.length} communities`)
  }
  return {
    streets: streets.length,
    communities: communities.length,
    edges: list.length,
    outline: total.size,
    crossings,
    points,
    problems
  }
}
