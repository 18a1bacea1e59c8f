/** House numbers along the roads of the base map: odd on one side, even on the other, 12 m a number. */
import type { Area } from './areas.ts'
import { toBoard } from './frame.ts'
import { add, along, at, inside, length, nearest, scale, type Pt } from './plane.ts'
import type { NamedRoad } from './roadbook.ts'

export interface Spot {
  at: Pt
  street: string
  community: string
}

/** Where counting begins, on roads that cross the whole city. */
const origins: Record<string, { near: Pt; back?: true }> = {
  滨江路: { near: [-1.1, -0.4] },
  南堤路: { near: [-1.0, -1.5] },
  江南大道: { near: [-0.9, -2.35] },
  人民路: { near: [-4.1, 2.6] },
  学府路: { near: [-4.0, 2.6], back: true },
  文昌路: { near: [-1.55, 2.1], back: true },
  东湖大道: { near: [2.4, 1.4], back: true },
  解放路: { near: [1.15, 1.62] },
  环城路: { near: [-6.6, 2.9] },
  北环路: { near: [-7.6, 6.2] },
  南环路: { near: [-8.2, -5.4] },
  石桥大道: { near: [2.57, -4.62] },
  迎宾大道: { near: [-0.92, -2.36] }
}
const kmPerNumber = 0.012

export class AddressBook {
  private readonly roads = new Map<string, { line: Pt[]; class: number }>()
  private readonly houses = new Map<string, Map<number, Spot>>()
  private readonly streets: { id: string; ring: Pt[] }[]
  private readonly communities: { id: string; street: string; ring: Pt[] }[]

  constructor(roads: readonly NamedRoad[], areas: readonly Area[]) {
    for (const road of roads) {
      const line = [...road.lines].sort((a, b) => length(b) - length(a))[0]
      const known = this.roads.get(road.name)
      if (road.name && line && (!known || length(known.line) < length(line)))
        this.roads.set(road.name, { line, class: road.class })
    }
    this.streets = areas.filter((a) => a.level === 'street').map((a) => ({ id: a.id, ring: a.ring.map(toBoard) }))
    this.communities = areas
      .filter((a) => a.level === 'community')
      .map((a) => ({ id: a.id, street: a.parent ?? '', ring: a.ring.map(toBoard) }))
  }

  /** The area of a point, or nothing outside the city. */
  find(p: Pt): Spot | undefined {
    const street = this.streets.find((s) => inside(s.ring, p))
    const community = street && this.communities.find((c) => c.street === street.id && inside(c.ring, p))
    return street && community ? { at: p, street: street.id, community: community.id } : undefined
  }

  /** The front door of a house number. */
  house(road: string, number: number): Spot | undefined {
    return this.housesOn(road).get(number)
  }

  private housesOn(road: string): Map<number, Spot> {
    const known = this.houses.get(road)
    if (known) return known
    const found = new Map<number, Spot>()
    this.houses.set(road, found)
    const entry = this.roads.get(road)
    if (!entry) return found
    const origin = origins[road]
    const total = length(entry.line)
    const start = origin ? nearest(entry.line, origin.near).way : 0
    for (let number = 1; number < 700; number++) {
      const way = start + (origin?.back ? -1 : 1) * number * kmPerNumber
      if (way < 0 || way > total) break
      const { point, heading } = along(entry.line, way)
      const off = (number % 2 === 0 ? 1 : -1) * (entry.class === 1 ? 0.03 : entry.class === 2 ? 0.024 : 0.017)
      const spot = this.find(add(point, scale([-heading[1], heading[0]], off)))
      if (spot) found.set(number, spot)
    }
    return found
  }

  /** Roads that have house numbers in a street area, with those numbers. */
  housesIn(street: string): { road: string; class: number; numbers: number[] }[] {
    return [...this.roads].flatMap(([road, entry]) => {
      const numbers = [...this.housesOn(road)].filter(([, spot]) => spot.street === street).map(([n]) => n)
      return numbers.length > 4 ? [{ road, class: entry.class, numbers }] : []
    })
  }

  /** Where two roads meet, inside a street area. */
  corner(a: string, b: string, street: string): Spot | undefined {
    const [first, second] = [this.roads.get(a), this.roads.get(b)]
    if (!first || !second || a === b) return undefined
    let best: { p: Pt; far: number } | undefined
    for (const p of first.line) {
      const far = nearest(second.line, p).far
      if (!best || far < best.far) best = { p, far }
    }
    if (!best || best.far > 0.02) return undefined
    for (const [dx, dy] of [
      [1, 1],
      [-1, 1],
      [1, -1],
      [-1, -1]
    ] as const) {
      const spot = this.find(add(best.p, [dx * 0.02, dy * 0.02]))
      if (spot?.street === street) return spot
    }
    return undefined
  }

  nearestRoad(p: Pt): string {
    let best = { far: Infinity, name: '' }
    for (const [name, { line }] of this.roads) {
      const { far } = nearest(line, p)
      if (far < best.far) best = { far, name }
    }
    return best.name
  }

  communityRing(id: string): Pt[] {
    return at(
      this.communities.filter((c) => c.id === id),
      0
    ).ring
  }
}
