/** The bench's own mongod, or the one the launcher brought, and a look at what reaches it. */
import { setUsualDeadline } from '#server/kernel/deadline.ts'
import { mongoose } from '#server/kernel/mongo.ts'

type MongoClient = mongoose.mongo.MongoClient

interface Launcher {
  findMongod(): Promise<string>
  startReplicaSet(options: { binary: string; ephemeral: boolean }): Promise<{ uri: string; stop(): Promise<boolean> }>
}

let base = process.env.TEST_MONGODB_URI
let client: MongoClient | undefined
let stop: (() => Promise<boolean>) | undefined

/** A row may read the order of a million cases before it measures. */
const patienceMs = 600_000

/** Starts a database of its own when the launcher brought none. */
export async function openDatabase(): Promise<void> {
  setUsualDeadline(patienceMs)
  if (!base) {
    // The launcher is plain JavaScript without types.
    const launcher = (await import(new URL('../../../config/setup/mongod.mjs', import.meta.url).href)) as Launcher
    const set = await launcher.startReplicaSet({ binary: await launcher.findMongod(), ephemeral: true })
    base = set.uri
    stop = set.stop
  }
  client = await mongoose.mongo.MongoClient.connect(base)
}

export async function closeDatabase(): Promise<void> {
  await client?.close()
  await stop?.()
}

export function uriOf(name: string): string {
  const uri = new URL(base ?? '')
  uri.pathname = `/${name}`
  return uri.href
}

export const database = (name: string): mongoose.mongo.Db => {
  if (!client) throw new Error('the database is not open')
  return client.db(name)
}

/** CPU microseconds that the database has spent so far, user and system. */
export async function serverCpuUs(): Promise<number> {
  const { extra_info: spent } = (await database('admin').command({ serverStatus: 1 })) as {
    extra_info: { user_time_us: number; system_time_us: number }
  }
  return spent.user_time_us + spent.system_time_us
}

export const drop = async (name: string): Promise<void> => {
  await database(name).dropDatabase()
}

export interface Seen {
  op: string
  ns: string
  command: Record<string, unknown>
  docsExamined?: number
  keysExamined?: number
  nreturned?: number
  responseLength?: number
  planSummary?: string
  hasSortStage?: boolean
}

/** Everything the server asked this database while `work` ran, as the database itself saw it. */
export async function watch(name: string, work: () => Promise<unknown>): Promise<Seen[]> {
  const db = database(name)
  await db.command({ profile: 0 })
  await db.dropCollection('system.profile')
  await db.createCollection('system.profile', { capped: true, size: 16 << 20 })
  await db.command({ profile: 2 })
  try {
    await work()
  } finally {
    await db.command({ profile: 0 })
  }
  const seen = await db.collection<Seen & { _id: never }>('system.profile').find({}).toArray()
  return seen.filter((s) => !s.ns.endsWith('.system.profile'))
}
