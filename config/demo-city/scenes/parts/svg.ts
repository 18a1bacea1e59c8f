/** The pencils: every function here is pure and answers a string of SVG elements. */
export type Drawing = string
export type Point = readonly [x: number, y: number]

const short = (value: number): string => String(Math.round(value * 10) / 10)

export const rect = (x: number, y: number, width: number, height: number, fill: string, more = ''): Drawing =>
  `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${fill}"${more}/>`

export const circle = (x: number, y: number, r: number, fill: string, more = ''): Drawing =>
  `<circle cx="${short(x)}" cy="${short(y)}" r="${short(r)}" fill="${fill}"${more}/>`

export const oval = (x: number, y: number, rx: number, ry: number, fill: string, more = ''): Drawing =>
  `<ellipse cx="${short(x)}" cy="${short(y)}" rx="${short(rx)}" ry="${short(ry)}" fill="${fill}"${more}/>`

export const path = (d: string, fill: string, more = ''): Drawing => `<path d="${d}" fill="${fill}"${more}/>`

export const stroke = (d: string, colour: string, width: number, more = ''): Drawing =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${short(width)}"${more}/>`

/** A stroke with round ends: limbs, cables, twigs. */
export const limb = (d: string, colour: string, width: number, more = ''): Drawing =>
  stroke(d, colour, width, ` stroke-linecap="round" stroke-linejoin="round"${more}`)

const tenth = (value: number): number => Math.round(value * 10)

/** A path through points: the first one absolute, the others relative and without spare blanks, because it is shorter. */
export const through = (points: readonly Point[]): string => {
  let [left, above] = [0, 0]
  return points
    .map(([x, y], i) => {
      const [dx, dy] = [tenth(x) - left, tenth(y) - above]
      ;[left, above] = [tenth(x), tenth(y)]
      const blank = dy < 0 ? '' : ' '
      return `${i === 0 ? 'M' : i === 1 ? 'l' : dx < 0 ? '' : ' '}${dx / 10}${blank}${dy / 10}`
    })
    .join('')
}

export const shape = (points: readonly Point[], fill: string, more = ''): Drawing =>
  path(`${through(points)}z`, fill, more)

export const soft = (opacity: number): string => ` fill-opacity="${opacity}"`
export const faint = (opacity: number): string => ` opacity="${opacity}"`
export const rounded = (r: number): string => ` rx="${r}"`

interface Turn {
  readonly scale?: number
  /** Mirrors left and right, so that a thing drawn facing right faces left. */
  readonly flip?: boolean
  /** Degrees, clockwise. */
  readonly turn?: number
  readonly more?: string
}

export const at = (
  x: number,
  y: number,
  content: Drawing,
  { scale = 1, flip, turn, more = '' }: Turn = {}
): Drawing => {
  const size = Math.round(scale * 1000) / 1000
  const steps = [`translate(${short(x)} ${short(y)})`]
  if (turn) steps.push(`rotate(${short(turn)})`)
  if (flip) steps.push(`scale(${-size} ${size})`)
  else if (size !== 1) steps.push(`scale(${size})`)
  return `<g transform="${steps.join('')}"${more}>${content}</g>`
}

/** Draws once for each number below `count`. */
export const times = (count: number, draw: (i: number) => Drawing): Drawing =>
  Array.from({ length: Math.max(0, Math.floor(count)) }, (_, i) => draw(i)).join('')

export const each = <T>(list: readonly T[], draw: (item: T, i: number) => Drawing): Drawing => list.map(draw).join('')

/** Gathers many plain patches and writes one path for each colour: later colours lie over earlier ones. */
export interface Patches {
  rect(x: number, y: number, width: number, height: number, fill: string): void
  shape(points: readonly Point[], fill: string): void
  drawing(): Drawing
}

export const patches = (): Patches => {
  const byFill = new Map<string, string>()
  const add = (fill: string, d: string): void => void byFill.set(fill, (byFill.get(fill) ?? '') + d)
  return {
    rect: (x, y, width, height, fill) =>
      add(fill, `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`),
    shape: (points, fill) => add(fill, `${through(points)}z`),
    drawing: () => [...byFill].map(([fill, d]) => path(d, fill)).join('')
  }
}

/** Many circles of one colour as one path. */
export const dots = (list: readonly (readonly [x: number, y: number, r: number])[], fill: string, more = ''): Drawing =>
  path(
    list
      .map(([x, y, r]) => {
        const [left, row, radius] = [Math.round(x - r), Math.round(y), Math.round(r)]
        return `M${left} ${row}a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0 ${-radius * 2} 0`
      })
      .join(''),
    fill,
    more
  )

/** Reads a flat list of numbers two by two. */
export const pairs = (...flat: readonly number[]): (readonly [number, number])[] =>
  Array.from({ length: flat.length / 2 }, (_, i) => [flat[i * 2] ?? 0, flat[i * 2 + 1] ?? 0])

/** Reads a flat list of numbers three by three. */
export const triples = (...flat: readonly number[]): (readonly [number, number, number])[] =>
  Array.from({ length: flat.length / 3 }, (_, i) => [flat[i * 3] ?? 0, flat[i * 3 + 1] ?? 0, flat[i * 3 + 2] ?? 0])
