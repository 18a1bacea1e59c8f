/** When somebody came or went, of whom the organiser wrote down the time of day. */
import { comeMinutes, goMinutes } from '#shared/presence.ts'
import { addDays, dayOf, startOfDay } from '#shared/time-format.ts'
import { plainClock } from '#shared/typed.ts'

const minute = 60_000
type Span = { from: string; to: string }

const windowOf = ({ from, to }: Span): [number, number] => [
  Date.parse(from) - comeMinutes * minute,
  Date.parse(to) + goMinutes * minute
]

/** The days on which somebody may come or go. */
export function daysOf(shift: Span): string[] {
  const [first, last] = windowOf(shift)
  const days = [dayOf(first)]
  for (let day = dayOf(first); day < dayOf(last);) days.push((day = addDays(day, 1)))
  return days
}

/**
 * The moment of a time of day at a shift. Where no day is said it is the one that fits: of several the first for coming
 * and the last that has come for going; where none does, the day the shift begins, and the answer says what is wrong with that.
 */
export function notedAt(shift: Span, time: string, kind: 'in' | 'out', now: Date, day?: string): Date | undefined {
  const [, hour = '', minutes = ''] = /^(\d{2}):(\d\d)$/.exec(plainClock(time)) ?? []
  const ofDay = Number(hour) * 60 + Number(minutes)
  if (hour === '' || Number(minutes) > 59 || ofDay > 24 * 60) return undefined
  const at = (on: string): number => startOfDay(on) + ofDay * minute
  if (day !== undefined) return daysOf(shift).includes(day) ? new Date(at(day)) : undefined
  const [first, last] = windowOf(shift)
  const fitting = daysOf(shift)
    .map(at)
    .filter((n) => n >= first && n <= last)
  const going = fitting.findLast((n) => n <= now.getTime())
  return new Date((kind === 'out' ? going : undefined) ?? fitting[0] ?? at(dayOf(shift.from)))
}
