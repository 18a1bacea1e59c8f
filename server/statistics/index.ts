export { checkKept, countMarked, readCases, readKept } from './kept.ts'
export type { Sums } from './sums.ts'
export { lastCheck as lastCheckOfSums, mark as markSums, oldestWaiting as oldestUncounted } from './kept-model.ts'
export { shownByArea, type ShownInArea } from './summary.ts'
