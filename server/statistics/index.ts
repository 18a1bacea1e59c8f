export { checkKept, countMarked } from './kept.ts'
export { isWhole as keptSumsChecked, mark as markSums, oldestWaiting as oldestUncounted } from './kept-model.ts'
export { shownByArea, type ShownInArea } from './summary.ts'
