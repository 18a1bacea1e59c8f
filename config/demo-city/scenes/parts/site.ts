/** Building sites: hoardings, cranes, raw frames, diggers. The crane and frames are in pixels of the frame. */
import type { Dice } from './dice.ts'
import { shining } from './light.ts'
import { shade } from './people.ts'
import { circle, each, limb, oval, path, rect, rounded, soft, stroke, times, type Drawing } from './svg.ts'

export const crane = (x: number, base: number, height = 130, colour = '#B98C3E'): Drawing => {
  const top = base - height
  return (
    rect(x - 4, top, 8, height, 'none', ` stroke="${colour}" stroke-width="2"`) +
    stroke(
      times(height / 10, (i) => `M${x - 4} ${top + i * 10}l8 10`),
      colour,
      1.4
    ) +
    rect(x - 44, top - 2, 176, 5, colour) +
    stroke(`M${x - 42} ${top}L${x} ${top - 18}L${x + 128} ${top}M${x} ${top - 18}v18`, colour, 1.8) +
    rect(x - 46, top + 2, 18, 11, '#8F8A7E') +
    rect(x - 6, top + 3, 12, 11, '#D6D0C3') +
    stroke(`M${x + 96} ${top + 3}v46`, '#5B6663', 1.2) +
    rect(x + 88, top + 48, 16, 7, '#A8573F')
  )
}

/** The raw frame of a building going up; `lights` are the work lamps. */
export const rawFrame = (x: number, base: number, floors: number, bays: number, dice: Dice): Drawing => {
  const w = bays * 26
  return (
    times(floors, (row) => {
      const y = base - (row + 1) * 22
      return (
        rect(x, y + 4, w, 18, '#8E8A80') +
        times(bays, (i) => rect(x + i * 26 + 3, y + 6, 20, 16, dice.chance(0.16) ? '#7A9C8A' : '#6E6C66')) +
        rect(x - 3, y, w + 6, 5, '#C9C3B5')
      )
    }) +
    times(bays + 1, (i) => rect(x + i * 26 - 2, base - floors * 22 - 12, 4, floors * 22 + 12, '#C9C3B5')) +
    stroke(
      times(floors + 1, (i) => `M${x - 8} ${base - i * 22}h${w + 16}`) +
        each([x - 8, x + w + 8], (pole) => `M${pole} ${base}v-${floors * 22 + 6}`),
      '#7F9A8C',
      1.4
    )
  )
}

/** One panel of the green hoarding, 200 x 220 cm, foot at its middle. */
export const panel = (shadeOf = '#4E7F74'): Drawing =>
  rect(-100, -220, 200, 220, shadeOf) +
  rect(-100, -220, 200, 14, '#3B665D') +
  rect(-100, -24, 200, 24, '#C9C3B5') +
  times(8, (i) => rect(-98 + i * 25, -204, 3, 180, '#3B665D', soft(0.5)))

export const digger = (): Drawing =>
  shade(210, 16) +
  rect(-150, -52, 230, 50, '#333B39', rounded(25)) +
  each([-124, -74, -24, 26, 54], (x) => circle(x, -27, 15, '#6F7A77')) +
  path('M-150-62h220v-60q0-14-14-14h-60v-70q0-14-14-14h-90q-16 0-20 16z', '#D9A036') +
  path('M-100-196h70v60h-84z', '#BFD3D4') +
  limb('M40-110 150-270 262-210', '#C98F2C', 28) +
  limb('M262-210 276-90', '#C98F2C', 22) +
  path('M250-96h56l-6 66q-44 20-70-14z', '#5B6663')

export const dustCloud = (dice: Dice, width: number, height: number, colour = '#C9B48E', opacity = 0.5): Drawing =>
  times(14, () => {
    const r = width * dice.between(0.08, 0.17)
    const x = dice.between(-width / 2, width / 2)
    const y = -dice.between(height * 0.08, height)
    return oval(x, y, r, r * dice.between(0.6, 0.85), colour, soft(Math.round(opacity * dice.between(60, 100)) / 100))
  })

/** Bare soil heaped up. */
export const mound = (width: number, height: number, colour = '#A78C66'): Drawing =>
  path(
    `M${-width / 2} 0Q${-width * 0.28} ${-height * 0.9} ${-width * 0.06} ${-height}T${width * 0.3} ${-height * 0.62} ${width / 2} 0z`,
    colour
  ) +
  path(
    `M${-width * 0.06} ${-height}Q${width * 0.14} ${-height * 0.5} ${width * 0.05} 0H${width / 2}Q${width * 0.4} ${-height * 0.5} ${width * 0.28} ${-height * 0.62}T${-width * 0.06} ${-height}z`,
    '#000000',
    soft(0.1)
  )

/** The same heap under a green dust net. */
export const nettedMound = (width: number, height: number): Drawing =>
  mound(width, height, '#6C9A6E') +
  stroke(
    times(
      9,
      (i) =>
        `M${(-width / 2 + (i + 1) * (width / 10)).toFixed(0)} 0Q${(-width / 4 + i * (width / 18)).toFixed(0)}-${(height * 0.7).toFixed(0)} ${(-width * 0.1 + i * 4).toFixed(0)}-${(height * 0.9).toFixed(0)}`
    ),
    '#4F7F57',
    3,
    ' stroke-opacity=".6"'
  )

export const floodlight = (x: number, y: number, reach: number): Drawing =>
  path(`M${x} ${y}l-${reach * 0.8} ${reach}h${reach * 1.1}z`, shining('#FFF2C9'), soft(0.16)) +
  circle(x, y, 13, shining('#FFF2C9'), soft(0.35)) +
  circle(x, y, 6, shining('#FFFBEA'))
