import type { DeadlineClock } from '#shared/cases.ts'
import { deadlineBarOf } from '#shared/deadline-bar.ts'

/** More boxes than this are too narrow for a thumb's width of screen; then a box stands for several units. */
const BOXES_ATMOST = 12

export const boxes = (clock: Pick<DeadlineClock, 'limit' | 'usedMs' | 'totalMs'>) => deadlineBarOf(clock, BOXES_ATMOST)
