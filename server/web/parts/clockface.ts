/** How wide the meter of a clock is drawn on a page. */
import type { DeadlineClock } from '#shared/cases.ts'
import { deadlineBarOf } from '#shared/deadline-bar.ts'

/** More boxes than this are too narrow to read; then a box stands for several units. */
const boxesAtMost = 15

export const meter = (clock: Pick<DeadlineClock, 'limit' | 'usedMs' | 'totalMs'>) => deadlineBarOf(clock, boxesAtMost)
