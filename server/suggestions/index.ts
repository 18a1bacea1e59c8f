export { attend, hearMove, rebuild, setUpSuggestions } from './jobs.ts'
