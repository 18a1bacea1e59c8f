/**
 * The one connection of this process to MongoDB; servers that share the process share it. Majority writes everywhere; every
 * command has a deadline.
 */
import mongoose from 'mongoose'
import { isSuspect, setUsualDeadline, trust, usualDeadlineMs } from './deadline.ts'

export { takingLong, withDeadline } from './deadline.ts'

mongoose.set('strictQuery', 'throw')
mongoose.set('autoIndex', false)
mongoose.set('autoCreate', false)

/** Servers of this process that use the connection: the last one closes it. */
let users = 0
let connectedTo = ''

export async function connect(uri: string, deadlineMs = usualDeadlineMs): Promise<void> {
  if (users > 0 && uri !== connectedTo) throw new Error('this process is connected to another database already')
  users++
  connectedTo = uri
  try {
    await open(uri, deadlineMs)
  } catch (error) {
    users--
    throw error
  }
}

export async function disconnect(): Promise<void> {
  users = Math.max(0, users - 1)
  if (users === 0) await mongoose.disconnect()
}

const pool = { used: 0, waiting: 0 }
/** Connections of this process by state; who waits found none free. */
export const connections = (): Readonly<Record<'used' | 'waiting', number>> => ({ ...pool })

function countConnections(): void {
  const count = (name: keyof typeof pool, by: number) => () => void (pool[name] += by)
  Object.assign(pool, { used: 0, waiting: 0 })
  const client = mongoose.connection.getClient()
  client.on('connectionCheckOutStarted', count('waiting', 1))
  client.on('connectionCheckOutFailed', count('waiting', -1))
  client.on('connectionCheckedOut', () => {
    pool.waiting--
    pool.used++
  })
  client.on('connectionCheckedIn', count('used', -1))
}

async function open(uri: string, deadlineMs: number): Promise<void> {
  const isNew = users === 1
  setUsualDeadline(deadlineMs)
  await mongoose.connect(uri, {
    writeConcern: { w: 'majority' },
    retryWrites: true,
    ignoreUndefined: true,
    serverSelectionTimeoutMS: deadlineMs,
    waitQueueTimeoutMS: deadlineMs,
    // A connection that is taken and never answered holds up the next ones no longer than a command; once the database has
    // been silent for so long and a heartbeat, the driver drops all that wait for it.
    connectTimeoutMS: deadlineMs,
    // A member that was away is looked for this often; the driver's own ten seconds are long after it is back.
    heartbeatFrequencyMS: 2_000,
    maxPoolSize: 50
  })
  if (isNew) countConnections()
}

export const ping = async (): Promise<void> => {
  await database().command({ ping: 1 })
}

/**
 * Throws where the database does not work. What reads from memory answers while its disk takes no write: after anything that was not
 * answered in time, one write has to be.
 */
export async function prove(): Promise<void> {
  if (!isSuspect()) return
  await database()
    .collection<{ _id: string }>('counters')
    .updateOne({ _id: 'proof' }, { $inc: { n: 1 } }, { upsert: true, writeConcern: { w: 'majority' } })
  trust()
}

/** By how many milliseconds this clock is ahead of the database's; nothing where that is less than the answer took. */
export async function clockSkewMs(clock: () => number = Date.now): Promise<number> {
  const asked = clock()
  const { localTime } = (await database().command({ hello: 1 })) as { localTime: Date }
  const answered = clock()
  const skew = (asked + answered) / 2 - localTime.getTime()
  return Math.abs(skew) <= (answered - asked) / 2 + 1 ? 0 : Math.round(skew)
}

/** The database itself, for who works below the models: migrations. */
export function database(): mongoose.mongo.Db {
  const { db } = mongoose.connection
  if (!db) throw new Error('the database is not connected')
  return db
}

/** Creates every collection and index before anyone listens, so that no first write waits or races for them. */
export async function prepare(): Promise<void> {
  const there = new Set((await database().listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name))
  for (const model of Object.values(mongoose.models)) {
    if (!there.has(model.collection.name)) await model.createCollection()
    const indexes = model.schema.indexes().map(([key, options]) => ({ ...options, key }))
    if (indexes.length > 0) await model.collection.createIndexes(indexes as mongoose.mongo.IndexDescription[])
  }
}

export const isDuplicate = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 11000

/**
 * Inserts many in one command, majority. For each of them: `stored` once it is durable, `duplicate` when a unique index has
 * its like already, else the error that kept it out. Fails as a whole when a majority has not confirmed it.
 */
export async function insertEach<T extends object>(
  collection: mongoose.Collection<T>,
  docs: readonly T[]
): Promise<('stored' | 'duplicate' | Error)[]> {
  const outcome: ('stored' | 'duplicate' | Error)[] = docs.map(() => 'stored')
  try {
    await collection.insertMany(docs as never, { ordered: false })
  } catch (error) {
    if (!(error instanceof mongoose.mongo.MongoBulkWriteError) || error.result.getWriteConcernError()) throw error
    const refused = [error.writeErrors].flat()
    if (refused.length === 0) throw error
    for (const error of refused) outcome[error.index] = error.code === 11000 ? 'duplicate' : new Error(error.errmsg)
  }
  return outcome
}

/** A document's identifier, made before it is written. */
export const newId = (): mongoose.Types.ObjectId => new mongoose.Types.ObjectId()

/** One transaction over several documents; for the rare acts that touch two cases. */
export const inTransaction = <T>(work: (session: mongoose.ClientSession) => Promise<T>): Promise<T> =>
  mongoose.connection.transaction<T>(work)

export { mongoose }
