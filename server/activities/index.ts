export { sync } from './change.ts'
export { move, moveByClock } from './commands.ts'
export { store } from './drafting.ts'
export { findActivity, isShownPhoto, noActivities } from './model.ts'
