/** Trees, hedges and pots, in centimetres, foot at the origin. */
import type { Dice } from './dice.ts'
import { shade } from './people.ts'
import { at, circle, dots, limb, oval, path, rect, times, type Drawing } from './svg.ts'

export type Season = 'green' | 'ginkgo' | 'camphor' | 'maple'
interface Leafage {
  readonly dark: string
  readonly mid: string
  readonly light: string
}
const leafages: Readonly<Record<Season, Leafage>> = {
  green: { dark: '#587F66', mid: '#6F9A7B', light: '#86AD8B' },
  camphor: { dark: '#4E7350', mid: '#648B5E', light: '#82A66F' },
  ginkgo: { dark: '#C39436', mid: '#DCB04C', light: '#EBC96F' },
  maple: { dark: '#9C5238', mid: '#B96A47', light: '#CF8860' }
}

export const seasonOf = (dice: Dice): Season => dice.pick(['green', 'camphor', 'green', 'ginkgo', 'camphor', 'maple'])

/** A crown of overlapping leaf balls around (0, 0), about 2 x 1.6 radii. */
export const crown = (dice: Dice, r: number, season: Season): Drawing => {
  const { dark, mid, light } = leafages[season]
  const balls = Array.from({ length: 7 }, (_, i) => {
    const angle = (i / 7) * Math.PI * 2 + dice.between(-0.3, 0.3)
    return { x: Math.cos(angle) * r * 0.62, y: Math.sin(angle) * r * 0.42, r: r * dice.between(0.42, 0.56) }
  })
  return (
    dots(
      balls.map((b) => [b.x, b.y + r * 0.14, b.r] as const),
      dark
    ) +
    oval(0, 0, r * 0.86, r * 0.66, mid) +
    dots(
      balls.map((b) => [b.x * 0.92 - r * 0.05, b.y * 0.9 - r * 0.08, b.r * 0.86] as const),
      mid
    ) +
    dots(
      balls.slice(3, 7).map((b) => [b.x * 0.72 - r * 0.14, b.y * 0.8 - r * 0.2, b.r * 0.5] as const),
      light,
      ' opacity=".75"'
    )
  )
}

const trunk = (height: number, r: number): Drawing =>
  path(`M-15 0l6-${height * 0.6}h18l6 ${height * 0.6}z`, '#7B6A57') +
  limb(
    `M0-${height * 0.4} ${Math.round(r * 0.4)}-${Math.round(height * 0.62)}M0-${Math.round(height * 0.45)}-${Math.round(r * 0.4)}-${Math.round(height * 0.66)}`,
    '#7B6A57',
    12
  )

export const tree = (dice: Dice, season: Season, height = 620): Drawing =>
  shade(120, 20) + trunk(height, height * 0.33) + at(0, -height * 0.72, crown(dice, height * 0.33, season))

/** A tree too far away for its leaf balls to be told apart. */
export const farTree = (dice: Dice, season: Season, height = 600): Drawing => {
  const { dark, mid, light } = leafages[season]
  const r = height * 0.33
  const y = -height * 0.72
  return (
    shade(120, 20) +
    path(`M-15 0l6-${height * 0.6}h18l6 ${height * 0.6}z`, '#7B6A57') +
    dots(
      [
        [-r * 0.5, y + r * 0.2, r * 0.5],
        [r * 0.5, y + r * 0.2, r * 0.5],
        [0, y + r * 0.3, r * 0.5]
      ],
      dark
    ) +
    dots(
      [
        [-r * 0.5, y, r * 0.5],
        [r * 0.45, y, r * 0.5],
        [dice.between(-r * 0.2, r * 0.2), y - r * 0.3, r * 0.55]
      ],
      mid
    ) +
    dots([[-r * 0.3, y - r * 0.3, r * 0.24]], light)
  )
}

export const willow = (dice: Dice): Drawing =>
  limb('M0 0C10-120-14-220 6-340M4-260 70-360M0-240-60-340', '#7B6A57', 20) +
  at(0, -400, crown(dice, 130, 'green')) +
  times(13, (i) => {
    const x = -150 + i * 25
    return limb(
      `M${x * 0.8}-430Q${x * 1.15}-340 ${x * 1.1 + dice.between(-8, 8)}-${dice.between(120, 230)}`,
      i % 2 ? '#86AD8B' : '#6F9A7B',
      9
    )
  })

export const bush = (dice: Dice, width = 120, season: Season = 'green'): Drawing => {
  const { dark, mid, light } = leafages[season]
  const balls = Array.from({ length: 5 }, (_, i) => ({
    x: (i / 4 - 0.5) * width * 0.8,
    r: width * dice.between(0.17, 0.24)
  }))
  return (
    shade(width * 0.6, 8) +
    dots(
      balls.map((b) => [b.x, -b.r * 0.8, b.r] as const),
      dark
    ) +
    dots(
      balls.map((b) => [b.x - 4, -b.r * 1.05, b.r * 0.84] as const),
      mid
    ) +
    dots(
      balls.slice(1, 4).map((b) => [b.x - 8, -b.r * 1.4, b.r * 0.36] as const),
      light
    )
  )
}

const petals = ['#C8553D', '#E0B04A', '#E7B7B0', '#F1EEE5', '#8B5A7A'] as const

export const flowers = (dice: Dice, width: number, height: number, count = 14): Drawing => {
  const colour = dice.pick(petals)
  return times(count, () =>
    circle(
      dice.between(-width / 2, width / 2),
      -dice.between(0, height),
      dice.between(4, 6.5),
      dice.chance(0.7) ? colour : dice.pick(petals)
    )
  )
}

/** A long wooden planter with flowers. */
export const planter = (dice: Dice, width = 150): Drawing =>
  shade(width * 0.56, 9) +
  at(0, -40, bush(dice, width * 0.92)) +
  at(0, -58, flowers(dice, width * 0.8, 30)) +
  path(`M${-width / 2}-46h${width}l-6 46H${-width / 2 + 6}z`, '#8A7B66') +
  rect(-width / 2 - 3, -50, width + 6, 9, '#A39480')

export const pot = (dice: Dice, colour = '#A8634A'): Drawing =>
  shade(24, 6) +
  limb('M0-36-14-84M0-36 4-96M0-36 18-80M0-40-26-66M0-40 28-62', '#587F66', 7) +
  at(0, -74, flowers(dice, 50, 24, 7)) +
  path('M-22-40h44l-7 40h-30z', colour) +
  rect(-25, -44, 50, 9, colour)

export const hedge = (width: number, height = 60): Drawing =>
  rect(-width / 2, -height, width, height, '#587F66', ' rx="10"') +
  rect(-width / 2, -height, width, height * 0.45, '#6F9A7B', ' rx="10"') +
  dots(
    Array.from({ length: Math.floor(width / 34) }, (_, i) => [-width / 2 + 18 + i * 34, -height * 0.62, 8] as const),
    '#86AD8B',
    ' opacity=".6"'
  )

export const bamboo = (dice: Dice): Drawing =>
  times(7, (i) => {
    const x = -60 + i * 20
    const top = -dice.between(240, 340)
    const bend = dice.between(-18, 18)
    return (
      limb(`M${x} 0Q${x} ${top / 2} ${x + bend} ${top}`, '#7C9A5E', 6) +
      times(5, (k) => {
        const y = top + k * 42
        const to = k % 2 ? 34 : -34
        return path(
          `M${x + bend * 0.7} ${y}q${to / 2}-6 ${to} 14q${-to / 2} 4 ${-to}-14z`,
          k % 2 ? '#6F9A7B' : '#587F66'
        )
      })
    )
  })

export const tuft = (dice: Dice, colour = '#8DAA7E'): Drawing =>
  limb(`M-8 0-14-${dice.whole(12, 20)}M0 0V-${dice.whole(16, 26)}M8 0 15-${dice.whole(12, 20)}`, colour, 3.4)
