export { attend, hearMove, rebuild, setUpSuggest } from './jobs.ts'
export { suggestRoutes } from './routes.ts'
