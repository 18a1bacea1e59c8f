import { carColours, glass } from '../parts/colours.ts'
import type { Dice } from '../parts/dice.ts'
import { lamp } from '../parts/furniture.ts'
import { farTree, seasonOf, tree, type Season } from '../parts/greenery.ts'
import { pavingOf, roadAway, tactileAway, pavement } from '../parts/ground.ts'
import { shining, skyOf } from '../parts/light.ts'
import { farAway, treeLine } from '../parts/skyline.ts'
import { floor, patchAlong, put, seen, side } from '../parts/space.ts'
import { each, patches, type Drawing } from '../parts/svg.ts'
import type { View } from '../parts/view.ts'
import { carEnd } from '../parts/cars.ts'

/** Stands a part on the ground by metres: `x` to the right of the lens, `z` away from it. */
export const stand = (x: number, z: number, part: Drawing, turn: { flip?: boolean; size?: number } = {}): Drawing => {
  const [column, row] = seen([x, 0, z])
  return put(column, row, part, turn)
}

const walls = ['#CDBFA6', '#C3B499', '#D5C9B3', '#E6E0D2', '#C2B6A6', '#BFA38C', '#D8CDBB'] as const
const boards = ['#2E6B66', '#A8573F', '#46617D', '#6B5A7A', '#8A7B3E', '#7A4A3A'] as const

type Ground = 'shops' | 'flats'

/** One house of a row that runs away: its wall, its ground floor and its upper windows. */
const houseAlong = (view: View, dice: Dice, ground: Ground, x: number, z0: number, z1: number): Drawing => {
  const height = ground === 'flats' ? dice.between(11, 15) : dice.between(7, 11)
  const bays = Math.max(1, Math.round((z1 - z0) / 4))
  const step = (z1 - z0) / bays
  const panes = patches()
  const trims = patches()
  const pane = (day: string, night: string): string => (view.light.dark && dice.chance(0.5) ? shining(night) : day)
  for (let i = 0; i < bays; i++) {
    const near = z0 + i * step + 0.25
    const far = near + step - 0.5
    const third = (far - near) / 3
    if (ground === 'shops') {
      panes.shape(patchAlong(x, near, far, 0, 2.6), '#5B6663')
      trims.shape(patchAlong(x, near + 0.15, far - third, 0.1, 2.4), view.light.dark ? shining('#DDBB7C') : '#86938F')
      trims.shape(
        patchAlong(x, far - third + 0.15, far - 0.15, 0.7, 2.4),
        view.light.dark ? shining('#E9C98A') : '#7A8A88'
      )
      trims.shape(patchAlong(x, near, far, 2.7, 3.4), dice.pick(boards))
      if (near < 20) trims.shape(patchAlong(x, near + step * 0.2, near + step * 0.6, 2.95, 3.15), '#EFEADC')
    } else if (i % 2) {
      panes.shape(patchAlong(x, near + 0.8, far - 0.8, 0, 2.3), '#5B6663')
      trims.shape(patchAlong(x, near + 0.5, far - 0.5, 2.4, 2.7), '#A9A598')
    } else {
      panes.shape(patchAlong(x, near + 0.5, far - 0.5, 1, 2.3), pane(glass, '#F1CE86'))
    }
    // Beyond twenty metres the sills and panes are less than a pixel high.
    const clear = near < 20
    for (let y = ground === 'flats' ? 3.9 : 4.1; y + 1.5 < height; y += 2.7) {
      panes.shape(patchAlong(x, near + 0.6, far - 0.6, y, y + 1.5), pane(glass, '#F1CE86'))
      if (clear) trims.shape(patchAlong(x, near + 0.5, far - 0.5, y - 0.2, ground === 'flats' ? y + 0.5 : y), '#E6DDCA')
    }
  }
  return (
    side(x, z0, z1, 0, height, dice.pick(walls)) +
    side(x, z0, z1, height - 0.3, height, '#E3DAC6') +
    (dice.chance(0.4) ? side(x, z0, z1, height, height + 0.7, '#4E5756') : '') +
    panes.drawing() +
    trims.drawing()
  )
}

const rowAlong = (view: View, dice: Dice, ground: Ground, x: number, near: number, far: number): Drawing => {
  const parts: Drawing[] = []
  for (let z = near; z < far;) {
    const length = dice.between(7, 13)
    parts.push(houseAlong(view, dice, ground, x, z, Math.min(far, z + length)))
    z += length
  }
  return parts.reverse().join('')
}

interface Plan {
  /** Metres from the lens to the walls and to both edges of the carriageway. */
  readonly left: number
  readonly right: number
  readonly road: readonly [number, number]
  readonly tactile?: number
  readonly lamps?: boolean
  readonly houses?: Ground
  /** Distances of the street trees from the lens, in metres. */
  readonly trees?: readonly number[]
}

const treesAlong = (dice: Dice, season: Season, x: number, distances: readonly number[], height = 600): Drawing =>
  each([...distances].reverse(), (z) => stand(x, z, (z > 12 ? farTree : tree)(dice, season, height)))

const canyon = (
  view: View,
  { left, right, road, tactile, lamps = true, houses = 'shops', trees: distances = [9, 15, 24, 36] }: Plan
): Drawing => {
  const ground = view.dice('ground')
  const trees = view.dice('trees')
  const season = seasonOf(trees)
  const traffic = view.dice('traffic')
  const [near, far] = road
  return (
    skyOf(view.light, view.dice('sky')) +
    farAway(view.dice('far'), 114) +
    treeLine(view.dice('wood'), 116, '#93AE93', 12) +
    pavement(pavingOf(ground), 116, 330, 1) +
    rowAlong(view, view.dice('left'), houses, left, 2.2, 46) +
    rowAlong(view, view.dice('right'), houses, right, 3.4, 46) +
    roadAway(near, far) +
    (tactile === undefined ? '' : tactileAway(tactile, 118)) +
    treesAlong(trees, season, far + 1.1, distances) +
    // Traffic keeps to the right, in a mirrored view as well: there this lane comes towards the lens.
    (houses === 'shops' && traffic.chance(0.5)
      ? stand(far - 1.7, 27, carEnd(traffic.pick(carColours), { rear: !view.mirrored }))
      : '') +
    treesAlong(trees, season, near - 0.7, distances.slice(1), 520) +
    (lamps ? each([27, 15], (z) => stand(near - 0.5, z, lamp(600, view.light.dark))) : '')
  )
}

/** Along the pavement: shops on the left, the road on the right, the tactile strip in the middle. */
export const avenue = (view: View): Drawing =>
  canyon(view, { left: -3.4, right: 12.5, road: [2.3, 9.3], tactile: -0.3 })

/** Down the middle of the road, houses on both sides. */
export const roadway = (view: View, lamps = true): Drawing =>
  canyon(view, { left: -8.6, right: 8.6, road: [-4.2, 4.2], lamps })

/** Down the fire lane of an estate: a narrow lane between flats. */
export const laneway = (view: View): Drawing => {
  const dice = view.dice('estate')
  return (
    canyon(view, { left: -7.4, right: 7.6, road: [-2.4, 2.4], lamps: false, houses: 'flats', trees: [] }) +
    floor(-4.2, -2.5, 2, 60, '#9DB98F') +
    floor(2.5, 4.4, 2, 60, '#9DB98F') +
    floor(-2.4, 2.4, 1.9, 60, '#A5A39B') +
    each([-2.5, 2.5], (x) => floor(x - 0.1, x + 0.1, 1.9, 60, '#DAD7CC')) +
    each(
      [34, 22, 14],
      (z) => stand(3.5, z, farTree(dice, 'camphor', 480)) + stand(-3.5, z - 2, farTree(dice, 'green', 440))
    )
  )
}
