import { embankment, water, bridge, reeds } from '../parts/water.ts'
import { willow } from '../parts/greenery.ts'
import { hills, pagoda, towers, treeLine, estate } from '../parts/skyline.ts'
import { crane, panel, rawFrame } from '../parts/site.ts'
import { roadAcross, pavement, pavingOf } from '../parts/ground.ts'
import { skyOf } from '../parts/light.ts'
import { put } from '../parts/space.ts'
import { rect, times, type Drawing } from '../parts/svg.ts'
import type { View } from '../parts/view.ts'

const cleanWater = ['#8DB3B4', '#A9C8C7'] as const
const foulWater = ['#7B8B77', '#8F9E86'] as const

/** Row where the embankment meets the water. */
const waterLine = 158

/** The far bank: hills or houses, trees and a stone embankment; water is drawn over its foot. */
export const riverside = (view: View): Drawing => {
  const dice = view.dice('river')
  const stone = dice.pick(['#C5BCA8', '#B9B8AC', '#C9B8A0'])
  return (
    skyOf(view.light, view.dice('sky')) +
    dice.pick([
      () => hills(dice, 112, '#A6BEAE') + pagoda(dice.between(80, 320), 108),
      () => towers(dice, 118, '#B7C3C2') + treeLine(dice, 124, '#93AE93', 15),
      () => hills(dice, 110, '#AEC2B4') + estate(view, view.dice('estate'), 128) + treeLine(dice, 132, '#8AA98A', 11),
      () => hills(dice, 112, '#A6BEAE') + treeLine(dice, 128, '#8FAD8E', 18)
    ])() +
    rect(-100, 126, 600, 14, '#B4C4A4') +
    put(dice.between(20, 60), 140, willow(dice), { size: 1.7 }) +
    put(dice.between(330, 380), 140, willow(dice), { size: 1.5 }) +
    embankment(waterLine, 22, stone, dice.chance(0.7)) +
    (dice.chance(0.35) ? bridge(dice.between(90, 150), waterLine - 2, 92) : '')
  )
}

export const riverWater = (view: View, clean: boolean): Drawing => {
  const [colour, gleam] = clean ? cleanWater : foulWater
  return water(view.dice('water'), waterLine, colour, gleam)
}

export const nearReeds = (view: View): Drawing => {
  const dice = view.dice('reeds')
  return reeds(dice, -20, 304, 90, 14) + reeds(dice, 350, 304, 80, 12)
}

/** Row where the hoarding stands. */
export const hoardingFoot = 182

interface Plan {
  /** Leaves out the hoarding, for scenes that draw their own. */
  readonly hoarding?: boolean
  readonly road?: boolean
}

/** A building site behind its hoarding, seen from across the road. */
export const buildingSite = (view: View, { hoarding = true, road = true }: Plan = {}): Drawing => {
  const dice = view.dice('site')
  const left = dice.chance(0.5)
  return (
    skyOf(view.light, view.dice('sky')) +
    towers(view.dice('far'), 124, '#BAC6C4') +
    rect(-100, 118, 600, 70, '#B9B4A2') +
    crane(left ? 60 : 310, 172, dice.whole(128, 146), dice.pick(['#B98C3E', '#B8653F', '#7E8FA0'])) +
    rawFrame(left ? 170 : 40, 172, dice.whole(6, 7), dice.whole(4, 6), dice) +
    (hoarding ? hoardings(dice.pick(['#4E7F74', '#4B7896', '#5B7F55'])) : '') +
    (road ? pavement(pavingOf(dice), hoardingFoot, 206) + roadAcross(211) : pavement(pavingOf(dice), hoardingFoot, 330))
  )
}

export const hoardings = (colour: string, skip: readonly number[] = []): Drawing =>
  times(8, (i) => (skip.includes(i) ? '' : put(-70 + i * 77, hoardingFoot, panel(colour))))
