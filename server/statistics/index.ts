export { checkKept, countMarked, readCases } from './kept.ts'
export { lastCheck as lastCheckOfSums, mark as markSums, oldestWaiting as oldestUncounted } from './kept-model.ts'
export { shownByArea, type ShownInArea } from './summary.ts'
