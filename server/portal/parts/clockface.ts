/** What the two clocks draw, worked out from their views alone. */
import type { ElapsedClock, PromiseClock } from '#shared/cases.ts'
import { meterOf } from '#shared/meter.ts'
import { addDays, clockSpan, lateSpan, limitWords, monthDayTime } from '#shared/when.ts'
import { fill, limitsWords, say, whenWords } from '../words.ts'

/** More boxes than this are too narrow to read; then a box stands for several units. */
const boxesAtMost = 15

export const meter = (clock: Pick<PromiseClock, 'limit' | 'usedMs' | 'totalMs'>) => meterOf(clock, boxesAtMost)

/** The sentence beside the meter: what remains, or how it ended. */
export function promiseWords(clock: PromiseClock): string {
  const left = clock.totalMs - clock.usedMs
  if (clock.state === 'over') {
    return left >= 0
      ? fill(whenWords.onTime, { t: clockSpan(left, clock) })
      : fill(whenWords.wasLate, { t: lateSpan(-left, clock) })
  }
  if (left < 0) return fill(whenWords.late, { t: lateSpan(-left, clock) })
  const rest = fill(whenWords.left, { t: clockSpan(left, clock) })
  return clock.state === 'stopped' ? fill(say.clocks.stoppedLeft, { left: rest }) : rest
}

/**
 * 用了 1 天 4 小时 15 分. Where the limit has changed, time of two units does not add up: then a share says what is true.
 */
export const usedWords = (clock: PromiseClock): string =>
  clock.earlier
    ? fill(say.clocks.usedShare, { n: Math.round((clock.usedMs / clock.totalMs) * 100) })
    : fill(say.clocks.used, { t: clockSpan(clock.usedMs, clock, true) })

/** The line under it: what was promised, and why it stands still. */
export function promiseNote(clock: PromiseClock): string {
  const { limit, extended, earlier } = clock
  const note = fill(say.clocks.note[clock.state], {
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
