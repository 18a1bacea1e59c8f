/**
 * One camera for the whole city: eye height 1.8 m, level, vanishing point in the middle of the frame.
 * X runs to the right, Y up from the ground and Z away from the lens, all in metres; the frame is 400 x 300.
 */
import { at, shape, through, stroke, type Drawing, type Point } from './svg.ts'

export const horizon = 112
export const middle = 200
const eye = 1.8
const focal = 300

export type Spot = readonly [X: number, Y: number, Z: number]

export const seen = ([X, Y, Z]: Spot): Point => [middle + (X * focal) / Z, horizon + ((eye - Y) * focal) / Z]

/** Pixels of the frame to a metre, for a thing that stands on row `y`. */
export const metre = (y: number): number => (y - horizon) / eye

export const face = (spots: readonly Spot[], fill: string, more = ''): Drawing => shape(spots.map(seen), fill, more)

export const edge = (spots: readonly Spot[], colour: string, width: number, more = ''): Drawing =>
  stroke(through(spots.map(seen)), colour, width, more)

/** A level patch of ground. */
export const floor = (x0: number, x1: number, z0: number, z1: number, fill: string, more = '', y = 0): Drawing =>
  face(
    [
      [x0, y, z0],
      [x1, y, z0],
      [x1, y, z1],
      [x0, y, z1]
    ],
    fill,
    more
  )

const alongside = (x: number, z0: number, z1: number, y0: number, y1: number): Spot[] => [
  [x, y0, z0],
  [x, y1, z0],
  [x, y1, z1],
  [x, y0, z1]
]

/** Corners in the frame of a patch on an upright plane that runs away from the lens. */
export const patchAlong = (x: number, z0: number, z1: number, y0: number, y1: number): Point[] =>
  alongside(x, z0, z1, y0, y1).map(seen)

/** An upright plane that runs away from the lens, such as a row of shops seen along the street. */
export const side = (x: number, z0: number, z1: number, y0: number, y1: number, fill: string, more = ''): Drawing =>
  face(alongside(x, z0, z1, y0, y1), fill, more)

/**
 * Stands a part on the ground at column `x`, row `y` of the frame. Parts are drawn in centimetres around their own
 * foot, upwards negative, so that everything on one row has one scale.
 */
export const put = (
  x: number,
  y: number,
  part: Drawing,
  { size = 1, ...rest }: { size?: number; flip?: boolean; turn?: number; more?: string } = {}
): Drawing => at(x, y, part, { scale: (metre(y) / 100) * size, ...rest })
