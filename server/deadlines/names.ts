/** What a day off, or a make-up day, is: 春节, 国庆节. */
import chineseDays from 'chinese-days'
import type { Holiday } from '#shared/deadlines.ts'

/** The package names a day in two languages, `Spring Festival,春节,4`, and a plain one by its English weekday alone. */
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
  const [name = '', chinese] = chineseDays.getDayDetail(day).name.split(',')
  return chinese === undefined ? undefined : (codes[name] ?? 'other')
}
