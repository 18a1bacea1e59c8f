/**
 * The clocks of a case, pure functions of what its ledger says and a calendar (record.md, Clocks). 承诺时限 runs while
 * an office holds the case, stops on reply or hold, and goes on, never starts again, on return and rework. Each stage has
 * a clock of its own in each office's hands. 已过天数 counts every day from the first report to the close.
 */
import type { TimeRules } from '#config/city/types.ts'
import type { ElapsedClock, Light, DeadlineClock, Status } from '#shared/cases.ts'
import type { Limit } from '#shared/limits.ts'
import { addDays, dayOf, startOfDay, weekdayOf } from '#shared/time-format.ts'
import type { Calendar } from './calendar.ts'
import { crossing, tally, usedAt, wholeLimit, type Mark, type Tally } from './tally.ts'

/** One step of a case as far as its clocks care. */
export interface ClockStep {
  at: number
  status: Status
  /** Where this step sets it: the first one, and when the case is classified anew. */
  limit?: Limit
  urgency?: string
  /** Units an approved extension adds. */
  more?: number
  /** Where this step gives it to somebody. */
  office?: string
  supervising?: string
  /** On the first step: the release it began under, whose rules of time it keeps. */
  release?: number
  /** The step of the escalation that this entry is. */
  escalationStep?: string
}

/** The rules of time a case keeps, whatever has been published since it began. */
export const tableOf = ([first]: readonly ClockStep[], calendar: Calendar): TimeRules =>
  calendar.rulesOf(first?.release)

const stopping = new Set<Status>(['replied', 'on_hold', 'closed', 'refused', 'withdrawn'])
export const runsIn = (status: Status): boolean => !stopping.has(status)

export const deadlineMarks = (steps: readonly ClockStep[]): Mark[] =>
  steps.map(({ at, status, limit, more, office }) => ({
    at,
    runs: runsIn(status),
    ...(limit && { limit }),
    ...(more && { more }),
    ...(office !== undefined && { office })
  }))

export interface DeadlineState extends Tally {
  dueAt: number
  /** When its light turns, or turned, amber. */
  amberAt: number
  provisional: boolean
  /** The calendar it was counted by. */
  calendar: string
}

/** From here on a clock is amber. */
export const amberShare = 0.8
const amberLimit = (totalMs: number): number => Math.ceil(totalMs * amberShare)

/** What the steps say, independent of now; this is what a case stores for its indexes. */
export function deadlineState(steps: readonly ClockStep[], calendar: Calendar): DeadlineState {
  const marks = deadlineMarks(steps)
  const { at, provisional } = crossing(marks, calendar, wholeLimit)
  const amber = crossing(marks, calendar, amberLimit)
  return { ...tally(marks, calendar), dueAt: at, amberAt: amber.at, provisional, calendar: calendar.mark }
}

/** When the light turns, or turned, amber; nothing while the clock stands still. */
export function amberAt(steps: readonly ClockStep[], calendar: Calendar): number | undefined {
  const { at, running } = crossing(deadlineMarks(steps), calendar, amberLimit)
  return running ? at : undefined
}

/**
 * Amber from 80 %, red beyond the limit, as the traffic light of 数字城管. Where a limit ends as everybody goes home, the
 * night after it is late although none of it counts.
 */
export const lightOf = (usedMs: number, totalMs: number, late = false): Light =>
  late || usedMs > totalMs ? 'red' : usedMs >= totalMs * amberShare ? 'yellow' : 'green'

/** Whether a clock has run, or runs, beyond the moment at which its limit was used up. */
export const ranBeyond = ({ running, since }: Pick<Tally, 'running' | 'since'>, dueAt: number, now: number): boolean =>
  (running ? now : since) > dueAt

/** One day as this clock counts it. */
export const dayOfClock = (limit: Limit, calendar: Calendar): number =>
  limit.unit === 'work_day' || limit.unit === 'work_hour' ? calendar.dayMs : 86_400_000

/** What the light of a stored clock hangs on. */
export type LightState = Pick<DeadlineState, 'usedMs' | 'running' | 'since' | 'limit' | 'office' | 'totalMs' | 'dueAt'>
export const lightAt = (state: LightState, calendar: Calendar, now: number): Light =>
  lightOf(usedAt(state, calendar, now), state.totalMs, ranBeyond(state, state.dueAt, now))

export function deadlineClock(state: DeadlineState, status: Status, calendar: Calendar, now: number): DeadlineClock {
  const { limit, extended, totalMs } = state
  const usedMs = usedAt(state, calendar, now)
  const over = status === 'closed' || status === 'refused' || status === 'withdrawn'
  return {
    limit,
    ...(extended > 0 && { extended }),
    dayMs: dayOfClock(limit, calendar),
    dueAt: new Date(state.dueAt).toISOString(),
    provisional: state.provisional,
    usedMs,
    totalMs,
    state: over ? 'over' : state.running ? 'running' : status === 'on_hold' ? 'held' : 'stopped',
    light: lightAt(state, calendar, now),
    ...(!state.running && { stoppedAt: new Date(state.since).toISOString() }),
    ...(state.earlier.length > 0 && {
      earlier: state.earlier.map((step) => ({
        limit: step.limit,
        percent: Math.round((step.usedMs / step.totalMs) * 100)
      }))
    })
  }
}

/** Whole days passed, counting the first as day one once it has ended: same day is 0, and so is a day that another clock has not reached. */
export const daysBetween = (from: number, to: number): number =>
  Math.max(0, Math.round((startOfDay(dayOf(to)) - startOfDay(dayOf(from))) / 86_400_000))

const stripAtMost = 28

export function elapsedClock(
  times: { from: number; repliedAt?: number; closedAt?: number; dueAt: number },
  calendar: Calendar,
  now: number
): ElapsedClock {
  // A clock that is behind does not show a day before the first.
  const to = Math.max(times.closedAt ?? now, times.from)
  const first = dayOf(times.from)
  const due = dayOf(times.dueAt)
  const end = dayOf(to)
  // The due day is shown where it is near; a long wait shows its beginning and its last days.
  const lastDay = due > end && daysBetween(to, times.dueAt) <= 7 ? due : end
  const days: string[] = []
  for (let d = first; d <= lastDay; d = addDays(d, 1)) days.push(d)
  const shown = days.length <= stripAtMost ? days : [...days.slice(0, 4), ...days.slice(4 - stripAtMost)]
  const marksOf = (day: string) =>
    (
      [
        ['reported', first],
        ['replied', times.repliedAt === undefined ? undefined : dayOf(times.repliedAt)],
        ['closed', times.closedAt === undefined ? undefined : dayOf(times.closedAt)],
        ['today', times.closedAt === undefined ? dayOf(to) : undefined],
        ['due', due]
      ] as const
    )
      .filter(([, on]) => on === day)
      .map(([mark]) => mark)
  return {
    days: daysBetween(times.from, to),
    from: new Date(times.from).toISOString(),
    ...(times.closedAt !== undefined && { to: new Date(times.closedAt).toISOString() }),
    strip: shown.map((day) => ({ day, weekday: weekdayOf(day), working: calendar.isWorking(day), marks: marksOf(day) }))
  }
}
