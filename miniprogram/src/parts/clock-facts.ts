import type { ElapsedClock, DeadlineClock, Status } from '#shared/cases.ts'
import { deadlineBarOf } from '#shared/deadline-bar.ts'
import { addDays, clockSpan, limitWords, monthDayTime } from '#shared/time-format.ts'
import { fill, words } from '#shared/locales/index.ts'
import { mini } from '#shared/locales/mini.ts'
import { when } from '#shared/locales/time-format.ts'
import { joinWords } from './join-words'

/** What the two clocks draw, worked out from their views alone. */

/** More boxes than this are too narrow for a thumb's width of screen; then a box stands for several units. */
const BOXES_ATMOST = 12

export const boxes = (clock: Pick<DeadlineClock, 'limit' | 'usedMs' | 'totalMs'>) => deadlineBarOf(clock, BOXES_ATMOST)

/** Where the limit has changed, time of two units does not add up: then a share says what is true. */
export const usedWords = (clock: DeadlineClock) =>
  clock.earlier
    ? fill(mini.clocks.usedShare, { n: Math.round((clock.usedMs / clock.totalMs) * 100) })
    : clock.usedMs < 60_000
      ? mini.clocks.unused
      : fill(mini.clocks.used, { t: clockSpan(clock.usedMs, clock) })

/** A case that ended without an answer: nothing was done in time or late. */
export const endOf = (status: Status) => (status === 'refused' || status === 'withdrawn' ? status : undefined)

/** What was promised, and why it stands still where it does. */
export function deadlineNote(clock: DeadlineClock, status?: Status): string {
  const end = status && endOf(status)
  const note = fill(end ? mini.clocks.ended[end] : mini.clocks.note[clock.state], {
    limit: limitWords(clock.limit),
    due: monthDayTime(clock.dueAt),
    at: clock.stoppedAt ? monthDayTime(clock.stoppedAt) : ''
  })
  const { extended, earlier, limit } = clock
  return joinWords(
    note,
    extended !== undefined && fill(words.deadlines.withExtension, { more: limitWords({ ...limit, n: extended }) }),
    ...(earlier ?? []).map((part) =>
      fill(words.deadlines.before, { limit: limitWords(part.limit), percent: part.percent })
    ),
    clock.provisional && when.provisional
  )
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
  return shown.map((day, i) => {
    const before = shown[i - 1]
    return {
      day: day.day,
      weekday: when.weekday[day.weekday] ?? '',
      date: Number(day.day.slice(8)),
      working: day.working,
      marks: day.marks,
      gap: before !== undefined && addDays(before.day, 1) !== day.day
    }
  })
}

/** Where a day carries several marks, the one that says most. */
const weight = ['closed', 'today', 'reported', 'replied', 'due'] as const
export const mainMark = (marks: StripDay['marks']) => weight.find((mark) => marks.includes(mark))
