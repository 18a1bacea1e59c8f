import type { ElapsedClock, PromiseClock, Status } from '#shared/cases.ts'
import { addDays, monthDayTime, workingSpan } from '#shared/when.ts'
import { fill } from '#shared/words/zh-CN.ts'
import { mini } from '#shared/words/zh-CN/mini.ts'
import { when } from '#shared/words/zh-CN/when.ts'
import { joined } from './joined'

/** What the two clocks draw, worked out from their views alone. */

/** More boxes than this are too narrow for a thumb's width of screen; then a box stands for a working week. */
const BOXES_ATMOST = 12
const WEEK = 5

/** How full each box is, 0 to 100, and how many working days a box stands for. */
export function boxes(clock: Pick<PromiseClock, 'days' | 'usedMs' | 'totalMs'>): { fills: number[]; daysABox: number } {
  const daysABox = clock.days > BOXES_ATMOST ? WEEK : 1
  const used = Math.min(1, clock.usedMs / clock.totalMs) * clock.days
  const fills = Array.from({ length: Math.ceil(clock.days / daysABox) }, (_, i) => {
    const size = Math.min(daysABox, clock.days - i * daysABox)
    const share = Math.min(1, Math.max(0, (used - i * daysABox) / size))
    // A box in use is never drawn empty, and one not used up never full.
    return share === 0 || share === 1 ? share * 100 : Math.min(95, Math.max(5, Math.round(share * 100)))
  })
  return { fills, daysABox }
}

export const usedWords = (clock: PromiseClock) =>
  clock.usedMs < 60_000 ? mini.clocks.unused : fill(mini.clocks.used, { t: workingSpan(clock.usedMs, clock.dayMs) })

/** A case that ended without an answer: nothing was done in time or late. */
export const endOf = (status: Status) => (status === 'refused' || status === 'withdrawn' ? status : undefined)

/** What was promised, and why it stands still where it does. */
export function promiseNote(clock: PromiseClock, status?: Status): string {
  const end = status && endOf(status)
  const note = fill(end ? mini.clocks.ended[end] : mini.clocks.note[clock.state], {
    days: clock.days,
    due: monthDayTime(clock.dueAt),
    at: clock.stoppedAt ? monthDayTime(clock.stoppedAt) : ''
  })
  return joined(note, clock.provisional && when.provisional)
}

export interface StripDay {
  day: string
  weekday: string
  date: number
  working: boolean
  marks: ElapsedClock['strip'][number]['marks']
  /** Days are left out before this one. */
  gap: boolean
}

/** Days that fit side by side on a phone and can still be read. */
const ROW_ATMOST = 7

/**
 * First and last days of a long wait, with its gaps shown: a long wait must not be drawn as a short one. A day that carries
 * a mark stays before one that does not.
 */
export function stripDays(elapsed: ElapsedClock, atMost = ROW_ATMOST): StripDay[] {
  const all = elapsed.strip
  const late = all.map((_, i) => all.length - 1 - i)
  const wanted = [0, ...late.filter((i) => all[i]?.marks.length), 1, ...late]
  const kept = new Set([...new Set(wanted)].slice(0, atMost))
  const shown = all.filter((_, i) => kept.has(i))
  return shown.map((it, i) => {
    const before = shown[i - 1]
    return {
      day: it.day,
      weekday: when.weekday[it.weekday] ?? '',
      date: Number(it.day.slice(8)),
      working: it.working,
      marks: it.marks,
      gap: before !== undefined && addDays(before.day, 1) !== it.day
    }
  })
}

/** Where a day carries several marks, the one that says most. */
const weight = ['closed', 'today', 'reported', 'replied', 'due'] as const
export const mainMark = (marks: StripDay['marks']) => weight.find((mark) => marks.includes(mark))
