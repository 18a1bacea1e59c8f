/** Plane geometry in kilometres, x to the right and y up, before the city is turned and placed on the globe. */

export type Pt = readonly [number, number]
export type Line = readonly Pt[]

/** The item at an index that the caller knows to exist; negative indices count from the end. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list[index < 0 ? list.length + index : index]
  if (item === undefined) throw new RangeError(`no item ${index} of ${list.length}`)
  return item
}
/** The item of a ring, at any index. */
export const around = <T>(list: readonly T[], index: number): T =>
  at(list, ((index % list.length) + list.length) % list.length)

export const add = (a: Pt, b: Pt): Pt => [a[0] + b[0], a[1] + b[1]]
export const sub = (a: Pt, b: Pt): Pt => [a[0] - b[0], a[1] - b[1]]
export const scale = (a: Pt, k: number): Pt => [a[0] * k, a[1] * k]
export const cross = (a: Pt, b: Pt): number => a[0] * b[1] - a[1] * b[0]
export const dot = (a: Pt, b: Pt): number => a[0] * b[0] + a[1] * b[1]
export const dist = (a: Pt, b: Pt): number => Math.hypot(a[0] - b[0], a[1] - b[1])
export const mix = (a: Pt, b: Pt, t: number): Pt => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
const unit = (a: Pt): Pt => scale(a, 1 / (Math.hypot(a[0], a[1]) || 1))
/** The left-hand normal of a direction. */
const leftOf = (a: Pt): Pt => [-a[1], a[0]]

export function length(line: Line): number {
  let sum = 0
  for (let i = 1; i < line.length; i++) sum += dist(at(line, i - 1), at(line, i))
  return sum
}

/** The point a given way along a line, in kilometres, with the direction there. */
export function along(line: Line, way: number): { point: Pt; heading: Pt } {
  let left = Math.max(0, way)
  for (let i = 1; i < line.length; i++) {
    const a = at(line, i - 1)
    const b = at(line, i)
    const d = dist(a, b)
    if (left <= d || i === line.length - 1)
      return { point: mix(a, b, d === 0 ? 0 : Math.min(1, left / d)), heading: unit(sub(b, a)) }
    left -= d
  }
  return { point: at(line, 0), heading: [1, 0] }
}

export function resample(line: Line, step: number): Pt[] {
  const total = length(line)
  const n = Math.max(1, Math.round(total / step))
  return Array.from({ length: n + 1 }, (_, i) => along(line, (total * i) / n).point)
}

/** A smooth curve through the given points (centripetal Catmull-Rom), sampled about every `step`. */
export function curve(points: Line, step: number, closed = false): Pt[] {
  const first = at(points, 0)
  const last = at(points, -1)
  const padded: Pt[] = closed
    ? [last, ...points, first, at(points, 1)]
    : [sub(scale(first, 2), at(points, 1)), ...points, sub(scale(last, 2), at(points, -2))]
  const fine: Pt[] = []
  for (let i = 1; i + 2 < padded.length; i++) {
    const [p0, p1, p2, p3] = [at(padded, i - 1), at(padded, i), at(padded, i + 1), at(padded, i + 2)]
    const t1 = Math.sqrt(dist(p0, p1)) || 1e-6
    const t2 = t1 + (Math.sqrt(dist(p1, p2)) || 1e-6)
    const t3 = t2 + (Math.sqrt(dist(p2, p3)) || 1e-6)
    for (let k = 0; k < 24; k++) {
      const t = t1 + ((t2 - t1) * k) / 24
      const a1 = mix(p0, p1, t / t1)
      const a2 = mix(p1, p2, (t - t1) / (t2 - t1))
      const a3 = mix(p2, p3, (t - t2) / (t3 - t2))
      fine.push(mix(mix(a1, a2, t / t2), mix(a2, a3, (t - t1) / (t3 - t1)), (t - t1) / (t2 - t1)))
    }
  }
  fine.push(closed ? first : last)
  return resample(fine, step)
}

/** A line moved to its left by `by` kilometres, which may change along the way. */
export function beside(line: Line, by: number | ((way: number) => number)): Pt[] {
  let way = 0
  return line.map((p, i) => {
    if (i > 0) way += dist(at(line, i - 1), p)
    const heading = unit(sub(at(line, Math.min(i + 1, line.length - 1)), at(line, Math.max(i - 1, 0))))
    return add(p, scale(leftOf(heading), typeof by === 'number' ? by : by(way)))
  })
}

/**
 * How far a point is from a line, on which side (+1 left, -1 right), and how far along. Asked a million times over, so
 * it makes no objects on its way.
 */
export function nearest(line: Line, p: Pt): { far: number; side: number; way: number } {
  let [best, side, bestWay] = [Infinity, 1, 0]
  let way = 0
  let a = at(line, 0)
  for (const b of line) {
    if (b === a) continue
    const dx = b[0] - a[0]
    const dy = b[1] - a[1]
    const px = p[0] - a[0]
    const py = p[1] - a[1]
    const l2 = dx * dx + dy * dy
    const t = l2 === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / l2))
    const ex = px - dx * t
    const ey = py - dy * t
    const far = ex * ex + ey * ey
    const size = Math.sqrt(l2)
    if (far < best) {
      best = far
      side = dx * py - dy * px >= 0 ? 1 : -1
      bestWay = way + size * t
    }
    way += size
    a = b
  }
  return { far: Math.sqrt(best), side, way: bestWay }
}

/** The parts of a line where `keep` holds; ends are found by bisection to the millimetre. */
export function clip(line: Line, keep: (p: Pt) => boolean): Pt[][] {
  const parts: Pt[][] = []
  let open: Pt[] | undefined
  const edge = (inside: Pt, outside: Pt): Pt => {
    let [a, b] = [inside, outside]
    for (let i = 0; i < 40; i++) {
      const m = mix(a, b, 0.5)
      if (keep(m)) a = m
      else b = m
    }
    return a
  }
  line.forEach((p, i) => {
    const kept = keep(p)
    const before = i > 0 ? at(line, i - 1) : undefined
    if (kept && !open) {
      open = before ? [edge(p, before), p] : [p]
      parts.push(open)
    } else if (kept) open?.push(p)
    else if (open && before) {
      open.push(edge(before, p))
      open = undefined
    }
  })
  return parts.filter((part) => part.length > 1)
}

/** Twice the signed area of a ring given without its closing point; positive when it runs anticlockwise. */
export function doubleArea(ring: Line): number {
  let sum = 0
  for (let i = 0; i < ring.length; i++) sum += cross(at(ring, i), around(ring, i + 1))
  return sum
}
export const area = (ring: Line): number => doubleArea(ring) / 2

export function centroid(ring: Line): Pt {
  const origin = at(ring, 0)
  let [x, y, sum] = [0, 0, 0]
  for (let i = 0; i < ring.length; i++) {
    const a = sub(at(ring, i), origin)
    const b = sub(around(ring, i + 1), origin)
    const c = cross(a, b)
    x += (a[0] + b[0]) * c
    y += (a[1] + b[1]) * c
    sum += c
  }
  return sum === 0 ? origin : add(origin, [x / (3 * sum), y / (3 * sum)])
}

export function inside(ring: Line, p: Pt): boolean {
  let odd = false
  let b = at(ring, -1)
  for (const a of ring) {
    if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) odd = !odd
    b = a
  }
  return odd
}

/** Douglas-Peucker; both ends stay. */
export function simplify<P extends Pt>(line: readonly P[], tolerance: number): P[] {
  if (line.length < 3) return [...line]
  const [a, b] = [at(line, 0), at(line, -1)]
  let worst = 0
  let index = 0
  for (let i = 1; i < line.length - 1; i++) {
    const far = dist(a, b) === 0 ? dist(a, at(line, i)) : nearest([a, b], at(line, i)).far
    if (far > worst) {
      worst = far
      index = i
    }
  }
  if (worst <= tolerance) return [a, b]
  return [...simplify(line.slice(0, index + 1), tolerance).slice(0, -1), ...simplify(line.slice(index), tolerance)]
}

export function box(points: Line): { low: Pt; high: Pt } {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [x, y] of points) {
    x0 = Math.min(x0, x)
    y0 = Math.min(y0, y)
    x1 = Math.max(x1, x)
    y1 = Math.max(y1, y)
  }
  return { low: [x0, y0], high: [x1, y1] }
}

/** A point well inside a ring, away from its edges, from lines kept off and out of what is taken: where a name has room. */
export function roomiest(ring: Line, keepOff: readonly Line[] = [], taken: readonly Line[] = []): Pt {
  const closed: Pt[] = [...ring, at(ring, 0)]
  const room = (p: Pt): number => {
    if (!inside(ring, p) || taken.some((other) => inside(other, p))) return -1
    let far = nearest(closed, p).far
    for (const other of keepOff) far = Math.min(far, nearest(other, p).far * 1.2)
    return far
  }
  const { low, high } = box(ring)
  let best = centroid(ring)
  let most = room(best)
  let step = Math.max(high[0] - low[0], high[1] - low[1]) / 16
  for (let x = low[0]; x <= high[0]; x += step)
    for (let y = low[1]; y <= high[1]; y += step) {
      const r = room([x, y])
      if (r > most) [most, best] = [r, [x, y]]
    }
  for (; step > 0.01; step /= 2)
    for (const [dx, dy] of [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
      [-1, -1],
      [1, 1]
    ] as const) {
      const p = add(best, [dx * step, dy * step])
      const r = room(p)
      if (r > most) [most, best] = [r, p]
    }
  return best
}

/** A point certainly inside a ring: its centre of area, or, for a bent one, where it has most room. */
export function heart(ring: Line): Pt {
  const middle = centroid(ring)
  return inside(ring, middle) && nearest([...ring, at(ring, 0)], middle).far > 0.02 ? middle : roomiest(ring)
}

function crosses(a: Pt, b: Pt, c: Pt, d: Pt): boolean {
  const turn = (p: Pt, q: Pt, r: Pt): number => Math.sign(cross(sub(q, p), sub(r, p)))
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
}

export function isSimple(ring: Line): boolean {
  for (let i = 0; i < ring.length; i++)
    for (let j = i + 2; j < ring.length; j++)
      if (crosses(at(ring, i), around(ring, i + 1), at(ring, j), around(ring, j + 1))) return false
  return true
}

/**
 * A ring shrunk by a distance that may differ from edge to edge (roads differ in width). Nothing comes back when
 * the ring is too narrow for it.
 */
export function shrink(ring: Line, by: (from: Pt, to: Pt) => number): Pt[] | undefined {
  const anticlockwise = doubleArea(ring) > 0 ? ring : [...ring].reverse()
  const n = anticlockwise.length
  const moved = anticlockwise.map((p, i) => {
    const q = around(anticlockwise, i + 1)
    const shift = scale(leftOf(unit(sub(q, p))), by(p, q))
    return { a: add(p, shift), b: add(q, shift) }
  })
  const result: Pt[] = []
  for (let i = 0; i < n; i++) {
    const [e, f] = [around(moved, i - 1), at(moved, i)]
    const [d1, d2] = [sub(e.b, e.a), sub(f.b, f.a)]
    const det = cross(d1, d2)
    const flat = Math.abs(det) < 0.08 * Math.hypot(...d1) * Math.hypot(...d2)
    result.push(flat ? mix(e.b, f.a, 0.5) : add(e.a, scale(d1, cross(sub(f.a, e.a), d2) / det)))
  }
  const before = Math.abs(doubleArea(ring))
  const after = doubleArea(result)
  const sound = after > before * 0.25 && isSimple(result) && result.every((p) => inside(ring, p))
  return sound ? result : undefined
}
