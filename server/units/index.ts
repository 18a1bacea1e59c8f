export { keeps } from './policy.ts'
export { unitRoutes } from './routes.ts'
