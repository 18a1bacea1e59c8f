/** What is smelt and heard: grills, kitchen fumes, loudspeakers. */
import type { Painter } from '../frame.ts'
import { vendor } from '../parts/bikes.ts'
import { horn, loudspeaker, noise } from '../parts/furniture.ts'
import { planter, pot } from '../parts/greenery.ts'
import { bay } from '../parts/ground.ts'
import { cat, company, parked, passer } from '../parts/life.ts'
import { shining } from '../parts/light.ts'
import { anyone, deafened, shade, sitter } from '../parts/people.ts'
import { smoke } from '../parts/smoke.ts'
import { put } from '../parts/space.ts'
import { at, each, limb, oval, path, rect, rounded, soft, stroke, times, type Drawing } from '../parts/svg.ts'
import { frontage } from '../stages/frontage.ts'
import { yard } from '../stages/open.ts'

const grill = (): Drawing =>
  shade(92, 12) +
  limb('M-66-70V0M66-70V0', '#3A403E', 8) +
  rect(-86, -96, 172, 28, '#3F4644', rounded(5)) +
  rect(-80, -100, 160, 8, shining('#E8703A')) +
  times(
    9,
    (i) =>
      limb(`M${-72 + i * 18}-110l4 34`, '#C9A372', 3) +
      rect(-78 + i * 18, -112, 13, 12, i % 2 ? '#8A4A32' : '#A8603F', rounded(3))
  ) +
  each([-50, -10, 34], (x) => path(`M${x}-100q-8-18 4-30 0 12 8 14 4 8-2 16z`, shining('#F3A44A')))

const lowTable = (): Drawing =>
  shade(60, 9) +
  rect(-52, -50, 104, 8, '#D9C79A') +
  limb('M-40-44-46 0M40-44 46 0', '#8A7B66', 5) +
  each([-30, -8], (x) => rect(x, -76, 9, 26, '#4F7F57', rounded(3))) +
  oval(22, -54, 20, 5, '#F1EEE5') +
  limb('M12-56h20', '#8A4A32', 4)

export const barbecue: Painter = (view) => {
  const dice = view.dice('grill')
  const life = view.dice('life')
  return {
    stage: frontage(view),
    before: () =>
      at(112, 168, smoke(view, 'smoke', 170, 120, '#6E6A66', 0.72)) +
      at(84, 172, smoke(view, 'smoke2', 140, 90, '#8C8781', 0.6)) +
      put(160, 238, vendor(anyone(dice)), { flip: true }) +
      put(100, 250, grill()) +
      put(232, 246, sitter(anyone(dice))) +
      put(272, 254, lowTable()) +
      put(316, 250, sitter(anyone(dice)), { flip: true }) +
      put(
        342,
        268,
        times(4, (i) => rect(i * 13, -26 - (i % 2) * 4, 9, 26, '#4F7F57', rounded(3)))
      ),
    after: () =>
      put(88, 194, planter(life, 170)) +
      put(190, 228, passer(life)) +
      put(300, 218, passer(life), { flip: true }) +
      put(240, 264, cat(life)) +
      bay(-3.4, -1.2, 3.5, 5.2) +
      put(40, 258, parked(life))
  }
}

/** A kitchen duct on the wall, from the board of the shop up to its mouth; in pixels. */
const duct = (fresh: boolean): Drawing =>
  fresh
    ? rect(200, -60, 26, 150, '#B9C2C1') +
      rect(206, -60, 5, 150, '#FFFFFF', soft(0.4)) +
      times(4, (i) => rect(197, -6 + i * 24, 32, 3, '#8A9794')) +
      rect(176, 42, 74, 40, '#9AA7A5', rounded(2)) +
      stroke('M184 53h40M184 62h40M184 71h40', '#74817F', 3) +
      rect(230, 48, 14, 9, '#4F9A6B')
    : path('M196 106V72q0-22 22-22h34v30h-26v26z', '#8C7B6A') +
      path('M202 106V74q0-16 16-16h34v4h-32q-12 0-12 12v32z', '#FFFFFF', soft(0.2)) +
      rect(248, 44, 12, 42, '#6E5F50') +
      rect(192, 94, 38, 5, '#6E5F50') +
      path(
        'M200 106q4 26 0 48 10-10 10-48zM218 106q6 34 1 66 9-22 8-66zM236 82q4 36-2 62 12-20 12-62z',
        '#4B3D2C',
        soft(0.7)
      )

export const fumes: Painter = (view) => {
  const witness = view.dice('witness')
  const life = view.dice('life')
  return {
    stage: frontage(view),
    before: () =>
      duct(false) +
      at(262, 66, smoke(view, 'fumes', 170, 60, '#4A443D', 0.98), { turn: 64 }) +
      at(262, 70, smoke(view, 'fumes2', 150, 40, '#575047', 0.95), { turn: 98 }) +
      at(260, 62, smoke(view, 'fumes3', 140, 40, '#6B6359', 0.9), { turn: 26 }) +
      put(206, 218, deafened(anyone(witness))) +
      put(120, 240, passer(witness), { flip: true }),
    after: () =>
      duct(true) +
      put(146, 192, pot(life)) +
      put(266, 212, passer(life)) +
      put(110, 246, passer(life), { flip: true }) +
      put(330, 262, company(life))
  }
}

export const speaker: Painter = (view) => {
  const witness = view.dice('witness')
  const life = view.dice('life')
  return {
    stage: life.chance(0.7) ? frontage(view) : yard(view),
    before: () =>
      put(128, 216, loudspeaker(), { size: 1.5 }) +
      put(128, 216, at(0, -200, horn(), { scale: 1.1 }), { size: 1.2 }) +
      at(158, 150, noise(5, '#B8452F', 17), { scale: 1.15 }) +
      at(150, 190, noise(4, '#D9822F', 15), { scale: 0.95 }) +
      put(300, 236, deafened(anyone(witness))) +
      put(352, 226, deafened(anyone(witness)), { flip: true }),
    after: () =>
      put(128, 196, planter(life, 150)) +
      put(240, 232, passer(life)) +
      put(320, 220, passer(life), { flip: true }) +
      put(186, 262, cat(life))
  }
}
