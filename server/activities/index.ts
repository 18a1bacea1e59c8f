export { move, moveByClock, store, sync } from './commands.ts'
export { findActivity, isShownPhoto, noActivities } from './model.ts'
