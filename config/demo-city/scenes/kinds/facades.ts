/** What is fixed to walls and poles: boards, bills, pipes, cables. */
import type { Painter } from '../frame.ts'
import { barrier, noticeBoard } from '../parts/furniture.ts'
import { bush, flowers, planter, pot } from '../parts/greenery.ts'
import { cat, company, passer } from '../parts/life.ts'
import { anyone, builder, walker } from '../parts/people.ts'
import { put } from '../parts/space.ts'
import {
  at,
  circle,
  each,
  limb,
  oval,
  pairs,
  path,
  rect,
  rounded,
  soft,
  stroke,
  times,
  type Drawing
} from '../parts/svg.ts'
import type { View } from '../parts/view.ts'
import { frontage } from '../stages/frontage.ts'
import { kerbside, wall } from '../stages/open.ts'

/** A huge board on two posts, 320 pixels wide, around its middle. */
const hugeBoard = (view: View): Drawing => {
  const dice = view.dice('board')
  const ground = dice.pick(['#C8553D', '#3F6F9C', '#8B5A7A', '#C08A3E'])
  return (
    rect(-112, 40, 12, 92, '#6B5A45') +
    rect(100, 40, 12, 112, '#6B5A45') +
    rect(-158, -58, 316, 116, '#4B5553') +
    rect(-152, -52, 304, 104, ground) +
    circle(-92, 0, 38, '#F2D9A0') +
    path('M-122 30q30-60 60 0z', '#A8573F') +
    each([-24, -4, 16], (y, i) => rect(-34, y - 8, [150, 120, 90][i] ?? 90, 13, '#F6F1E4', soft(0.92))) +
    path('M84-52h68V30q-22-8-30-34-10-28-38-48z', '#D6D0C3') +
    path('M84-52q28 20 38 48 8 26 30 34l-4-30q-20-22-64-52z', '#F6F1E4') +
    stroke('M84-52 152 30', '#4B5553', 3)
  )
}

export const billboard: Painter = (view) => {
  const witness = view.dice('witness')
  const life = view.dice('life')
  return {
    stage: kerbside(view, { lawn: 150, pave: 214, kerb: 262 }),
    before: () =>
      at(196, 90, hugeBoard(view), { turn: -9 }) +
      put(
        70,
        246,
        at(
          0,
          0,
          rect(-34, -110, 68, 106, '#E0B04A') +
            rect(-26, -100, 52, 30, '#C8553D') +
            rect(-26, -60, 44, 8, '#8A6A44') +
            rect(-26, -44, 52, 8, '#8A6A44')
        ),
        { turn: 8 }
      ) +
      put(342, 236, walker(anyone(witness)), { flip: true }),
    after: () =>
      put(150, 198, bush(life, 190)) +
      put(240, 200, bush(life, 170)) +
      put(196, 208, flowers(life, 320, 34, 34)) +
      put(290, 242, passer(life), { flip: true }) +
      put(90, 250, passer(life)) +
      put(180, 254, company(life))
  }
}

const bills = ['#F2EFE6', '#F0D9A8', '#E5B7A8', '#DDE6E8', '#EBD37A'] as const

const bill = (colour: string): Drawing =>
  rect(-25, -19, 50, 38, colour) +
  path('M-19-13h38v6h-38zM-19 8h34v5h-34z', '#A8573F') +
  path('M-19-3h26v3h-26zM-19 2h30v3h-30z', '#8B938E')

export const leaflets: Painter = (view) => {
  const dice = view.dice('bills')
  const witness = view.dice('witness')
  const life = view.dice('life')
  return {
    stage: wall(view),
    before: () =>
      times(24, (i) => {
        const x = 38 + (i % 6) * 60 + dice.between(-12, 12)
        const y = 78 + Math.floor(i / 6) * 32 + dice.between(-9, 9)
        return at(x, y, bill(dice.pick(bills)), { turn: dice.between(-12, 12), scale: dice.between(0.86, 1.12) })
      }) +
      limb('M60 180q20-8 40 2t44-4M250 190q18-6 40 0', '#4A5A62', 3) +
      each(pairs(96, 232, 180, 246, 262, 236, 310, 256), ([x, y]) =>
        at(x, y, bill('#F2EFE6'), { turn: x, scale: 0.5 })
      ) +
      put(336, 238, walker(anyone(witness)), { flip: true }),
    after: () =>
      put(200, 214, noticeBoard(), { size: 1.25 }) +
      put(84, 216, planter(life, 150)) +
      put(300, 234, passer(life), { flip: true }) +
      put(132, 250, cat(life))
  }
}

export const pipeLeak: Painter = (view) => {
  const dice = view.dice('pipe')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const pipe = dice.pick(['#6F8FA0', '#8A9794', '#A88A5E'])
  const puddle = (rx: number, opacity: number): Drawing => oval(190, 252, rx, rx * 0.22, '#6F9DAA', soft(opacity))
  return {
    stage:
      wall(view) +
      rect(-100, 158, 600, 20, pipe) +
      rect(-100, 158, 600, 6, '#FFFFFF', soft(0.25)) +
      each(
        [20, 110, 290, 380],
        (x) =>
          rect(x, 154, 12, 28, pipe) + rect(x, 154, 12, 28, '#000000', soft(0.18)) + rect(x + 3, 182, 6, 24, '#5B6663')
      ),
    before: () =>
      puddle(200, 0.75) +
      puddle(140, 0.7) +
      stroke('M120 250q20-6 40 0t40 0M220 258q18-5 36 0M90 262q14-4 28 0', '#D5E6E8', 2.4) +
      path(
        'M184 158q-40-70-96-62 40 10 66 40-50-30-84-8 54-2 96 44zM200 158q16-84 86-96-44 28-58 62 38-40 80-26-50 14-84 68zM188 160q-10-70 10-108 14 50 6 108z',
        '#E6F2F3',
        soft(0.95)
      ) +
      path('M176 174q-24 40-30 76h92q-6-46-34-76z', '#CFE4E8', soft(0.92)) +
      each(pairs(70, 120, 96, 88, 140, 74, 232, 60, 296, 84, 318, 112, 120, 210, 262, 206), ([x, y]) =>
        circle(x, y, 3.4, '#DDEDEF')
      ) +
      path('M180 158l8 10-5 10h20l-6-9 8-11z', '#26302E') +
      put(334, 240, walker(anyone(witness)), { flip: true }),
    after: () =>
      rect(168, 152, 52, 32, '#3F6F8C', rounded(3)) +
      rect(168, 156, 52, 6, '#FFFFFF', soft(0.3)) +
      each([176, 206], (x) => circle(x, 168, 4, '#D9AE52')) +
      put(96, 220, planter(life, 130)) +
      put(262, 236, builder(anyone(life), { step: 14 }), { flip: true }) +
      put(326, 244, passer(life)) +
      put(160, 252, cat(life))
  }
}

const pole = (x: number): Drawing =>
  rect(x - 5, 6, 10, 212, '#8C8378') + rect(x - 30, 26, 60, 6, '#6B5A45') + rect(x - 24, 42, 48, 5, '#6B5A45')

export const cable: Painter = (view) => {
  const dice = view.dice('cables')
  const witness = view.dice('witness')
  const life = view.dice('life')
  const line = (sag: number, y: number): string => `M52 ${y}Q200 ${y + sag * 2} 348 ${y + dice.whole(-4, 4)}`
  return {
    stage: frontage(view) + pole(52) + pole(348),
    before: () =>
      limb(
        times(5, (i) => line(26 + i * 14, 28 + i * 6)),
        '#2B2F2E',
        2.6
      ) +
      limb('M52 46C120 150 130 226 176 214S190 120 240 128 300 60 348 44', '#26302E', 5) +
      limb('M52 40C90 120 150 200 212 206S280 150 348 36', '#3A3F3D', 4) +
      limb('M60 60q-26 40 0 70t4 60M346 60q20 36-4 66t6 50', '#26302E', 4) +
      at(
        200,
        210,
        oval(0, 0, 24, 13, 'none', ' stroke="#26302E" stroke-width="5"') +
          oval(8, -4, 20, 11, 'none', ' stroke="#3A3F3D" stroke-width="4"')
      ) +
      each([52, 348], (x) =>
        times(3, (i) => oval(x, 62 + i * 9, 20 - i * 3, 13, 'none', ' stroke="#2B2F2E" stroke-width="3"'))
      ) +
      put(120, 246, barrier(110)) +
      put(
        296,
        240,
        walker(anyone(witness), {
          lean: -10,
          hands: [
            [-24, -84],
            [16, -150]
          ]
        }),
        { flip: true }
      ),
    after: () =>
      limb('M52 34Q200 44 348 34M52 42Q200 52 348 42', '#3A3F3D', 3) +
      times(8, (i) => rect(80 + i * 32, 36 + (4 - Math.abs(i - 3.5)) * 1.2, 5, 13, '#8A9794', rounded(1))) +
      each([52, 348], (x) => rect(x - 9, 56, 18, 24, '#9AA7A5', rounded(2))) +
      put(150, 228, passer(life)) +
      put(262, 246, passer(life), { flip: true }) +
      put(316, 198, pot(life)) +
      put(200, 262, cat(life))
  }
}
