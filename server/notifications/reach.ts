/** By which channels a notice leaves the app: what the person wants, where he can be reached, and when. */
import type { Notice, Reach } from './model.ts'

export const reachesOf = (_notice: Notice): Reach[] => []
