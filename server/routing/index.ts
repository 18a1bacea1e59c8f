export {
  indexAreas,
  indexAssets,
  type AreaFeature,
  type AreaIndex,
  type AreaProperties,
  type AssetIndex,
  type Located
} from './areas.ts'
export { factsOf, recorded, route, type How, type Route } from './route.ts'
export { checkCity, checkCityCalmly, type CheckedCity } from './check/index.ts'
export { faultsOf, looksShifted } from './check/rings.ts'
export { ask, makeBook, mayHave, type Decision, type RoutedCity, type RuleBook } from './rules.ts'
