/**
 * Where marks and names can stand on a map without covering each other, and how a name lies: on the server, in the browser
 * and on the phone alike. Pure and deterministic, so that pages can be cached and compared.
 */
export type Point = readonly [number, number]

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

const rounds = 40
/** How strongly a marker is drawn back to where it belongs, each round. */
const pull = 0.04

/** Pushes discs apart until fingers can tell them, each kept as near its own place as its neighbours allow. */
export function spread(discs: readonly Disc[], bounds: Bounds, apart: number): Placed[] {
  const n = discs.length
  const edges = discs.map(({ r }) => Math.max(apart / 2, r))
  const within = (value: number, edge: number, size: number): number => Math.min(size - edge, Math.max(edge, value))
  // Plain numbers side by side: this runs for every map that is drawn.
  const homeX = Float64Array.from(discs, ({ at }, i) => within(at[0], edges[i] ?? 0, bounds.width))
  const homeY = Float64Array.from(discs, ({ at }, i) => within(at[1], edges[i] ?? 0, bounds.height))
  const radii = Float64Array.from(discs, ({ r }) => r)
  const [x, y] = [Float64Array.from(homeX), Float64Array.from(homeY)]
  const of = (values: Float64Array, i: number): number => values[i] ?? 0

  /** One round; says whether anyone had to make room. */
  function part(): boolean {
    let pushed = false
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        let [dx, dy] = [of(x, j) - of(x, i), of(y, j) - of(y, i)]
        const wanted = Math.max(apart, of(radii, i) + of(radii, j) + 3)
        if (Math.abs(dx) >= wanted || Math.abs(dy) >= wanted) continue
        // Two on the very same spot part along a line that depends on their order, not on chance.
        if (dx === 0 && dy === 0) [dx, dy] = [Math.cos(i + j), Math.sin(i + j)]
        const distance = Math.hypot(dx, dy)
        if (distance >= wanted) continue
        pushed = true
        const push = (wanted - distance) / 2 / distance
        x[i] = of(x, i) - dx * push
        y[i] = of(y, i) - dy * push
        x[j] = of(x, j) + dx * push
        y[j] = of(y, j) + dy * push
      }
    }
    return pushed
  }

  for (let round = 0; round < rounds && part(); round++) {
    for (let i = 0; i < n; i++) {
      // The last rounds only part, so that the drawing back does not have the last word.
      const back = round < rounds - 8 ? pull : 0
      x[i] = within(of(x, i) + (of(homeX, i) - of(x, i)) * back, edges[i] ?? 0, bounds.width)
      y[i] = within(of(y, i) + (of(homeY, i) - of(y, i)) * back, edges[i] ?? 0, bounds.height)
    }
  }
  const tenth = (value: number) => Math.round(value * 10) / 10
  return discs.map((disc, i) => ({ ...disc, stands: [tenth(of(x, i)), tenth(of(y, i))] }))
}

export interface Gathered<T> {
  /** The middle of those that stand here. */
  at: Point
  of: readonly T[]
}
/** Marks that would cover each other become one: each joins the first group near enough, in the order they come. */
export function gather<T>(marks: readonly T[], at: (pin: T) => Point, within: number): Gathered<T>[] {
  const groups: { at: Point; of: T[] }[] = []
  for (const mark of marks) {
    const [x, y] = at(mark)
    const near = groups.find((group) => Math.hypot(group.at[0] - x, group.at[1] - y) < within)
    if (!near) {
      groups.push({ at: [x, y], of: [mark] })
      continue
    }
    const n = near.of.push(mark)
    near.at = [near.at[0] + (x - near.at[0]) / n, near.at[1] + (y - near.at[1]) / n]
  }
  return groups
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
  /** How far its characters stand apart, in their own size; 1 when left out. */
  apart?: number
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
    ...before.map((placedLabel) =>
      rectOf(
        placedLabel.stands,
        textWidth(placedLabel.text, placedLabel.size) * (placedLabel.apart ?? 1),
        placedLabel.size,
        placedLabel.angle
      )
    )
  ]
  const placed: PlacedLabel[] = []
  for (const label of labels) {
    const width = textWidth(label.text, label.size) * (label.apart ?? 1)
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

/** A line steeper than this is named downwards. */
const steep = 50

/**
 * How a name lies along its line, which rises by so many degrees anticlockwise from east. Chinese is never laid on its
 * side: along a steep line the characters stand one below the other and lean with it, along a flat one they run from left
 * to right. `turn` is in degrees clockwise.
 */
export function lie(angle: number): { stacked: boolean; turn: number } {
  const stacked = Math.abs(angle) > steep
  return { stacked, turn: stacked ? Math.sign(angle) * 90 - angle : -angle }
}
