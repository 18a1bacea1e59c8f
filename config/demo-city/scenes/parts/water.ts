/** The river and its banks, in pixels of the frame. */
import type { Dice } from './dice.ts'
import { limb, oval, path, rect, soft, stroke, times, type Drawing } from './svg.ts'

/** Still water from row `top` down; `colour` says how clean it is. */
export const water = (dice: Dice, top: number, colour: string, gleam: string, bottom = 330): Drawing =>
  rect(-100, top, 600, bottom - top, colour) +
  rect(-100, top, 600, 12, '#000000', soft(0.09)) +
  stroke(
    times(15, () => {
      const y = dice.between(top + 12, Math.min(bottom, 300))
      const length = 16 + (y - top) * 0.4
      return `M${dice.between(-40, 400).toFixed(0)} ${y.toFixed(0)}h${length.toFixed(0)}`
    }),
    gleam,
    2.2,
    ' stroke-linecap="round"'
  )

/** A stone embankment with a railing on top, its foot in the water at row `base`. */
export const embankment = (base: number, height: number, stone = '#C5BCA8', rail = true): Drawing =>
  rect(-100, base - height, 600, height, stone) +
  stroke(
    times(Math.floor(height / 9), (i) => `M-100 ${base - height + 9 + i * 9}h600`) +
      times(26, (i) => `M${-100 + i * 24 + (i % 2) * 12} ${base - height}v9m-8 0v9m12 0v9`),
    '#A99F8B',
    1,
    ' stroke-opacity=".7"'
  ) +
  rect(-100, base - height - 5, 600, 6, '#DAD3C2') +
  (rail
    ? rect(-100, base - height - 22, 600, 3, '#E9E4D6') +
      times(26, (i) => rect(-96 + i * 24, base - height - 24, 5, 20, '#E9E4D6')) +
      rect(-100, base - height - 13, 600, 2, '#E9E4D6')
    : '')

/** The old arched bridge. */
export const bridge = (x: number, base: number, span = 110): Drawing =>
  path(
    `M${x - span} ${base}Q${x} ${base - 62} ${x + span} ${base}v6h-${span * 0.55}a${span * 0.45} 34 0 0 0-${span * 0.9} 0h-${span * 0.55}z`,
    '#BDB4A2'
  ) +
  stroke(`M${x - span} ${base - 5}Q${x} ${base - 67} ${x + span} ${base - 5}`, '#DAD3C2', 4) +
  oval(x, base + 14, span * 0.44, 8, '#000000', soft(0.1))

export const outfall = (x: number, y: number): Drawing =>
  rect(x - 34, y - 34, 68, 44, '#8F8878') +
  rect(x - 38, y - 38, 76, 7, '#A79F8D') +
  oval(x, y - 8, 22, 20, '#3E4541') +
  oval(x, y - 8, 22, 20, 'none', ' stroke="#6C756E" stroke-width="4"')

export const reeds = (dice: Dice, x: number, y: number, width: number, count = 12): Drawing =>
  limb(
    times(count, () => {
      const left = x + dice.between(0, width)
      return `M${left.toFixed(0)} ${y}q${dice.whole(-3, 3)}-${dice.whole(14, 22)} ${dice.whole(-6, 6)}-${dice.whole(26, 46)}`
    }),
    '#7C9A5E',
    2
  ) + times(count / 2, () => oval(x + dice.between(0, width), y - dice.between(30, 44), 1.8, 6, '#9C7A4E'))

export const lilies = (dice: Dice, x: number, y: number, width: number, count = 6): Drawing =>
  times(count, () => {
    const cx = x + dice.between(0, width)
    const cy = y + dice.between(-7, 10)
    return (
      path(`M${cx.toFixed(0)} ${cy.toFixed(0)}m-11 0a11 4 0 1 1 9 4l2-4z`, dice.pick(['#6F9A7B', '#7FA874'])) +
      (dice.chance(0.35) ? path(`M${cx.toFixed(0)} ${cy.toFixed(0)}m-5-1q5-9 10 0-5 4-10 0z`, '#E7B7B0') : '')
    )
  })

export const rowBoat = (x: number, y: number, size = 1): Drawing =>
  `<g transform="translate(${x} ${y}) scale(${size})">` +
  oval(0, 8, 62, 6, '#17211F', soft(0.14)) +
  path('M-62-6h124q-8 18-24 20h-76q-18-2-24-20z', '#7A5A3E') +
  rect(-60, -8, 120, 4, '#9B7650') +
  path('M-26-8v-20q26-16 52 0v20z', '#C9B48E') +
  '</g>'
