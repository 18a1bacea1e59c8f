/** What stands where people walk. */
import type { Painter } from '../frame.ts'
import { bicycle, bicycleEnd, scooter } from '../parts/bikes.ts'
import { carBodies } from '../parts/cars.ts'
import { carColours } from '../parts/colours.ts'
import { bollard, cone } from '../parts/furniture.ts'
import { litter, stack } from '../parts/goods.ts'
import { planter } from '../parts/greenery.ts'
import { bay } from '../parts/ground.ts'
import { cat, company, cyclist, paintOf, passer } from '../parts/life.ts'
import { anyone, walker, wheelchair, whiteCane } from '../parts/people.ts'
import { floor, put } from '../parts/space.ts'
import { at, each, path, soft, times, triples, type Drawing } from '../parts/svg.ts'
import { avenue, stand } from '../stages/canyon.ts'
import { kerbside, yard } from '../stages/open.ts'
import { frontage } from '../stages/frontage.ts'

export const blindpath: Painter = (view) => {
  const dice = view.dice('bikes')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const box2 = dice.chance(0.5)
  return {
    stage: avenue(view),
    before: () =>
      put(182, 172, scooter(paintOf(dice))) +
      put(146, 194, scooter(paintOf(dice))) +
      put(264, 216, scooter(paintOf(dice), '#3F6F8C'), { flip: true }) +
      (box2 ? put(150, 236, stack(dice, 2, 2)) : '') +
      put(112, 262, scooter(paintOf(dice), box2 ? undefined : '#D9AE52')) +
      put(272, 170, whiteCane(anyone(witness)), { flip: true }),
    after: () =>
      bay(0.7, 2, 4.6, 10) +
      each([10, 8, 6], (z, i) =>
        put(200 + 1.35 * (300 / z), 112 + 540 / z, bicycleEnd(['#4F7F57', '#3F6F8C', '#C08A3E'][i] ?? '#4F7F57'))
      ) +
      put(188, 218, whiteCane(anyone(life))) +
      put(150, 168, passer(life)) +
      put(96, 236, cat(life))
  }
}

const shared = ['#4FA38F', '#D9AE52', '#5E8FC0'] as const

export const bikes: Painter = (view) => {
  const dice = view.dice('bikes')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const lying = (x: number, y: number, turn: number, flip = false): Drawing =>
    put(x, y, at(0, 0, bicycle(dice.pick(shared)), { turn }), { flip })
  return {
    stage: dice.pick([
      () => frontage(view),
      () => kerbside(view, { lawn: 146, pave: 178, kerb: 284 }),
      () => yard(view)
    ])(),
    before: () =>
      put(60, 204, bicycle(dice.pick(shared))) +
      put(150, 200, bicycle(dice.pick(shared)), { turn: 8 }) +
      put(300, 204, bicycle(dice.pick(shared)), { flip: true }) +
      lying(250, 222, -24) +
      lying(150, 230, 16, true) +
      lying(70, 236, 66) +
      lying(360, 240, -14, true) +
      lying(130, 262, -8) +
      lying(210, 256, 18) +
      put(352, 210, walker(anyone(witness)), { flip: true }),
    after: () =>
      bay(-2.2, 2.2, 4.6, 6.6) +
      times(9, (i) => put(84 + i * 29, 216, bicycleEnd(shared[i % 3] ?? shared[0]), { size: 1.12 })) +
      put(330, 246, passer(life), { flip: true }) +
      put(70, 258, company(life))
  }
}

export const carPavement: Painter = (view) => {
  const dice = view.dice('car')
  const witness = view.dice('witness')
  const life = view.dice('life')
  return {
    stage: frontage(view, { kerb: 266, bollards: false }),
    before: () =>
      put(300, 196, walker(anyone(witness)), { flip: true }) +
      put(50, 240, dice.pick(carBodies)(dice.pick(carColours)), { size: 0.94 }) +
      put(360, 284, wheelchair(anyone(witness)), { flip: true, size: 0.9 }),
    after: () =>
      each([40, 120, 200, 280, 360], (x) => put(x, 258, bollard())) +
      put(250, 234, wheelchair(anyone(life)), { flip: true }) +
      put(140, 222, passer(life)) +
      put(66, 196, planter(life, 160)) +
      put(330, 206, cat(life))
  }
}

const slab = (x: number, y: number, turn: number): Drawing =>
  at(x, y, path('M-26-8 14-14 30 6-12 12z', '#B5AF9F') + path('M-12 12 30 6v5l-42 7z', '#948E80'), { turn })

/** Anything else: here, paving stones that have come loose. */
export const generic: Painter = (view) => {
  const dice = view.dice('slabs')
  const witness = view.dice('witness')
  const life = view.dice('life')
  return {
    stage: avenue(view),
    before: () =>
      path('M112 226c30-22 150-26 196-4 26 16 8 40-28 46-60 10-150 8-176-8-16-10-8-24 8-34z', '#7F6C55') +
      path('M124 232c30-18 132-20 172-4 16 10 4 24-22 30-50 8-130 6-152-4-14-8-10-14 2-22z', '#6B5A46') +
      each(
        triples(140, 236, -14, 190, 226, 20, 246, 232, -8, 286, 246, 26, 216, 254, -22, 160, 258, 10, 110, 250, 34),
        ([x, y, turn]) => slab(x, y, turn)
      ) +
      at(200, 244, litter(dice, 150, 24, 6), { scale: 0.8 }) +
      put(84, 214, cone()) +
      put(316, 206, cone()) +
      put(196, 178, walker(anyone(witness)), { flip: true }),
    after: () =>
      floor(-2.7, 1.9, 3.7, 5.2, '#D9D5CA', soft(0.5)) +
      put(210, 220, passer(life), { flip: true }) +
      put(150, 178, passer(life)) +
      stand(5.2, 9, cyclist(life)) +
      put(96, 234, planter(life, 120)) +
      put(296, 262, cat(life))
  }
}
