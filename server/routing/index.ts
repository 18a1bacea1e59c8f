export { indexAreas, type AreaFeature, type AreaIndex, type AreaProperties } from './areas.ts'
export { route, type Route } from './route.ts'
