/** What a migration works with. Every write goes through here, so that a dry run is the same code with nothing written. */
import type { CitySnapshot } from '#server/city/index.ts'
import type { Keys } from '#server/kernel/keys.ts'
import { mongoose } from '#server/kernel/mongo.ts'

export type Db = mongoose.mongo.Db
export type Doc = mongoose.mongo.Document & { _id: unknown }

export interface Change {
  $set?: Record<string, unknown>
  $unset?: Record<string, ''>
  $push?: Record<string, unknown>
}

export interface Work {
  /** The database as it is; for reading only, what is written goes through the verbs below. */
  db: Db
  now: Date
  keys: Keys
  /** The city under the release in force; read when first asked for, since an empty database has none. */
  city(): Promise<CitySnapshot>
  /**
   * Changes the documents that a filter finds, in batches by `_id`. The filter must no longer find a document that was
   * changed: a run that was cut off goes on where it stopped, and a second one finds nothing.
   */
  each(
    collection: string,
    filter: object,
    change: (doc: Doc) => Change | Promise<Change | undefined> | undefined
  ): Promise<void>
  /** Changes all that a filter finds in one command; the same holds for the filter. */
  update(collection: string, filter: object, pipeline: readonly object[]): Promise<void>
  remove(collection: string, filter: object): Promise<void>
  /** Under a new name with its indexes; nothing when only the new one is there. */
  renameCollection(from: string, to: string): Promise<void>
  /** Drops the indexes over fields of which this is true; the start makes today's. */
  dropIndexes(collection: string, over: (field: string) => boolean): Promise<void>
}

export interface Migration {
  number: number
  name: string
  /**
   * It only adds: servers of the version before may go on reading and writing while it runs and afterwards, and this version
   * reads what they leave as well. It needs no pause; the next version sweeps up, and then forgets the old shape.
   */
  online?: boolean
  run(work: Work): Promise<void>
}

export type Counts = Record<string, number>

export interface WorkOptions {
  db: Db
  commit: boolean
  now: Date
  keys: Keys
  city: () => Promise<CitySnapshot>
  /** Throws when another process has taken over; asked before every batch. */
  stillOurs: () => void
  batchSize?: number
}

/** The verbs over one database, and what they counted: documents changed, or in a dry run those that would be. */
export function makeWork({ db, commit, now, keys, city, stillOurs, batchSize = 500 }: WorkOptions): {
  work: Work
  counts: Counts
} {
  const counts: Counts = {}
  const counted = (what: string, n: number): void => {
    if (n > 0) counts[what] = (counts[what] ?? 0) + n
  }
  const majority = { writeConcern: { w: 'majority' } } as const
  const exists = (name: string): Promise<boolean> => db.listCollections({ name }, { nameOnly: true }).hasNext()

  const work: Work = {
    db,
    now,
    keys,
    city,
    async each(name, filter, change) {
      const collection = db.collection<Doc>(name)
      let last: unknown
      for (;;) {
        stillOurs()
        const found = await collection
          .find(last === undefined ? filter : { $and: [filter, { _id: { $gt: last } }] })
          .sort({ _id: 1 })
          .limit(batchSize)
          .toArray()
        if (found.length === 0) return
        const writes: mongoose.mongo.AnyBulkWriteOperation<Doc>[] = []
        for (const doc of found) {
          const update = await change(doc)
          if (update) writes.push({ updateOne: { filter: { $and: [{ _id: doc._id }, filter] }, update } as never })
        }
        if (commit && writes.length > 0) {
          const { matchedCount } = await collection.bulkWrite(writes, { ordered: false, ...majority })
          counted(name, matchedCount)
        } else counted(name, writes.length)
        last = found.at(-1)?._id
      }
    },
    async update(name, filter, pipeline) {
      stillOurs()
      const collection = db.collection(name)
      if (commit) counted(name, (await collection.updateMany(filter, [...pipeline], majority)).matchedCount)
      else counted(name, await collection.countDocuments(filter))
    },
    async remove(name, filter) {
      stillOurs()
      const collection = db.collection(name)
      counted(
        `${name} removed`,
        commit ? (await collection.deleteMany(filter, majority)).deletedCount : await collection.countDocuments(filter)
      )
    },
    async renameCollection(from, to) {
      stillOurs()
      if (!(await exists(from))) return
      counted(`${from} renamed`, await db.collection(from).estimatedDocumentCount())
      // The target may have been made by a start that was cut off: only an empty one is taken away.
      if (!commit) return
      if ((await exists(to)) && (await db.collection(to).findOne({})) === null) await db.dropCollection(to)
      await db.collection(from).rename(to)
    },
    async dropIndexes(name, over) {
      stillOurs()
      if (!(await exists(name))) return
      for (const { name: index, key } of await db.collection(name).indexes()) {
        if (!index || !Object.keys(key).some(over)) continue
        if (commit) await db.collection(name).dropIndex(index)
        counted(`${name} indexes`, 1)
      }
    }
  }
  return { work, counts }
}
