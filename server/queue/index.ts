export { countQueue, listQueue, tabsOf } from './model.ts'
