/** What the two clocks draw, worked out from their views alone. */
import type { ElapsedClock, DeadlineClock, Status } from '#shared/cases.ts'
import { deadlineBarOf } from '#shared/deadline-bar.ts'
import { addDays, clockSpan, lateSpan, limitWords, monthDay, monthDayTime, withSpan } from '#shared/time-format.ts'
import { fill, limitsWords, say, whenWords } from '../frame/words.ts'

/** More boxes than this are too narrow to read; then a box stands for several units. */
const boxesAtMost = 15

export const meter = (clock: Pick<DeadlineClock, 'limit' | 'usedMs' | 'totalMs'>) => deadlineBarOf(clock, boxesAtMost)

type End = Extract<Status, 'refused' | 'withdrawn'>
/** A case that ended without an answer: nothing was done in time or late. */
export const endOf = (status: Status): End | undefined =>
  status === 'refused' || status === 'withdrawn' ? status : undefined

/** The line under the days that have passed. */
export function elapsedNote({ from, to }: ElapsedClock, status: Status): string {
  const end = endOf(status)
  const words = end ? say.clocks.elapsedEnd[end] : to ? say.clocks.elapsedDone : say.clocks.elapsedOpen
  return fill(words, { from: monthDay(from), to: to ? monthDay(to) : '' })
}

/** The sentence beside the meter: what remains, or how it ended. */
export function deadlineWords(clock: DeadlineClock, status?: Status): string {
  if (status && endOf(status)) return say.clocks.noMore
  const left = clock.totalMs - clock.usedMs
  if (clock.state === 'over') {
    return clock.light === 'red'
      ? withSpan(whenWords.wasLate, lateSpan(-left, clock))
      : withSpan(whenWords.onTime, clockSpan(left, clock))
  }
  if (clock.light === 'red') return withSpan(whenWords.late, lateSpan(-left, clock))
  const rest = withSpan(whenWords.left, clockSpan(left, clock))
  return clock.state === 'stopped' ? fill(say.clocks.stoppedLeft, { left: rest }) : rest
}

/**
 * 用了 1 天 4 小时 15 分. Where the limit has changed, time of two units does not add up: then a share says what is true.
 */
export const usedWords = (clock: DeadlineClock): string =>
  clock.earlier
    ? fill(say.clocks.usedShare, { n: Math.round((clock.usedMs / clock.totalMs) * 100) })
    : withSpan(say.clocks.used, clockSpan(clock.usedMs, clock, true))

/** The line under it: what was promised, and why it stands still. */
export function deadlineNote(clock: DeadlineClock, status?: Status): string {
  const { limit, extended, earlier } = clock
  const end = status && endOf(status)
  const note = fill(end ? say.clocks.endNote[end] : say.clocks.note[clock.state], {
    limit: limitWords(limit),
    at: clock.stoppedAt ? monthDayTime(clock.stoppedAt) : '',
    due: monthDayTime(clock.dueAt)
  })
  const more = [
    extended !== undefined && fill(limitsWords.withExtension, { more: limitWords({ ...limit, n: extended }) }),
    ...(earlier ?? []).map((it) => fill(limitsWords.before, { limit: limitWords(it.limit), percent: it.percent })),
    clock.provisional && whenWords.provisional
  ].filter((it): it is string => typeof it === 'string')
  return `${note}${more.map((words) => fill(say.clocks.aside, { words })).join('')}`
}

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

/** The day strip with its gap, so that a long wait is not drawn as a short one. */
export function stripDays(elapsed: ElapsedClock): StripDay[] {
  return elapsed.strip.map((it, i) => {
    const before = elapsed.strip[i - 1]
    const expected = before && addDays(before.day, 1)
    return {
      day: it.day,
      weekday: whenWords.weekday[it.weekday] ?? '',
      date: Number(it.day.slice(8)),
      working: it.working,
      marks: it.marks,
      gap:
        expected === undefined || expected === it.day
          ? 0
          : Math.round((Date.parse(it.day) - Date.parse(expected)) / 86_400_000)
    }
  })
}
