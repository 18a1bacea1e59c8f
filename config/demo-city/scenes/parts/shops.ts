/** Ground floors in the frame's own pixels, seen straight on. */
import { darkSteel, fruits, glass, paper } from './colours.ts'
import type { Dice } from './dice.ts'
import { sign } from './lettering.ts'
import { shining } from './light.ts'
import { patches, path, rect, soft, stroke, times, type Drawing } from './svg.ts'
import type { View } from './view.ts'

const trades = [
  '面馆',
  '茶叶',
  '药房',
  '水果',
  '书店',
  '花店',
  '粮油',
  '包子',
  '理发',
  '文具',
  '五金',
  '早点',
  '修车',
  '缝纫'
] as const
const boards = ['#2E6B66', '#A8573F', '#46617D', '#6B5A7A', '#8A7B3E', '#5B6663', '#7A4A3A', '#3F6B4A'] as const

export interface ShopPlan {
  readonly trade: string
  readonly board: string
  readonly front: 'door' | 'open' | 'shutter'
  readonly awning: boolean
}

/** Every shop of a row is another trade under another colour. */
export const shopPlans = (dice: Dice, count: number): ShopPlan[] => {
  const names = dice.shuffled(trades)
  const colours = dice.shuffled(boards)
  return Array.from({ length: count }, (_, i) => ({
    trade: names[i % names.length] ?? trades[0],
    board: colours[i % colours.length] ?? boards[0],
    front: dice.pick(['door', 'open', 'door', 'shutter', 'open']),
    awning: dice.chance(0.35)
  }))
}

/** The inside of a shop: lit after dark. */
const inside = (view: View): string => (view.light.dark ? shining('#E9C98A') : '#55605D')

const shelves = (dice: Dice, x: number, y: number, width: number, height: number): Drawing => {
  const goods = patches()
  for (let row = 0; row < 3; row++) {
    const board = Math.round(y + (row + 0.7) * (height / 3.2))
    goods.rect(x + 3, board, width - 6, 1.6, '#6B5A45')
    for (let left = x + 5; left < x + width - 8; left += 7) {
      if (dice.chance(0.8)) goods.rect(Math.round(left), Math.round(board) - dice.whole(6, 9), 5, 8, dice.pick(fruits))
    }
  }
  return goods.drawing()
}

const fronts: Readonly<
  Record<ShopPlan['front'], (view: View, dice: Dice, x: number, y: number, w: number, h: number) => Drawing>
> = {
  open: (view, dice, x, y, w, h) =>
    rect(x, y, w, h, inside(view)) + shelves(dice, x, y, w, h) + rect(x, y, w, 5, '#000000', soft(0.18)),
  door: (view, dice, x, y, w, h) => {
    const pane = view.light.dark ? shining('#DDBB7C') : '#86938F'
    return (
      rect(x, y, w, h, '#4E5957') +
      rect(x + 3, y + 4, w * 0.36, h - 4, pane) +
      rect(x + w * 0.36 + 6, y + 4, w * 0.64 - 9, h - 18, pane) +
      shelves(dice, x + w * 0.36 + 6, y + 4, w * 0.64 - 9, h - 18) +
      path(`M${x + 3} ${y + 4 + h * 0.5}l${w * 0.3}-${h * 0.5}h6l-${w * 0.36} ${h * 0.62}z`, '#FFFFFF', soft(0.13)) +
      rect(x + w * 0.33, y + h * 0.5, 2, 10, paper)
    )
  },
  shutter: (_view, _dice, x, y, w, h) =>
    rect(x, y, w, h, '#8C9694') +
    stroke(
      times(h / 5, (i) => `M${x} ${Math.round(y + 5 + i * 5)}h${Math.round(w)}`),
      '#76807E',
      1.2
    )
}

export const awning = (x: number, y: number, w: number, colour: string): Drawing => {
  const count = Math.max(4, Math.round(w / 13))
  const step = w / count
  return times(count, (i) => {
    const left = x + i * step
    return path(
      `M${left.toFixed(1)} ${y}h${step.toFixed(1)}v13a${(step / 2).toFixed(1)} 4 0 0 1-${step.toFixed(1)} 0z`,
      i % 2 ? paper : colour
    )
  })
}

/** One shop between `x` and `x + w` standing on row 174. */
export const shop = (view: View, dice: Dice, plan: ShopPlan, x: number, w: number): Drawing => {
  const boardY = 84
  const lettersAt = x + 8 + 19 + (plan.trade.length - 2) * 8
  return (
    rect(x, 106, w, 68, darkSteel) +
    fronts[plan.front](view, dice, x + 5, 108, w - 10, 66) +
    rect(x + 2, boardY, w - 4, 22, plan.board) +
    rect(x + 2, boardY + 19, w - 4, 3, '#000000', soft(0.16)) +
    sign(view, plan.trade, lettersAt + 4, boardY + 10, 16, view.light.dark ? shining('#FFF3D6') : '#F6F1E4') +
    (w > 84 ? rect(x + 58, boardY + 8, w - 74, 5, '#F6F1E4', soft(0.5)) : '') +
    (plan.awning ? awning(x + 2, 106, w - 4, plan.board) : '')
  )
}

export const windowPane = (view: View, dice: Dice): string =>
  view.light.dark && dice.chance(view.light.hour === 'night' ? 0.34 : 0.45)
    ? shining(dice.pick(['#F1CE86', '#EBC072', '#F6DFA8']))
    : dice.pick([glass, '#97ABAA', '#8FA5A6', '#9DB3B6'])
