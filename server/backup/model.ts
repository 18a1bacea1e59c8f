/** The database as a whole: read at one moment, and filled anew beside what is there until all of it can take its place. */
import { database, mongoose } from '#server/kernel/mongo.ts'
import { BackupRefused } from './refused.ts'

const { BSON } = mongoose.mongo

/** Below these names a restore fills; they are in no backup. */
const filling = 'restoring'
const staged = (name: string): string => `${filling}.${name}`
/** Where the photos of the city that was replaced are still named, until their files are gone. */
const replaced = `${filling}:photos`
const isOurs = (name: string): boolean => name === filling || name.startsWith(`${filling}.`) || name === replaced
const majority = { writeConcern: { w: 'majority', j: true } } as const

/** Documents that belong to a process and not to the city. */
const keptOut: Readonly<Record<string, object>> = { migrations: { name: { $exists: false } } }

const namesOf = async (): Promise<string[]> =>
  (await database().listCollections({ type: 'collection' }, { nameOnly: true }).toArray())
    .map(({ name }) => name)
    .filter((name) => !name.startsWith('system.') && !isOurs(name))
    .sort()

/** Identifiers as they are now, in their order. */
export async function* idsOf(name: string): AsyncGenerator<string> {
  const found = database()
    .collection<{ _id: string }>(name)
    .find({}, { projection: { _id: 1 } })
  for await (const { _id } of found.sort({ _id: 1 })) yield _id
}
// ——— reading at one moment

export interface Snapshot {
  /** All collections, with their indexes and about how many documents they have. */
  collections: readonly { name: string; indexes: readonly object[]; about: number }[]
  /** Every document as it is stored, byte for byte. */
  documents(name: string): AsyncGenerator<Buffer>
  /** Identifiers in their order. */
  ids(name: string): AsyncGenerator<string>
  /** One field of all documents. */
  migrations(): Promise<{ number: number; name: string }[]>
  /** The moment, as the database counts: known once something was read. */
  moment(): string
}

const tooOld = ['SnapshotTooOld', 'SnapshotUnavailable']
const passed = (error: unknown): unknown =>
  tooOld.includes((error as { codeName?: string }).codeName ?? '') ? new BackupRefused('snapshot_too_old') : error

/** Lets something read the whole database as it stood at one moment, while others go on writing. */
export async function withSnapshot<T>(read: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const db = database()
  const names = await namesOf()
  const collections = await Promise.all(
    names.map(async (name) => ({
      name,
      indexes: (await db.collection(name).indexes()).map((index) => JSON.parse(BSON.EJSON.stringify(index)) as object),
      about: await db.collection(name).estimatedDocumentCount()
    }))
  )
  const session = mongoose.connection.getClient().startSession({ snapshot: true })
  const options = { session, readPreference: 'secondaryPreferred' } as const
  async function* documents(name: string): AsyncGenerator<Buffer> {
    try {
      const filter = keptOut[name]
      yield* db
        .collection(name)
        .find(filter ? { $nor: [filter] } : {}, { ...options, raw: true }) as unknown as AsyncIterable<Buffer>
    } catch (error) {
      throw passed(error)
    }
  }
  async function* ids(name: string): AsyncGenerator<string> {
    if (!names.includes(name)) return
    try {
      const found = db.collection<{ _id: string }>(name).find({}, { ...options, projection: { _id: 1 } })
      for await (const { _id } of found.sort({ _id: 1 })) yield _id
    } catch (error) {
      throw passed(error)
    }
  }
  try {
    return await read({
      collections,
      documents,
      ids,
      async migrations() {
        const done = db.collection<{ _id: number; name: string }>('migrations')
        const found = await done
          .find({ name: { $exists: true } }, options)
          .sort({ _id: 1 })
          .toArray()
        return found.map(({ _id, name }) => ({ number: _id, name }))
      },
      moment: () => String((session as { snapshotTime?: { toString(): string } }).snapshotTime ?? '')
    })
  } finally {
    await session.endSession()
  }
}

// ——— documents one after another

/** The documents of a dump: each begins with its own length. */
export async function* split(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let held = 0
  let wanted = 4
  for await (const piece of source) {
    pieces.push(piece)
    held += piece.length
    if (held < wanted) continue
    let rest: Buffer = pieces.length === 1 ? piece : Buffer.concat(pieces)
    for (wanted = 4; rest.length >= wanted; wanted = 4) {
      wanted = rest.readInt32LE(0)
      if (wanted < 5) throw new BackupRefused('wrong_contents', { file })
      if (rest.length < wanted) break
      yield rest.subarray(0, wanted)
      rest = rest.subarray(wanted)
    }
    pieces = [rest]
    held = rest.length
  }
  if (held > 0) throw new BackupRefused('wrong_contents', { file })
}

// ——— filling

interface Mark {
  _id: 'now'
  backup: string
  state: 'filling' | 'placing'
  /** Whether there was a city before. */
  over: boolean
}
const marks = () => database().collection<Mark>(filling)

/** How many documents a database has that is not empty; what it was born as does not count. */
export async function livingDocuments(): Promise<number> {
  let documents = 0
  for (const name of (await namesOf()).filter((name) => name !== 'migrations'))
    documents += await database().collection(name).estimatedDocumentCount()
  return documents
}

/** What a restore that was cut off left: nothing, a half-filled part beside the city, or a city half in its place. */
export const findMark = (): Promise<Mark | null> => marks().findOne({ _id: 'now' })

/** Begins beside what is there; what an earlier one left is taken away. */
export async function beginFilling(backup: string, over: boolean): Promise<void> {
  for (const { name } of await database().listCollections({}, { nameOnly: true }).toArray())
    if (name.startsWith(`${filling}.`)) await database().dropCollection(name)
  await marks().replaceOne({ _id: 'now' }, { backup, state: 'filling', over }, { upsert: true, ...majority })
}

const documentsAtOnce = 1000
const bytesAtOnce = 8 * 1024 * 1024

/** Fills one collection beside the city; answers how many documents it has. Types stay what they were to the bit. */
export async function fill(
  name: string,
  documents: AsyncIterable<Buffer>,
  indexes: readonly object[]
): Promise<number> {
  const db = database()
  await db.createCollection(staged(name))
  const collection = db.collection(staged(name))
  let waiting: mongoose.mongo.Document[] = []
  let [bytes, written] = [0, 0]
  const flush = async () => {
    if (waiting.length === 0) return
    written += (await collection.insertMany(waiting, { ordered: false, ...majority })).insertedCount
    waiting = []
    bytes = 0
  }
  for await (const document of documents) {
    waiting.push(BSON.deserialize(document, { promoteValues: false, bsonRegExp: true }))
    bytes += document.length
    if (waiting.length >= documentsAtOnce || bytes >= bytesAtOnce) await flush()
  }
  await flush()
  const own = indexes.map((index) => BSON.EJSON.parse(JSON.stringify(index)) as { name: string; key: { _id?: number } })
  const made = own.filter(({ name: index }) => index !== '_id_')
  if (made.length > 0) await db.command({ createIndexes: staged(name), indexes: made, ...majority })
  return written
}

/**
 * Puts the filled collections in the place of what was there; what is in no backup goes. From its first line on it has to be
 * finished, and it can be: whoever comes back goes on where it was cut off.
 */
export async function place(names: readonly string[], placed: (n: number) => void): Promise<void> {
  const db = database()
  await marks().updateOne({ _id: 'now' }, { $set: { state: 'placing' } }, majority)
  const all = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)
  if (all.includes('photos') && all.includes(staged('photos')))
    await db.collection('photos').rename(replaced, { dropTarget: true })
  for (const [i, name] of names.entries()) {
    if (all.includes(staged(name))) await db.collection(staged(name)).rename(name, { dropTarget: true })
    placed(i + 1)
  }
  for (const name of all)
    if (!names.includes(name) && !isOurs(name) && !name.startsWith('system.')) await db.dropCollection(name)
}

/** Photos of the city that was replaced which today's does not know. */
export async function* photosLeft(): AsyncGenerator<string> {
  const db = database()
  const found = db
    .collection<{ _id: string }>(replaced)
    .aggregate<{ _id: string }>([
      { $lookup: { from: 'photos', localField: '_id', foreignField: '_id', as: 'kept' } },
      { $match: { kept: { $size: 0 } } },
      { $project: { _id: 1 } }
    ])
  for await (const { _id } of found) yield _id
}

export async function endFilling(): Promise<void> {
  const db = database()
  const all = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name)
  if (all.includes(replaced)) await db.dropCollection(replaced)
  await db.dropCollection(filling)
}

export const countDocuments = (name: string): Promise<number> => database().collection(name).countDocuments({})

/** Throws where a restore left a city half in its place: nobody may be let in. */
export async function refuseHalfRestored(): Promise<void> {
  const mark = await findMark()
  if (mark && (mark.state === 'placing' || !mark.over))
    throw new Error(
      `The restore of ${mark.backup} into this database was begun and not finished. Run the same \`npm run restore\` again; it goes on where it was cut off.`
    )
}
