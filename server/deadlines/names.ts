/** What a day off, or a make-up day, is called: 春节, 国庆节. */
import chineseDays from 'chinese-days'

/** Nothing for a plain working day or weekend. */
export function nameOfDay(day: string): string | undefined {
  const { name } = chineseDays.getDayDetail(day)
  // The package names it in two languages: `Spring Festival,春节,4`; a plain day by its English weekday alone.
  return name.split(',')[1]
}
