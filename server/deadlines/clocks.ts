/**
 * The two clocks of a case, pure functions of what its ledger says and a calendar (record.md, Clocks).
 * 承诺时限 runs in working time while an office holds the case, stops on reply or hold, and goes on, never starts
 * again, on return and rework. 已过天数 counts every day from the first report to the close.
 */
import type { ElapsedClock, Light, PromiseClock, Status } from '#shared/cases.ts'
import { addDays, dayOf, startOfDay, weekdayOf } from '#shared/when.ts'
import { addWorking, workingBetween, type Calendar } from './calendar.ts'

/** One step of a case as far as its clocks care. */
export interface ClockStep {
  at: number
  status: Status
  /** The limit in working days, where this step sets it. */
  days?: number
}

const stopping = new Set<Status>(['replied', 'on_hold', 'closed', 'refused', 'withdrawn'])

export interface PromiseState {
  days: number
  /** Working milliseconds used when it last stood still. */
  usedMs: number
  /** Since when it runs, or stands still; milliseconds since the epoch. */
  since: number
  running: boolean
  dueAt: number
  provisional: boolean
}

/** What the steps say, independent of now; this is what a case stores for its indexes. */
export function promiseState(steps: readonly ClockStep[], calendar: Calendar): PromiseState {
  const first = steps[0]
  if (!first) throw new Error('a case without a first step')
  let days = first.days ?? 1
  let usedMs = 0
  let since = first.at
  let running = !stopping.has(first.status)
  for (const step of steps.slice(1)) {
    days = step.days ?? days
    const runs = !stopping.has(step.status)
    if (runs === running) continue
    if (running) usedMs += workingBetween(calendar, since, step.at)
    running = runs
    since = step.at
  }
  const { at, provisional } = dueMoment(steps, days * calendar.dayMs, calendar)
  return { days, usedMs, since, running, dueAt: at, provisional }
}

/** When the budget ran out, or will if nothing stops the clock. */
function dueMoment(
  steps: readonly ClockStep[],
  budget: number,
  calendar: Calendar
): { at: number; provisional: boolean } {
  let left = budget
  let since: number | undefined
  let stoppedAt = steps[0]?.at ?? 0
  for (const step of steps) {
    const runs = !stopping.has(step.status)
    if (since === undefined && runs) since = step.at
    else if (since !== undefined && !runs) {
      const used = workingBetween(calendar, since, step.at)
      if (used >= left) break
      left -= used
      stoppedAt = step.at
      since = undefined
    }
  }
  // Standing still: the date shown is the one that held when the clock stopped.
  return addWorking(calendar, since ?? stoppedAt, left)
}

/** Amber from 80 %, red beyond the limit, as the traffic light of 数字城管. */
export const lightOf = (usedMs: number, totalMs: number): Light =>
  usedMs > totalMs ? 'red' : usedMs >= totalMs * 0.8 ? 'yellow' : 'green'

export function promiseClock(state: PromiseState, status: Status, calendar: Calendar, now: number): PromiseClock {
  const totalMs = state.days * calendar.dayMs
  const usedMs = state.usedMs + (state.running ? workingBetween(calendar, state.since, now) : 0)
  const over = status === 'closed' || status === 'refused' || status === 'withdrawn'
  return {
    days: state.days,
    dayMs: calendar.dayMs,
    dueAt: new Date(state.dueAt).toISOString(),
    provisional: state.provisional,
    usedMs,
    totalMs,
    state: over ? 'over' : state.running ? 'running' : status === 'on_hold' ? 'held' : 'stopped',
    light: lightOf(usedMs, totalMs),
    ...(!state.running && { stoppedAt: new Date(state.since).toISOString() })
  }
}

/** Whole days passed, counting the first as day one once it has ended: same day is 0. */
export const daysBetween = (from: number, to: number): number =>
  Math.round((startOfDay(dayOf(to)) - startOfDay(dayOf(from))) / 86_400_000)

const stripAtMost = 28

export function elapsedClock(
  times: { from: number; repliedAt?: number; closedAt?: number; dueAt: number },
  calendar: Calendar,
  now: number
): ElapsedClock {
  const to = times.closedAt ?? now
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
        ['today', times.closedAt === undefined ? dayOf(now) : undefined],
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
