/** Small signs of life: a street that has been put right is used again. */
import { catSitting, catWalking, sparrow } from './animals.ts'
import { bicycle, rider, scooter, scooterRider } from './bikes.ts'
import type { Dice } from './dice.ts'
import { anyone, handInHand, shopper, walker, wheelchair } from './people.ts'
import { metre, put } from './space.ts'
import { at, times, type Drawing } from './svg.ts'
import type { View } from './view.ts'

const bikePaints = ['#3F6F8C', '#7A8C5A', '#A84A45', '#5B6663', '#C08A3E', '#7A5C78'] as const

/** Somebody on foot. */
export const passer = (dice: Dice): Drawing => {
  const look = anyone(dice)
  return dice.pick([
    () => walker(look),
    () => walker(look, { cap: 'bun', skirt: true }),
    () => shopper(look),
    () => handInHand(look, anyone(dice)),
    () => walker(look, { cap: 'sunhat' }),
    () =>
      walker(look, {
        hands: [
          [-20, -84],
          [14, -70]
        ]
      }),
    () => (dice.chance(0.2) ? wheelchair(look) : walker(look))
  ])()
}

export const cyclist = (dice: Dice): Drawing =>
  dice.chance(0.5) ? rider(anyone(dice), dice.pick(bikePaints)) : scooterRider(anyone(dice), dice.pick(bikePaints))

/** Somebody who rides along the near side of a road, its left end at `x`: to the right, in a mirrored view as well. */
export const ridingBy = (view: View, dice: Dice, x: number, y: number, size: number): Drawing => {
  const length = metre(y) * 1.7 * size
  return put(x + (view.mirrored ? length : 0), y, cyclist(dice), { size, flip: view.mirrored })
}

export const parked = (dice: Dice): Drawing =>
  dice.chance(0.5) ? bicycle(dice.pick(bikePaints)) : scooter(dice.pick(bikePaints))

export const paintOf = (dice: Dice): string => dice.pick(bikePaints)

const furs = ['#D08B4C', '#6E6A66', '#E9DFD0', '#3F3C3A'] as const

export const company = (dice: Dice): Drawing => {
  const fur = dice.pick(furs)
  return dice.pick([
    () => catSitting(fur),
    () => catWalking(fur),
    () => times(3, (i) => at(i * 34, (i % 2) * 8, sparrow(), { flip: i === 1 }))
  ])()
}

export const cat = (dice: Dice): Drawing =>
  dice.chance(0.6) ? catSitting(dice.pick(furs)) : catWalking(dice.pick(furs))
