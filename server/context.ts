/** What every room's routes are given: the city, the clock, the keys, and whom to tell when a case has moved. */
import type { CitySnapshot } from '#server/city/index.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { Log } from '#server/kernel/log.ts'

export interface AppContext {
  /** The city as it is now; read anew each time, another release may have come into force. */
  city(): CitySnapshot
  /** The city under one release, however old or far ahead. */
  cityAt(release: number): Promise<CitySnapshot | undefined>
  /** A release was published or taken back here; other servers see it by themselves within seconds. */
  published(): Promise<void>
  now(): Date
  keys: Keys
  log: Log
  /** Something that public pages show changed here, a case or another thing: their caches forget what they hold. */
  moved(id: string): void
}
