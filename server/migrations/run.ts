/**
 * Runs what a database still lacks, in order, each recorded once it is through. One process at a time: the others wait for
 * its lease and then find nothing left to do. A process that dies leaves its lease to run out, and the migration, which is
 * safe to repeat, to the next.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { CitySnapshot } from '#server/city/index.ts'
import type { Keys } from '#server/kernel/keys.ts'
import type { Log } from '#server/kernel/log.ts'
import { isDuplicate } from '#server/kernel/mongo.ts'
import { makeWork, type Counts, type Db, type Migration } from './work.ts'

export interface Applied {
  number: number
  name: string
  counts: Counts
}

/** A migration that is through, in the collection `migrations`. */
interface MigrationRecord {
  _id: number
  name: string
  at: Date
  counts: Counts
  /** Versions that do not know it may work on. */
  online?: boolean
}
interface Lease {
  _id: 'lease'
  token: string
  until: Date
}

export interface MigrateOptions {
  db: Db
  migrations: readonly Migration[]
  /** Writes; else only counts what would be written. */
  commit: boolean
  now: () => Date
  keys: Keys
  city: () => Promise<CitySnapshot>
  log: Log
  leaseMs?: number
  batchSize?: number
}

export const migrationsCollection = 'migrations'
const usualLeaseMs = 30_000
const majority = { writeConcern: { w: 'majority' } } as const

const leases = (db: Db) => db.collection<Lease>(migrationsCollection)
const records = (db: Db) => db.collection<MigrationRecord>(migrationsCollection)

/** A database without any collection is born in today's shape. */
const isUnborn = async (db: Db): Promise<boolean> =>
  !(await db
    .listCollections({ name: { $nin: [migrationsCollection], $not: /^system\./ } }, { nameOnly: true })
    .hasNext())

/**
 * What a database lacks, in order. Throws when it has been through a migration that this program does not know, unless that
 * only added something.
 */
export async function pendingOf(db: Db, migrations: readonly Migration[]): Promise<Migration[]> {
  const done = await records(db)
    .find({ name: { $exists: true } })
    .toArray()
  const known = new Set(migrations.map((m) => m.number))
  const newer = done.filter(({ _id, online }) => !known.has(_id) && !online)
  if (newer.length > 0)
    throw new Error(
      `The database was migrated by a newer version (${newer.map(({ _id, name }) => nameOf({ number: _id, name })).join(', ')}). Start that version or a later one: there is no way back.`
    )
  const through = new Set(done.map(({ _id }) => _id))
  return migrations.filter((m) => !through.has(m.number)).sort((a, b) => a.number - b.number)
}

const nameOf = ({ number, name }: Pick<Migration, 'number' | 'name'>): string =>
  `${String(number).padStart(3, '0')}-${name}`

/** At a server's start: applies what is pending where it may, else refuses to start on a database that it would misread. */
export async function migrateAtStart(options: Omit<MigrateOptions, 'commit'>, mayMigrate: boolean): Promise<void> {
  const { db, migrations } = options
  const pending = await pendingOf(db, migrations)
  if (pending.length === 0) return
  const needPause = pending.some(({ online }) => !online)
  if (needPause && !mayMigrate && !(await isUnborn(db)))
    throw new Error(
      `The database has to be migrated first (${pending.map(nameOf).join(', ')}). Stop every server that uses it and make a backup, then run \`npm run migrate\` (a dry run) and \`npm run migrate -- --commit\`, or start one server with MIGRATE=1.`
    )
  await migrate({ ...options, commit: true })
}

/** Applies everything pending, or counts what it would change; a dry run takes no lease and records nothing. */
export async function migrate(options: MigrateOptions): Promise<Applied[]> {
  const { db, migrations, commit } = options
  const found = await pendingOf(db, migrations)
  if (found.length === 0) return []
  if (!commit) return applyAll(options, found, () => undefined)
  return underLease(options, async (stillOurs) => {
    // Whoever waited for the lease finds what the other left.
    const pending = await pendingOf(db, migrations)
    if (await isUnborn(db)) {
      const at = options.now()
      await records(db).insertMany(
        pending.map(({ number, name, online }) => ({ _id: number, name, at, counts: {}, ...(online && { online }) })),
        majority
      )
      return []
    }
    return applyAll(options, pending, stillOurs)
  })
}

async function applyAll(
  options: MigrateOptions,
  pending: readonly Migration[],
  stillOurs: () => void
): Promise<Applied[]> {
  const applied: Applied[] = []
  for (const migration of pending) {
    const { db, commit, keys, city, now, batchSize } = options
    const { work, counts } = makeWork({
      db,
      commit,
      keys,
      city,
      now: now(),
      stillOurs,
      ...(batchSize !== undefined && { batchSize })
    })
    await migration.run(work)
    stillOurs()
    if (commit) await record(options, migration, counts)
    options.log.info(
      { migration: nameOf(migration), counts, commit },
      commit ? 'migration applied' : 'migration counted'
    )
    applied.push({ number: migration.number, name: migration.name, counts })
  }
  return applied
}

async function record({ db, now }: MigrateOptions, { number, name, online }: Migration, counts: Counts): Promise<void> {
  await records(db).updateOne(
    { _id: number },
    { $setOnInsert: { name, at: now(), counts, ...(online && { online }) } },
    { upsert: true, ...majority }
  )
}

// ——— one process at a time; the time of a lease is the database's, so that no two clocks must agree

async function takeLease(db: Db, token: string, leaseMs: number): Promise<boolean> {
  await leases(db)
    .updateOne({ _id: 'lease' }, { $setOnInsert: { token: '', until: new Date(0) } }, { upsert: true, ...majority })
    .catch((error: unknown) => {
      if (!isDuplicate(error)) throw error
    })
  const taken = await leases(db).updateOne(
    { _id: 'lease', $or: [{ token }, { $expr: { $lt: ['$until', '$$NOW'] } }] },
    [{ $set: { token, until: { $add: ['$$NOW', leaseMs] } } }],
    majority
  )
  return taken.matchedCount === 1
}

async function underLease<T>(
  { db, log, leaseMs = usualLeaseMs }: MigrateOptions,
  work: (stillOurs: () => void) => Promise<T>
): Promise<T> {
  const token = randomUUID()
  for (let told = false; !(await takeLease(db, token, leaseMs)); told = true) {
    if (!told) log.info('another process is migrating the database; waiting for it')
    await wait(100)
  }
  let lost: Error | undefined
  const renew = setInterval(() => {
    takeLease(db, token, leaseMs).then(
      (ours) => {
        if (!ours) lost = new Error('another process has taken over the migration')
      },
      (error: unknown) => {
        lost = error instanceof Error ? error : new Error(String(error))
      }
    )
  }, leaseMs / 3)
  try {
    return await work(() => {
      if (lost) throw lost
    })
  } finally {
    clearInterval(renew)
    await leases(db).deleteOne({ _id: 'lease', token })
  }
}
