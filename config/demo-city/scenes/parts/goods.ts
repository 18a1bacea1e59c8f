/** What gets sold, stored and thrown away, in centimetres, foot at the origin. */
import { card, cardDark, fruits, paper, woodLight } from './colours.ts'
import type { Dice } from './dice.ts'
import { shade } from './people.ts'
import {
  at,
  circle,
  dots,
  each,
  limb,
  oval,
  patches,
  path,
  rect,
  rounded,
  soft,
  stroke,
  times,
  type Drawing
} from './svg.ts'

export const crate = (dice: Dice, width = 66): Drawing => {
  const across = Math.floor(width / 14)
  const ball = (i: number): number => -width / 2 + 8 + (i * (width - 16)) / (across - 1)
  const lower = Array.from({ length: across }, (_, i) => [ball(i), -38, 9] as const)
  const upper = Array.from({ length: across - 1 }, (_, i) => [ball(i) + 7, -46, 8] as const)
  const [one, other] = dice.shuffled(fruits)
  return (
    dots(lower, one ?? fruits[0]) +
    dots(upper, other ?? fruits[1]) +
    rect(-width / 2, -36, width, 36, woodLight) +
    path(`M${-width / 2}-26h${width}v4h${-width}zm0 14h${width}v4h${-width}z`, '#86643C')
  )
}

export const greensCrate = (dice: Dice, width = 66): Drawing => {
  const head = (i: number): number => -width / 2 + 9 + (i * (width - 18)) / 4
  const heads = [0, 1, 2, 3, 4].map((i) => [head(i), -43, 12] as const)
  const slats = [0, 1, 2, 3, 4].map((i) => Math.round(-width / 2 + 5 + (i * (width - 8)) / 5))
  const slat = Math.round((width - 20) / 6)
  return (
    dots(heads, dice.pick(['#7FA04A', '#5F8740', '#9BB765'])) +
    dots(
      heads.slice(1).map(([x]) => [x - width / 9, -38, 5] as const),
      '#EEF0DC'
    ) +
    rect(-width / 2, -36, width, 36, '#5E8FA6') +
    path(slats.map((x) => `M${x}-30h${slat}v22h-${slat}z`).join(''), '#3F6F8C')
  )
}

export const box = (width = 60, height = 46, open = false): Drawing =>
  rect(-width / 2, -height, width, height, card) +
  rect(-4, -height, 8, height, cardDark) +
  rect(-width / 2, -height + 12, width, 3, cardDark) +
  (open ? path(`M${-width / 2} ${-height}l-14-14h30l8 14zM${width / 2} ${-height}l16-10h-28l-8 10z`, '#C9A372') : '')

export const stack = (dice: Dice, columns = 2, rows = 3): Drawing =>
  times(columns, (c) => {
    let y = 0
    return times(rows - (c % 2), () => {
      const h = dice.between(34, 50)
      const drawing = at(c * 62 + dice.between(-4, 4), y, box(dice.between(50, 60), h))
      y -= h
      return drawing
    })
  })

/** A table of produce, `width` long, with crates on it and under it. */
export const produceTable = (dice: Dice, width = 220): Drawing =>
  shade(width * 0.55, 12) +
  times(width / 66, (i) => at(-width / 2 + 38 + i * 72, 0, dice.chance(0.5) ? crate(dice, 62) : box(60, 38, true))) +
  rect(-width / 2 + 4, -66, 8, 66, '#75593A') +
  rect(width / 2 - 12, -66, 8, 66, '#75593A') +
  times(width / 70, (i) =>
    at(-width / 2 + 36 + i * 70, -72, dice.chance(0.7) ? crate(dice, 66) : greensCrate(dice, 66))
  ) +
  rect(-width / 2, -74, width, 12, '#8A6A44')

export const rackOfGoods = (dice: Dice): Drawing => {
  const goods = patches()
  for (let row = 0; row < 4; row++) {
    goods.rect(-40, -144 + row * 36, 80, 30, '#7D7263')
    for (let i = 0; i < 6; i++) {
      goods.rect(-38 + i * 13, -138 + row * 36, 10, 24, dice.pick([...fruits, '#8AA7A0', '#D7C7A8', '#46617D']))
    }
  }
  return shade(52, 8) + rect(-46, -150, 92, 150, '#9B8F7E') + goods.drawing()
}

export const clothesRack = (dice: Dice): Drawing =>
  shade(78, 8) +
  limb('M-70-150H70M-70-150V0M70-150V0M-84 0h28M56 0h28', '#6F7A77', 6) +
  times(7, (i) => {
    const x = -56 + i * 18
    const colour = dice.pick(['#C8553D', '#46617D', '#E0B04A', '#7A5C78', '#4F7F57', '#E7B7B0', '#F1EEE5'])
    return path(`M${x - 5}-146q5-6 10 0l6 10v${dice.whole(54, 76)}h-22v-70z`, colour)
  })

export const drinksFridge = (): Drawing =>
  shade(40, 8) +
  rect(-36, -180, 72, 180, '#A84A45', rounded(4)) +
  rect(-30, -150, 60, 134, '#DCE9E8') +
  times(
    4,
    (row) =>
      rect(-30, -120 + row * 32, 60, 3, '#8A9794') +
      times(5, (i) =>
        rect(-26 + i * 11, -140 + row * 32, 7, 20, fruits[(i + row) % fruits.length] ?? fruits[0], rounded(2))
      )
  )

export const basins = (): Drawing =>
  shade(50, 8) +
  each([0, -14, -27, -39], (y, i) =>
    path(`M-34 ${y - 18}h68l-10 18h-48z`, ['#3E6C8F', '#C8553D', '#4F7F57', '#D9AE52'][i] ?? '#3E6C8F')
  ) +
  at(
    74,
    0,
    times(3, (i) => path(`M-20 ${-i * 10 - 30}h40l-5 30h-30z`, i % 2 ? '#E7B7B0' : '#8AA7A0'))
  )

const sacks = ['#3F4846', '#4B5553', '#DDE1DC', '#545E5B', '#C7D0C8', '#5E7F8C'] as const

export const sack = (dice: Dice, width = 60): Drawing => {
  const colour = dice.pick(sacks)
  const h = width * dice.between(0.72, 0.92)
  return (
    path(
      `M${-width / 2} 0q-8-${h * 0.7} ${width * 0.38}-${h}q-8-12-4-16h14q4 4-4 16q${width * 0.5} ${h * 0.2} ${width * 0.4} ${h}q-${width / 2} 6-${width} 0z`,
      colour
    ) +
    path(
      `M${-width * 0.24} ${-h * 0.2}q0-${h * 0.4} ${width * 0.14}-${h * 0.56}`,
      'none',
      ' stroke="#FFFFFF" stroke-opacity=".25" stroke-width="5" stroke-linecap="round"'
    )
  )
}

/** Paper, bottles and meal boxes lying about, over `width` x `depth`. */
export const litter = (dice: Dice, width: number, depth: number, count: number): Drawing =>
  times(count, () => {
    const x = dice.between(-width / 2, width / 2)
    const y = dice.between(-depth / 2, depth / 2)
    const kind = dice.whole(0, 4)
    const turn = dice.between(-60, 60)
    const piece =
      kind === 0
        ? path('M-11-4 8-8 12 4-9 8z', paper)
        : kind === 1
          ? rect(-12, -4, 24, 8, '#8FB4BC', rounded(3)) + rect(10, -3, 6, 6, '#3E6C8F')
          : kind === 2
            ? path('M-12-6h24l-4 12H-8z', '#E9DCC6') + rect(-13, -8, 26, 4, '#F6F1E4')
            : kind === 3
              ? oval(0, 0, 12, 5, '#E0B04A') + path('M-2-5 0 5', 'none', ' stroke="#8A6A44" stroke-width="3"')
              : path('M-9-7q9-6 18 0l4 10q-13 8-26 0z', '#C8CFCB')
    return at(x, y, piece, { turn })
  })

export const stain = (dice: Dice, rx: number, ry: number, colour = '#8F8570', opacity = 0.5): Drawing =>
  times(5, () =>
    oval(
      dice.between(-rx * 0.6, rx * 0.6),
      dice.between(-ry * 0.5, ry * 0.5),
      rx * dice.between(0.35, 0.7),
      ry * dice.between(0.4, 0.75),
      colour,
      soft(opacity)
    )
  )

export const sofa = (colour: string): Drawing =>
  shade(124, 12) +
  path('M-100-96q0-10 12-10H88q12 0 12 10v50h-200z', colour) +
  path('M-118-70q0-12 14-12t16 12v62h-30zM88-70q0-12 16-12t14 12v62H88z', colour) +
  rect(-90, -52, 88, 30, '#000000', `${rounded(7)} fill-opacity=".12"`) +
  rect(2, -52, 88, 30, '#000000', `${rounded(7)} fill-opacity=".12"`) +
  rect(-92, -24, 184, 18, colour) +
  rect(-92, -24, 184, 18, '#000000', soft(0.2)) +
  path('M40-92l26 8-14 22-22-6z', '#E9DCC6') +
  limb('M44-84l8 6 8-4', '#A98254', 2.5) +
  rect(-106, -8, 10, 8, '#5B4A3A') +
  rect(96, -8, 10, 8, '#5B4A3A')

export const mattress = (): Drawing =>
  path('M-92 0-70-150q2-10 12-10H76q10 0 8 10L64 0z', '#E6E0D2') +
  stroke('M-84-30H68M-80-60H72M-76-90H76M-72-120H80M-40 0l20-160M10 0l14-160', '#B7C3C6', 3.4) +
  path('M64 0 84-150q2-8-2-10 14 2 12 12L76 0z', '#C9C2B1') +
  oval(0, -60, 24, 16, '#C9A86A', soft(0.5))

export const wardrobe = (): Drawing =>
  shade(66, 9) +
  rect(-58, -180, 116, 174, '#8A6A44') +
  rect(-50, -172, 48, 150, '#A98254') +
  path('M2-172h48l26 12v150L2-22z', '#5B4A35') +
  path('M50-172 82-160V-8L50-22z', '#A98254') +
  circle(-10, -98, 4, '#5B4A35') +
  rect(-58, -8, 12, 8, '#5B4A35') +
  rect(46, -8, 12, 8, '#5B4A35')

export const chair = (): Drawing =>
  limb('M-20-44H22M-20-44V0M22-44V0M-20-44-28-96M-26-84l-4-1', '#75593A', 7) + rect(-34, -100, 10, 40, '#8A6A44')

/** Broken bricks and concrete. */
export const rubble = (dice: Dice, width: number, height: number): Drawing =>
  shade(width * 0.58, 14) +
  path(
    `M${-width / 2} 0Q${-width * 0.3} ${-height * 0.5} ${-width * 0.12} ${-height * 0.86}T${width * 0.22} ${-height * 0.66} ${width / 2} 0z`,
    '#A79B89'
  ) +
  times(34, () => {
    const k = dice.between(-0.46, 0.46)
    const top = height * (1 - Math.abs(k) * 2) * 0.9
    const y = -dice.between(0, top)
    return at(
      width * k,
      y,
      dice.chance(0.45)
        ? rect(-12, -6, 24, 12, dice.pick(['#B0694E', '#9C5A44', '#C08466']))
        : path('M-12 2-4-10 10-8 14 4 2 10z', dice.pick(['#8F8A7E', '#C5BDAE', '#B3AA99', '#D6D0C3'])),
      { turn: dice.between(-50, 50) }
    )
  })

export const wovenBag = (dice: Dice): Drawing =>
  shade(36, 7) +
  path('M-30 0q-10-40 2-66 6-8 2-16h50q-4 8 2 16 12 26 4 66-30 6-60 0z', '#E3DFD0') +
  stroke('M-32-20h62M-32-40h62M-16-64v62M4-64v62', '#C3BDAB', 2.6) +
  path(`M-22-82q22-${dice.whole(12, 24)} 44 0z`, '#A79B89')
