/** The queue in the order of its promises: what is late, what is due today, tomorrow, later, and what stands still. */
import type { CaseRow, DeadlineClock, QueueTab } from '#shared/cases.ts'
import {
  addDays,
  clockSpan,
  clockTime,
  dayOf,
  lateSpan,
  monthDay,
  startOfDay,
  withSpan,
  workingSpan
} from '#shared/time-format.ts'
import { fill, say } from '../../frame/desk-words.ts'

export const groupNames = ['overdue', 'today', 'tomorrow', 'later', 'stopped', 'over'] as const
export type GroupName = (typeof groupNames)[number]
export interface Group<R> {
  name: GroupName
  rows: R[]
}

type Timed = Pick<CaseRow, 'clock'>

export const isLate = ({ light }: Pick<DeadlineClock, 'light'>): boolean => light === 'red'

export function groupOf({ clock }: Timed, now: Date): GroupName {
  if (clock.state === 'over') return 'over'
  if (clock.state !== 'running') return 'stopped'
  if (isLate(clock)) return 'overdue'
  const today = dayOf(now)
  const due = dayOf(clock.dueAt)
  if (due <= today) return 'today'
  return due === addDays(today, 1) ? 'tomorrow' : 'later'
}

/** Groups in their order, empty ones left out; within a group the rows keep the order the server gave them. */
export function grouped<R extends Timed>(rows: readonly R[], now: Date): Group<R>[] {
  const named = rows.map((row) => ({ row, name: groupOf(row, now) }))
  return groupNames
    .map((name) => ({ name, rows: named.filter((named) => named.name === name).map((named) => named.row) }))
    .filter((group) => group.rows.length > 0)
}

/** Tabs that are not ordered by their promises stand in the order they came. */
const plain: readonly QueueTab[] = ['all', 'publish', 'rule']
export const isPlain = (tab: QueueTab): boolean => plain.includes(tab)

/** The rows of a tab from top to bottom, as they are read. */
export const inOrder = <R extends Timed>(tab: QueueTab, rows: readonly R[], now: Date): readonly R[] =>
  isPlain(tab) ? rows : grouped(rows, now).flatMap((group) => group.rows)

/** How late, or by when, or how much is left, as a person says it: 超 1 天, 今天 18:00 前, 剩 2 小时 34 分. */
export function remaining(clock: DeadlineClock, now: Date): string {
  const left = clock.totalMs - clock.usedMs
  if (clock.light === 'red') return withSpan(say.queue.late, lateSpan(-left, clock))
  // A limit of hours is counted in hours to its end; whose limit is in days goes by the clock on the wall.
  const inDays = clock.limit.unit === 'work_day' || clock.limit.unit === 'day'
  const due = dayOf(clock.dueAt)
  const near = due === dayOf(now) ? say.queue.today : due === addDays(dayOf(now), 1) ? say.queue.tomorrow : undefined
  if (inDays && near !== undefined) return fill(near, { time: clockTime(clock.dueAt) })
  return withSpan(say.queue.left, clockSpan(left, clock))
}

/** The right-hand word of a row: working time while it runs, the wait while it stands still, the day once it is over. */
export function rowTime(row: Pick<CaseRow, 'clock' | 'since' | 'closedAt'>, now: Date): string {
  if (row.clock.state === 'running') return remaining(row.clock, now)
  if (row.clock.state === 'over') return monthDay(row.closedAt ?? row.since)
  return waited(row.since, now)
}

/** How long something has waited, in days. */
export function waited(since: string, now: Date): string {
  const days = Math.round((startOfDay(dayOf(now)) - startOfDay(dayOf(since))) / 86_400_000)
  return days > 0 ? fill(say.queue.waited, { n: days }) : say.queue.waitedToday
}

/** How long something has waited to be looked at, by the wall clock: nobody promised a time for it. */
export function waitWords(since: string, now: Date): string {
  const ms = Math.max(0, now.getTime() - Date.parse(since))
  const days = Math.floor(ms / 86_400_000)
  return days > 0 ? fill(say.queue.waited, { n: days }) : withSpan(say.queue.waits, workingSpan(ms, 86_400_000))
}

/** The one to open after this, so that a finished case leads to the next: the following one, else the one before. */
export function neighbours(rows: readonly Pick<CaseRow, 'no'>[], no: string): { before?: string; after?: string } {
  const i = rows.findIndex((row) => row.no === no)
  const before = i > 0 ? rows[i - 1]?.no : undefined
  const after = i >= 0 ? rows[i + 1]?.no : rows[0]?.no
  return { ...(before && { before }), ...(after && { after }) }
}

interface Promised {
  overdue: number
  today: number
}
/** What waits for an office today, counted from the rows of its own lists; `more` when the list of work goes on. */
export interface Mine extends Promised {
  more: boolean
  /** Of what nobody has taken on yet: its time runs as well. */
  accept: Promised & { n: number }
}
interface Listed {
  items: readonly Timed[]
  counts: Readonly<Record<string, number>>
  older?: string | undefined
}

export function mineOf(todo: Listed, accept: Listed | undefined, now: Date): Mine {
  const namesOf = (list: Listed | undefined): GroupName[] => list?.items.map((row) => groupOf(row, now)) ?? []
  const promised = (names: readonly GroupName[]): Promised => ({
    overdue: names.filter((name) => name === 'overdue').length,
    today: names.filter((name) => name === 'today').length
  })
  const names = namesOf(todo)
  return {
    ...promised(names),
    accept: { ...promised(namesOf(accept)), n: todo.counts['accept'] ?? 0 },
    // Shortest time first: when the last row shown is still due later, no other is due sooner.
    more: todo.older !== undefined && names.every((name) => name === 'overdue' || name === 'today')
  }
}
