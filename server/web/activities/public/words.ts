/** The words of activities on the portal, and a few sentences every page of them needs. */
import type { ActivityRow, ActivityView, ShiftView } from '#shared/activities.ts'
import { clockTime, dayOf, local, monthDay } from '#shared/time-format.ts'
import { activities as activityWords } from '#shared/locales/activities.ts'
import { portalActivities as say } from '#shared/locales/portal-activities.ts'
import { fill, whenWords } from '../../frame/words.ts'

export { activityWords, say }
export { figure, fill } from '../../frame/words.ts'

/** 11月28日 周六 */
export const dateWords = (at: string): string =>
  fill(say.date, { day: monthDay(at), weekday: whenWords.weekday[local(at).weekday] ?? '' })

/** 11:00; of another day with its date. */
export const endTime = ({ from, to }: { from: string; to: string }): string =>
  dayOf(from) === dayOf(to) ? clockTime(to) : `${monthDay(to)} ${clockTime(to)}`

/** 11月28日 周六，08:30 到 11:00; an end on another day is named. */
export const timeWords = (span: { from: string; to: string }): string =>
  fill(say.time, { date: dateWords(span.from), from: clockTime(span.from), to: endTime(span) })

export const hoursOf = (minutes: number): string => String(Math.round(minutes / 6) / 10)

type Counted = Pick<ActivityRow, 'capacity' | 'free' | 'waiting' | 'status'>
/** A free seat that somebody in the queue is about to be offered is nobody's to promise. */
export const hasSeat = ({ free, waiting }: Pick<Counted, 'free' | 'waiting'>): boolean => free > 0 && waiting === 0
export const takesPeople = ({ status }: Pick<Counted, 'status'>): boolean => status === 'open' || status === 'running'

export const seatWords = (counted: Counted): string =>
  !takesPeople(counted)
    ? say.seats.closed
    : hasSeat(counted)
      ? fill(say.seats.free, { n: counted.free })
      : say.seats.wait

/** A row's seats that anyone may have at once, for its sentence. */
export const offered = (row: ActivityRow): Counted => ({
  ...row,
  free: row.seats,
  waiting: 0,
  // Over, and not settled yet.
  ...(!row.next && { status: 'settled' as const })
})

export const countsOf = (shift: ShiftView): { capacity: number; free: number; waiting: number } =>
  shift.roles.reduce(
    (sum, r) => ({ capacity: sum.capacity + r.capacity, free: sum.free + r.free, waiting: sum.waiting + r.waiting }),
    { capacity: 0, free: 0, waiting: 0 }
  )

export const ageWords = (activity: Pick<ActivityView, 'minAge' | 'maxAge' | 'guardianUnder'>): string => {
  const { minAge: min, maxAge: max, guardianUnder: n } = activity
  const range =
    min !== undefined && max !== undefined
      ? fill(say.age.both, { min, max })
      : min !== undefined
        ? fill(say.age.from, { min })
        : max !== undefined
          ? fill(say.age.to, { max })
          : undefined
  // Who must be grown up anyway needs nobody's consent.
  const guardian = (min ?? 0) >= n ? undefined : fill(say.age.guardian, { n })
  return [range, guardian].filter(Boolean).join(say.listStop)
}

export const confirmWords = (minutes: number): string =>
  minutes % 60 === 0 ? fill(whenWords.hours, { n: minutes / 60 }) : fill(say.minutes, { n: minutes })
