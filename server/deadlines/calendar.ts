/**
 * The city's time as data: which days work, the duty hours of each office, and what a unit of a limit counts. Statutory
 * holidays and make-up days come from chinese-days, an administrator's overrides come first. A year without data is
 * never guessed silently: its days count by the plain week and whatever crosses it is marked provisional.
 */
import { createHash } from 'node:crypto'
import { usualTime } from '#config/city/time.ts'
import type { CalendarData, Hours, Slots, TimeRules } from '#config/city/types.ts'
import type { Limit, LimitUnit } from '#shared/limits.ts'
import { dayOf, startOfDay, weekdayOf } from '#shared/time-format.ts'
import { isArranged, isDayOff } from './statutory.ts'

type Span = readonly [number, number]
const hourMs = 3_600_000
const dayLengthMs = 24 * hourMs

/** What counts of one day. */
interface Day {
  /** The moment it begins. */
  start: number
  /** Offsets from its start in milliseconds; nothing on a day that does not count. */
  spans: readonly Span[]
  /** How much a millisecond counts: 1, unless the day's hours are longer or shorter than a day of the limit. */
  weight: number
  /** All of it together, weighed. */
  ms: number
  /** The year's arrangement is known, as far as this kind of time depends on it. */
  sure: boolean
}

/** Time of one kind. Days are numbered, because names of days cost more than everything else here. */
export interface Schedule {
  /** One day of it, milliseconds. */
  dayMs: number
  day(n: number): Day
}
const numberOf = (at: number): number => Math.floor((at - firstDay) / dayLengthMs)
const firstDay = startOfDay('1970-01-01')

export interface Calendar extends Schedule {
  /** Whether the statutory arrangement of that year is known. */
  knows(year: number): boolean
  isWorking(day: string): boolean
  /** What a unit counts, for the office that answers. */
  of(unit: LimitUnit, office?: string): Schedule
  /** A limit in milliseconds of its own schedule. */
  msOf(limit: Limit): number
  /** What cases that begin now go by. */
  rules: TimeRules
  /** What a case goes by that began under a release; one that is older than the releases goes by the first. */
  rulesOf(release: number | undefined): TimeRules
  /** Changes whenever the same ledger could give another deadline, or another next step. */
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

interface Kind {
  dayMs: number
  spansOn(day: string): readonly Span[]
  weightOn?(day: string): number
  knows(year: number): boolean
}
/** Each day is looked up by its name once. */
function schedule({ dayMs, spansOn, weightOn, knows }: Kind): Schedule {
  const days = new Map<number, Day>()
  return {
    dayMs,
    day(n) {
      let calendarDay = days.get(n)
      if (!calendarDay) {
        const start = firstDay + n * dayLengthMs
        const day = dayOf(start)
        const spans = spansOn(day)
        const weight = spans.length > 0 ? (weightOn?.(day) ?? 1) : 1
        calendarDay = {
          start,
          spans,
          weight,
          ms: Math.round(lengthOf(spans) * weight),
          sure: knows(Number(day.slice(0, 4)))
        }
        days.set(n, calendarDay)
      }
      return calendarDay
    }
  }
}

const allDay = schedule({ dayMs: dayLengthMs, spansOn: () => [[0, dayLengthMs]], knows: () => true })

const years = Array.from({ length: 40 }, (_, i) => 2010 + i)
/** Counted up when the clocks themselves are counted in another way, so that what is stored is counted again. */
const reckoning = 2

/** `tables` are the rules of time by release. */
export function makeCalendar(
  data: Omit<CalendarData, 'timezone'>,
  rules: TimeRules = usualTime,
  tables: ReadonlyMap<number, TimeRules> = new Map()
): Calendar {
  const overrides = new Map(data.overrides.map((o) => [o.day, o.working]))
  const byHand = new Set(data.years)
  const knows = (year: number): boolean => byHand.has(year) || isArranged(year)
  const days = new Map<string, boolean>()
  const isWorking = (day: string): boolean => {
    let working = days.get(day)
    if (working === undefined) {
      const weekday = weekdayOf(day)
      const off = byHand.has(Number(day.slice(0, 4))) ? undefined : isDayOff(day)
      working = overrides.get(day) ?? !(off ?? (weekday === 0 || weekday === 6))
      days.set(day, working)
    }
    return working
  }
  const none: readonly Span[] = []
  const cityHours = hoursOf(data)
  const dayMs = lengthOf(spansOf(data.slots))
  const city: Kind = {
    dayMs,
    spansOn: (day) => (isWorking(day) ? cityHours(day) : none),
    knows
  }
  // A working day is a working day, also in summer, when it is shorter; an hour is an hour.
  const workDays = schedule({ ...city, weightOn: (day) => dayMs / lengthOf(cityHours(day)) })
  const workHours = schedule(city)
  const offices = new Map(
    Object.entries(data.offices ?? {}).map(([office, own]): [string, Schedule] => {
      const hours = hoursOf(own)
      const every = own.days === 'every'
      return [
        office,
        schedule({
          dayMs: lengthOf(spansOf(own.slots)),
          spansOn: (day) => (every || isWorking(day) ? hours(day) : none),
          knows: every ? () => true : knows
        })
      ]
    })
  )
  const unitMs: Record<LimitUnit, number> = { rush_hour: hourMs, work_hour: hourMs, work_day: dayMs, day: dayLengthMs }
  return {
    ...workDays,
    knows,
    isWorking,
    of: (unit, office) =>
      unit === 'work_day' ? workDays : unit === 'work_hour' ? (offices.get(office ?? '') ?? workHours) : allDay,
    msOf: ({ n, unit }) => n * unitMs[unit],
    rules,
    rulesOf: (release = 1) => tables.get(release) ?? rules,
    mark: createHash('sha256')
      .update(JSON.stringify([data, rules, years.filter(knows), reckoning]))
      .digest('hex')
      .slice(0, 12)
  }
}

/** Milliseconds that count between two moments (milliseconds since the epoch); 0 when `to` is not after `from`. */
export function workingBetween(schedule: Schedule, from: number, to: number): number {
  let sum = 0
  for (let n = numberOf(from); ; n++) {
    const { start, spans, weight, ms } = schedule.day(n)
    if (start >= to) return Math.round(sum)
    if (start >= from && start + dayLengthMs <= to) {
      sum += ms
      continue
    }
    let here = 0
    for (const [a, b] of spans) here += Math.max(0, Math.min(to, start + b) - Math.max(from, start + a))
    sum += here * weight
  }
}

/** What is left of a day that is weighed and was spent in whole milliseconds: nobody waits a night for so little. */
const dustOf = (weight: number): number => (weight === 1 ? 0 : 2)

/** Nobody promises anything over so many days; a schedule that never counts is a mistake in the data. */
const daysAtMost = 20_000

/** The moment at which `span` milliseconds that count have passed since `from`. `span` 0 is `from` itself. */
export function addWorking(schedule: Schedule, from: number, span: number): { at: number; provisional: boolean } {
  const first = numberOf(from)
  let provisional = !schedule.day(first).sure
  let left = span
  if (left <= 0) return { at: from, provisional }
  for (let n = first; n < first + daysAtMost; n++) {
    const { start, spans, weight, ms, sure } = schedule.day(n)
    provisional ||= !sure
    const dust = dustOf(weight)
    if (n > first && ms + dust < left) {
      left -= ms
      continue
    }
    for (const [a, b] of spans) {
      const begin = Math.max(from, start + a)
      const rest = start + b - begin
      if (rest <= 0) continue
      if (left <= rest * weight + dust)
        return { at: begin + Math.min(rest, Math.ceil(left / weight - 1e-6)), provisional }
      left -= rest * weight
    }
  }
  throw new Error('a schedule without duty hours')
}
