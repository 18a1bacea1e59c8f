/** The organiser's words, and the shared ones he speaks with. */
import { activities } from '#shared/locales/activities.ts'
import { deskHours } from '#shared/locales/desk-hours.ts'
import { fill } from '../../frame/desk-words.ts'

export { deskActivities as say } from '#shared/locales/desk-activities.ts'
export { deskHours as hourSay } from '#shared/locales/desk-hours.ts'
export { activityWords, timeWords, hoursOf } from '../public/words.ts'
export { errorWords, fill } from '../../frame/desk-words.ts'

/** 2 小时 30 分, to the minute. */
export function spanOf(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (minutes === 0) return deskHours.none
  return fill(hours === 0 ? activities.minutes : rest === 0 ? activities.hours : activities.hoursMinutes, {
    hours,
    minutes: rest
  })
}
/** 多 30 分钟 */
export const differenceOf = (from: number, to: number): string =>
  from === to
    ? deskHours.same
    : fill(to > from ? deskHours.more : deskHours.less, { span: spanOf(Math.abs(to - from)) })
