/** The organiser's words, and the shared ones he speaks with. */
export { deskActivities as say } from '#shared/words/zh-CN/desk-activities.ts'
export { activityWords, timeWords, hoursOf, dateWords } from '../../activities/words.ts'
export { errorWords, fill } from '../words.ts'
