/**
 * The city's time as data: which days work, the duty hours of each office, and what a unit of a limit counts. Statutory
 * holidays and make-up days come from chinese-days, an administrator's overrides come first. A year without data is
 * never guessed silently: its days count by the plain week and whatever crosses it is marked provisional.
 */
import { createHash } from 'node:crypto'
import chineseDays from 'chinese-days'
import { usualTime } from '#config/city/time.ts'
import type { CalendarData, Hours, Slots, TimeRules } from '#config/city/types.ts'
import type { Limit, LimitUnit } from '#shared/limits.ts'
import { addDays, dayOf, startOfDay, weekdayOf } from '#shared/when.ts'

type Span = readonly [number, number]
const hourMs = 3_600_000

/** Time of one kind: what of each day counts. */
export interface Schedule {
  /** One day of it, milliseconds. */
  dayMs: number
  /** What counts of a day, as offsets from its start in milliseconds; nothing on a day that does not count. */
  spansOn(day: string): readonly Span[]
  /** How much a millisecond counts on that day: 1, unless the day's hours are longer or shorter than `dayMs`. */
  weightOn(day: string): number
  /** Whether that year's arrangement is known, as far as this kind of time depends on it. */
  knows(year: number): boolean
}

export interface Calendar extends Schedule {
  isWorking(day: string): boolean
  /** What a unit counts, for the office that answers. */
  of(unit: LimitUnit, office?: string): Schedule
  /** A limit in milliseconds of its own schedule. */
  msOf(limit: Limit): number
  rules: TimeRules
  /** Changes whenever the same ledger could give another deadline. */
  mark: string
}

const minutes = (clock: string): number => {
  const [h = 0, m = 0] = clock.split(':').map(Number)
  return h * 60 + m
}
const spansOf = (slots: Slots): Span[] => slots.map(([a, b]) => [minutes(a) * 60_000, minutes(b) * 60_000] as const)
const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, [a, b]) => sum + b - a, 0)

/** The slots in force on a day: those of the last change before it. */
function hoursOf(hours: Hours): (day: string) => readonly Span[] {
  const changes = [...(hours.changes ?? [])]
    .sort((a, b) => a.from.localeCompare(b.from))
    .map(({ from, slots }) => ({ from, spans: spansOf(slots) }))
  const first = spansOf(hours.slots)
  return (day) => changes.findLast(({ from }) => from <= day)?.spans ?? first
}

const allDay: Schedule = {
  dayMs: 24 * hourMs,
  spansOn: () => [[0, 24 * hourMs]],
  weightOn: () => 1,
  knows: () => true
}

const years = Array.from({ length: 40 }, (_, i) => 2010 + i)

export function makeCalendar(data: Omit<CalendarData, 'timezone'>, rules: TimeRules = usualTime): Calendar {
  const overrides = new Map(data.overrides.map((o) => [o.day, o.working]))
  const byHand = new Set(data.years)
  const known = new Map<number, boolean>()
  const knows = (year: number): boolean => {
    let it = known.get(year)
    if (it === undefined) {
      // The package has no list of its years. National Day gives it away: three days in a row are never all weekend.
      it = byHand.has(year) || ['01', '02', '03'].every((d) => chineseDays.isHoliday(`${year}-10-${d}`))
      known.set(year, it)
    }
    return it
  }
  const days = new Map<string, boolean>()
  const isWorking = (day: string): boolean => {
    let working = days.get(day)
    if (working === undefined) {
      const year = Number(day.slice(0, 4))
      const weekday = weekdayOf(day)
      const statutory = knows(year) && !byHand.has(year)
      working = overrides.get(day) ?? (statutory ? chineseDays.isWorkday(day) : weekday !== 0 && weekday !== 6)
      days.set(day, working)
    }
    return working
  }
  const none: readonly Span[] = []
  const cityHours = hoursOf(data)
  const dayMs = lengthOf(spansOf(data.slots))
  const city: Schedule = {
    dayMs,
    spansOn: (day) => (isWorking(day) ? cityHours(day) : none),
    // A working day is a working day, also in summer, when it is shorter.
    weightOn: (day) => dayMs / lengthOf(cityHours(day)),
    knows
  }
  const plain: Schedule = { ...city, weightOn: () => 1 }
  const offices = new Map(
    Object.entries(data.offices ?? {}).map(([office, own]): [string, Schedule] => {
      const hours = hoursOf(own)
      const every = own.days === 'every'
      return [
        office,
        {
          dayMs: lengthOf(spansOf(own.slots)),
          spansOn: (day) => (every || isWorking(day) ? hours(day) : none),
          weightOn: () => 1,
          knows: every ? () => true : knows
        }
      ]
    })
  )
  const unitMs: Record<LimitUnit, number> = { rush_hour: hourMs, work_hour: hourMs, work_day: dayMs, day: 24 * hourMs }
  return {
    ...city,
    isWorking,
    of: (unit, office) =>
      unit === 'work_day' ? city : unit === 'work_hour' ? (offices.get(office ?? '') ?? plain) : allDay,
    msOf: ({ n, unit }) => n * unitMs[unit],
    rules,
    mark: createHash('sha256')
      .update(JSON.stringify([data, rules, years.filter(knows)]))
      .digest('hex')
      .slice(0, 12)
  }
}

/** Milliseconds that count between two moments (milliseconds since the epoch); 0 when `to` is not after `from`. */
export function workingBetween(schedule: Schedule, from: number, to: number): number {
  let sum = 0
  for (let day = dayOf(from); startOfDay(day) < to; day = addDays(day, 1)) {
    const spans = schedule.spansOn(day)
    if (spans.length === 0) continue
    const start = startOfDay(day)
    let here = 0
    for (const [a, b] of spans) here += Math.max(0, Math.min(to, start + b) - Math.max(from, start + a))
    sum += here * schedule.weightOn(day)
  }
  return Math.round(sum)
}

/** Nobody promises anything over so many days; a schedule that never counts is a mistake in the data. */
const daysAtMost = 20_000

/** The moment at which `span` milliseconds that count have passed since `from`. `span` 0 is `from` itself. */
export function addWorking(schedule: Schedule, from: number, span: number): { at: number; provisional: boolean } {
  let left = span
  let provisional = !schedule.knows(Number(dayOf(from).slice(0, 4)))
  if (left <= 0) return { at: from, provisional }
  let day = dayOf(from)
  for (let i = 0; i < daysAtMost; i++, day = addDays(day, 1)) {
    provisional ||= !schedule.knows(Number(day.slice(0, 4)))
    const spans = schedule.spansOn(day)
    if (spans.length === 0) continue
    const start = startOfDay(day)
    const weight = schedule.weightOn(day)
    for (const [a, b] of spans) {
      const begin = Math.max(from, start + a)
      const free = (start + b - begin) * weight
      if (free <= 0) continue
      if (left <= free) return { at: begin + Math.ceil(left / weight), provisional }
      left -= free
    }
  }
  throw new Error('a schedule without duty hours')
}
