/** The deadline meter: one box a promised unit, filled by the time used; many units share a box. */
import type { DeadlineClock } from './deadlines.ts'

export interface DeadlineBar {
  /** How full each box is, 0 to 100. */
  fills: number[]
  /** Units of the limit a box stands for. */
  unitsABox: number
}

/** A quarter of a day, a day; a working week, four of them. */
const groups = { hours: [1, 6, 24, 120], days: [1, 5, 20, 100] } as const

export function deadlineBarOf(
  { limit, usedMs, totalMs }: Pick<DeadlineClock, 'limit' | 'usedMs' | 'totalMs'>,
  boxesAtMost: number
): DeadlineBar {
  const { n, unit } = limit
  const sizes = groups[unit === 'rush_hour' || unit === 'work_hour' ? 'hours' : 'days']
  const unitsABox = sizes.find((size) => n / size <= boxesAtMost) ?? sizes[3]
  const used = Math.min(1, usedMs / totalMs) * n
  const fills = Array.from({ length: Math.ceil(n / unitsABox) }, (_, i) => {
    const size = Math.min(unitsABox, n - i * unitsABox)
    const share = Math.min(1, Math.max(0, (used - i * unitsABox) / size))
    // A box in use is never drawn empty, and one not used up never full.
    return share > 0 && share < 1 ? Math.min(96, Math.max(4, Math.round(share * 100))) : share * 100
  })
  return { fills, unitsABox }
}
