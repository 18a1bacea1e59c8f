/**
 * Moments as people in the city read them. The whole country keeps UTC+8 without summer time, so plain arithmetic is
 * right everywhere, the JavaScript engines of old phones included, which know no time zones.
 */
import type { DeadlineClock } from './deadlines.ts'
import type { Limit, LimitUnit } from './limits.ts'
import { deadlines } from './locales/deadlines.ts'
import { fill } from './locales/fill.ts'
import { when } from './locales/time-format.ts'

const offsetMs = 8 * 3_600_000
const two = (n: number) => String(n).padStart(2, '0')

export interface LocalParts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  /** 0 Sunday … 6 Saturday. */
  weekday: number
}

/** Calendar parts of a moment in the city's time zone. */
export function local(at: string | number | Date): LocalParts {
  const d = new Date(new Date(at).getTime() + offsetMs)
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth() + 1,
    day: d.getUTCDate(),
    hour: d.getUTCHours(),
    minute: d.getUTCMinutes(),
    second: d.getUTCSeconds(),
    weekday: d.getUTCDay()
  }
}

/** The city's calendar day of a moment, `2026-11-22`. */
export function dayOf(at: string | number | Date): string {
  const p = local(at)
  return `${p.year}-${two(p.month)}-${two(p.day)}`
}
/** The moment a city day begins, in milliseconds since the epoch. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) - offsetMs
export const addDays = (day: string, n: number): string => dayOf(startOfDay(day) + n * 86_400_000)
export const weekdayOf = (day: string): number => local(startOfDay(day)).weekday

/** 11月24日 */
export const monthDay = (at: string | number | Date): string => {
  const p = local(at)
  return fill(when.monthDay, { month: p.month, day: p.day })
}
/** 11月24日 10:20 */
export const monthDayTime = (at: string | number | Date): string => `${monthDay(at)} ${clockTime(at)}`
/** 10:20 */
export const clockTime = (at: string | number | Date): string => {
  const p = local(at)
  return fill(when.time, { hour: two(p.hour), minute: two(p.minute) })
}
/** 2026年11月24日 */
export const yearMonthDay = (at: string | number | Date): string => {
  const p = local(at)
  return fill(when.yearMonthDay, { year: p.year, month: p.month, day: p.day })
}

/** Working time as days of `dayMs`, hours and minutes: 1 天 4 小时 15 分. At most two units unless `exact`. */
export function workingSpan(ms: number, dayMs: number, exact = false): string {
  const days = Math.floor(ms / dayMs)
  const hours = Math.floor((ms % dayMs) / 3_600_000)
  const minutes = Math.floor((ms % 3_600_000) / 60_000)
  const parts = [
    days > 0 && fill(when.days, { n: days }),
    hours > 0 && fill(when.hours, { n: hours }),
    minutes > 0 && (exact || days === 0) && fill(when.minutes, { n: minutes })
  ].filter((p): p is string => typeof p === 'string')
  return parts.length === 0 ? when.lessThanMinute : parts.slice(0, exact ? 3 : 2).join(' ')
}

/** 用了 1 天, but 用了不到 1 分钟: no space between two characters. */
export const withSpan = (sentence: string, span: string): string =>
  fill(sentence, { t: span }).replace(/([\u4e00-\u9fff]) (?=[\u4e00-\u9fff])/g, '$1')

/** What is over and was in time has no light any more: a light is about what is still to come. */
export const shownLight = <L extends string>({ state, light }: { state: string; light: L }): L | 'none' =>
  state === 'over' && light !== 'red' ? 'none' : light

/** 4 个工作时, 3 个工作日. */
export const limitWords = ({ n, unit }: Limit): string => fill(deadlines.limit[unit], { n })

/** The limit where the place is not known yet: 4 到 12 个工作时. */
export function limitRange({ n, unit }: { n: readonly number[]; unit: LimitUnit }): string {
  const [from, to] = [Math.min(...n), Math.max(...n)]
  return from === to ? limitWords({ n: from, unit }) : fill(deadlines.limits[unit], { from, to })
}

type Timed = Pick<DeadlineClock, 'limit' | 'dayMs'>
const inHours = (unit: LimitUnit): boolean => unit === 'work_hour' || unit === 'rush_hour'

/** A span of a clock in what its limit is said in: hours stay hours, days are the clock's own days. */
export const clockSpan = (ms: number, { limit, dayMs }: Timed, exact = false): string =>
  workingSpan(ms, inHours(limit.unit) ? Infinity : dayMs, exact)

/** How late, as short as it can be said: 2 小时, 3 个工作日. */
export const lateSpan = (ms: number, clock: Timed): string =>
  !inHours(clock.limit.unit) && ms >= clock.dayMs
    ? limitWords({ n: Math.floor(ms / clock.dayMs), unit: clock.limit.unit })
    : clockSpan(ms, clock)

/** What the light says in words: 还剩 1 天 3 小时, 超期 2 个工作日. */
export function lightWords(clock: Timed & Pick<DeadlineClock, 'usedMs' | 'totalMs' | 'state' | 'light'>): string {
  const left = clock.totalMs - clock.usedMs
  if (clock.light === 'red') return withSpan(when.late, lateSpan(-left, clock))
  return clock.state === 'running' || clock.state === 'held'
    ? withSpan(when.left, clockSpan(left, clock))
    : when.stoppedWithin
}
