export { makeRegistry } from './make.ts'
export { fillCity, readCity } from './model.ts'
export type { Registry } from './registry.ts'
export { cityRoutes } from './routes.ts'
