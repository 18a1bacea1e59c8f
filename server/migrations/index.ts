/**
 * The shape of the stored data, step by step (docs/decisions/021-migrations.md). Numbered, forward only; each may be cut
 * off and run again. A new one gets the next number, a line in this list, and a part in tests/migrations.
 */
import { firstVersion } from './001-first-version.ts'
import { deadlineField } from './002-deadline-field.ts'
import { routingFacts } from './003-routing-facts.ts'
import { escalationField } from './004-escalation-field.ts'
import { keyedRequestHashes } from './006-keyed-request-hashes.ts'
import { premisesCollection } from './010-premises.ts'
import { substitute } from './011-substitute.ts'
import { certificateSignature } from './012-certificate-signature.ts'
import { noticesAsCodes } from './013-notices-as-codes.ts'
import { writtenTitles } from './014-written-titles.ts'
import { rulings } from './020-rulings.ts'
import { supervision } from './021-supervision.ts'
import { roundsOfRating } from './022-rounds-of-rating.ts'
import { objections } from './023-objections.ts'
import { pendingSince } from './030-pending-since.ts'
import { sessions } from './040-sessions.ts'
import { noticeRows } from './050-notice-rows.ts'
import { desks } from './070-desks.ts'
import { photoUses } from './071-photo-uses.ts'
import { whatWasRuledOn } from './072-what-was-ruled-on.ts'
import { movedAt } from './073-moved-at.ts'
import { searchText } from './080-search-text.ts'
import { unhappySince } from './081-unhappy-since.ts'
import { masks } from './084-masks.ts'
import { migrate, migrateAtStart, type Applied, type MigrateOptions } from './run.ts'
import type { Migration } from './work.ts'

export const migrations: readonly Migration[] = [
  firstVersion,
  deadlineField,
  routingFacts,
  escalationField,
  keyedRequestHashes,
  premisesCollection,
  substitute,
  certificateSignature,
  noticesAsCodes,
  writtenTitles,
  rulings,
  supervision,
  roundsOfRating,
  objections,
  pendingSince,
  sessions,
  noticeRows,
  desks,
  photoUses,
  whatWasRuledOn,
  movedAt,
  searchText,
  unhappySince,
  masks
]

type Options = Omit<MigrateOptions, 'migrations' | 'commit'>

export const migrateDatabase = (options: Options, commit: boolean): Promise<Applied[]> =>
  migrate({ ...options, migrations, commit })
/** `all` is for a rehearsal of the next version. */
export const migrateBeforeStart = (options: Options, mayMigrate: boolean, all = migrations): Promise<void> =>
  migrateAtStart({ ...options, migrations: all }, mayMigrate)

export type { Applied, Migration }
