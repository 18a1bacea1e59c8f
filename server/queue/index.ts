export { listQueue, tabsOf } from './model.ts'
