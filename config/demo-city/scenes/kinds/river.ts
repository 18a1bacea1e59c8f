/** The river: what flows in, what floats on it, what lies along it. */
import type { Painter } from '../frame.ts'
import { duck, egret, flock } from '../parts/animals.ts'
import { bench } from '../parts/furniture.ts'
import { litter, sack } from '../parts/goods.ts'
import { bush, flowers, tuft } from '../parts/greenery.ts'
import { company, passer } from '../parts/life.ts'
import { anyone, walker } from '../parts/people.ts'
import { put } from '../parts/space.ts'
import { at, each, limb, oval, pairs, path, rect, rounded, soft, stroke, times, type Drawing } from '../parts/svg.ts'
import { lilies, outfall, rowBoat } from '../parts/water.ts'
import type { View } from '../parts/view.ts'
import { nearReeds, riverside, riverWater } from '../stages/works.ts'

export const sewage: Painter = (view) => {
  const dice = view.dice('pipe')
  const life = view.dice('life')
  return {
    stage: riverside(view),
    near: nearReeds(view),
    before: () =>
      riverWater(view, false) +
      path(
        'M196 170C150 196 70 214-20 232c-40 20 60 60 200 66 120 4 230-6 240-30 0-30-110-54-160-98z',
        '#3F4638',
        soft(0.82)
      ) +
      path('M204 170c-30 40-80 60-120 82 40 24 180 28 230 4-20-26-60-50-84-86z', '#2C3229', soft(0.8)) +
      at(216, 162, outfall(0, 0), { scale: 1.25 }) +
      path('M194 150h44c4 40 12 66 22 90-30 14-70 12-90 0 12-24 20-50 24-90z', '#4F553F') +
      path('M204 152h10c0 36-6 60-14 84h-12c10-30 14-54 16-84z', '#6B6F54', soft(0.8)) +
      each(
        pairs(150, 250, 214, 262, 286, 254, 120, 268, 250, 278, 330, 270),
        ([x, y]) =>
          oval(x, y, dice.between(14, 24), 6, '#D9D8C4', soft(0.8)) + oval(x + 10, y - 4, 8, 4, '#E9E8D8', soft(0.9))
      ),
    after: () =>
      riverWater(view, true) +
      at(216, 162, outfall(0, 0), { scale: 1.25 }) +
      stroke('M196 136v28M208 132v34M220 132v34M232 136v28', '#9AA7A5', 3) +
      lilies(life, 60, 236, 110, 7) +
      put(134, 214, egret(), { size: 1.15 }) +
      at(290, 244, duck(), { scale: 0.9 }) +
      at(326, 254, duck(), { scale: 0.6 }) +
      flock(290, 60)
  }
}

const bottle = (): Drawing =>
  rect(-16, -5, 26, 11, '#BFD9DC', rounded(4)) + rect(9, -3, 8, 7, '#3E6C8F') + rect(-8, -5, 8, 11, '#F1EEE5')

/** Bottles, boxes, leaves and weed adrift. */
const adrift = (view: View, count: number): Drawing => {
  const dice = view.dice('adrift')
  return times(count, () => {
    const y = dice.between(182, 286)
    const x = dice.between(10, 390)
    const piece = dice.pick([
      () => bottle(),
      () => path('M-18-8h34l5 12-12 6h-26l-6-8z', '#F1EEE5') + path('M-10-6h18l3 6h-22z', '#D9D4C6'),
      () => path('M-20 2q6-14 20-12t20 10q-4 8-20 8t-20-6z', '#DDE1DC'),
      () => oval(0, 0, 26, 6, '#7C9A4E') + oval(14, 4, 16, 4, '#8FAD5B'),
      () => path('M-22 0 18-8 22-2-18 6z', '#8A6A44'),
      () => oval(0, 0, 9, 7, '#C8553D') + oval(-2, -2, 4, 2, '#E7B7B0')
    ])
    return at(x, y, piece(), { turn: dice.between(-25, 25), scale: (y - 110) / 120 })
  })
}

export const floating: Painter = (view) => {
  const dice = view.dice('weed')
  const life = view.dice('life')
  return {
    stage: riverside(view),
    near: nearReeds(view),
    before: () =>
      riverWater(view, false) +
      times(14, () =>
        oval(
          dice.between(0, 400),
          dice.between(176, 292),
          dice.between(26, 56),
          dice.between(5, 9),
          '#7C9A4E',
          soft(0.75)
        )
      ) +
      adrift(view, 40),
    after: () =>
      riverWater(view, true) +
      lilies(life, 40, 262, 90, 6) +
      lilies(life, 270, 214, 90, 5) +
      rowBoat(life.between(170, 220), 216, 1.1) +
      put(
        200,
        236,
        walker(anyone(life), {
          cap: 'sunhat',
          hands: [
            [-14, -96],
            [34, -88]
          ]
        }),
        { size: 0.72 }
      ) +
      limb('M224 198 286 238', '#A98254', 3) +
      at(120, 244, duck(), { scale: 0.8 }) +
      flock(120, 64)
  }
}

/** The near bank, a slope from the path down to the water. */
const nearBank = (colour: string): Drawing => path('M-100 214C20 206 150 212 262 232S440 276 500 290V340H-100z', colour)

export const riverBank: Painter = (view) => {
  const dice = view.dice('bank')
  const life = view.dice('life')
  return {
    stage: riverside(view) + riverWater(view, true),
    before: () =>
      nearBank('#A08C68') +
      path('M-100 214C20 206 150 212 262 232S440 276 500 290v8C420 276 330 256 250 242S20 218-100 226z', '#86754F') +
      each(pairs(50, 232, 96, 226, 150, 232, 206, 246), ([x, y]) => put(x, y, sack(dice, dice.between(90, 120)))) +
      at(180, 262, litter(dice, 330, 52, 28), { scale: 0.95 }) +
      put(
        292,
        270,
        path('M-44 0-30-54 30-60 52-10z', '#B98E5C') +
          path('M-30-54 0-30 30-60', 'none', ' stroke="#967040" stroke-width="4"')
      ) +
      each(pairs(250, 252, 326, 268, 100, 258), ([x, y]) =>
        oval(x, y, 20, 13, 'none', ' stroke="#333B39" stroke-width="9"')
      ) +
      at(290, 226, litter(dice, 120, 20, 7), { scale: 0.8 }),
    after: () =>
      nearBank('#9DB98F') +
      path('M-100 262C60 252 200 262 300 288s120 30 200 40v20H-100z', '#D8CFB8') +
      each(pairs(60, 230, 130, 232, 210, 244, 290, 262), ([x, y]) => put(x, y, bush(life, 110))) +
      put(150, 248, flowers(life, 260, 24, 26)) +
      each([20, 90, 180, 250], (x) => put(x, 244, tuft(life))) +
      put(96, 262, bench()) +
      put(206, 282, passer(life)) +
      put(50, 292, company(life)) +
      at(330, 204, duck(), { scale: 0.6 })
  }
}
