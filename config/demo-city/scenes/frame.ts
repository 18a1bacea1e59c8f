import { diceOf } from './parts/dice.ts'
import { honestLabel } from './parts/lettering.ts'
import { lightAt, paintedIn, type Hour } from './parts/light.ts'
import { oval, type Drawing } from './parts/svg.ts'
import type { View } from './parts/view.ts'

const frameWidth = 400
const frameHeight = 300

/** What a kind of matter is painted from. Both moments are laid over the one stage, so the viewpoint can't differ. */
export interface Scene {
  readonly stage: Drawing
  readonly before: () => Drawing
  readonly after: () => Drawing
  /** What stands nearer to the lens than the matter. */
  readonly near?: Drawing
  /** No lamp but those that are drawn: for the scene that is about a lamp. */
  readonly unlit?: boolean
}

export type Painter = (view: View) => Scene

const usual: readonly Hour[] = ['noon', 'dusk', 'morning', 'cloudy', 'noon', 'night', 'morning', 'cloudy', 'dusk']

/** The hours of kinds that are seen only in the evening, or only by day. */
export const evenings: readonly Hour[] = ['night', 'dusk', 'night', 'dusk', 'night']
export const daylight: readonly Hour[] = ['noon', 'morning', 'cloudy', 'dusk', 'morning', 'noon', 'cloudy']

/** The hour of a variant. Each kind begins at another one, so that variant 0 of a whole list is not one noon. */
export const hourOf = (start: number, variant: number, hours: readonly Hour[] = usual): Hour =>
  hours[(start + variant) % hours.length] ?? 'noon'

export const viewOf = (kind: string, variant: number, hour: Hour): View => {
  const name = `${kind}/${variant}`
  return {
    light: lightAt(hour),
    mirrored: diceOf(`${name}/mirror`).chance(0.5),
    dice: (part) => diceOf(`${name}/${part}`)
  }
}

/** After nightfall somebody's lamp still falls on what the photo is about. */
const lampPool = (view: View): Drawing =>
  view.light.hour === 'night'
    ? '<defs><radialGradient id="pool"><stop stop-color="rgb(255,214,140)" stop-opacity=".75"/>' +
      '<stop offset="1" stop-color="rgb(255,214,140)" stop-opacity="0"/></radialGradient></defs>' +
      oval(200, 200, 230, 150, 'url(#pool)', ' style="mix-blend-mode:soft-light"')
    : ''

/** Puts a drawing under the light and into the frame: perhaps mirrored, a little nearer or to the side. */
export const framed = (view: View, drawing: Drawing, unlit = false): string => {
  const dice = view.dice('frame')
  const zoom = Math.round(dice.between(1, 1.09) * 100) / 100
  const x = Math.round(200 - 200 * zoom + dice.between(-10, 10))
  const y = Math.round(190 - 190 * zoom)
  const mirror = view.mirrored ? `translate(${frameWidth} 0)scale(-1 1)` : ''
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${frameWidth} ${frameHeight}" width="1600" height="1200">` +
    `<g transform="${mirror}translate(${x} ${y})scale(${zoom})">${paintedIn(view.light, drawing)}${unlit ? '' : lampPool(view)}</g>` +
    `${honestLabel()}</svg>`
  )
}
