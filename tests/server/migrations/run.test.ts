/** Migrations: each once, whoever starts at the same time, and however often one was cut off. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomBytes } from 'node:crypto'
import { keysFrom } from '#server/kernel/keys.ts'
import { makeLog } from '#server/kernel/log.ts'
import { connect, database, disconnect } from '#server/kernel/mongo.ts'
import { migrations as all } from '#server/migrations/index.ts'
import { migrate, migrateAtStart, pendingOf, type MigrateOptions } from '#server/migrations/run.ts'
import type { Db, Migration } from '#server/migrations/work.ts'

let db: Db
beforeAll(async () => {
  const uri = new URL(process.env.TEST_MONGODB_URI ?? '')
  uri.pathname = `/m_${randomBytes(6).toString('hex')}`
  await connect(uri.href)
  db = database()
})
afterAll(async () => {
  await db.dropDatabase()
  await disconnect()
})

const now = new Date('2026-11-24T02:00:00.000Z')
const optionsOf = (migrations: readonly Migration[], more: Partial<MigrateOptions> = {}): MigrateOptions => ({
  db,
  migrations,
  commit: true,
  now: () => now,
  city: () => Promise.reject(new Error('no city is needed here')),
  keys: keysFrom('5a'.repeat(32)),
  log: makeLog('silent'),
  ...more
})

/** Ten apples in a fresh collection, and a migration that paints them. */
async function apples(afterEach: () => void = () => undefined): Promise<Migration> {
  await db.dropDatabase()
  await db.collection<{ _id: number }>('apples').insertMany(Array.from({ length: 10 }, (_, _id) => ({ _id })))
  return {
    number: 1,
    name: 'paint-apples',
    run: (work) =>
      work.each('apples', { painted: { $exists: false } }, () => {
        afterEach()
        return { $set: { painted: true } }
      })
  }
}
const painted = (): Promise<number> => db.collection('apples').countDocuments({ painted: true })
const recorded = () =>
  db
    .collection('migrations')
    .find({ name: { $exists: true } })
    .sort({ _id: 1 })
    .toArray()

describe('a migration', () => {
  test('is applied in batches and recorded with what it changed', async () => {
    const paint = await apples()
    expect(await migrate(optionsOf([paint], { batchSize: 3 }))).toEqual([
      { number: 1, name: 'paint-apples', counts: { apples: 10 } }
    ])
    expect(await painted()).toBe(10)
    expect(await recorded()).toEqual([{ _id: 1, name: 'paint-apples', at: now, counts: { apples: 10 } }])
    expect(await migrate(optionsOf([paint]))).toEqual([])
  })

  test('is only counted unless it is told to write', async () => {
    const paint = await apples()
    expect(await migrate(optionsOf([paint], { commit: false, batchSize: 3 }))).toEqual([
      { number: 1, name: 'paint-apples', counts: { apples: 10 } }
    ])
    expect(await painted()).toBe(0)
    expect(await db.collection('migrations').countDocuments()).toBe(0)
  })

  test('that was cut off goes on where it stopped', async () => {
    let seen = 0
    const paint = await apples(() => {
      if (++seen === 8) throw new Error('the power went')
    })
    await expect(migrate(optionsOf([paint], { batchSize: 3 }))).rejects.toThrow('the power went')
    expect(await painted()).toBe(6)
    expect(await recorded()).toEqual([])
    await migrate(optionsOf([paint], { batchSize: 3 }))
    expect(await painted()).toBe(10)
    expect(await recorded()).toMatchObject([{ _id: 1, counts: { apples: 4 } }])
  })

  test('runs once when several processes start at once', async () => {
    let runs = 0
    const paint = await apples()
    const counted: Migration = { ...paint, run: (work) => (runs++, paint.run(work)) }
    const applied = await Promise.all(
      Array.from({ length: 4 }, () => migrate(optionsOf([counted], { batchSize: 1, leaseMs: 2_000 })))
    )
    expect(runs).toBe(1)
    expect(applied.flat()).toHaveLength(1)
    expect(await painted()).toBe(10)
  })

  test('is taken over from a process that died with the lease', async () => {
    const paint = await apples()
    await db
      .collection<{ _id: string }>('migrations')
      .insertOne({ _id: 'lease', token: 'a dead one', until: new Date(Date.now() - 1) } as never)
    await migrate(optionsOf([paint]))
    expect(await painted()).toBe(10)
    expect(await db.collection<{ _id: string }>('migrations').countDocuments({ _id: 'lease' })).toBe(0)
  })

  test('renames a collection with all that is in it, once', async () => {
    await apples()
    await db.collection('apples').createIndex({ colour: 1 })
    // A start of today's code made the new one, empty.
    await db.createCollection('pears')
    const rename: Migration = { number: 2, name: 'pears', run: (work) => work.renameCollection('apples', 'pears') }
    await migrate(optionsOf([rename]))
    expect(await db.collection('pears').countDocuments()).toBe(10)
    expect((await db.collection('pears').indexes()).map((index) => index.key)).toContainEqual({ colour: 1 })
    await db.collection('migrations').deleteMany({})
    await migrate(optionsOf([rename]))
    expect(await db.collection('pears').countDocuments()).toBe(10)
  })
})

describe('a start', () => {
  test('refuses a database that has something pending, and says what and how', async () => {
    const paint = await apples()
    await expect(migrateAtStart(optionsOf([paint]), false)).rejects.toThrow(/001-paint-apples.*--commit/)
    expect(await painted()).toBe(0)
    await migrateAtStart(optionsOf([paint]), true)
    expect(await painted()).toBe(10)
    await migrateAtStart(optionsOf([paint]), false)
  })

  test('refuses a database that a newer version has migrated', async () => {
    const paint = await apples()
    await migrate(optionsOf([paint, { number: 2, name: 'peel-apples', run: () => Promise.resolve() }]))
    await expect(migrateAtStart(optionsOf([paint]), true)).rejects.toThrow(/newer version \(002-peel-apples\)/)
  })

  test('on an empty database finds it in today’s shape', async () => {
    await db.dropDatabase()
    await migrateAtStart(optionsOf(all), false)
    expect((await recorded()).map((doc) => doc._id)).toEqual(all.map((migration) => migration.number))
    expect(await pendingOf(db, all)).toEqual([])
  })
})

describe('the list', () => {
  test('is in order, without a number twice', () => {
    const numbers = all.map((migration) => migration.number)
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
  })

  test('what said a promise says a deadline, and the old indexes go', async () => {
    await db.dropDatabase()
    const cases = db.collection<{ _id: number }>('cases')
    await cases.insertMany([
      { _id: 1, promise: { dueAt: 5 } },
      { _id: 2, deadline: { dueAt: 6 } }
    ] as never[])
    await cases.createIndex({ office: 1, 'promise.dueAt': 1 })
    await cases.createIndex({ office: 1, 'deadline.dueAt': 1 })
    await migrate(optionsOf(all.filter((migration) => migration.number === 2)))
    expect(await cases.find({}).toArray()).toEqual([
      { _id: 1, deadline: { dueAt: 5 } },
      { _id: 2, deadline: { dueAt: 6 } }
    ])
    expect((await cases.indexes()).map((index) => index.key)).toEqual([{ _id: 1 }, { office: 1, 'deadline.dueAt': 1 }])
  })

  test('jobs of the first version get the moment at which they may be taken', async () => {
    await db.dropDatabase()
    const dueAt = new Date(1)
    const leaseUntil = new Date(2)
    await db.collection<{ _id: string }>('jobs').insertMany([
      { _id: 'waits', dueAt },
      { _id: 'taken', dueAt, lease: 'x', leaseUntil },
      { _id: 'given up', dueAt, deadAt: leaseUntil }
    ] as never[])
    await migrate(optionsOf(all.filter((migration) => migration.number === 1)))
    expect(await db.collection('jobs').find({}).sort({ _id: 1 }).toArray()).toEqual([
      { _id: 'given up', dueAt, deadAt: leaseUntil },
      { _id: 'taken', dueAt, freeAt: leaseUntil },
      { _id: 'waits', dueAt, freeAt: dueAt }
    ])
  })
})

describe('a migration that only adds', () => {
  const online = async (): Promise<Migration> => ({ ...(await apples()), online: true })

  test('needs no pause: a start applies it without being told to, and several at once do it once', async () => {
    const paint = await online()
    await Promise.all([1, 2, 3].map(() => migrateAtStart(optionsOf([paint]), false)))
    expect(await painted()).toBe(10)
    expect(await recorded()).toMatchObject([{ _id: 1, online: true, counts: { apples: 10 } }])
  })

  test('does not keep out servers of the version before, also when they start anew', async () => {
    const paint = await online()
    await migrateAtStart(optionsOf([paint]), false)
    await migrateAtStart(optionsOf([]), false)
    expect(await pendingOf(db, [])).toEqual([])
  })

  test('waits with one that does need a pause', async () => {
    const paint = await online()
    const shelve: Migration = { number: 2, name: 'shelve-apples', run: () => Promise.resolve() }
    await expect(migrateAtStart(optionsOf([paint, shelve]), false)).rejects.toThrow(/002-shelve-apples/)
    expect(await painted()).toBe(0)
  })
})
