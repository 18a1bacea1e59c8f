/** What people and cars stand on, laid out in metres so that everything runs to the same vanishing point. */
import { silk, silkDark, tarmac } from './colours.ts'
import type { Dice } from './dice.ts'
import { shining } from './light.ts'
import { face, floor, horizon, metre, middle } from './space.ts'
import { each, path, rect, shape, soft, stroke, times, type Drawing } from './svg.ts'

export interface Paving {
  readonly stone: string
  readonly joint: string
}
const pavings: readonly [Paving, ...Paving[]] = [
  { stone: '#D2CDC1', joint: '#C1BBAD' },
  { stone: '#CFC3B0', joint: '#BDB09A' },
  { stone: '#C9CCC6', joint: '#B7BBB5' },
  { stone: '#D3C2B4', joint: '#C1AE9F' },
  { stone: '#CBC9BC', joint: '#B8B5A6' }
]

export const pavingOf = (dice: Dice): Paving => dice.pick(pavings)

/** Joints of the slabs between two rows of the frame; `pitch` in metres. */
const joints = (y0: number, y1: number, pitch: number, from = -100, to = 500): string => {
  const k = (middle - from) / metre(y0)
  const first = Math.ceil(-k / pitch) * pitch
  let d = ''
  for (let X = first; X <= k; X += pitch) {
    const x0 = middle + X * metre(y0)
    const x1 = middle + X * metre(y1)
    if (Math.min(x0, x1) > to || Math.max(x0, x1) < from) continue
    d += `M${x0.toFixed(1)} ${y0}L${x1.toFixed(1)} ${y1}`
  }
  for (let depth = 540 / (y1 - horizon); depth < 540 / (y0 - horizon); depth += pitch * 0.9) {
    d += `M${from} ${(horizon + 540 / depth).toFixed(1)}H${to}`
  }
  return d
}

export const pavement = (paving: Paving, y0: number, y1 = 330, pitch = 0.9): Drawing =>
  rect(-100, y0, 600, y1 - y0, paving.stone) + stroke(joints(Math.max(y0, horizon + 18), y1, pitch), paving.joint, 1.1)

/** The tactile strip running away from the lens, its middle `x` metres to the side. */
export const tactileAway = (x: number, y0: number, y1 = 320, half = 0.34): Drawing => {
  const at = (X: number, y: number): readonly [number, number] => [middle + X * metre(y), y]
  let cross = ''
  for (let depth = 540 / (y1 - horizon); depth < 540 / Math.max(22, y0 - horizon); depth += 0.6) {
    const y = horizon + 540 / depth
    cross += `M${at(x - half, y)[0].toFixed(1)} ${y.toFixed(1)}H${at(x + half, y)[0].toFixed(1)}`
  }
  return (
    shape([at(x - half, y0), at(x + half, y0), at(x + half, y1), at(x - half, y1)], silk) +
    stroke(cross, silkDark, 1.2) +
    each([-0.6, -0.2, 0.2, 0.6], (k) => {
      const [x0] = at(x + k * half, y0)
      const [x1] = at(x + k * half, y1)
      return path(`M${x0.toFixed(1)} ${y0}L${(x1 - 2.4).toFixed(1)} ${y1}h4.8z`, silkDark)
    })
  )
}

/** The tactile strip running across the picture between two rows. */
export const tactileAcross = (y0: number, y1: number, from = -100, to = 500): Drawing => {
  const rows = [0.25, 0.5, 0.75].map((k) => (y0 + (y1 - y0) * k).toFixed(1))
  const pitch = metre(y0) * 0.6
  return (
    rect(from, y0, to - from, y1 - y0, silk) +
    stroke(rows.map((y) => `M${from} ${y}H${to}`).join(''), silkDark, 1.3) +
    stroke(
      times((to - from) / pitch, (i) => `M${(from + i * pitch).toFixed(1)} ${y0}v${y1 - y0}`),
      silkDark,
      1
    )
  )
}

/** A carriageway across the bottom of the picture, its kerb on row `y`. */
export const roadAcross = (y: number, colour = tarmac, dash = true): Drawing =>
  rect(-100, y, 600, 340 - y, colour) +
  rect(-100, y - 5, 600, 3, '#E7E4DB') +
  rect(-100, y - 2, 600, 6, '#B9B6AB') +
  (dash && y < 272 ? times(8, (i) => rect(-90 + i * 78, y + 26, 44, 4.5, '#EDEAE0', soft(0.85))) : '')

/** A carriageway that runs away from the lens between two distances from the middle. */
export const roadAway = (x0: number, x1: number, colour = tarmac, far = 90): Drawing => {
  const lane = (x0 + x1) / 2
  return (
    floor(x0, x1, 1.9, far, colour) +
    each([x0, x1], (x) => floor(x - 0.14, x + 0.14, 1.9, far, '#DAD7CC')) +
    times(9, (i) => floor(lane - 0.08, lane + 0.08, 2.4 + i * 4.4, 4.6 + i * 4.4, '#EDEAE0', soft(0.85)))
  )
}

/** A painted parking bay lying on the ground. */
export const bay = (x0: number, x1: number, z0: number, z1: number, colour = '#F4F1E8'): Drawing =>
  face(
    [
      [x0, 0, z0],
      [x1, 0, z0],
      [x1, 0, z1],
      [x0, 0, z1]
    ],
    'none',
    ` stroke="${colour}" stroke-width="2.6"`
  )

/** Light of a lamp lying on the ground and hanging in the air; only after dark. */
export const lampGlow = (x: number, top: number, foot: number, spread: number): Drawing =>
  path(`M${x - 6} ${top}h12L${x + spread} ${foot}h-${spread * 2}z`, shining('#F6DDA0'), soft(0.2)) +
  `<ellipse cx="${x}" cy="${foot}" rx="${spread}" ry="${(spread * 0.22).toFixed(1)}" fill="${shining('#F6DDA0')}" fill-opacity=".26"/>`
