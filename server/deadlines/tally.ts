/**
 * How much of a limit is used: the one sum behind every clock, a pure function of marks in time order and a calendar.
 *
 * A clock counts in the unit of its limit, for the office that holds the case, and never starts again. Where the limit
 * changes because the case is classified anew, what was used stays the share of the old limit that it was: four of eight
 * hours are half of any limit that follows. So the time used is judged by the limit that held while it passed, the time
 * left by the new one, and nothing late becomes early by a new name. An extension is another thing: it adds time.
 */
import type { Limit } from '#shared/limits.ts'
import { addWorking, workingBetween, type Calendar, type Schedule } from './calendar.ts'

/** One moment as far as a clock cares. */
export interface Mark {
  at: number
  runs: boolean
  /** The limit from here on. */
  limit?: Limit
  /** Added to the limit here, in its own unit. */
  more?: number
  /** Who has it from here on. */
  office?: string
  /** The step before the one that is asked about was escalated here. */
  escalated?: true
}

export interface Tally {
  /** As it stands, extensions included. */
  limit: Limit
  extended: number
  totalMs: number
  /** Used when it last stood still or changed; in terms of the limit as it stands. */
  usedMs: number
  /** Since when it runs as it does, or stands still; milliseconds since the epoch. */
  since: number
  running: boolean
  office: string
  /** Used when the mark that says `escalated` was passed; in terms of the limit as it stands. */
  escalatedMs?: number
  /** Limits before it was classified anew. */
  earlier: { limit: Limit; usedMs: number; totalMs: number }[]
}

export const sameLimit = (a: Limit | undefined, b: Limit | undefined): boolean => a?.n === b?.n && a?.unit === b?.unit

/** Walks the marks; `seen` is told every stretch in which the clock ran, before what ends it is applied. */
function walk(
  marks: readonly Mark[],
  calendar: Calendar,
  seen: (now: Tally, schedule: Schedule, until: number) => void = () => undefined,
  changed: (now: Tally) => void = () => undefined
): Tally {
  const [first, ...rest] = marks
  if (!first?.limit) throw new Error('a clock without a first limit')
  const tally: Tally = {
    limit: first.limit,
    extended: 0,
    totalMs: calendar.msOf(first.limit),
    usedMs: 0,
    since: first.at,
    running: first.runs,
    office: first.office ?? '',
    earlier: []
  }
  const schedule = (): Schedule => calendar.of(tally.limit.unit, tally.office)
  const fold = (at: number): void => {
    if (!tally.running) return
    seen(tally, schedule(), at)
    tally.usedMs += workingBetween(schedule(), tally.since, at)
    tally.since = at
  }
  // What was given on top belongs to the limit it was given to.
  let base = first.limit
  for (const mark of rest) {
    const { limit, more, office } = mark
    if (limit && !sameLimit(limit, base)) {
      fold(mark.at)
      tally.earlier.push({ limit: tally.limit, usedMs: tally.usedMs, totalMs: tally.totalMs })
      const before = tally.totalMs
      const share = tally.usedMs / before
      base = limit
      tally.limit = limit
      tally.extended = 0
      tally.totalMs = calendar.msOf(limit)
      tally.usedMs = Math.round(share * tally.totalMs)
      if (tally.escalatedMs !== undefined) tally.escalatedMs = Math.round((tally.escalatedMs / before) * tally.totalMs)
      changed(tally)
    }
    if (more) {
      fold(mark.at)
      tally.extended += more
      tally.limit = { ...tally.limit, n: tally.limit.n + more }
      tally.totalMs += calendar.msOf({ ...tally.limit, n: more })
      changed(tally)
    }
    if (office !== undefined && office !== tally.office) {
      fold(mark.at)
      tally.office = office
    }
    if (mark.runs !== tally.running) {
      fold(mark.at)
      tally.running = mark.runs
      tally.since = mark.at
    }
    if (mark.escalated) {
      // Only looked at: what was used is summed as if nobody had.
      tally.escalatedMs = tally.usedMs + (tally.running ? workingBetween(schedule(), tally.since, mark.at) : 0)
      changed(tally)
    }
  }
  return tally
}

export const tally = (marks: readonly Mark[], calendar: Calendar): Tally => walk(marks, calendar)

export const usedAt = (
  tally: Pick<Tally, 'usedMs' | 'running' | 'since' | 'limit' | 'office'>,
  calendar: Calendar,
  now: number
): number =>
  tally.usedMs + (tally.running ? workingBetween(calendar.of(tally.limit.unit, tally.office), tally.since, now) : 0)

/** How much may be used before something happens, given the limit as it stands and what was used at the step before. */
export type Budget = (totalMs: number, dayMs: number, escalatedMs?: number) => number
export const wholeLimit: Budget = (totalMs) => totalMs

export interface Crossing {
  at: number
  provisional: boolean
  /** It happened, or happens unless the clock stops; otherwise this is where it stood when the clock stopped. */
  running: boolean
}

/**
 * When the budget was used up, or will be if nothing stops the clock. Once broken it keeps the moment it was broken at,
 * unless an extension has mended it.
 */
export function crossing(marks: readonly Mark[], calendar: Calendar, budget: Budget): Crossing {
  let broken = undefined as { at: number; provisional: boolean } | undefined
  const limitOf = (tally: Tally) =>
    budget(tally.totalMs, calendar.of(tally.limit.unit, tally.office).dayMs, tally.escalatedMs)
  const end = walk(
    marks,
    calendar,
    (mark, schedule, until) => {
      if (broken) return
      const left = limitOf(mark) - mark.usedMs
      if (workingBetween(schedule, mark.since, until) >= left) broken = addWorking(schedule, mark.since, left)
    },
    (mark) => {
      if (Math.max(mark.usedMs, mark.escalatedMs ?? 0) < limitOf(mark)) broken = undefined
    }
  )
  if (broken) return { ...broken, running: end.running }
  const schedule = calendar.of(end.limit.unit, end.office)
  return { ...addWorking(schedule, end.since, Math.max(0, limitOf(end) - end.usedMs)), running: end.running }
}
