export { rehearsedParts } from './model.ts'
export { rehearsalRoutes } from './routes.ts'
export { rehearse, rehearsing } from './run.ts'
