/** What every room's routes are given: the city, the clock, the keys, and whom to tell when a case has moved. */
import type { Registry } from '#server/city/index.ts'
import type { Keys } from './keys.ts'
import type { Log } from './log.ts'

export interface World {
  /** The city as it is now; read anew each time, an administrator may have changed it. */
  city(): Registry
  now(): Date
  keys: Keys
  log: Log
  /** A case changed here: caches of public pages forget what they hold. */
  moved(no: string): void
}
