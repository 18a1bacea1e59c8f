/** Trees, lawns and the dogs on them. */
import { dog } from '../parts/animals.ts'
import type { Painter } from '../frame.ts'
import { bench, cone } from '../parts/furniture.ts'
import { litter } from '../parts/goods.ts'
import { bush, crown, flowers, seasonOf, tuft } from '../parts/greenery.ts'
import { cat, company, ridingBy, passer } from '../parts/life.ts'
import { anyone, child, person, walker } from '../parts/people.ts'
import { put } from '../parts/space.ts'
import { at, each, limb, oval, pairs, path, rect, stroke, times, triples, type Drawing } from '../parts/svg.ts'
import { kerbside, park, yard } from '../stages/open.ts'

const props = (): Drawing =>
  limb('M-70 0-6-150M70 0 6-150M0 8 2-150', '#A98254', 9) + rect(-16, -158, 34, 14, '#5B4A35')

export const tree: Painter = (view) => {
  const dice = view.dice('fallen')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const season = seasonOf(dice)
  return {
    stage: kerbside(view, { lawn: 150, pave: 196, kerb: 244 }),
    before: () =>
      path('M64 222q20-30 54-20l10 22q-34 16-64-2z', '#7F6C55') +
      limb('M92 216l-24-20M98 218l-34 2M96 210l-8-26', '#6B5A45', 7) +
      path('M88 226L96 202Q190 222 270 236l-4 16Q180 240 88 226z', '#7B6A57') +
      limb('M200 228l34-44M230 238l40 20', '#7B6A57', 8) +
      at(292, 230, crown(dice, 84, season)) +
      at(226, 188, crown(dice, 40, season)) +
      at(340, 262, crown(dice, 44, season)) +
      times(14, () =>
        at(dice.between(150, 390), dice.between(256, 294), path('M-7 0q7-8 14 0-7 7-14 0z', '#6F9A7B'), {
          turn: dice.between(-70, 70)
        })
      ) +
      put(150, 272, cone()) +
      put(
        44,
        222,
        walker(anyone(witness), {
          hands: [
            [-20, -84],
            [20, -150]
          ]
        })
      ),
    after: () =>
      put(104, 222, path('M-14 0-8-220H10L16 0z', '#7B6A57') + at(0, -258, crown(dice, 112, season)) + props()) +
      oval(104, 224, 40, 9, '#86795D') +
      put(250, 228, passer(life), { flip: true }) +
      put(182, 214, company(life)) +
      ridingBy(view, life, 240, 288, 0.74)
  }
}

const shoots = (x: number, y: number, count: number): Drawing =>
  times(count, (i) =>
    at(x + i * 22, y, path('M0 0q-12-4-10-18 10 2 10 18 0-16 10-20 4 14-10 20z', i % 2 ? '#5F8740' : '#7FA04A'))
  )

export const lawn: Painter = (view) => {
  const dice = view.dice('bald')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const garden = dice.chance(0.5)
  return {
    stage: park(view),
    before: () =>
      path('M10 236C30 200 150 196 230 204s150 6 160 34-40 52-180 54S-14 280 10 236z', '#A78C66') +
      path('M60 240C90 222 180 220 240 226s90 10 90 24-60 26-130 26-170-10-140-36z', '#93784F') +
      (garden
        ? each(
            [224, 242, 262, 284],
            (y, i) => stroke(`M${70 - i * 12} ${y}H${330 + i * 10}`, '#7A6240', 7) + shoots(78 - i * 12, y, 12)
          ) +
          put(
            330,
            228,
            person(anyone(witness), {
              cap: 'sunhat',
              lean: 12,
              hands: [
                [14, -70],
                [36, -64]
              ]
            }),
            { flip: true }
          ) +
          limb('M304 190 284 240', '#A98254', 4)
        : each(triples(110, 246, 20, 160, 236, -14, 206, 252, 24, 254, 240, -10, 300, 252, 18), ([x, y, turn]) =>
            at(x, y, oval(0, 0, 9, 4, '#6B5536') + oval(-13, 1, 4, 3, '#6B5536'), { turn })
          ) +
          at(200, 252, litter(dice, 300, 48, 14)) +
          put(322, 222, walker(anyone(witness)), { flip: true })),
    after: () =>
      path('M10 236C30 200 150 196 230 204s150 6 160 34-40 52-180 54S-14 280 10 236z', '#8DB27C') +
      times(22, () => put(dice.between(30, 370), dice.between(222, 288), tuft(dice, '#7AA26A'))) +
      put(110, 240, flowers(life, 130, 30, 22)) +
      put(280, 252, flowers(life, 150, 30, 24)) +
      times(24, (i) => path(`M${-40 + i * 20} 296v-14q5-7 10 0v14h-2.4v-13q-2.6-4-5.2 0v13z`, '#EFEBE1')) +
      rect(-60, 287, 520, 2.2, '#EFEBE1') +
      put(196, 206, passer(life)) +
      put(340, 222, cat(life))
  }
}

const dropping = (): Drawing => path('M-14 0q-4-8 4-9 0-8 8-8 2-6 4-8 2 6 4 8 8 0 8 8 8 1 4 9z', '#5B4230')

type Fur = [fur: string, ears: string]
const coatsOfDogs: [Fur, ...Fur[]] = [
  ['#C08F56', '#8A5F36'],
  ['#4A4441', '#2F2B2A'],
  ['#D9CDB8', '#A98D68']
]

export const dogs: Painter = (view) => {
  const dice = view.dice('dogs')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const [fur, ears] = dice.pick(coatsOfDogs)
  return {
    stage: dice.chance(0.6) ? park(view) : yard(view),
    before: () =>
      put(206, 232, dog(fur, ears), { size: 1.75 }) +
      put(90, 212, dog('#6E6A66', '#4A4441'), { size: 1.3 }) +
      put(330, 232, child(anyone(witness), 24)) +
      limb('M352 168l10-8M356 180l12-2M346 158l4-11', '#B8452F', 3) +
      put(140, 262, dropping()) +
      put(276, 276, dropping()) +
      put(60, 246, dropping()) +
      each(pairs(152, 240, 268, 250), ([x, y]) => at(x, y, limb('M0 0q4-7 8 0M12-10q4-7 8 0', '#3A403E', 1.4))),
    after: () =>
      limb('M146 176Q176 190 236 200', '#B8352F', 3) +
      put(
        126,
        240,
        walker(anyone(life), {
          hands: [
            [-24, -78],
            [28, -96]
          ]
        })
      ) +
      path('M104 192h12l3 16h-18z', '#F1EEE5') +
      put(214, 244, dog(fur, ears), { size: 1.05 }) +
      put(316, 222, passer(life), { flip: true }) +
      put(336, 262, bush(life, 90)) +
      put(66, 206, bench(), { size: 0.9 })
  }
}
