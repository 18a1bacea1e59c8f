/** What lies behind everything, pale with distance. */
import type { Dice } from './dice.ts'
import { circle, dots, path, rect, stroke, times, type Drawing } from './svg.ts'
import { windowPane } from './shops.ts'
import { house, type HouseStyle } from './houses.ts'
import type { View } from './view.ts'

export const hills = (dice: Dice, base: number, colour = '#A9BFB0'): Drawing => {
  const peak = (): number => dice.whole(16, 44)
  let d = `M-100 ${base}`
  for (let x = -100; x < 500; x += 120) d += `c30-${peak()} 80-${peak()} 120 ${dice.whole(-6, 6)}`
  return path(`${d}V${base + 30}H-100z`, colour)
}

export const towers = (dice: Dice, base: number, colour = '#B4C1C0'): Drawing =>
  times(13, (i) => {
    const height = dice.between(24, 78)
    const x = -100 + i * 46 + dice.between(-6, 6)
    const w = dice.between(24, 40)
    return (
      rect(x, base - height, w, height, colour) +
      stroke(
        `M${x.toFixed(1)} ${(base - height + 6).toFixed(1)}h${w.toFixed(1)}m-${w.toFixed(1)} 9h${w.toFixed(1)}m-${w.toFixed(1)} 9h${w.toFixed(1)}`,
        '#FFFFFF',
        1.4,
        ' stroke-opacity=".22"'
      )
    )
  })

/** The pagoda above the river, the one landmark of the city. */
export const pagoda = (x: number, base: number): Drawing =>
  times(5, (i) => {
    const w = 26 - i * 3.4
    const y = base - 14 - i * 14
    return (
      rect(x - w / 2, y, w, 14, '#B7937B') +
      rect(x - 2, y + 4, 4, 7, '#7A5A48') +
      path(`M${x - w / 2 - 7} ${y + 1}q${w / 2 + 7}-9 ${w + 14} 0l-5-6h-${w + 4}z`, '#6C7472')
    )
  }) +
  stroke(`M${x} ${base - 74}v-14`, '#8A6F4A', 2) +
  circle(x, base - 88, 2, '#8A6F4A')

export const treeLine = (dice: Dice, base: number, colour: string, size = 16): Drawing =>
  dots(
    Array.from(
      { length: Math.floor(600 / size) },
      (_, i) =>
        [
          -100 + i * size + dice.between(-4, 4),
          base - dice.between(0, size * 0.6),
          size * dice.between(0.7, 1.05)
        ] as const
    ),
    colour
  ) + rect(-100, base - 2, 600, 30, colour)

/** One of several distances: hills and a pagoda, towers, or a wood. */
export const farAway = (dice: Dice, base = 120): Drawing =>
  dice.pick([
    () => hills(dice, base) + pagoda(dice.between(60, 340), base - 8),
    () => towers(dice, base) + treeLine(dice, base, '#A3BBA4', 18),
    () => hills(dice, base, '#B3C5B8') + towers(dice, base, '#C0CAC8')
  ])()

/** Slabs of flats behind a lawn or a wall. */
export const estate = (view: View, dice: Dice, base: number): Drawing => {
  let drawing = ''
  for (let x = -100; x < 500;) {
    const w = dice.whole(104, 150)
    const style = dice.pick<HouseStyle>(['estate', 'estate', 'plaster', 'estate', 'brick'])
    drawing += house(style, view, dice, x, w, base - dice.whole(92, 150), base)
    // The entrance of the stairwell.
    drawing +=
      rect(x + w / 2 - 9, base - 26, 18, 26, '#5B6663') +
      rect(x + w / 2 - 13, base - 30, 26, 5, '#A9A598') +
      rect(x + w / 2 - 6, base - 22, 12, 22, windowPane(view, dice))
    x += w + dice.whole(8, 46)
  }
  return drawing
}
