/**
 * Where markers and names can stand without covering each other. Pure and deterministic: the same input always gives the
 * same drawing, so that pages can be cached and compared.
 */
import type { Point } from './mercator.ts'

export interface Disc {
  id: string
  /** Where it belongs. */
  at: Point
  r: number
}
export interface Placed extends Disc {
  /** Where it stands after making room. */
  stands: Point
}
export interface Bounds {
  width: number
  height: number
}

const rounds = 80
/** How strongly a marker is drawn back to where it belongs, each round. */
const pull = 0.04

/** Pushes discs apart until fingers can tell them, each kept as near its own place as its neighbours allow. */
export function spread(discs: readonly Disc[], bounds: Bounds, apart: number): Placed[] {
  const stands = discs.map(({ at }): [number, number] => [at[0], at[1]])
  for (let round = 0; round < rounds; round++) {
    stands.forEach((p, i) => {
      const home = discs[i]?.at ?? p
      p[0] += (home[0] - p[0]) * pull
      p[1] += (home[1] - p[1]) * pull
    })
    for (let i = 0; i < discs.length; i++) {
      for (let j = i + 1; j < discs.length; j++) {
        const [a, b, da, db] = [stands[i], stands[j], discs[i], discs[j]]
        if (!a || !b || !da || !db) continue
        const wanted = Math.max(apart, da.r + db.r + 3)
        // Two on the very same spot part along a line that depends on their order, not on chance.
        const [dx, dy] =
          a[0] === b[0] && a[1] === b[1] ? [Math.cos(i + j), Math.sin(i + j)] : [b[0] - a[0], b[1] - a[1]]
        const distance = Math.hypot(dx, dy)
        if (distance >= wanted) continue
        const push = (wanted - distance) / 2 / distance
        a[0] -= dx * push
        a[1] -= dy * push
        b[0] += dx * push
        b[1] += dy * push
      }
    }
    stands.forEach((p, i) => {
      const edge = Math.max(apart / 2, discs[i]?.r ?? 0)
      p[0] = Math.min(bounds.width - edge, Math.max(edge, p[0]))
      p[1] = Math.min(bounds.height - edge, Math.max(edge, p[1]))
    })
  }
  const tenth = (n: number) => Math.round(n * 10) / 10
  return discs.map((disc, i) => {
    const [x, y] = stands[i] ?? disc.at
    return { ...disc, stands: [tenth(x), tenth(y)] }
  })
}

export interface Label {
  id: string
  text: string
  /** What it names. */
  at: Point
  /** Radius of the marker it must clear, 0 for a bare name. */
  r: number
  size: number
  /** Degrees anticlockwise, of a name along a road or a river. */
  angle?: number
}
export interface PlacedLabel extends Label {
  /** Middle of the baseline. */
  stands: Point
}
type Rect = readonly [number, number, number, number]

const meets = (a: Rect, b: Rect): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
/** The room a name takes, upright or aslant; `y` is its baseline. */
function rectOf([x, y]: Point, width: number, size: number, angle = 0): Rect {
  const turn = (angle * Math.PI) / 180
  const [w, h] = [width + 4, size * 1.06 + 2]
  const [halfW, halfH] = [
    (w * Math.abs(Math.cos(turn)) + h * Math.abs(Math.sin(turn))) / 2,
    (w * Math.abs(Math.sin(turn)) + h * Math.abs(Math.cos(turn))) / 2
  ]
  const middle = y - size * 0.33
  return [x - halfW, middle - halfH, x + halfW, middle + halfH]
}
/** CJK characters fill their em; the rest take a little more than half of it. */
export const textWidth = (text: string, size: number): number =>
  [...text].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) > 0x2e7f ? size : size * 0.58), 0)

/** Sides tried in turn: below, above, right, left, then the four slanting ones. */
const sides: readonly Point[] = [
  [0, 1],
  [0, -1],
  [1, 0],
  [-1, 0],
  [0.8, 0.8],
  [-0.8, 0.8],
  [0.8, -0.8],
  [-0.8, -0.8]
]

/** Names in order of importance; one that finds no free side is left out, for half a name says less than none. */
export function placeLabels(
  labels: readonly Label[],
  taken: readonly Disc[],
  bounds: Bounds,
  before: readonly PlacedLabel[] = []
): PlacedLabel[] {
  const busy: Rect[] = [
    ...taken.map(({ at: [x, y], r }): Rect => [x - r, y - r, x + r, y + r]),
    ...before.map((it) => rectOf(it.stands, textWidth(it.text, it.size), it.size, it.angle))
  ]
  const placed: PlacedLabel[] = []
  for (const label of labels) {
    const width = textWidth(label.text, label.size)
    const [x, y] = label.at
    const candidates: Point[] =
      label.r === 0
        ? [[x, y + label.size * 0.35]]
        : sides.map(([sx, sy]) => [
            x + sx * (label.r + 4 + width / 2),
            y + label.size * 0.35 + sy * (label.r + 3 + label.size / 2)
          ])
    const free = candidates.find((p) => {
      const rect = rectOf(p, width, label.size, label.angle)
      const inside = rect[0] >= 0 && rect[1] >= 0 && rect[2] <= bounds.width && rect[3] <= bounds.height
      return inside && !busy.some((other) => meets(rect, other))
    })
    if (!free) continue
    busy.push(rectOf(free, width, label.size, label.angle))
    placed.push({ ...label, stands: [Math.round(free[0] * 10) / 10, Math.round(free[1] * 10) / 10] })
  }
  return placed
}

/** Circumference drawn for a share of a ring, and the rest: an SVG dash array. */
export function arc(share: number, r: number): string {
  const round = 2 * Math.PI * r
  return `${(Math.min(1, Math.max(0, share)) * round).toFixed(1)} ${round.toFixed(1)}`
}

/** A marker's radius by how much it stands for: area grows with the count, within what a finger and a page allow. */
export const radiusOf = (count: number, most: number, [least, largest]: readonly [number, number]): number =>
  most <= 0 ? least : Math.round((least + (largest - least) * Math.sqrt(count / most)) * 10) / 10
