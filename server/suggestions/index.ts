export { attend, hearMove, prepareSuggestions, rebuilding } from './jobs.ts'
