import type { ShiftView } from '#shared/activities.ts'
import { clockTime, dayOf, local, monthDay } from '#shared/time-format.ts'
import { fill } from '#shared/locales/fill.ts'
import { when } from '#shared/locales/time-format.ts'
import { miniActivities as say } from '#shared/locales/mini-activities.ts'
export { seatWords } from '../together/rows'

export const dateWords = (at: string): string =>
  fill(say.date, { day: monthDay(at), weekday: when.weekday[local(at).weekday] ?? '' })

/** 11:00; of another day with its date. */
export const endTime = ({ from, to }: { from: string; to: string }): string =>
  dayOf(from) === dayOf(to) ? clockTime(to) : `${monthDay(to)} ${clockTime(to)}`

/** 11月28日 周六，8:30 到 11:00 */
export const timeWords = (span: { from: string; to: string }): string =>
  fill(say.time, { date: dateWords(span.from), from: clockTime(span.from), to: endTime(span) })

export const countsOf = (shift: ShiftView) =>
  shift.roles.reduce(
    (sum, r) => ({ capacity: sum.capacity + r.capacity, free: sum.free + r.free, waiting: sum.waiting + r.waiting }),
    { capacity: 0, free: 0, waiting: 0 }
  )

export const shiftWords = (shift: ShiftView): string => {
  const { free } = countsOf(shift)
  if (shift.state === 'open') return fill(say.free, { n: free })
  return shift.state === 'waitlist' ? say.wait : shift.state === 'full' ? say.full : say.closed
}

export const farWords = (m: number): string =>
  m < 1000 ? fill(say.metres, { n: Math.round(m / 10) * 10 }) : fill(say.km, { n: (m / 1000).toFixed(1) })
