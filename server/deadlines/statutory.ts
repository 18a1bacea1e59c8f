/**
 * The State Council's arrangement of holidays and make-up days. Only the tables of chinese-days are read: its own functions
 * read a bare day in the time zone of the machine, and are a day off wherever that lies west of Greenwich.
 */
import { createRequire } from 'node:module'

/** By day, `2024-02-12`, what it is called in two languages: `Spring Festival,春节,3`. */
interface Tables {
  holidays: Readonly<Record<string, string>>
  workdays: Readonly<Record<string, string>>
}
const { holidays, workdays } = createRequire(import.meta.url)('chinese-days/dist/chinese-days.json') as Tables

/** Whether the arrangement of a year is in the tables: without one it would have no National Day. */
export const isArranged = (year: number): boolean => `${year}-10-01` in holidays
/** True for a holiday, false for a make-up day, nothing for a day that is as any of its week. */
export const isDayOff = (day: string): boolean | undefined =>
  day in holidays ? true : day in workdays ? false : undefined
/** The holiday that a day off, or a make-up day, belongs to: its English name. */
export const holidayNameOf = (day: string): string | undefined => (holidays[day] ?? workdays[day])?.split(',')[0]
