/** Whole buildings: what was built without permission, and the public toilet. */
import type { Painter } from '../frame.ts'
import { bush, hedge, pot } from '../parts/greenery.ts'
import { pavement, pavingOf } from '../parts/ground.ts'
import { house } from '../parts/houses.ts'
import { sign } from '../parts/lettering.ts'
import { cat, company, passer } from '../parts/life.ts'
import { shining, skyOf } from '../parts/light.ts'
import { anyone, walker } from '../parts/people.ts'
import { farAway, treeLine } from '../parts/skyline.ts'
import { put } from '../parts/space.ts'
import { at, circle, each, limb, pairs, path, rect, soft, stroke, times, type Drawing } from '../parts/svg.ts'
import type { View } from '../parts/view.ts'
import { yard } from '../stages/open.ts'

const roofRow = 118

/** A block of flats with a flat roof that can be looked at: the stage of what is built without permission. */
const flatRoof = (view: View): Drawing => {
  const dice = view.dice('block')
  return (
    skyOf(view.light, view.dice('sky')) +
    farAway(view.dice('far'), 128) +
    treeLine(view.dice('wood'), 160, '#8CAA8C', 18) +
    rect(-100, 180, 600, 34, '#8CAA8C') +
    house(dice.pick(['estate', 'plaster', 'estate']), view, dice, 58, 284, roofRow, 214) +
    rect(52, roofRow - 8, 296, 10, '#B3AC9C') +
    rect(186, 178, 28, 36, '#5B6663') +
    rect(180, 172, 40, 6, '#A9A598') +
    rect(-100, 208, 600, 12, '#9DB98F') +
    each([20, 96, 140, 262, 306, 380], (x) => put(x, 218, bush(dice, 110))) +
    pavement(pavingOf(dice), 220)
  )
}

const corrugated = (x: number, y: number, w: number, h: number, colour: string): Drawing =>
  rect(x, y, w, h, colour) +
  stroke(
    times(w / 9, (i) => `M${x + 5 + i * 9} ${y}v${h}`),
    '#000000',
    2,
    ' stroke-opacity=".14"'
  )

/** Corrugated walls and a blue roof, standing on a flat roof; the middle of its foot at the origin. */
const rooftopShed = (): Drawing =>
  corrugated(-78, -48, 156, 48, '#D9D5CA') +
  path('M-90-48-70-72H76L92-48z', '#3F6FA8') +
  stroke(
    times(19, (i) => `M${-82 + i * 9.4}-49l${(18 - i * 1.7).toFixed(1)}-22`),
    '#2F5684',
    2
  ) +
  rect(-56, -36, 26, 36, '#7A5A3E') +
  rect(-12, -34, 32, 19, '#8FA5A6') +
  rect(34, -34, 32, 19, '#8FA5A6') +
  path('M48-72V-90h30v18z', '#C9C3B5')

export const illegalBuild: Painter = (view) => {
  const witness = view.dice('witness')
  const life = view.dice('life')
  return {
    stage: flatRoof(view),
    before: () =>
      at(156, 110, rooftopShed(), { scale: 1.32 }) +
      corrugated(260, 150, 92, 66, '#C9CFCB') +
      path('M252 152 262 136H362V152z', '#B8532F') +
      rect(298, 172, 26, 44, '#6B4A33') +
      stroke('M64 214 92 112M80 214 104 112M68 200h15M72 184h15M77 166h15M82 148h14M87 130h13', '#8A6A44', 4) +
      each([270, 284], (x, i) => rect(x, 92, 9, 18, i ? '#C8553D' : '#F1EEE5')) +
      stroke('M262 92h70M330 110V88', '#5B6663', 2) +
      each([302, 316], (x, i) => rect(x, 92, 9, 16, i ? '#46617D' : '#D9AE52')) +
      put(150, 248, walker(anyone(witness))),
    after: () =>
      stroke('M62 96H338M62 104H338', '#E9E4D6', 3) +
      times(24, (i) => rect(62 + i * 12, 94, 2.4, 17, '#E9E4D6')) +
      each([100, 140, 268], (x) => at(x, 112, pot(life), { scale: 0.28 })) +
      rect(214, 92, 34, 18, '#3F6F8C') +
      stroke('M214 101h34M225 92v18M237 92v18', '#A9C0C4', 1.4) +
      put(306, 216, hedge(150, 54)) +
      put(150, 248, passer(life)) +
      put(250, 240, passer(life), { flip: true }) +
      put(320, 262, cat(life))
  }
}

/** The pictures on the doors, in centimetres around their middle. */
const gentleman = (): Drawing => circle(0, -26, 8, '#F6F1E4') + path('M-11-15H11L9 12H5L4 36H-4L-5 12H-9z', '#F6F1E4')
const lady = (): Drawing => circle(0, -26, 8, '#F6F1E4') + path('M-9-15H9L17 16H7L5 36H-5L-7 16H-17z', '#F6F1E4')

const toiletHouse = (view: View): Drawing => {
  const dice = view.dice('toilet')
  const roof = dice.pick(['#565F5E', '#7A4A3A', '#3F6B66'])
  const wallColour = dice.pick(['#EFEBE1', '#DCD3C2', '#D8DDD6'])
  return (
    rect(50, 70, 300, 140, wallColour) +
    rect(50, 186, 300, 24, '#9A9F98') +
    path('M30 72 62 40H338L370 72z', roof) +
    rect(30, 70, 340, 6, '#000000', soft(0.25)) +
    rect(150, 82, 100, 28, '#2E6B66') +
    sign(view, '厕所', 200, 96, 22, view.light.dark ? shining('#FFF3D6') : '#F6F1E4')
  )
}

const toiletDoor = (x: number, colour: string, picture: Drawing): Drawing =>
  rect(x - 34, 112, 68, 98, '#5B6663') +
  rect(x - 30, 116, 60, 94, colour) +
  at(x, 154, picture) +
  rect(x + 20, 164, 4, 16, '#F1EEE5')

export const toilet: Painter = (view) => {
  const witness = view.dice('witness')
  const life = view.dice('life')
  return {
    stage: yard(view) + toiletHouse(view),
    before: () =>
      rect(76, 112, 68, 98, '#3A403E') +
      at(
        80,
        116,
        rect(0, 0, 60, 94, '#6E8496') + at(30, 38, gentleman()) + path('M12 60l20 6-6 24-18-10z', '#3A403E'),
        { turn: 14 }
      ) +
      toiletDoor(290, '#B59A92', lady()) +
      limb('M262 190L318 122M262 122L318 190', '#C8553D', 7) +
      path(
        'M60 120q14 30 4 66M336 90q-12 40 4 96M160 120q6 40-4 66M236 130q10 30 2 56',
        'none',
        ' stroke="#7A6A4E" stroke-width="9" stroke-opacity=".55" stroke-linecap="round"'
      ) +
      rect(170, 124, 60, 44, '#5B6663') +
      path('M174 128h52v36h-52z', '#8FA5A6') +
      path('M188 128l10 18-14 6 20 12-4-20 14-6-14-10z', '#26302E') +
      path('M96 212q-30 24-50 50 90 26 200 8-10-30-60-30-30-8-40-28z', '#6F8F8A', soft(0.8)) +
      path('M110 222q-20 16-28 34 50 12 110 4-10-14-46-14-18-8-20-24z', '#86795D', soft(0.6)) +
      each(pairs(70, 262, 150, 256, 214, 270, 258, 250), ([x, y]) =>
        path(`M${x} ${y}q10-8 22-2l4 8-20 4z`, '#F1EEE5')
      ) +
      put(
        322,
        246,
        walker(anyone(witness), {
          hands: [
            [-20, -84],
            [8, -146]
          ]
        })
      ),
    after: () =>
      toiletDoor(110, '#3F6F8C', gentleman()) +
      toiletDoor(290, '#A8573F', lady()) +
      rect(170, 124, 60, 44, '#F1EEE5') +
      path('M174 128h52v36h-52z', view.light.dark ? shining('#F3DFA8') : '#B5D0D4') +
      path('M174 152l26-24h12l-38 36z', '#FFFFFF', soft(0.35)) +
      put(160, 218, pot(life)) +
      put(240, 218, pot(life, '#5B6663')) +
      put(322, 236, passer(life), { flip: true }) +
      put(76, 244, passer(life)) +
      put(200, 262, company(life))
  }
}
