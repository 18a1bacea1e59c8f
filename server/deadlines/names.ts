/** What a day off, or a make-up day, is: 春节, 国庆节. */
import type { Holiday } from '#shared/deadlines.ts'
import { holidayNameOf } from './statutory.ts'

/** By the package's English name. */
const codes: Readonly<Record<string, Holiday>> = {
  "New Year's Day": 'new_year',
  'Spring Festival': 'spring_festival',
  'Tomb-sweeping Day': 'tomb_sweeping',
  'Labour Day': 'labour_day',
  'Dragon Boat Festival': 'dragon_boat',
  'Mid-autumn Festival': 'mid_autumn',
  'National Day': 'national_day',
  'Anti-Fascist 70th Day': 'victory_day'
}

/** Nothing for a plain working day or weekend. */
export function holidayOf(day: string): Holiday | undefined {
  const name = holidayNameOf(day)
  return name === undefined ? undefined : (codes[name] ?? 'other')
}
