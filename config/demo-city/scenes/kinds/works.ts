/** Building sites: dust, noise at night, broken hoardings. */
import type { Painter } from '../frame.ts'
import type { Dice } from '../parts/dice.ts'
import { cone, noise } from '../parts/furniture.ts'
import { rubble } from '../parts/goods.ts'
import { planter } from '../parts/greenery.ts'
import { company, cyclist, passer, ridingBy } from '../parts/life.ts'
import { shining } from '../parts/light.ts'
import { anyone, builder, deafened, walker } from '../parts/people.ts'
import { digger, dustCloud, floodlight, mound, nettedMound, panel } from '../parts/site.ts'
import { put } from '../parts/space.ts'
import { at, each, oval, pairs, path, rect, rounded, soft, stroke, times, type Drawing } from '../parts/svg.ts'
import { buildingSite, hoardingFoot, hoardings } from '../stages/works.ts'

const soil = (wet: boolean): Drawing =>
  path('M-100 176H500V340H-100z', wet ? '#8E7D62' : '#B59C74') +
  path('M-100 214C60 200 220 224 500 206v12C220 236 60 212-100 226z', '#000000', soft(0.08)) +
  path(
    'M-40 300C80 250 160 220 190 186M60 300C130 256 190 222 206 186',
    'none',
    ' stroke="#8A7450" stroke-width="9" stroke-opacity=".6"'
  )

/** A cannon that throws mist over a site. */
const mistCannon = (): Drawing =>
  rect(-40, -46, 90, 30, '#3F6F8C', rounded(5)) +
  each([-24, 36], (x) => oval(x, -14, 14, 14, '#333B39')) +
  rect(-4, -74, 12, 32, '#4B5553') +
  path('M-34-112h56l26-14v64l-26-14h-56z', '#E8EAE4') +
  rect(42, -128, 10, 68, '#3F6F8C', rounded(4))

const mist = (dice: Dice): Drawing =>
  times(9, (i) => oval(30 + i * 20, -26 - i * 7 + dice.between(-6, 6), 16 + i * 4, 9 + i * 3, '#F4F8F6', soft(0.34)))

export const dust: Painter = (view) => {
  const dice = view.dice('dust')
  return {
    stage: buildingSite(view, { road: false }),
    before: () =>
      soil(false) +
      put(100, 216, mound(330, 170, '#A78C66')) +
      put(226, 232, digger(), { size: 0.92 }) +
      put(340, 262, mound(260, 120, '#B2966C')) +
      at(220, 240, dustCloud(dice, 420, 90, '#DCCBA8', 0.5)) +
      at(120, 200, dustCloud(dice, 240, 140, '#D2BC92', 0.42)) +
      at(330, 190, dustCloud(dice, 200, 150, '#DCCBA8', 0.55)) +
      put(
        52,
        270,
        walker(anyone(dice), {
          hands: [
            [-20, -84],
            [8, -146]
          ]
        })
      ),
    after: () =>
      soil(true) +
      put(100, 216, nettedMound(330, 170)) +
      put(340, 252, nettedMound(260, 120)) +
      put(226, 226, digger(), { size: 0.72 }) +
      put(128, 266, mistCannon(), { size: 1.15 }) +
      at(176, 206, mist(dice)) +
      put(62, 268, builder(anyone(dice))) +
      put(292, 276, company(dice))
  }
}

export const nightWork: Painter = (view) => {
  const dice = view.dice('lamps')
  const colour = dice.pick(['#4E7F74', '#4B7896', '#5B7F55'])
  const lamp = (x: number, y: number): Drawing => rect(x - 2, y, 4, hoardingFoot - y - 60, '#8A9794')
  return {
    unlit: true,
    stage: buildingSite(view, { hoarding: false }) + lamp(96, 66) + lamp(318, 60),
    before: () =>
      path('M96 66L-70 330H310z', shining('#FFF0BE'), soft(0.16)) +
      path('M318 60L90 330H470z', shining('#FFF0BE'), soft(0.16)) +
      floodlight(96, 64, 90) +
      floodlight(318, 58, 90) +
      floodlight(204, 40, 60) +
      each(
        pairs(96, 64, 318, 58, 204, 40),
        ([x, y]) => oval(x, y, 26, 20, shining('#FFF6D6'), soft(0.4)) + oval(x, y, 12, 9, shining('#FFFDF0'))
      ) +
      at(226, 172, digger(), { flip: true, scale: 0.52 }) +
      hoardings(colour) +
      at(118, 120, noise(5, shining('#F0813C'), 16), { flip: true, scale: 1.15 }) +
      at(284, 116, noise(5, shining('#F0B23C'), 16), { scale: 1.1 }) +
      put(120, 204, deafened(anyone(dice))) +
      put(290, 206, deafened(anyone(dice)), { flip: true }),
    after: () =>
      hoardings(colour) +
      each(pairs(96, 64, 318, 58), ([x, y]) => rect(x - 9, y - 5, 18, 9, '#6F7A77')) +
      times(
        3,
        (i) =>
          rect(20 + i * 150, 112, 60, 44, '#E4E2DA') + path(`M${20 + i * 150} 156l20-24 14 14 12-10 14 20z`, '#7FA882')
      ) +
      ridingBy(view, dice, 216, 252, 0.9) +
      put(120, 204, passer(dice)) +
      put(214, 202, company(dice))
  }
}

export const siteFence: Painter = (view) => {
  const dice = view.dice('fence')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const colour = dice.pick(['#4E7F74', '#4B7896', '#5B7F55'])
  const picture = (x: number): Drawing =>
    rect(x - 28, 108, 56, 50, '#E4E2DA') +
    path(`M${x - 28} 158v-16l14-16 12 12 10-8 20 28z`, '#7FA882') +
    oval(x + 14, 120, 6, 6, '#E0B04A')
  return {
    stage: buildingSite(view, { hoarding: false }),
    before: () =>
      path('M-100 170H500V190H-100z', '#A78C66') +
      put(196, 182, rubble(dice, 380, 120)) +
      hoardings(colour, [2, 3, 4]) +
      at(112, 180, panel(colour), { scale: 0.39, turn: -24 }) +
      at(196, 206, panel(colour), { scale: 0.4, turn: 84 }) +
      at(262, 186, panel(colour), { scale: 0.39, turn: 34 }) +
      path('M140 112q50 34 96 6v46q-44 24-96-2z', '#D9642F', soft(0.8)) +
      stroke(
        'M140 124q50 34 96 6M140 138q50 30 96 4M140 152q50 24 96 2M162 122v44M188 132v44M214 126v46',
        '#F1EEE5',
        1.6
      ) +
      path('M60 112l16 30-10 6 20 34-34-36 12-6z', '#26302E', soft(0.7)) +
      put(330, 200, cone()) +
      put(66, 236, walker(anyone(witness)), { flip: true }),
    after: () =>
      hoardings(colour) +
      each([46, 123, 200, 277, 354], (x) => picture(x)) +
      times(9, (i) => rect(-40 + i * 60, 92, 6, 6, view.light.dark ? shining('#FFE7A8') : '#F1EEE5')) +
      put(84, 190, planter(life, 190)) +
      put(320, 190, planter(life, 190)) +
      put(214, 202, passer(life)) +
      put(262, 200, passer(life), { flip: true }) +
      put(60, 262, cyclist(life))
  }
}
