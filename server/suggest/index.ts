export { hearMove, rebuild, rebuildIfDue, setUpSuggest } from './jobs.ts'
export { suggestRoutes } from './routes.ts'
