export { checksumOf, fillCity, formerOf, inForce, openCity, putParts, type ReleaseCache } from './release-cache.ts'
export { makeSnapshot } from './make-snapshot.ts'
export * from './model.ts'
export type { CitySnapshot } from './snapshot.ts'
