/** Things thrown away: rubbish, furniture, rubble, bins, fires. */
import type { Painter } from '../frame.ts'
import { bench, bin, binColours, noticeBoard } from '../parts/furniture.ts'
import { box, chair, litter, mattress, rubble, sack, sofa, stain, wardrobe, wovenBag } from '../parts/goods.ts'
import { flowers, planter, pot, tuft } from '../parts/greenery.ts'
import { bay } from '../parts/ground.ts'
import { cat, company, parked, passer } from '../parts/life.ts'
import { shining } from '../parts/light.ts'
import { anyone, shade, sweeper } from '../parts/people.ts'
import { put } from '../parts/space.ts'
import { at, each, limb, oval, pairs, path, rect, rounded, soft, stroke, times, type Drawing } from '../parts/svg.ts'
import type { View } from '../parts/view.ts'
import { smoke } from '../parts/smoke.ts'
import { frontage } from '../stages/frontage.ts'
import { kerbside, wall, yard, park } from '../stages/open.ts'

const fly = (x: number, y: number): Drawing =>
  at(x, y, limb('M0 0q4-7 8 0M12-10q4-7 8 0M-12-8q4-7 8 0', '#3A403E', 1.4))

export const garbage: Painter = (view) => {
  const dice = view.dice('heap')
  const life = view.dice('life')
  return {
    stage: dice.pick([wall, wall, yard, (v: View) => frontage(v)])(view),
    before: () =>
      at(196, 244, stain(dice, 150, 30)) +
      each(pairs(96, 214, 140, 208, 188, 206, 236, 210, 282, 214), ([x, y]) =>
        put(x, y, sack(dice, dice.between(100, 130)))
      ) +
      put(318, 222, box(86, 62, true)) +
      each(pairs(72, 234, 122, 232, 176, 230, 224, 234, 272, 236), ([x, y]) =>
        put(x, y, sack(dice, dice.between(78, 100)))
      ) +
      put(60, 252, box(66, 46, true)) +
      at(200, 262, at(0, 0, litter(dice, 420, 56, 24), { scale: 0.72 })) +
      fly(150, 150) +
      fly(232, 142),
    after: () =>
      put(104, 216, planter(life, 180)) +
      put(266, 216, planter(life, 180)) +
      put(190, 244, sweeper(anyone(life))) +
      put(330, 236, passer(life), { flip: true }) +
      put(60, 258, company(life))
  }
}

export const bulky: Painter = (view) => {
  const dice = view.dice('heap')
  const life = view.dice('life')
  return {
    stage: dice.pick([yard, wall, yard])(view),
    before: () =>
      put(104, 210, wardrobe(), { size: 1.05 }) +
      put(296, 214, mattress(), { size: 1.05 }) +
      put(186, 212, at(0, 0, mattress(), { turn: -6 }), { size: 0.9 }) +
      put(176, 244, sofa(dice.pick(['#7A5C78', '#8A6A44', '#4F6B7E', '#9A5A44'])), { size: 1.12 }) +
      put(300, 250, chair()) +
      put(330, 258, at(0, 0, chair(), { turn: 78 })) +
      put(74, 256, box(70, 50, true)) +
      at(200, 272, litter(dice, 260, 24, 8)),
    after: () =>
      put(120, 212, bench(), { size: 1.1 }) +
      put(210, 204, planter(life, 150)) +
      put(276, 234, passer(life), { flip: true }) +
      put(158, 248, cat(life))
  }
}

const toiletBowl = (): Drawing =>
  path('M-22-78h20v40h-20z', '#F1EEE5') +
  path('M-14-44h52q6 18-14 26l4 18H-8l-2-20z', '#E4E2DA') +
  oval(14, -44, 28, 6, '#C9CFCB')

export const constructionWaste: Painter = (view) => {
  const dice = view.dice('heap')
  const life = view.dice('life')
  return {
    stage: dice.chance(0.5) ? kerbside(view, { pave: 176, kerb: 276 }) : wall(view),
    before: () =>
      at(196, 256, stain(dice, 160, 22, '#B9AE9A', 0.7)) +
      put(
        112,
        218,
        rect(-40, -190, 80, 186, '#A98254') + rect(-32, -178, 64, 80, '#8A6A44') + rect(-32, -86, 64, 70, '#8A6A44'),
        { turn: -9 }
      ) +
      put(192, 246, rubble(dice, 300, 120)) +
      put(300, 244, wovenBag(dice)) +
      put(338, 250, wovenBag(dice)) +
      put(318, 264, wovenBag(dice)) +
      put(82, 262, toiletBowl()) +
      at(
        220,
        268,
        each(dice.shuffled([-90, -50, -10, 30, 70]).slice(0, 4), (x) =>
          at(x, dice.between(-4, 10), rect(-9, -4, 18, 9, '#B0694E'), { turn: dice.between(-30, 30) })
        )
      ),
    after: () =>
      bay(-1.9, 0.2, 3.7, 5.6) +
      put(112, 248, parked(life)) +
      put(268, 236, passer(life), { flip: true }) +
      put(322, 222, planter(life, 150)) +
      put(216, 264, company(life))
  }
}

/** The roof over a row of bins. */
const shelter = (): Drawing =>
  rect(-176, -190, 9, 190, '#5B6663') +
  rect(167, -190, 9, 190, '#5B6663') +
  rect(-168, -160, 336, 60, '#DDE6DC') +
  each(
    [-120, -40, 40, 120],
    (x, i) =>
      rect(x - 26, -150, 52, 40, binColours[i] ?? binColours[0], rounded(4)) +
      rect(x - 14, -138, 28, 5, '#F1EEE5') +
      rect(x - 14, -126, 20, 5, '#F1EEE5')
  ) +
  path('M-204-190 -186-216H186L204-190z', '#2E6B66')

export const bins: Painter = (view) => {
  const dice = view.dice('heap')
  const life = view.dice('life')
  const row = (content: (x: number, colour: string, i: number) => Drawing): Drawing =>
    each([98, 166, 234, 302], (x, i) => content(x, binColours[i] ?? binColours[0], i))
  return {
    stage:
      dice.pick([yard, yard, (v: View) => kerbside(v, { lawn: 146, pave: 184, kerb: 284 })])(view) +
      put(200, 210, shelter(), { size: 1.12 }),
    before: () =>
      at(200, 250, stain(dice, 140, 22)) +
      row((x, colour) =>
        put(x, 226, at(-14, -84, sack(dice, 46)) + at(16, -88, sack(dice, 48)) + bin(colour, { open: 70 }))
      ) +
      each(pairs(62, 242, 132, 246, 200, 242, 268, 248, 336, 240), ([x, y]) =>
        put(x, y, sack(dice, dice.between(62, 84)))
      ) +
      put(98, 262, box(66, 44, true)) +
      at(216, 268, litter(dice, 300, 28, 10)) +
      fly(200, 130),
    after: () =>
      row((x, colour) => put(x, 226, bin(colour))) +
      put(346, 240, passer(life), { flip: true }) +
      put(44, 232, pot(life)) +
      put(140, 262, company(life))
  }
}

const flame = (size: number): Drawing =>
  at(
    0,
    0,
    path('M-34 0q-22-34 4-66 2 18 14 24-4-34 22-62-2 30 16 46 4-10 2-22 26 34 6 80z', shining('#E8702E')) +
      path('M-18 0q-12-20 4-40 4 14 12 16-2-18 10-32 0 20 10 30 10 12 2 26z', shining('#F6C04E')),
    { scale: size }
  )

const leafHeap = (): Drawing =>
  shade(150, 18) +
  path('M-140 0q20-44 76-56t110-6q56 12 94 62z', '#8A6A3C') +
  times(30, (i) =>
    at(
      -116 + ((i * 53) % 236),
      -6 - ((i * 29) % 44) * (1 - Math.abs(((i * 53) % 236) - 118) / 190),
      path('M-9 0q9-10 18 0-9 8-18 0z', ['#B9822F', '#A8573F', '#6B5230', '#C39A4E'][i % 4] ?? '#B9822F'),
      { turn: i * 37 }
    )
  )

const composter = (): Drawing =>
  shade(56, 9) +
  rect(-50, -92, 100, 92, '#5B7F55', rounded(5)) +
  stroke('M-50-70H50M-50-46H50M-50-22H50', '#466645', 4) +
  path('M-56-92 -44-112H44L56-92z', '#466645') +
  path('M-14-52q14-22 28 0-14 20-28 0z', '#E9EEDC')

export const burning: Painter = (view) => {
  const dice = view.dice('fire')
  const life = view.dice('life')
  return {
    stage: dice.chance(0.5) ? yard(view) : park(view),
    before: () =>
      at(208, 214, smoke(view, 'smoke', 230, 150, '#5F5B57', 0.8)) +
      at(176, 214, smoke(view, 'smoke2', 190, 110, '#7F7A74', 0.7)) +
      put(190, 250, leafHeap(), { size: 1.05 }) +
      at(178, 232, flame(0.8)) +
      at(222, 234, flame(0.62)) +
      at(142, 238, flame(0.48)) +
      oval(190, 240, 110, 26, shining('#F3A44A'), soft(0.18)) +
      put(332, 236, passer(dice)),
    after: () =>
      put(120, 226, composter(), { size: 1.1 }) +
      put(208, 244, sweeper(anyone(life))) +
      put(286, 214, noticeBoard(), { size: 0.85 }) +
      put(332, 252, flowers(life, 80, 24, 10) + each([-30, 0, 30], (x) => at(x, 0, tuft(life)))) +
      put(60, 258, company(life))
  }
}
