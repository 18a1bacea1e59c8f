import { lamp, bollard } from '../parts/furniture.ts'
import { crown, planter, pot, seasonOf, tree } from '../parts/greenery.ts'
import { pavement, pavingOf, roadAcross, tactileAcross } from '../parts/ground.ts'
import { house, type HouseStyle } from '../parts/houses.ts'
import { skyOf } from '../parts/light.ts'
import { shop, shopPlans } from '../parts/shops.ts'
import { farAway } from '../parts/skyline.ts'
import { put } from '../parts/space.ts'
import { at, each, rect, times, type Drawing } from '../parts/svg.ts'
import type { View } from '../parts/view.ts'

/** The row of the frame where the shops meet the pavement. */
const shopFoot = 174

const rows: readonly [readonly [HouseStyle, ...HouseStyle[]], ...(readonly [HouseStyle, ...HouseStyle[]])[]] = [
  ['plaster', 'plaster', 'brick'],
  ['jiangnan', 'jiangnan', 'plaster'],
  ['estate', 'estate', 'plaster'],
  ['brick', 'plaster', 'estate'],
  ['jiangnan', 'brick', 'jiangnan'],
  ['modern', 'estate', 'plaster']
]

/** A row of houses with shops below, from the left edge of everything to the right. */
const shopRow = (view: View): Drawing => {
  const dice = view.dice('row')
  const styles = dice.pick(rows)
  const widths = dice.shuffled([118, 132, 126, 106, 140])
  const plans = shopPlans(dice, widths.length)
  let x = -104 + dice.whole(0, 20)
  return each(widths, (w, i) => {
    const style = styles[i % styles.length] ?? 'plaster'
    const top = dice.whole(style === 'estate' || style === 'modern' ? -60 : 8, 34)
    const plan = plans[i]
    const drawing =
      rect(x, 84, w, 90, '#B3A792') +
      house(style, view, dice, x, w, top, 88) +
      (plan ? shop(view, dice, plan, x + 4, w - 8) : '')
    x += w
    return drawing
  })
}

/** What frames the picture on one side: a tree, a lamp, a branch, or nothing. */
const framing = (view: View): Drawing => {
  const dice = view.dice('framing')
  const season = seasonOf(dice)
  return dice.pick([
    () => put(368, 186, tree(dice, season, 560)),
    () => put(24, 184, tree(dice, season, 520)) + put(386, 188, planter(dice)),
    () => times(4, (i) => at(290 + i * 40, dice.between(2, 26), crown(dice, 38, season))),
    () => put(372, 190, lamp(520, view.light.dark), { flip: true }) + put(18, 182, pot(dice)),
    () => put(330, 182, tree(dice, season, 470)) + put(60, 182, tree(dice, season, 450))
  ])()
}

interface Plan {
  /** Row of the kerb; below it lies the road. */
  readonly kerb?: number
  readonly tactile?: boolean
  /** Whether bollards may stand at the kerb; not where a car has come over it. */
  readonly bollards?: boolean
}

/** Shops seen straight on from across the pavement. */
export const frontage = (view: View, { kerb = 276, tactile = true, bollards = true }: Plan = {}): Drawing => {
  const ground = view.dice('ground')
  return (
    skyOf(view.light, view.dice('sky')) +
    farAway(view.dice('far'), 118) +
    shopRow(view) +
    pavement(pavingOf(ground), shopFoot, kerb - 5) +
    (tactile ? tactileAcross(234, 251) : '') +
    roadAcross(kerb, undefined, false) +
    framing(view) +
    (bollards && ground.chance(0.3) ? each([40, 130, 220, 310], (x) => put(x, kerb - 10, bollard())) : '')
  )
}
