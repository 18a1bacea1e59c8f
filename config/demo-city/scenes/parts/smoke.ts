import { oval, soft, times, type Drawing } from './svg.ts'
import type { View } from './view.ts'

/** Grey or brown smoke rising from the origin and drifting to the right, in the units of its caller. */
export const smoke = (
  view: View,
  name: string,
  height: number,
  drift: number,
  colour: string,
  opacity = 0.55
): Drawing => {
  const dice = view.dice(name)
  return times(11, (i) => {
    const k = i / 10
    const r = height * (0.07 + k * 0.13)
    return oval(
      drift * k * k + dice.between(-r, r) * 0.4,
      -height * k,
      r * 1.25,
      r,
      colour,
      soft(Math.round((opacity - k * opacity * 0.72) * 100) / 100)
    )
  })
}
