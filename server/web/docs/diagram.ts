/**
 * Where each status stands on the diagram, and how its arrows run. The arrows themselves come from the lifecycle table:
 * a status or a move added there is drawn here, or this does not compile.
 */
import type { Status, Verb } from '#shared/cases.ts'

/** Column and row of each status. */
const cells = {
  received: [0, 1],
  dispatched: [1, 1],
  handling: [2, 1],
  replied: [3, 1],
  closed: [4, 1],
  refused: [0, 0],
  returned: [1, 0],
  withdrawn: [0, 2],
  on_hold: [2, 2],
  rework: [3, 2]
} as const satisfies Record<Status, readonly [number, number]>

export const size = { width: 1060, height: 464 }
const box = { width: 132, height: 44 }
const step = { x: 228, y: 168 }
const origin = { x: 74, y: 64 }

export interface Node {
  status: Status
  x: number
  y: number
  width: number
  height: number
}
export interface Arrow {
  from: Status
  to: Status
  verbs: Verb[]
  d: string
  label: readonly [number, number]
}

const middle = (status: Status): [number, number] => {
  const [column, row] = cells[status]
  return [origin.x + column * step.x, origin.y + row * step.y]
}

export const nodes = (statuses: readonly Status[]): Node[] =>
  statuses.map((status) => {
    const [x, y] = middle(status)
    return { status, x: x - box.width / 2, y: y - box.height / 2, ...box }
  })

/** Where a straight line from the middle of a box towards a point leaves the box. */
function edge([x, y]: readonly [number, number], [tx, ty]: readonly [number, number], gap: number): [number, number] {
  const [dx, dy] = [tx - x, ty - y]
  const reach = Math.min(
    dx === 0 ? Infinity : (box.width / 2 + gap) / Math.abs(dx),
    dy === 0 ? Infinity : (box.height / 2 + gap) / Math.abs(dy)
  )
  return [x + dx * reach, y + dy * reach]
}

const round = (n: number): number => Math.round(n * 10) / 10

export function arrows(table: Readonly<Record<Status, Partial<Record<Verb, Status>>>>): Arrow[] {
  const found = new Map<string, { from: Status; to: Status; verbs: Verb[] }>()
  for (const [from, moves] of Object.entries(table) as [Status, Partial<Record<Verb, Status>>][]) {
    for (const [verb, to] of Object.entries(moves) as [Verb, Status][]) {
      const key = `${from} ${to}`
      const known = found.get(key) ?? { from, to, verbs: [] }
      known.verbs.push(verb)
      found.set(key, known)
    }
  }
  return [...found.values()].map((step) => {
    const [a, b] = [middle(step.from), middle(step.to)]
    if (step.from === step.to) return { ...step, ...loop(a) }
    if (isBehindOther(step.from, step.to)) return { ...step, ...bow(a, b) }
    const both = found.has(`${step.to} ${step.from}`)
    const length = Math.hypot(b[0] - a[0], b[1] - a[1])
    // Two that go both ways part to the right of their own direction.
    const off = both ? (a[1] === b[1] ? 12 : 30) : 0
    const side: [number, number] = [(-(b[1] - a[1]) / length) * off, ((b[0] - a[0]) / length) * off]
    const start = edge([a[0] + side[0], a[1] + side[1]], [b[0] + side[0], b[1] + side[1]], 0)
    const end = edge([b[0] + side[0], b[1] + side[1]], [a[0] + side[0], a[1] + side[1]], 6)
    // Sideways shifts move along the box, so its edge is met at the box's own border.
    const [sx, sy] = clampTo(a, start)
    const [ex, ey] = clampTo(b, end, 6)
    return {
      ...step,
      d: `M${round(sx)} ${round(sy)}L${round(ex)} ${round(ey)}`,
      // Names of two parallel arrows stand at different heights, each nearer to where it starts.
      label: [round(sx + (ex - sx) * (both ? 0.36 : 0.5)), round(sy + (ey - sy) * (both ? 0.36 : 0.5))] as const
    }
  })
}

/** Back to where it came from, under its box. */
function loop([x, y]: readonly [number, number]): Pick<Arrow, 'd' | 'label'> {
  const [left, foot, deep] = [x - 30, y + box.height / 2, y + box.height / 2 + 46]
  return { d: `M${x + 18} ${foot}C${x + 26} ${deep} ${left - 8} ${deep} ${left} ${foot + 6}`, label: [x - 6, deep - 6] }
}

/** Another box stands between two of one row. */
const isBehindOther = (from: Status, to: Status): boolean =>
  cells[from][1] === cells[to][1] && Math.abs(cells[from][0] - cells[to][0]) > 1

/** Over what stands between, from roof to roof. */
function bow([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]): Pick<Arrow, 'd' | 'label'> {
  const [sx, ex] = bx < ax ? [ax - 30, bx + 40] : [ax + 30, bx - 40]
  const [roof, high] = [ay - box.height / 2, ay - box.height / 2 - 80]
  return {
    d: `M${sx} ${roof}C${sx - (sx - ex) * 0.2} ${high} ${ex + (sx - ex) * 0.2} ${high} ${ex} ${by - box.height / 2 - 6}`,
    label: [round((sx + ex) / 2), roof - 60]
  }
}

/** Pulls a point near a box onto its border, keeping the side it came from. */
function clampTo([x, y]: readonly [number, number], [px, py]: readonly [number, number], gap = 0): [number, number] {
  const [w, h] = [box.width / 2 + gap, box.height / 2 + gap]
  return [Math.min(x + w, Math.max(x - w, px)), Math.min(y + h, Math.max(y - h, py))]
}
