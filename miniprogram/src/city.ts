import type { ApiAnswer } from '#shared/api.ts'
import { asset, call } from './api'
import { isObject, storedValue } from './storage'

/**
 * What the city is made of changes seldom, so the last answer is kept on the phone: a form can be filled in a lift without
 * a network, and the second start does not wait.
 */
const FRESH_MS = 3_600_000
/** Whoever has an older answer does not wait for the new one in a lift. */
const PATIENCE_MS = 1_500

const patience = <T>(then: T): Promise<T> => new Promise((resolve) => setTimeout(() => resolve(then), PATIENCE_MS))

function cached<T extends object>(name: string, ask: () => Promise<T>): () => Promise<T> {
  const kept = storedValue(
    `city.${name}`,
    (value): value is { at: number; value: T } =>
      isObject(value) && typeof value['at'] === 'number' && isObject(value['value'])
  )
  let asking: Promise<T> | undefined
  return () => {
    const known = kept.read()
    if (known && Date.now() - known.at < FRESH_MS) return Promise.resolve(known.value)
    asking ??= ask()
      .then((value) => {
        kept.write({ at: Date.now(), value })
        return value
      })
      .catch((trouble: unknown) => {
        if (known) return known.value
        throw trouble
      })
      .finally(() => (asking = undefined))
    return known ? Promise.race([asking, patience(known.value)]) : asking
  }
}

export type Categories = ApiAnswer<'categories'>
export type Category = Categories['categories'][number]
export type Areas = ApiAnswer<'areas'>
export type Offices = ApiAnswer<'offices'>

export const categories = cached<Categories>('categories', () => call('categories', {}))
export const areas = cached<Areas>('areas', () => call('areas', {}))
export const offices = cached<Offices>('offices', () => call('offices', {}))

/** Outlines are large and drawn by the web build only; once a visit is enough. */
let drawn: Promise<[GeoJSON.FeatureCollection, GeoJSON.FeatureCollection]> | undefined
export const outlines = () =>
  (drawn ??= Promise.all([
    asset<GeoJSON.FeatureCollection>('/assets/basemap.geojson'),
    asset<GeoJSON.FeatureCollection>('/assets/areas.geojson')
  ]).catch((trouble: unknown) => {
    drawn = undefined
    throw trouble
  }))
