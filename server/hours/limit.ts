/** How much of a shift one person's word is good for. What goes beyond takes a second person, and the ledger names both. */
import { minutesAtMost } from '#shared/hours.ts'

/** As long as the shift was planned, or as was reported from two sides where that is more. */
export const limitOf = (shift: { from: Date; to: Date }, reported: number): number =>
  Math.min(minutesAtMost, Math.max(Math.ceil((shift.to.getTime() - shift.from.getTime()) / 60_000), reported))
