/** The carriageway and what the city has put along it. */
import type { Painter } from '../frame.ts'
import { barrier, cone, manholeCover, railing, roadSign, signFaces } from '../parts/furniture.ts'
import { crown } from '../parts/greenery.ts'
import { cat, cyclist, passer, ridingBy } from '../parts/life.ts'
import { shining } from '../parts/light.ts'
import { lampGlow } from '../parts/ground.ts'
import { anyone, person, walker } from '../parts/people.ts'
import { floor, put, seen } from '../parts/space.ts'
import {
  at,
  circle,
  each,
  limb,
  oval,
  pairs,
  path,
  rect,
  soft,
  stroke,
  times,
  triples,
  type Drawing
} from '../parts/svg.ts'
import { carEnd } from '../parts/cars.ts'
import { carColours } from '../parts/colours.ts'
import { laneway, roadway, stand } from '../stages/canyon.ts'
import { frontage } from '../stages/frontage.ts'
import { kerbside } from '../stages/open.ts'

const hole = (x: number, y: number, size: number): Drawing =>
  at(
    x,
    y,
    path(
      'M-110-6C-104-34-60-30-34-44-6-56 40-50 66-38 96-36 116-18 108 4 112 26 70 34 40 40 10 52-30 46-56 38-96 38-118 20-110-6z',
      '#6F6A60'
    ) +
      path(
        'M-96-2C-90-24-54-24-30-34-4-44 38-40 60-30 86-28 100-14 94 4 96 20 60 26 34 32 8 40-26 36-50 30-84 30-104 16-96-2z',
        '#3F3C37'
      ) +
      path('M-70 8C-40-6 50-8 76 6 70 22 20 30-6 30-40 30-70 22-70 8z', '#6F8791') +
      path('M-40 10q30-8 70-4', 'none', ' stroke="#B9CDD3" stroke-width="3"') +
      limb('M-110-10l-34-14-20 8M104-6l30-10 22 6M50 38l16 16M-50 36l-22 14', '#5B5850', 3.4) +
      each(pairs(-124, 22, 126, 20, -20, 54, 90, 42), ([dx, dy]) =>
        path(`M${dx - 7} ${dy}l5-6 9 2 2 7-10 3z`, '#5F5B52')
      ),
    { scale: size }
  )

export const pothole: Painter = (view) => {
  const life = view.dice('life')
  const broad = view.dice('stage').chance(0.65)
  return {
    stage: broad ? roadway(view) : laneway(view),
    before: () =>
      hole(214, 232, 0.98) +
      hole(120, 272, 0.5) +
      hole(268, 190, 0.32) +
      put(330, 226, cone()) +
      stand(-2.2, 14, carEnd(view.dice('car').pick(carColours), { rear: view.mirrored })),
    after: () =>
      floor(-1.5, 1.9, 3.9, 5.8, '#6D7472') +
      floor(-1.5, 1.9, 3.9, 5.8, 'none', ' stroke="#5B6260" stroke-width="2"') +
      (broad ? floor(-0.08, 0.08, 3.9, 5.8, '#EDEAE0') : '') +
      put(216, 212, cyclist(life)) +
      stand(-2.2, 18, carEnd(view.dice('car').pick(carColours), { rear: view.mirrored })) +
      put(62, 194, passer(life))
  }
}

export const manhole: Painter = (view) => {
  const witness = view.dice('witness')
  const life = view.dice('life')
  const ring = (fill: string): Drawing => oval(196, 238, 84, 30, fill)
  return {
    stage: view.dice('stage').pick([roadway, roadway, laneway])(view) + ring('#7C8482'),
    before: () =>
      oval(196, 238, 72, 25, '#191D1C') +
      path('M128 236a72 25 0 0 1 136-6q-60 14-136 6z', '#2F3634') +
      stroke('M150 228v20M164 225v26M150 236h14M150 244h14', '#5B6260', 3) +
      at(292, 252, at(0, 0, manholeCover(view, false), { scale: 1.36, turn: -16 })) +
      path('M268 240l20 8-10 12 14 6', 'none', ' stroke="#26302E" stroke-width="3"') +
      limb('M196 246 214 150M206 196l26-22M203 214l-24-18', '#6B5A45', 5) +
      path('M204 150q12-10 22 2t18-2v22q-10 8-20 0t-20 2z', '#C8352F') +
      put(112, 226, cone()) +
      put(74, 196, walker(anyone(witness))),
    after: () =>
      at(196, 240, at(0, 0, manholeCover(view), { scale: 1.66 })) +
      stroke('M112 238a84 30 0 0 1 168 0 84 30 0 0 1-168 0z', '#6D7472', 4) +
      put(250, 206, cyclist(life)) +
      put(70, 196, passer(life)) +
      put(332, 214, cat(life))
  }
}

const bigLamp = (lit: boolean): Drawing =>
  rect(66, 52, 9, 192, '#8A9794') +
  rect(58, 234, 25, 12, '#6F7A77') +
  limb('M70 56Q72 36 128 38', '#8A9794', 7) +
  path('M120 32h52q12 3 14 12h-66z', '#9AA7A5') +
  path('M124 44h58q-6 11-28 11t-30-11z', lit ? shining('#FFF4CC') : '#3A4442')

export const streetlight: Painter = (view) => {
  const witness = view.dice('witness')
  const life = view.dice('life')
  return {
    stage: roadway(view, false),
    unlit: true,
    before: () =>
      rect(-100, -60, 600, 400, '#0B1622', soft(0.42)) +
      bigLamp(false) +
      limb('M140 56q-4 16 4 26', '#3A4442', 2.4) +
      put(
        268,
        224,
        person(anyone(witness), {
          hands: [
            [-20, -84],
            [34, -100]
          ]
        })
      ) +
      path('M284 162L372 214 352 244 300 232z', shining('#F2EBC8'), soft(0.34)) +
      circle(286, 162, 4, shining('#FFFBEA')),
    after: () =>
      lampGlow(154, 54, 234, 150) +
      path('M130 54h48L290 238H24z', shining('#FFE9B0'), soft(0.22)) +
      bigLamp(true) +
      circle(154, 50, 30, shining('#FFF1C4'), soft(0.28)) +
      each(
        triples(118, 92, 14, 292, 92, 14, 158, 104, 8, 250, 104, 8),
        ([x, y, r]) => circle(x, y, r * 0.3, shining('#FFF4CC')) + circle(x, y, r, shining('#FFE9B0'), soft(0.25))
      ) +
      put(216, 224, passer(life)) +
      put(296, 212, cyclist(life)) +
      put(126, 240, cat(life))
  }
}

export const guardrail: Painter = (view) => {
  const dice = view.dice('rail')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const colour = dice.pick(['#E9E7DF', '#6F9AA8', '#7FA07A'])
  const piece = (x: number, turn: number, y = 244, w = 180): Drawing =>
    put(x, y, at(0, 0, railing(w, colour), { turn }), { size: 0.92 })
  return {
    stage: dice.chance(0.6)
      ? kerbside(view, { lawn: 150, pave: 198, kerb: 222 })
      : frontage(view, { kerb: 230, tactile: false }),
    before: () =>
      piece(26, 0) +
      piece(378, 0) +
      piece(136, 13, 250) +
      put(250, 262, at(0, 0, railing(180, colour), { turn: -62 }), { size: 0.92 }) +
      put(196, 286, at(0, -20, railing(150, colour), { turn: 172 }), { size: 0.8 }) +
      limb('M128 214q30 26 60 10t40 30', colour, 6) +
      each(pairs(180, 262, 226, 276, 290, 270), ([x, y]) => path(`M${x} ${y}l14-6 8 8-12 6z`, '#F2DE9C')) +
      put(322, 258, cone()) +
      put(60, 214, walker(anyone(witness))),
    after: () =>
      each([26, 144, 262, 380], (x) => piece(x, 0)) +
      put(120, 212, passer(life)) +
      put(270, 210, passer(life), { flip: true }) +
      ridingBy(view, life, 190, 290, 0.72)
  }
}

export const signpost: Painter = (view) => {
  const dice = view.dice('sign')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const face = dice.pick(signFaces)
  return {
    stage: dice.chance(0.6)
      ? kerbside(view, { lawn: 150, pave: 192, kerb: 232 })
      : frontage(view, { kerb: 238, tactile: false }),
    before: () =>
      at(140, 224, roadSign(face, 210), { scale: 0.8, turn: 42 }) +
      path('M120 224q16-14 40 0l8 8h-56z', '#7F6C55') +
      each(pairs(110, 228, 164, 230, 184, 226), ([x, y]) => path(`M${x} ${y}l8-6 9 4 1 6-12 2z`, '#A79B89')) +
      at(290, 86, crown(dice, 30, 'green')) +
      put(340, 222, walker(anyone(witness)), { flip: true }) +
      put(230, 224, barrier(110)),
    after: () =>
      at(160, 226, roadSign(face, 210), { scale: 0.8 }) +
      put(260, 222, passer(life), { flip: true }) +
      put(72, 222, passer(life)) +
      ridingBy(view, life, 250, 286, 0.72)
  }
}

export const ponding: Painter = (view) => {
  const dice = view.dice('water')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const [, row] = seen([0, 0, 9])
  return {
    stage: roadway(view),
    before: () =>
      path(`M-100 ${row + 2}C60 ${row - 8} 300 ${row - 6} 500 ${row + 6}V340H-100z`, '#7D98A0', soft(0.93)) +
      path('M-100 214C80 202 320 206 500 216v10C320 214 80 212-100 226z', '#A9C1C6', soft(0.6)) +
      stroke(
        times(16, () => `M${dice.whole(-10, 380)} ${dice.whole(190, 292)}h${dice.whole(20, 60)}`),
        '#C5D8DA',
        2.2,
        ' stroke-linecap="round"'
      ) +
      each(
        pairs(70, 250, 150, 276, 330, 262, 262, 288),
        ([x, y]) =>
          oval(x, y, 22, 6, 'none', ' stroke="#D5E4E5" stroke-width="2"') +
          oval(x, y, 10, 3, 'none', ' stroke="#D5E4E5" stroke-width="1.6"')
      ) +
      stand(-1.9, 7.4, at(0, 34, carEnd(dice.pick(carColours), { rear: view.mirrored }))) +
      path('M60 206q40-34 52 2 20-8 30 4zM166 206q34-34 56 4z', '#D5E4E5', soft(0.85)) +
      put(286, 232, at(0, 30, walker(anyone(witness)))) +
      oval(286, 234, 34, 8, '#8FA9B0') +
      path('M262 118q40-52 84 4-20-12-42-2-20-12-42-2z', '#B8452F') +
      limb('M304 116V176', '#4B5553', 3) +
      times(dice.chance(0.6) ? 26 : 0, () =>
        stroke(`M${dice.whole(0, 400)} ${dice.whole(0, 280)}l-4 14`, '#DCE8EA', 1.4, ' stroke-opacity=".7"')
      ),
    after: () =>
      floor(-4, -3.4, 4.6, 5.4, '#4B5553') +
      each([0, 1, 2, 3], (i) => floor(-3.95 + i * 0.15, -3.88 + i * 0.15, 4.6, 5.4, '#7C8482')) +
      put(150, 220, cyclist(life)) +
      stand(2.1, 15, carEnd(dice.pick(carColours), { rear: !view.mirrored })) +
      put(330, 214, passer(life), { flip: true })
  }
}
