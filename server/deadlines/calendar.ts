/**
 * The city's working time: which days work, and the duty slots of a day. Statutory holidays and make-up days come from
 * chinese-days, an administrator's overrides come first. A year without data is never guessed silently: its days count
 * by the plain week and whatever crosses it is marked provisional.
 */
import chineseDays from 'chinese-days'
import { addDays, dayOf, startOfDay, weekdayOf } from '#shared/when.ts'

export interface CalendarData {
  /** Duty slots of a working day, local time, ascending: [['08:30','12:00'],['13:30','18:00']]. */
  slots: readonly (readonly [string, string])[]
  /** Days an administrator set by hand. */
  overrides: readonly { day: string; working: boolean }[]
}

export interface Calendar {
  /** Working time of one working day, milliseconds. */
  dayMs: number
  isWorking(day: string): boolean
  /** Whether the statutory arrangement of that year is known. */
  knows(year: number): boolean
  /** Duty slots as offsets from the start of the day, milliseconds. */
  slots: readonly (readonly [number, number])[]
}

const minutes = (clock: string): number => {
  const [h = 0, m = 0] = clock.split(':').map(Number)
  return h * 60 + m
}

export function makeCalendar(data: CalendarData): Calendar {
  const slots = data.slots.map(([a, b]) => [minutes(a) * 60_000, minutes(b) * 60_000] as const)
  const overrides = new Map(data.overrides.map((o) => [o.day, o.working]))
  const days = new Map<string, boolean>()
  const years = new Map<number, boolean>()
  const knows = (year: number): boolean => {
    let known = years.get(year)
    if (known === undefined) {
      // The package has no list of its years. National Day gives it away: three days in a row are never all weekend.
      known = ['01', '02', '03'].every((d) => chineseDays.isHoliday(`${year}-10-${d}`))
      years.set(year, known)
    }
    return known
  }
  return {
    dayMs: slots.reduce((sum, [a, b]) => sum + b - a, 0),
    slots,
    knows,
    isWorking(day) {
      let working = days.get(day)
      if (working === undefined) {
        const weekday = weekdayOf(day)
        working =
          overrides.get(day) ??
          (knows(Number(day.slice(0, 4))) ? chineseDays.isWorkday(day) : weekday !== 0 && weekday !== 6)
        days.set(day, working)
      }
      return working
    }
  }
}

/** Working milliseconds between two moments (milliseconds since the epoch); 0 when `to` is not after `from`. */
export function workingBetween(calendar: Calendar, from: number, to: number): number {
  let sum = 0
  for (let day = dayOf(from); startOfDay(day) < to; day = addDays(day, 1)) {
    if (!calendar.isWorking(day)) continue
    const start = startOfDay(day)
    for (const [a, b] of calendar.slots) sum += Math.max(0, Math.min(to, start + b) - Math.max(from, start + a))
  }
  return sum
}

/** The moment at which `span` working milliseconds after `from` have passed. `span` 0 is `from` itself. */
export function addWorking(calendar: Calendar, from: number, span: number): { at: number; provisional: boolean } {
  let left = span
  let provisional = !calendar.knows(Number(dayOf(from).slice(0, 4)))
  if (left <= 0) return { at: from, provisional }
  for (let day = dayOf(from); ; day = addDays(day, 1)) {
    provisional ||= !calendar.knows(Number(day.slice(0, 4)))
    if (!calendar.isWorking(day)) continue
    const start = startOfDay(day)
    for (const [a, b] of calendar.slots) {
      const begin = Math.max(from, start + a)
      const free = start + b - begin
      if (free <= 0) continue
      if (left <= free) return { at: begin + left, provisional }
      left -= free
    }
  }
}
