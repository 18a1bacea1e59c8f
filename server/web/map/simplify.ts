/** Lines drawn with no more points than can be seen. */
import type { Box, Point } from './mercator.ts'

/** Ramer, Douglas and Peucker, without recursion: drops points that lie within `tolerance` of the line without them. */
export function thin(points: readonly Point[], tolerance: number): Point[] {
  if (points.length < 3) return [...points]
  const keep = new Uint8Array(points.length)
  keep[0] = keep[points.length - 1] = 1
  const spans: [number, number][] = [[0, points.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [from, to] = span
    const [a, b] = [points[from], points[to]]
    if (!a || !b) continue
    let [worst, far] = [tolerance, -1]
    for (let i = from + 1; i < to; i++) {
      const p = points[i]
      if (!p) continue
      const d = distance(p, a, b)
      if (d > worst) [worst, far] = [d, i]
    }
    if (far < 0) continue
    keep[far] = 1
    spans.push([from, far], [far, to])
  }
  return points.filter((_, i) => keep[i] === 1)
}

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [dx, dy] = [bx - ax, by - ay]
  const length = dx * dx + dy * dy
  // A closed ring begins and ends on one point: then its distance from that point counts.
  if (length === 0) return Math.hypot(x - ax, y - ay)
  const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length))
  return Math.hypot(x - ax - t * dx, y - ay - t * dy)
}

/** Path data on a fine grid, in relative steps: half the bytes of absolute ones. `fine` is how many lines a unit has. */
export function pathOf(points: readonly Point[], closed: boolean, fine = 10): string {
  const whole = points.map(([x, y]) => [Math.round(x * fine), Math.round(y * fine)] as const)
  const [first, ...rest] = whole
  if (!first) return ''
  let [x, y] = first
  const steps = rest.flatMap(([nx, ny]) => {
    const step = [nx - x, ny - y] as const
    if (step[0] === 0 && step[1] === 0) return []
    ;[x, y] = [nx, ny]
    return [step]
  })
  // A ring needs no step back to where it began: closing it draws that.
  if (closed && steps.length > 2 && x === first[0] && y === first[1]) steps.pop()
  if (steps.length === 0) return ''
  const write = (n: number): string => String(n / fine).replace(/^(-?)0\./, '$1.')
  const body = steps
    .map(([dx, dy], i) => `${i === 0 || dx < 0 ? '' : ' '}${write(dx)}${dy < 0 ? '' : ' '}${write(dy)}`)
    .join('')
  return `M${write(first[0])} ${write(first[1])}l${body}${closed ? 'z' : ''}`
}

export const boxOf = (points: readonly Point[]): Box => {
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}
export const boxesMeet = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
