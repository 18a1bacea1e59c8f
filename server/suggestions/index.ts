export { attend, hearMove, rebuild, setUpSuggestions } from './jobs.ts'
export { suggestionRoutes } from './routes.ts'
