export { move, moveByClock, store } from './commands.ts'
export { findActivity, insertActivities, isShownPhoto, nextNo, noActivities, type ActivityDoc } from './model.ts'
export { activityCalendar, activityRoutes, calendarFeed } from './routes.ts'
