export { move, moveByClock, store, sync } from './commands.ts'
export { findActivity, insertActivities, isShownPhoto, nextNo, noActivities, type ActivityDoc } from './model.ts'
export { factsOf } from './plan.ts'
