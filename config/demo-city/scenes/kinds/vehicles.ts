/** Cars where cars should not be, and the truck that spills. */
import type { Painter } from '../frame.ts'
import { bicycle } from '../parts/bikes.ts'
import { carBodies, carEnd, dumpTruck, sedan } from '../parts/cars.ts'
import { carColours } from '../parts/colours.ts'
import type { Dice } from '../parts/dice.ts'
import { roadSign } from '../parts/furniture.ts'
import { litter } from '../parts/goods.ts'
import { bush, flowers, tuft } from '../parts/greenery.ts'
import { sign } from '../parts/lettering.ts'
import { cat, company, ridingBy, paintOf, passer } from '../parts/life.ts'
import { shining } from '../parts/light.ts'
import { anyone, child, deafened, walker } from '../parts/people.ts'
import { dustCloud, mound } from '../parts/site.ts'
import { edge, put } from '../parts/space.ts'
import { at, each, oval, pairs, path, rect, soft, stroke, times, type Drawing } from '../parts/svg.ts'
import type { View } from '../parts/view.ts'
import { laneway, stand } from '../stages/canyon.ts'
import { kerbside } from '../stages/open.ts'

/** A low green fence along a lawn. */
const lawnFence = (y: number): Drawing =>
  times(26, (i) => path(`M${-60 + i * 20} ${y}v-15q5-7 10 0v15h-2.4v-14q-2.6-4-5.2 0v14z`, '#EFEBE1')) +
  rect(-80, y - 9, 560, 2.2, '#EFEBE1')

export const carGreen: Painter = (view) => {
  const dice = view.dice('car')
  const witness = view.dice('witness')
  const life = view.dice('life')
  return {
    stage: kerbside(view, { lawn: 148, pave: 238, kerb: 252 }),
    before: () =>
      path(
        'M-20 236C60 226 120 214 190 208M-20 246C70 236 150 222 230 212',
        'none',
        ' stroke="#8A7656" stroke-width="9" stroke-linecap="round"'
      ) +
      path('M40 226c60-14 180-16 268-6 40 6 30 14-10 16-90 6-200 6-250 2-20-2-24-8-8-12z', '#8A7656') +
      put(64, 226, dice.pick(carBodies)(dice.pick(carColours)), { size: 0.98 }) +
      each([52, 190, 348], (x) => put(x, 236, tuft(dice, '#6F8A5A'))) +
      put(364, 262, passer(witness), { flip: true }),
    after: () =>
      put(120, 206, bush(life, 170)) +
      put(252, 208, bush(life, 150)) +
      put(186, 216, flowers(life, 340, 30, 36)) +
      lawnFence(240) +
      put(330, 252, passer(life), { flip: true }) +
      put(70, 250, company(life))
  }
}

const wreck = (dice: Dice, colour: string): Drawing =>
  sedan(colour) +
  path(
    'M6-34C4-70 14-88 34-92L94-97C126-130 148-146 184-146h76c34 0 62 20 94 52l58 10c24 6 32 22 32 52q0 10-10 10H18q-12 0-12-12z',
    '#C2B08C',
    soft(0.58)
  ) +
  path('M222-133h36c26 0 46 14 72 38H222z', '#4B5553') +
  stroke('M140-120l40 20M150-100l30-30M160-128l8 34', '#F1EEE5', 3) +
  each([94, 354], (x) => oval(x, -8, 46, 9, '#2B2F2E')) +
  times(12, () =>
    at(
      dice.between(60, 400),
      -dice.between(96, 140),
      path('M-9 0q9-9 18 0-9 7-18 0z', dice.pick(['#B9822F', '#8A6A3C', '#A8573F'])),
      { turn: dice.between(-60, 60) }
    )
  ) +
  each(pairs(250, -116, 286, -112), ([x, y]) => rect(x, y, 26, 18, '#F2EFE6') + rect(x + 4, y + 4, 18, 3, '#B8452F')) +
  path('M380-84l40 10-4 16-40-8z', '#8A5A3C', soft(0.8)) +
  each([-16, 30, 140, 200, 270, 400, 450], (x) => at(x, 2, at(0, 0, tuft(dice, '#6F8A5A'), { scale: 2.2 })))

export const zombieCar: Painter = (view) => {
  const dice = view.dice('car')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const bayLine = stroke('M40 262H392M40 262L70 230M392 262L366 230M70 230H366', '#F1EEE5', 3)
  return {
    stage:
      kerbside(view, { lawn: 150, pave: 196, kerb: 214, dash: false }) +
      bayLine +
      put(350, 212, roadSign('parking', 230), { flip: view.mirrored }),
    before: () =>
      at(210, 262, oval(0, 0, 150, 14, '#6E6250', soft(0.5))) +
      put(60, 256, wreck(dice, dice.pick(['#7E8FA0', '#9A8A7E', '#8C9A8E'])), { size: 0.82 }) +
      at(200, 272, litter(dice, 300, 16, 8)) +
      put(40, 212, walker(anyone(witness))),
    after: () =>
      put(110, 250, bicycle(paintOf(life)), { size: 0.9 }) +
      put(270, 210, passer(life), { flip: true }) +
      put(80, 206, passer(life)) +
      put(300, 252, cat(life))
  }
}

/** Yellow cross hatching and the four characters 消防通道 that lie on the lane. */
const fireMarks = (view: View): Drawing => {
  const yellow = '#E2B23C'
  // One line across the lane, flattened as paint on the ground is.
  const words = `<g transform="translate(200 232)scale(.56 .27)">${sign(view, '消防通道', 0, 0, 116, yellow)}</g>`
  return (
    edge(
      [
        [-2.2, 0, 2.2],
        [-2.2, 0, 26]
      ],
      yellow,
      4
    ) +
    edge(
      [
        [2.2, 0, 2.2],
        [2.2, 0, 26]
      ],
      yellow,
      4
    ) +
    times(
      10,
      (i) =>
        edge(
          [
            [-2.2, 0, 8.4 + i * 1.6],
            [2.2, 0, 10 + i * 1.6]
          ],
          yellow,
          2
        ) +
        edge(
          [
            [2.2, 0, 8.4 + i * 1.6],
            [-2.2, 0, 10 + i * 1.6]
          ],
          yellow,
          2
        )
    ) +
    words
  )
}

export const fireLane: Painter = (view) => {
  const dice = view.dice('cars')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const colours = dice.shuffled(carColours)
  const car = (i: number, rear: boolean): Drawing => carEnd(colours[i] ?? carColours[0], { rear })
  return {
    stage: laneway(view) + fireMarks(view),
    before: () =>
      stand(-0.9, 13, car(0, false)) +
      stand(1, 9.4, car(1, true)) +
      stand(-1.1, 6.6, car(2, true)) +
      put(330, 214, deafened(anyone(witness)), { flip: true }),
    after: () =>
      put(136, 196, passer(life)) +
      put(262, 206, child(anyone(life))) +
      put(300, 208, walker(anyone(life), { cap: 'bun', skirt: true })) +
      put(76, 244, cat(life)) +
      put(340, 236, bush(life, 90))
  }
}

const clods = (dice: Dice, count: number, y0: number, y1: number): Drawing =>
  times(count, () => {
    const x = dice.between(-10, 300)
    const y = dice.between(y0, y1)
    return at(x, y, path('M-9 3-5-6 5-7 10 2 4 6-5 6z', dice.pick(['#8E7A5C', '#76644A', '#A08C6C'])), {
      scale: dice.between(0.5, 1.3),
      turn: dice.between(-40, 40)
    })
  })

export const truck: Painter = (view) => {
  const dice = view.dice('truck')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const colour = dice.pick(['#B5813A', '#4E7F74', '#8A5A44'])
  return {
    stage: kerbside(view, { lawn: 150, pave: 178, kerb: 196 }),
    before: () =>
      path('M-100 250C0 240 60 236 150 240s120 18 120 34-60 26-370 30z', '#8E7A5C', soft(0.85)) +
      path('M-100 268C0 258 100 256 200 270', 'none', ' stroke="#6B5A42" stroke-width="9"') +
      at(70, 262, mound(120, 30, '#8E7A5C')) +
      put(84, 256, dumpTruck(colour, at(246, -196, mound(430, 130, '#8E7A5C'))), { size: 0.5 }) +
      at(84, 244, dustCloud(dice, 150, 90, '#C9B48E', 0.62)) +
      clods(dice, 34, 244, 296) +
      at(110, 190, mound(26, 16, '#8E7A5C')) +
      put(
        44,
        192,
        walker(anyone(witness), {
          hands: [
            [-20, -84],
            [8, -146]
          ]
        }),
        { flip: true }
      ),
    after: () =>
      put(84, 252, dumpTruck(colour, '', '#4E7F74'), { size: 0.5 }) +
      path(
        'M-100 282H500',
        'none',
        ` stroke="${view.light.dark ? shining('#8FA6B8') : '#C7D3D4'}" stroke-width="5" stroke-opacity=".4" stroke-dasharray="60 24"`
      ) +
      put(48, 194, passer(life)) +
      ridingBy(view, life, 30, 290, 0.76)
  }
}
