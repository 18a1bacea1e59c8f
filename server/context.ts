/**
 * What a server is made of, given to every module that needs it: the city, the clock, the keys, where photos lie. Nothing of
 * it stands in a module's own variables, so that two servers can live in one process.
 */
import type { CitySnapshot } from '#server/city/index.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { Moved } from '#server/kernel/microcache.ts'
import type { Log } from '#server/kernel/log.ts'
import type { SharedCounts } from '#server/kernel/shared-counts.ts'
import type { Mail } from '#server/integrations/mail.ts'
import type { Robots } from '#server/integrations/robots.ts'
import type { Sms } from '#server/integrations/sms.ts'
import type { WechatAccount } from '#server/integrations/wechat-account.ts'
import type { WechatMessages } from '#server/integrations/wechat-messages.ts'
import type { Storage } from '#server/integrations/storage.ts'
import type { PhotoStore } from '#server/photos/index.ts'
import type { RootPlaces } from '#server/roots/places.ts'
import type { Sessions } from '#server/sessions/index.ts'

export interface AppContext {
  /** The city as it is now; read anew each time, another release may have come into force. */
  city(): CitySnapshot
  /** The city under one release, however old or far ahead. */
  cityAt(release: number): Promise<CitySnapshot | undefined>
  /** A release was published or taken back here; other servers see it by themselves within seconds. */
  published(): Promise<void>
  /** `https://host` without a slash behind: where everything that leaves the screen leads back to. The only source of absolute links. */
  readonly publicUrl: string
  now(): Date
  keys: Keys
  /** Sign-ins: begun, gone on with, ended. */
  sessions: Sessions
  /** Whether whom it concerns must have a second factor. */
  secondFactor: 'required' | 'offered'
  photos: PhotoStore
  /** What is counted by all processes together. */
  counts: SharedCounts
  /** What is kept beside the database, so that a change of the database shows. */
  records: Storage
  /** Where daily roots are written to as well. */
  rootPlaces: RootPlaces
  /** The ways out of the app; each says itself whether it is set up. */
  mail: Mail
  sms: Sms
  wechatMessages: WechatMessages
  robots: Robots
  /** The mini-program's account at WeChat, where there is one. */
  wechatAccount: WechatAccount | undefined
  log: Log
  /** What was learned is learned anew every day that there is something to learn. */
  suggestDaily: boolean
  /** An account of staff changed here; other servers see it by themselves within seconds. */
  staffChanged(): Promise<void>
  /** Between these hours of the day, `22:00`, what is not urgent waits for the morning. */
  quietHours: { from: string; to: string } | undefined
  /** Something that public pages show changed here, a case or another thing: their caches forget what shows it. */
  moved(what: Moved): void
}
