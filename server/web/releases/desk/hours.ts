/** What the calendar's forms read: hours of duty from a day on, and a year's days off entered whole. Pure. */
import type { PartValues } from '#shared/parts.ts'
import { addDays, weekdayOf } from '#shared/time-format.ts'
import { plainClock } from '#shared/typed.ts'
import { fill, say } from './words.ts'

export type CalendarData = PartValues['calendar']
type Slots = CalendarData['slots']
type Hours = Pick<CalendarData, 'slots' | 'changes'>

/** 08:30-12:00，13:30-18:00; nothing where it is not that, or not in order. */
export function slotsIn(said: string): [string, string][] | undefined {
  const slots = said
    .split(/[,，、;；\s]+/)
    .filter(Boolean)
    .map((text) => text.split(/[-–~到至]/).map(plainClock))
  const flat = slots.flat()
  const right =
    slots.length > 0 &&
    slots.length <= 6 &&
    slots.every((slot) => slot.length === 2) &&
    flat.every((text, i) => /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text) && (i === 0 || text > (flat[i - 1] ?? '')))
  return right ? (slots as [string, string][]) : undefined
}

/** A day there is: the 30th of February is none. */
export const isDay = (said: string): boolean =>
  /^(19|20|21)\d\d-\d\d-\d\d$/.test(said) && !Number.isNaN(Date.parse(said)) && addDays(said, 0) === said

const byDay = <T extends { from: string }>(a: T, b: T): number => (a.from < b.from ? -1 : 1)
/** Hours from a day on; without a day, the usual ones. */
export const withHours = <H extends Hours>(was: H, from: string, slots: Slots): H =>
  from === ''
    ? { ...was, slots }
    : {
        ...was,
        changes: [...(was.changes ?? []).filter((change) => change.from !== from), { from, slots }].sort(byDay)
      }
export function withoutHours<H extends Hours>(was: H, from: string): H {
  const { changes = [], ...rest } = was
  const left = changes.filter((change) => change.from !== from)
  return (left.length > 0 ? { ...rest, changes: left } : rest) as H
}

// ——— a year entered whole

export interface YearDays {
  off: string[]
  makeup: string[]
}
const longest = 40

/** A line for each stretch, `2027-02-06 2027-02-12` or one day; what is wrong is said of the line that it is wrong in. */
export function daysIn(year: number, said: string): { days: string[] } | { wrong: string } {
  const days: string[] = []
  for (const line of said
    .split(/\r?\n/)
    .map((text) => text.trim())
    .filter(Boolean)) {
    const [first = '', last = first, ...more] = line.split(/[\s,，、~至到]+/).filter(Boolean)
    const right = [first, last].every((day) => isDay(day) && day.startsWith(`${year}-`)) && more.length === 0
    if (!right || last < first || addDays(first, longest) < last)
      return { wrong: fill(say.calendar.wrongLine, { line, year }) }
    for (let day = first; day <= last; day = addDays(day, 1)) days.push(day)
  }
  return { days: [...new Set(days)].sort() }
}

const isWeekend = (day: string): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6

/** A make-up day is a weekend on which one works: one that is not, or that is off as well, is a slip of the pen. */
export function yearDays(
  year: number,
  off: string,
  makeup: string
): { days: YearDays } | { wrong: Record<string, string> } {
  const [rest, work] = [daysIn(year, off), daysIn(year, makeup)]
  const wrong: Record<string, string> = {
    ...('wrong' in rest && { yearOff: rest.wrong }),
    ...('wrong' in work && { yearMakeup: work.wrong })
  }
  if (!('days' in rest) || !('days' in work)) return { wrong }
  if (rest.days.length === 0) return { wrong: { yearOff: say.calendar.noDaysOff } }
  const slip = work.days.find((day) => !isWeekend(day) || rest.days.includes(day))
  if (slip) return { wrong: { yearMakeup: fill(say.calendar.wrongMakeup, { day: slip }) } }
  return { days: { off: rest.days, makeup: work.days } }
}

const inYear = (year: number) => (day: string) => day.startsWith(`${year}-`)

export function withYear(was: CalendarData, year: number, { off, makeup }: YearDays): CalendarData {
  const here = inYear(year)
  const set = (days: readonly string[], working: boolean) => days.map((day) => ({ day, working }))
  return {
    ...was,
    overrides: [
      ...was.overrides.filter((override) => !here(override.day)),
      ...set(off, false),
      ...set(makeup, true)
    ].sort((a, b) => (a.day < b.day ? -1 : 1)),
    years: [...new Set([...(was.years ?? []), year])].sort((a, b) => a - b)
  }
}
/** With it go the days that were entered for it: what is left is the plain week, marked provisional. */
export function withoutYear({ years = [], ...was }: CalendarData, year: number): CalendarData {
  const here = inYear(year)
  const left = years.filter((n) => n !== year)
  return {
    ...was,
    overrides: was.overrides.filter((override) => !here(override.day)),
    ...(left.length > 0 && { years: left })
  }
}

/** The days of a year as lines of stretches, the way they are typed. */
export function asLines(value: CalendarData, year: number, working: boolean): string {
  const days = value.overrides
    .filter((override) => override.working === working && inYear(year)(override.day))
    .map((override) => override.day)
    .sort()
  const stretches: [string, string][] = []
  for (const day of days) {
    const last = stretches.at(-1)
    if (last && addDays(last[1], 1) === day) last[1] = day
    else stretches.push([day, day])
  }
  return stretches.map(([a, b]) => (a === b ? a : `${a} ${b}`)).join('\n')
}
