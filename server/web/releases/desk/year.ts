/** A year as twelve months of days, each with what it is. */
import type { PartValues } from '#shared/parts.ts'
import { addDays, weekdayOf } from '#shared/time-format.ts'
import type { Holiday } from '#shared/deadlines.ts'
import { makeCalendar, holidayOf } from '#server/deadlines/index.ts'

type Data = PartValues['calendar']
export type DayKind = 'working' | 'off' | 'holiday' | 'makeup'

export interface YearDay {
  day: string
  date: number
  kind: DayKind
  /** 春节; of holidays and make-up days. */
  holiday?: Holiday | undefined
  /** An administrator set it. */
  own: boolean
}
export interface YearMonth {
  month: number
  /** Weeks from Monday; undefined outside the month. */
  weeks: (YearDay | undefined)[][]
  working: number
}
export interface Year {
  year: number
  known: boolean
  months: YearMonth[]
  sums: { working: number; off: number; makeup: number; own: number }
}

const two = (n: number): string => String(n).padStart(2, '0')

export function yearOf(year: number, data: Data): Year {
  const calendar = makeCalendar({
    slots: data.slots as [string, string][],
    overrides: data.overrides,
    ...(data.years && { years: data.years })
  })
  const own = new Set(data.overrides.map((override) => override.day))
  const known = calendar.knows(year)
  const sums = { working: 0, off: 0, makeup: 0, own: 0 }
  const months = Array.from({ length: 12 }, (_, m): YearMonth => {
    const first = `${year}-${two(m + 1)}-01`
    const cells: (YearDay | undefined)[] = Array.from({ length: (weekdayOf(first) + 6) % 7 })
    let working = 0
    for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = addDays(day, 1)) {
      const weekend = [0, 6].includes(weekdayOf(day))
      const works = calendar.isWorking(day)
      const holiday = known ? holidayOf(day) : undefined
      const kind: DayKind = works ? (weekend ? 'makeup' : 'working') : weekend && !holiday ? 'off' : 'holiday'
      sums[works ? 'working' : 'off'] += 1
      if (kind === 'makeup') sums.makeup += 1
      if (own.has(day)) sums.own += 1
      if (works) working += 1
      cells.push({ day, date: Number(day.slice(8)), kind, own: own.has(day), ...(kind !== 'working' && { holiday }) })
    }
    while (cells.length % 7 !== 0) cells.push(undefined)
    const weeks = Array.from({ length: cells.length / 7 }, (_w, i) => cells.slice(i * 7, i * 7 + 7))
    return { month: m + 1, weeks, working }
  })
  return { year, known, months, sums }
}
