/** Passers-by, in centimetres, facing right, feet at the origin. Nobody has a face: nobody is anybody. */
import { coats, hairs, shadow, skins, trousers } from './colours.ts'
import type { Dice } from './dice.ts'
import { at, circle, limb, oval, path, rect, rounded, soft, type Drawing, type Point } from './svg.ts'

export interface Look {
  readonly coat: string
  readonly legs: string
  readonly hair: string
  readonly skin: string
}

export const anyone = (dice: Dice): Look => ({
  coat: dice.pick(coats),
  legs: dice.pick(trousers),
  hair: dice.pick(hairs),
  skin: dice.pick(skins)
})

type Cap = 'hair' | 'bun' | 'helmet' | 'sunhat'

interface Pose {
  /** Half the length of a step; nothing when standing. */
  readonly step?: number
  /** Where the hands are: the one behind, then the one in front. */
  readonly hands?: readonly [Point, Point]
  readonly cap?: Cap
  /** A reflecting waistcoat over the coat. */
  readonly vest?: string
  readonly skirt?: boolean
  readonly lean?: number
}

const caps: Readonly<Record<Cap, (look: Look) => Drawing>> = {
  hair: ({ hair }) => path('M-14-152c-3-20 27-24 29-5l-6-2c-7 2-13 0-15-3-1 4-3 8-8 10z', hair),
  bun: ({ hair }) =>
    circle(-13, -164, 7, hair) + path('M-14-150c-4-22 27-26 29-7l-6-2c-7 2-13 0-15-3-1 5-3 9-8 12z', hair),
  helmet: () => path('M-16-158c0-20 32-20 32 0l4 3h-40z', '#E2B23C'),
  sunhat: () => path('M-13-161c2-14 24-14 26 0z', '#D9C79A') + oval(0, -160, 25, 5, '#CDB982')
}

export const shade = (rx: number, ry = rx / 4): Drawing => oval(0, 0, rx, ry, shadow, soft(0.16))

export const person = (look: Look, pose: Pose = {}): Drawing => {
  const { step = 0, cap = 'hair', vest, skirt, lean = 0 } = pose
  const [behind, before] = pose.hands ?? [
    [-18 - step * 0.5, -84],
    [18 + step * 0.5, -84]
  ]
  const leg = (foot: number): Drawing =>
    limb(`M${foot < 0 ? -6 : 6}-80L${foot * 0.6}-42L${foot}-6`, look.legs, 15) +
    path(`M${foot - 7} 0v-8h10q9 2 11 8z`, '#3A3836')
  const arm = ([x, y]: Point, from: number): Drawing =>
    limb(`M${from}-128Q${(from + x) / 2 + (x < from ? -6 : -4)} ${(y - 128) / 2 + 4} ${x} ${y}`, look.coat, 12) +
    circle(x, y, 6, look.skin)
  const torso = path('M-20-130q2-11 20-11t20 11l2 56q-22 6-44 0z', look.coat)
  const waistcoat = vest
    ? path('M-17-138q17-5 34 0l4 58q-21 5-42 0z', vest) +
      path('M-20-108h40v7h-40z', '#F4EFD8') +
      path('M-19-126h38v6h-38z', '#F4EFD8')
    : ''
  const upper =
    rect(-5, -146, 10, 12, look.skin) + torso + waistcoat + circle(0, -153, 13.5, look.skin) + caps[cap](look)
  return (
    shade(32, 7) +
    arm(behind, -17) +
    leg(step ? -step : -8) +
    leg(step ? step : 8) +
    (skirt ? path('M-21-84h42l8 38h-58z', look.coat) : '') +
    at(0, 0, upper, { turn: lean }) +
    arm(before, 17)
  )
}

export const walker = (look: Look, pose: Pose = {}): Drawing => person(look, { step: 20, ...pose })

export const whiteCane = (look: Look): Drawing =>
  walker(look, {
    hands: [
      [-26, -88],
      [34, -98]
    ]
  }) +
  limb('M34-100 78-2', '#F4F1E8', 5) +
  limb('M70-20 78-2', '#B8352F', 5)

export const sweeper = (look: Look): Drawing =>
  person(
    { ...look, coat: '#D9822F' },
    {
      step: 14,
      vest: '#E08A2E',
      cap: 'sunhat',
      hands: [
        [14, -98],
        [34, -84]
      ]
    }
  ) +
  limb('M10-128 58-14', '#A98254', 5) +
  path('M50-20 66-26 84 0 56 2z', '#C9A55A')

export const builder = (look: Look, pose: Pose = {}): Drawing =>
  person(look, { cap: 'helmet', vest: '#D9822F', ...pose })

export const child = (look: Look, step = 18): Drawing =>
  at(0, 0, walker(look, { step }) + rect(-31, -128, 16, 36, '#C8553D', rounded(6)), { scale: 0.68 })

export const handInHand = (grown: Look, small: Look): Drawing =>
  at(-34, 0, child(small)) +
  walker(grown, {
    hands: [
      [-30, -70],
      [26, -86]
    ],
    skirt: true,
    cap: 'bun'
  })

export const shopper = (look: Look): Drawing =>
  walker(look, {
    hands: [
      [-26, -80],
      [22, -80]
    ]
  }) +
  path('M14-80h18l7 34H8z', '#7FA04A') +
  circle(16, -80, 5, '#D98A3A') +
  circle(26, -81, 5, '#C8553D')

export const wheelchair = (look: Look): Drawing =>
  shade(52, 9) +
  limb('M-30-96V-40H24L36-10H52', '#4B5553', 6) +
  path('M-22-108q4-12 20-10t16 14l2 40h-38z', look.coat) +
  circle(-4, -128, 13.5, look.skin) +
  at(-4, 25, caps.hair(look)) +
  limb('M0-56H32L42-14', look.legs, 15) +
  limb('M2-100 20-62', look.coat, 11) +
  circle(-8, -30, 30, 'none', ' stroke="#333B39" stroke-width="6"') +
  circle(-8, -30, 7, '#8A9794') +
  circle(42, -8, 8, '#333B39')

/** Sitting on a low stool, facing right. */
export const sitter = (look: Look): Drawing =>
  shade(34, 7) +
  rect(-18, -40, 36, 6, '#B8694A') +
  limb('M-14-36-18 0M14-36 18 0', '#8A5A3C', 5) +
  limb('M-2-48 26-46 28-8', look.legs, 15) +
  path('M22 0v-9h10q9 2 10 9z', '#3A3836') +
  path('M-18-92q2-12 18-12t18 12l2 50q-20 5-40 0z', look.coat) +
  limb('M10-88Q26-72 40-74', look.coat, 12) +
  circle(41, -74, 6, look.skin) +
  circle(0, -117, 13.5, look.skin) +
  at(0, 36, caps.hair(look))

/** Both hands at the ears. */
export const deafened = (look: Look): Drawing =>
  person(look, {
    hands: [
      [-16, -152],
      [16, -152]
    ],
    lean: -4
  })
