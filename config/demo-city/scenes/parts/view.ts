import type { Dice } from './dice.ts'
import type { Light } from './light.ts'

/** Where, when and by which dice a scene is drawn. */
export interface View {
  readonly light: Light
  readonly mirrored: boolean
  /** A stream of chance of its own for each name, so that one part never disturbs another. */
  dice(name: string): Dice
}
