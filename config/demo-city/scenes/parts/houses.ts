/** Upper floors in the frame's own pixels, seen straight on: what stands above and behind the shops. */
import type { Dice } from './dice.ts'
import { windowPane } from './shops.ts'
import { patches, path, rect, soft, stroke, times, type Drawing, type Patches } from './svg.ts'
import type { View } from './view.ts'

export type HouseStyle = 'plaster' | 'jiangnan' | 'estate' | 'brick' | 'modern'

interface Plot {
  readonly view: View
  readonly dice: Dice
  readonly x: number
  readonly w: number
  readonly top: number
  readonly bottom: number
}

interface Grid {
  /** Least width of a bay and height of a floor. */
  readonly pitch: number
  readonly floor: number
  /** From the top of the wall to the first window, and how high a window is. */
  readonly drop: number
  readonly high: number
}

type Pane = (left: number, top: number, glassOf: string, panes: Patches, trims: Patches) => void

/** Windows in a grid over the wall; those that would be cut off below are left out. */
const windows = ({ view, dice, x, w, top, bottom }: Plot, { pitch, floor, drop, high }: Grid, draw: Pane): Drawing => {
  const panes = patches()
  const trims = patches()
  const count = Math.max(1, Math.floor(w / pitch))
  for (let y = top + drop; y + high <= bottom; y += floor) {
    for (let i = 0; i < count; i++) draw(x + ((i + 0.5) * w) / count, y, windowPane(view, dice), panes, trims)
  }
  return panes.drawing() + trims.drawing()
}

const cornice = ({ x, w, top }: Plot, colour: string): Drawing =>
  rect(x - 2, top - 5, w + 4, 7, colour) + rect(x, top + 2, w, 2.5, '#000000', soft(0.1))

const wallOf = ({ x, w, top, bottom }: Plot, colour: string): Drawing => rect(x, top, w, bottom - top, colour)

const laundry = ['#C8553D', '#46617D', '#F1EEE5', '#D9AE52'] as const

const styles: Readonly<Record<HouseStyle, (plot: Plot) => Drawing>> = {
  plaster: (plot) =>
    wallOf(plot, plot.dice.pick(['#CDBFA6', '#C3B499', '#D5C9B3', '#CBB79B', '#BFB8A2', '#D2BCA4'])) +
    cornice(plot, '#E3DAC6') +
    windows(plot, { pitch: 38, floor: 44, drop: 14, high: 30 }, (cx, y, glassOf, panes, trims) => {
      panes.rect(cx - 12, y, 24, 28, glassOf)
      trims.rect(cx - 14, y - 3, 28, 4, '#EFE8D8')
      trims.rect(cx - 1, y, 2, 28, '#EFE8D8')
      trims.rect(cx - 14, y + 28, 28, 3, '#B9AD96')
    }),
  jiangnan: (plot) => {
    const { x, w, top, bottom } = plot
    const eaves = top + 20
    const gable = (left: number): Drawing =>
      rect(left, top + 4, 11, bottom - top - 4, '#EAE6DB') +
      path(`M${left - 3} ${top + 5}q8.5-6 17 0v-4q-8.5-5-17 0z`, '#454E4D')
    return (
      rect(x, eaves, w, bottom - eaves, '#EFEBE1') +
      path(`M${x} ${eaves}L${x + 10} ${top + 4}H${x + w - 10}L${x + w} ${eaves}z`, '#565F5E') +
      stroke(
        times(w / 8, (i) => `M${x + 6 + i * 8} ${top + 6}v13`),
        '#454E4D',
        1.6
      ) +
      rect(x - 1, eaves - 1, w + 2, 4, '#3F4847') +
      windows(
        { ...plot, x: x + 11, w: w - 22 },
        { pitch: 36, floor: 60, drop: 31, high: 26 },
        (cx, y, glassOf, panes, trims) => {
          panes.rect(cx - 12, y, 24, 26, '#6B4A33')
          trims.rect(cx - 10, y + 2, 6, 22, glassOf)
          trims.rect(cx - 2.6, y + 2, 5.4, 22, glassOf)
          trims.rect(cx + 4.2, y + 2, 6, 22, glassOf)
        }
      ) +
      gable(x) +
      gable(x + w - 11)
    )
  },
  estate: (plot) => {
    const { dice } = plot
    const band = dice.pick(['#B8866A', '#8FA39A', '#A9A08C'])
    return (
      wallOf(plot, dice.pick(['#D9CFBC', '#C9C3B5', '#CFC0AA', '#C2C6BE'])) +
      rect(plot.x, plot.top, plot.w, 4, '#A9A598') +
      windows(plot, { pitch: 46, floor: 32, drop: 8, high: 24 }, (cx, y, glassOf, panes, trims) => {
        panes.rect(cx - 16, y, 32, 24, glassOf)
        trims.rect(cx - 0.8, y, 1.6, 15, '#E8E3D6')
        if (dice.chance(0.3)) {
          for (const left of [-12, -4, 4]) trims.rect(cx + left, y + 4, 6, dice.between(8, 11), dice.pick(laundry))
        }
        trims.rect(cx - 17, y + 13, 34, 11, band)
        trims.rect(cx - 17, y + 13, 34, 2, '#F1EEE5')
        if (dice.chance(0.3)) {
          trims.rect(cx + 18, y + 10, 12, 8, '#E4E2DA')
          trims.rect(cx + 19.5, y + 11.5, 6, 5, '#A5ABA6')
        }
      })
    )
  },
  brick: (plot) => {
    const { x, w, top, bottom, dice } = plot
    return (
      wallOf(plot, dice.pick(['#A9745E', '#9A8A7E', '#B07F64'])) +
      stroke(
        times((bottom - top) / 9, (i) => `M${x} ${top + 8 + i * 9}h${w}`),
        '#000000',
        0.8,
        ' stroke-opacity=".09"'
      ) +
      cornice(plot, '#D5C5B0') +
      windows(plot, { pitch: 36, floor: 46, drop: 14, high: 30 }, (cx, y, glassOf, panes, trims) => {
        panes.rect(cx - 12, y - 2, 24, 31, '#E9DDC9')
        trims.rect(cx - 10, y, 9, 28, glassOf)
        trims.rect(cx + 1, y, 9, 28, glassOf)
        trims.rect(cx - 14, y + 28, 28, 3, '#D5C5B0')
      })
    )
  },
  modern: (plot) =>
    wallOf(plot, '#A9B6B4') +
    rect(plot.x, plot.top - 4, plot.w, 6, '#DDE1DC') +
    windows(plot, { pitch: 20, floor: 18, drop: 5, high: 13 }, (cx, y, glassOf, panes) =>
      panes.rect(cx - 9, y, 18, 13, glassOf)
    )
}

export const house = (
  style: HouseStyle,
  view: View,
  dice: Dice,
  x: number,
  w: number,
  top: number,
  bottom: number
): Drawing => styles[style]({ view, dice, x, w, top, bottom })
