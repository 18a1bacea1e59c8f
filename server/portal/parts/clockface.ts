/** What the two clocks draw, worked out from their views alone. */
import type { ElapsedClock, PromiseClock, Status } from '#shared/cases.ts'
import { addDays, monthDay, monthDayTime, withSpan, workingSpan } from '#shared/when.ts'
import { fill, say, whenWords } from '../words.ts'

/** Beyond this many promised days a box stands for a working week, or it would be too narrow to read. */
const boxesAtMost = 15
const week = 5

export interface Meter {
  /** How full each box is, 0 to 100. */
  boxes: number[]
  /** Working days a box stands for. */
  daysABox: number
}

/** One box a promised working day, filled by the time used; once past due every box is full. */
export function meter(clock: Pick<PromiseClock, 'days' | 'usedMs' | 'totalMs'>): Meter {
  const daysABox = clock.days > boxesAtMost ? week : 1
  const count = Math.ceil(clock.days / daysABox)
  const used = Math.min(1, clock.usedMs / clock.totalMs) * clock.days
  const boxes = Array.from({ length: count }, (_, i) => {
    const from = i * daysABox
    const size = Math.min(daysABox, clock.days - from)
    const share = Math.min(1, Math.max(0, (used - from) / size))
    // A box in use is never drawn empty, and one not used up never full.
    const drawn = Math.round(share * 100)
    return share > 0 && share < 1 ? Math.min(96, Math.max(4, drawn)) : drawn
  })
  return { boxes, daysABox }
}

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
export function promiseWords(clock: PromiseClock, status?: Status): string {
  if (status && endOf(status)) return say.clocks.noMore
  const left = clock.totalMs - clock.usedMs
  const late =
    -left >= clock.dayMs
      ? fill(whenWords.workdays, { n: Math.floor(-left / clock.dayMs) })
      : workingSpan(-left, clock.dayMs)
  if (clock.state === 'over') {
    return left >= 0 ? withSpan(whenWords.onTime, workingSpan(left, clock.dayMs)) : withSpan(whenWords.wasLate, late)
  }
  if (left < 0) return withSpan(whenWords.late, late)
  const rest = withSpan(whenWords.left, workingSpan(left, clock.dayMs))
  return clock.state === 'stopped' ? fill(say.clocks.stoppedLeft, { left: rest }) : rest
}

/** 用了 1 天 4 小时 15 分 */
export const usedWords = (clock: PromiseClock): string =>
  withSpan(say.clocks.used, workingSpan(clock.usedMs, clock.dayMs, true))

/** The line under it: what was promised, and why it stands still. */
export function promiseNote(clock: PromiseClock, status?: Status): string {
  const values = {
    days: clock.days,
    at: clock.stoppedAt ? monthDayTime(clock.stoppedAt) : '',
    due: monthDayTime(clock.dueAt)
  }
  const end = status && endOf(status)
  const note = fill(end ? say.clocks.endNote[end] : say.clocks.note[clock.state], values)
  return clock.provisional ? `${note}${fill(say.clocks.provisional, { words: whenWords.provisional })}` : note
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
