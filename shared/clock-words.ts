/** What the two clocks of a case say and which days they draw: the same on the portal, on the desk and on the phone. */
import type { DeadlineClock, ElapsedClock, Status } from './cases.ts'
import { clocks } from './locales/clocks.ts'
import { deadlines } from './locales/deadlines.ts'
import { fill } from './locales/fill.ts'
import { when } from './locales/time-format.ts'
import { addDays, clockSpan, lateSpan, limitWords, monthDay, monthDayTime, withSpan } from './time-format.ts'

type End = Extract<Status, 'refused' | 'withdrawn'>
/** A case that ended without an answer: nothing was done in time or late. */
export const endOf = (status: Status): End | undefined =>
  status === 'refused' || status === 'withdrawn' ? status : undefined

/** How long it has taken so far. */
export const elapsedWords = ({ days }: Pick<ElapsedClock, 'days'>): string =>
  days === 0 ? clocks.sameDay : fill(clocks.days, { n: days })

/** The line under the days that have passed. */
export function elapsedNote({ from, to }: Pick<ElapsedClock, 'from' | 'to'>, status: Status): string {
  const end = endOf(status)
  const words = end ? clocks.elapsedEnd[end] : to ? clocks.elapsedDone : clocks.elapsedOpen
  return fill(words, { from: monthDay(from), to: to ? monthDay(to) : '' })
}

/** The sentence beside the meter: what remains, or how it ended. */
export function deadlineWords(clock: DeadlineClock, status?: Status): string {
  if (status && endOf(status)) return clocks.noMore
  const left = clock.totalMs - clock.usedMs
  if (clock.state === 'over') {
    return clock.light === 'red'
      ? withSpan(when.wasLate, lateSpan(-left, clock))
      : withSpan(when.onTime, clockSpan(left, clock))
  }
  if (clock.light === 'red') return withSpan(when.late, lateSpan(-left, clock))
  const rest = withSpan(when.left, clockSpan(left, clock))
  return clock.state === 'stopped' ? fill(clocks.stoppedLeft, { left: rest }) : rest
}

/**
 * 用了 1 天 4 小时 15 分. Where the limit has changed, time of two units does not add up: then a share says what is true.
 */
export const usedWords = (clock: DeadlineClock): string =>
  clock.earlier
    ? fill(clocks.usedShare, { n: Math.round((clock.usedMs / clock.totalMs) * 100) })
    : withSpan(clocks.used, clockSpan(clock.usedMs, clock, true))

/** The line under it: what was promised, and why it stands still. */
export function deadlineNote(clock: DeadlineClock, status?: Status): string {
  const { limit, extended, earlier } = clock
  const end = status && endOf(status)
  const note = fill(end ? clocks.endNote[end] : clocks.note[clock.state], {
    limit: limitWords(limit),
    at: clock.stoppedAt ? monthDayTime(clock.stoppedAt) : '',
    due: monthDayTime(clock.dueAt)
  })
  const more = [
    extended !== undefined && fill(deadlines.withExtension, { more: limitWords({ ...limit, n: extended }) }),
    ...(earlier ?? []).map((step) => fill(deadlines.before, { limit: limitWords(step.limit), percent: step.percent })),
    clock.provisional && when.provisional
  ].filter((text): text is string => typeof text === 'string')
  return `${note}${more.map((words) => fill(clocks.aside, { words })).join('')}`
}

/** What stands in the head of a case that was let go late, or that everybody may read about: nothing hides it below. */
export const alarmsOf = ({
  clock,
  status,
  exposedAt
}: {
  clock: DeadlineClock
  status: Status
  exposedAt?: string | undefined
}): readonly { kind: 'late' | 'exposed'; words: string }[] => [
  ...(clock.light === 'red' && !endOf(status) ? [{ kind: 'late' as const, words: deadlineWords(clock) }] : []),
  ...(exposedAt ? [{ kind: 'exposed' as const, words: fill(clocks.exposed, { day: monthDay(exposedAt) }) }] : [])
]

export interface StripDay {
  day: string
  /** 日 一 二 … */
  weekday: string
  date: number
  working: boolean
  marks: ElapsedClock['strip'][number]['marks']
  /** Days left out before this one, where the wait was long. */
  gap: number
}

/** Days that fit side by side on a phone and can still be read. */
const rowAtMost = 8

/**
 * First and last days of a long wait in one row, with its gap: a long wait must not be drawn as a short one. A day that
 * carries a mark stays before one that does not.
 */
export function stripDays({ strip }: Pick<ElapsedClock, 'strip'>, atMost = rowAtMost): StripDay[] {
  const late = strip.map((_, i) => strip.length - 1 - i)
  const wanted = [0, ...late.filter((i) => strip[i]?.marks.length), 1, ...late]
  const kept = new Set([...new Set(wanted)].slice(0, atMost))
  const shown = strip.filter((_, i) => kept.has(i))
  return shown.map((day, i) => {
    const before = shown[i - 1]
    const expected = before && addDays(before.day, 1)
    return {
      day: day.day,
      weekday: when.weekday[day.weekday] ?? '',
      date: Number(day.day.slice(8)),
      working: day.working,
      marks: day.marks,
      gap:
        expected === undefined || expected === day.day
          ? 0
          : Math.round((Date.parse(day.day) - Date.parse(expected)) / 86_400_000)
    }
  })
}

/** Where a day carries several marks, the one that says most. */
const weight = ['closed', 'today', 'reported', 'replied', 'due'] as const
export const mainMark = (marks: StripDay['marks']) => weight.find((mark) => marks.includes(mark))
