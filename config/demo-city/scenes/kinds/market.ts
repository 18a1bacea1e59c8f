/** The food market hall: its own stage, because nothing else in the city has such a roof. */
import type { Painter } from '../frame.ts'
import { bicycle, vendor } from '../parts/bikes.ts'
import { bucket } from '../parts/furniture.ts'
import { box, crate, greensCrate, litter, produceTable, stain } from '../parts/goods.ts'
import { planter } from '../parts/greenery.ts'
import { pavement, pavingOf } from '../parts/ground.ts'
import { sign } from '../parts/lettering.ts'
import { cat, paintOf, passer } from '../parts/life.ts'
import { shining, skyOf } from '../parts/light.ts'
import { anyone, shopper } from '../parts/people.ts'
import { awning } from '../parts/shops.ts'
import { farAway } from '../parts/skyline.ts'
import { put } from '../parts/space.ts'
import { at, each, oval, path, rect, soft, stroke, times, type Drawing } from '../parts/svg.ts'
import type { View } from '../parts/view.ts'

const bays = [20, 112, 204, 296] as const

const hall = (view: View): Drawing => {
  const dice = view.dice('hall')
  const roof = dice.pick(['#5E8C8A', '#A8573F', '#6F7F9A', '#7A8C5A'])
  const inside = view.light.dark ? shining('#E9C98A') : '#59645F'
  return (
    skyOf(view.light, view.dice('sky')) +
    farAway(view.dice('far'), 118) +
    path('M-60 84Q200-24 460 84v14H-60z', roof) +
    stroke(
      times(12, (i) => `M${-40 + i * 44} 84Q${80 + i * 22} 44 200 32`),
      '#000000',
      1.4,
      ' stroke-opacity=".12"'
    ) +
    path('M-60 84Q200-24 460 84v8Q200-14-60 92z', '#F1EEE5', soft(0.5)) +
    rect(-60, 92, 520, 86, '#D9CFBC') +
    rect(134, 50, 132, 30, '#2E6B66') +
    sign(view, '菜市场', 200, 65, 24, view.light.dark ? shining('#FFF3D6') : '#F6F1E4') +
    each(
      bays,
      (x, i) =>
        rect(x, 100, 84, 78, inside) +
        rect(x, 100, 84, 6, '#000000', soft(0.2)) +
        each(
          [20, 62],
          (dx) => rect(x + dx, 106, 1.4, 10, '#2F3836') + path(`M${x + dx - 7} 122q8-12 16 0z`, '#C8553D')
        ) +
        awning(x - 2, 96, 88, ['#A8573F', '#2E6B66', '#46617D', '#8A7B3E'][i] ?? '#A8573F')
    ) +
    each([-20, 106, 198, 290, 382], (x) => rect(x, 92, 8, 86, '#EFEBE1')) +
    pavement(pavingOf(dice), 178)
  )
}

/** A counter of a bay with its goods in order; its foot is on row 182. */
const counter = (view: View, x: number, i: number): Drawing => {
  const dice = view.dice(`counter ${i}`)
  return (
    put(x + 42, 176, vendor(anyone(dice))) +
    put(x + 24, 166, dice.chance(0.5) ? crate(dice, 96) : greensCrate(dice, 96)) +
    put(x + 60, 166, dice.chance(0.5) ? crate(dice, 96) : greensCrate(dice, 96)) +
    rect(x + 2, 166, 80, 16, '#E6E4DA') +
    rect(x + 2, 166, 80, 3, '#B9C2C1')
  )
}

export const market: Painter = (view) => {
  const dice = view.dice('mess')
  const witness = view.dice('witness')
  const life = view.dice('life')
  return {
    stage: hall(view) + each(bays, (x, i) => counter(view, x, i)),
    before: () =>
      oval(190, 262, 150, 26, '#7F8F88', soft(0.6)) +
      at(200, 250, stain(dice, 170, 26, '#6F7A5E', 0.5)) +
      put(82, 218, produceTable(dice, 220)) +
      put(312, 222, produceTable(dice, 200)) +
      put(196, 206, greensCrate(dice, 90)) +
      put(236, 212, box(70, 50, true)) +
      put(166, 232, box(74, 52, true)) +
      put(52, 252, crate(dice, 84)) +
      put(112, 262, greensCrate(dice, 88)) +
      put(346, 258, greensCrate(dice, 88)) +
      put(294, 270, bucket('#C8553D')) +
      put(258, 250, bucket('#3E6C8F')) +
      times(14, () =>
        at(
          dice.between(30, 380),
          dice.between(226, 292),
          path('M-14 0q12-12 28-2-8 14-28 2z', dice.pick(['#7FA04A', '#5F8740', '#9BB765', '#B9B45A'])),
          { turn: dice.between(-80, 80) }
        )
      ) +
      at(204, 272, litter(dice, 300, 30, 8)) +
      put(214, 246, shopper(anyone(witness))),
    after: () =>
      rect(-100, 206, 600, 4, '#E2B23C') +
      put(150, 234, shopper(anyone(life))) +
      put(262, 226, passer(life), { flip: true }) +
      put(26, 222, planter(life, 130)) +
      put(288, 250, bicycle(paintOf(life)), { size: 0.85 }) +
      put(214, 268, cat(life))
  }
}
