/** Trade in the street: stalls and goods put out. */
import type { Painter } from '../frame.ts'
import { tricycle, vendor } from '../parts/bikes.ts'
import { bucket, umbrella } from '../parts/furniture.ts'
import {
  basins,
  box,
  clothesRack,
  crate,
  drinksFridge,
  greensCrate,
  produceTable,
  rackOfGoods,
  stack
} from '../parts/goods.ts'
import { planter, pot } from '../parts/greenery.ts'
import { bay } from '../parts/ground.ts'
import { cat, company, parked, passer } from '../parts/life.ts'
import { anyone } from '../parts/people.ts'
import { smoke } from '../parts/smoke.ts'
import { put } from '../parts/space.ts'
import { at, each, limb, path, rect, rounded, type Drawing } from '../parts/svg.ts'
import type { View } from '../parts/view.ts'
import { frontage } from '../stages/frontage.ts'
import { kerbside } from '../stages/open.ts'

const umbrellas = ['#B8452F', '#3F6F8C', '#4F7F57', '#C08A3E'] as const

const steamer = (): Drawing =>
  each([0, -24, -48], (y) => rect(-34, -66 + y, 68, 23, '#C9A372', rounded(4)) + rect(-34, -54 + y, 68, 4, '#A98254')) +
  path('M-34-116q34-22 68 0z', '#B98E5C')

/** One of four trades: fruit, vegetables, breakfast, clothes. */
const stallOf = (view: View): Drawing => {
  const dice = view.dice('stall')
  const colour = dice.pick(umbrellas)
  return dice.pick([
    () =>
      put(104, 236, umbrella(colour, 260, 250)) +
      put(196, 236, vendor(anyone(dice))) +
      put(126, 252, produceTable(dice, 240)) +
      put(276, 262, crate(dice, 76)) +
      put(312, 266, greensCrate(dice, 76)) +
      put(262, 240, stack(dice, 1, 2)),
    () =>
      put(170, 236, umbrella(colour, 250, 250)) +
      put(272, 238, vendor(anyone(dice)), { flip: true }) +
      put(
        90,
        256,
        tricycle(
          '#3F6F8C',
          each([20, 66, 112], (x) => at(x, -62, greensCrate(dice, 48))) +
            each([40, 92], (x) => at(x, -96, greensCrate(dice, 48)))
        )
      ) +
      put(298, 264, greensCrate(dice, 80)) +
      put(338, 260, box(62, 44, true)) +
      put(52, 262, crate(dice, 74)),
    () =>
      put(126, 238, umbrella(colour, 260, 255)) +
      put(216, 240, vendor(anyone(dice)), { flip: true }) +
      put(70, 256, tricycle('#C9CFC8', at(36, -64, steamer()) + at(104, -64, steamer()))) +
      at(112, 150, smoke(view, 'steam', 84, 26, '#F4F2EA', 0.7)) +
      put(290, 262, rect(-40, -46, 80, 6, '#8A6A44') + limb('M-30-42V0M30-42V0', '#75593A', 6)) +
      put(262, 266, bucket('#C8553D')) +
      put(330, 258, bucket('#3E6C8F')),
    () =>
      put(96, 244, clothesRack(dice)) +
      put(214, 240, clothesRack(dice)) +
      put(282, 240, vendor(anyone(dice)), { flip: true }) +
      put(156, 264, clothesRack(dice)) +
      put(300, 264, box(70, 44, true)) +
      put(346, 258, stack(dice, 1, 2))
  ])()
}

export const stall: Painter = (view) => {
  const dice = view.dice('life')
  return {
    stage: dice.pick([
      () => frontage(view),
      () => frontage(view),
      () => kerbside(view, { lawn: 146, pave: 172, kerb: 284 })
    ])(),
    before: () => stallOf(view) + put(372, 228, passer(dice), { flip: true }),
    after: () =>
      put(dice.between(60, 90), 196, planter(dice, 190)) +
      put(dice.between(180, 240), 226, passer(dice)) +
      bay(1.1, 3.2, 3.5, 5.2) +
      put(288, 258, parked(dice)) +
      put(150, 262, company(dice))
  }
}

export const shopfront: Painter = (view) => {
  const dice = view.dice('goods')
  const life = view.dice('life')
  const things = dice.shuffled([
    () => rackOfGoods(dice),
    () => drinksFridge(),
    () => basins(),
    () => clothesRack(dice),
    () => stack(dice, 2, 3),
    () => rackOfGoods(dice)
  ])
  return {
    stage: frontage(view, { tactile: true }),
    before: () =>
      each(things.slice(0, 5), (thing, i) => put(62 + i * 70, 202 + (i % 2) * 8, thing(), { size: 1.12 })) +
      put(122, 248, produceTable(dice, 210)) +
      put(256, 246, stack(dice, 2, 2)) +
      put(316, 254, crate(dice, 80)) +
      put(346, 262, box(64, 42, true)),
    after: () =>
      put(110, 192, pot(life)) +
      put(286, 192, pot(life, '#5B6663')) +
      put(life.between(150, 230), 220, passer(life)) +
      put(320, 196, cat(life)) +
      put(76, 250, passer(life), { flip: true })
  }
}
