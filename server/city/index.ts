export { checksumOf, fillCity, formerOf, inForce, openCity } from './release-cache.ts'
export { makeSnapshot } from './make-snapshot.ts'
export * from './model.ts'
export type { CitySnapshot } from './snapshot.ts'
