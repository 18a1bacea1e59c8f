/**
 * Files from elsewhere nest their rings in every way there is: a shell within a shell, a hole beside its shell, a hole in a
 * hole, a ring across the date line. Here they become rings of which even-odd says what the polygons say together: ground
 * is what some shell holds and none of that shell's own holes. What crosses itself stays as it is, for the checker to name.
 */
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { boxOfRings, type Box } from './geometry.ts'
import { holds, shapeOf, touches, type Shape } from './outline.ts'

interface Repair {
  code: 'date_line' | 'nested_shell' | 'stray_hole' | 'nested_hole'
  place: { lng: number; lat: number }
}
interface Mended {
  geometry: Polygon | MultiPolygon
  repairs: Repair[]
}

type Ring = Position[]
type Rings = Ring[]

const partsOf = (g: Polygon | MultiPolygon): Rings[] => (g.type === 'Polygon' ? [g.coordinates] : g.coordinates)
const madeOf = (parts: Rings[], was: Polygon | MultiPolygon): Polygon | MultiPolygon => {
  const [only] = parts
  return was.type === 'Polygon' && only && parts.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: parts }
}
const placeOf = ([[lng = 0, lat = 0] = []]: Ring): Repair['place'] => ({ lng, lat })

// ——— the date line

const isFarApart = ([a = 0]: Position, [b = 0]: Position): boolean =>
  Math.abs(a - b) > 180 && !(Math.abs(a) === 180 && Math.abs(b) === 180)
const jumps = (ring: Ring): boolean => ring.some((p, i) => i > 0 && isFarApart(ring[i - 1] ?? p, p))

/** Degrees that run on beyond 180; nothing where a ring goes round a pole and does not come back to where it began. */
function unwound(ring: Ring): Ring | undefined {
  let turn = 0
  const run = ring.map((p, i): Position => {
    const [x = 0, y = 0] = p
    const before = ring[i - 1]
    if (before && isFarApart(before, p)) turn += (before[0] ?? 0) > x ? 360 : -360
    return [x + turn, y]
  })
  return turn === 0 ? run : undefined
}

/** What of a ring lies on one side of a meridian (Sutherland and Hodgman). */
function clipped(ring: Ring, at: number, keeps: (x: number) => boolean): Ring {
  const out: Ring = []
  for (let i = 1; i < ring.length; i++) {
    const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [ring[i - 1] ?? [], ring[i] ?? []]
    if (keeps(ax)) out.push([ax, ay])
    if (keeps(ax) !== keeps(bx)) out.push([at, ay + ((at - ax) / (bx - ax)) * (by - ay)])
  }
  const [first] = out
  return first ? [...out, first] : []
}

/** A polygon in one world, or cut into the worlds that it reaches into. */
function cut(rings: Rings): Rings[] {
  const run = rings.map(unwound)
  if (run.some((ring) => ring === undefined)) return [rings]
  const [shell = [], ...holes] = run as Rings
  const [west, , east] = boxOfRings([shell])
  // A hole is told in the world of its shell.
  const near = holes.map((hole) => {
    const [w, , e] = boxOfRings([hole])
    const turn = Math.round(((west + east) / 2 - (w + e) / 2) / 360) * 360
    return hole.map(([x = 0, y = 0]): Position => [x + turn, y])
  })
  const parts: Rings[] = []
  for (let left = Math.floor((west + 180) / 360) * 360 - 180; left < east; left += 360) {
    const inWorld = (ring: Ring): Ring =>
      clipped(
        clipped(ring, left, (x) => x >= left),
        left + 360,
        (x) => x <= left + 360
      ).map(([x = 0, y = 0]): Position => [x - left - 180, y])
    const [ground, ...gaps] = [shell, ...near].map(inWorld)
    if (ground && ground.length > 3) parts.push([ground, ...gaps.filter((gap) => gap.length > 3)])
  }
  return parts
}

/** Cut where it crosses the date line, which as plain degrees is a strip around the world. */
export function cutAtDateLine(geometry: Polygon | MultiPolygon): Mended {
  const repairs: Repair[] = []
  const parts = partsOf(geometry).flatMap((rings) => {
    if (!rings.some(jumps)) return [rings]
    const made = cut(rings)
    if (made[0] !== rings && rings[0]) repairs.push({ code: 'date_line', place: placeOf(rings[0]) })
    return made
  })
  return repairs.length === 0 ? { geometry, repairs } : { geometry: madeOf(parts, geometry), repairs }
}

// ——— shells and holes

/** A ring with what is needed to ask it. */
interface Outline {
  ring: Ring
  box: Box
  shape: Shape
}
const outlineOf = (ring: Ring): Outline => ({ ring, box: boxOfRings([ring]), shape: shapeOf([ring]) })

/** Where a ring lies to another, as far as its corners tell, or the middles of its edges where all corners lie on the border. */
function relation(of: Outline, to: Outline): 'inside' | 'outside' | 'same' | 'mixed' {
  const [a, b] = [of.box, to.box]
  if (a[0] > b[2] || a[2] < b[0] || a[1] > b[3] || a[3] < b[1]) return 'outside'
  const sides = (points: readonly Position[]): { inside: boolean; outside: boolean } => {
    const found = { inside: false, outside: false }
    for (const [x = 0, y = 0] of points) {
      if (touches(to.shape, x, y)) continue
      const within = x >= b[0] && x <= b[2] && y >= b[1] && y <= b[3] && holds(to.shape, x, y)
      found[within ? 'inside' : 'outside'] = true
    }
    return found
  }
  const corners = sides(of.ring)
  if (corners.inside || corners.outside)
    return corners.inside && corners.outside ? 'mixed' : corners.inside ? 'inside' : 'outside'
  const middles = sides(
    of.ring.slice(1).map(([x = 0, y = 0], i): Position => {
      const [fx = 0, fy = 0] = of.ring[i] ?? []
      return [(x + fx) / 2, (y + fy) / 2]
    })
  )
  return middles.outside ? 'outside' : middles.inside ? 'inside' : 'same'
}
const isWithin = (of: Outline, to: Outline): boolean => /^(inside|same)$/.test(relation(of, to))

interface Part {
  shell: Outline
  holes: Outline[]
}

/** A shell and those of its holes that take something of it, each once. */
function partOf(rings: Rings, repairs: Repair[]): Part | undefined {
  const [shell, ...others] = rings.filter((ring) => ring.length > 0).map(outlineOf)
  if (!shell) return undefined
  const holes: Outline[] = []
  for (const hole of others) {
    // The ring around is the shell, wherever it stands in the list.
    const beside = relation(hole, shell) === 'outside' && relation(shell, hole) === 'outside'
    const around = holes.find((known) => isWithin(hole, known))
    if (beside) repairs.push({ code: 'stray_hole', place: placeOf(hole.ring) })
    else if (around) repairs.push({ code: 'nested_hole', place: placeOf(hole.ring) })
    else {
      const within = holes.filter((known) => isWithin(known, hole))
      for (const { ring } of within) repairs.push({ code: 'nested_hole', place: placeOf(ring) })
      holes.splice(0, holes.length, ...holes.filter((known) => !within.includes(known)), hole)
    }
  }
  return { shell, holes }
}

/** What is left of a hole where other ground lies around it or in it: what that ground leaves open. */
function leftOpen(hole: Outline, ground: Part): Outline[] {
  if (!isWithin(hole, ground.shell) || ground.holes.some((gap) => isWithin(hole, gap))) return [hole]
  return ground.holes.filter((gap) => isWithin(gap, hole))
}

const size = ({ box: [w, s, e, n] }: Outline): number => (e - w) * (n - s)

/** Every shell that lies in another one's ground goes into it; one that stands in a hole is ground of its own. */
function united(parts: Part[], repairs: Repair[]): Part[] {
  const kept: Part[] = []
  for (const part of parts.toSorted((a, b) => size(b.shell) - size(a.shell))) {
    const around = kept.find(
      ({ shell, holes }) => isWithin(part.shell, shell) && !holes.some((hole) => isWithin(part.shell, hole))
    )
    if (!around) kept.push(part)
    else {
      repairs.push({ code: 'nested_shell', place: placeOf(part.shell.ring) })
      around.holes = around.holes.flatMap((hole) => leftOpen(hole, part))
    }
  }
  return kept
}

/** Rings that nest as even-odd reads them. */
export function nest(geometry: Polygon | MultiPolygon): Mended {
  const raw = partsOf(geometry)
  if (raw.length === 1 && (raw[0]?.length ?? 0) < 2) return { geometry, repairs: [] }
  const repairs: Repair[] = []
  const parts = raw.map((rings) => partOf(rings, repairs)).filter((part) => part !== undefined)
  const whole = parts.length > 1 ? united(parts, repairs) : parts
  if (repairs.length === 0) return { geometry, repairs }
  const coordinates = whole.map(({ shell, holes }) => [shell.ring, ...holes.map(({ ring }) => ring)])
  return { geometry: madeOf(coordinates, geometry), repairs }
}

export function mend(geometry: Polygon | MultiPolygon): Mended {
  const whole = cutAtDateLine(geometry)
  const { geometry: nested, repairs } = nest(whole.geometry)
  return { geometry: nested, repairs: [...whole.repairs, ...repairs] }
}
