/**
 * Databases for the servers of a test file. Making some thirty collections with a hundred indexes costs more than the rest
 * of a start, so a worker keeps its databases from file to file: each start empties one that nobody uses.
 */
import { mongoose } from '#server/kernel/mongo.ts'

/** What tells of its shape stays: the collections and indexes stay too. */
const shape = 'migrations'
const taken = new Set<number>()

export interface TestDatabase {
  uri: string
  /** Nobody uses it any more; the next start may have it. */
  release(): void
}

/** Named after the run and the worker, so that no two processes meet in one. */
const nameOf = (n: number): string =>
  ['t', process.env.TEST_RUN ?? process.pid, process.env.VITEST_POOL_ID ?? 0, n].join('_')

/** Which hold anything, by one question for all: most are empty, and to ask or to empty each costs as much as a request of a test. */
async function filledOf(db: mongoose.mongo.Db, collections: readonly { name: string }[]): Promise<string[]> {
  if (collections.length === 0) return []
  const first = collections.map(({ name }) => ({
    $unionWith: { coll: name, pipeline: [{ $limit: 1 }, { $project: { _id: 0, name: { $literal: name } } }] }
  }))
  const found = await db.aggregate<{ name: string }>([{ $documents: [] }, ...first]).toArray()
  return found.map(({ name }) => name)
}

export async function emptyDatabase(): Promise<TestDatabase> {
  const base = process.env.TEST_MONGODB_URI
  if (!base) throw new Error('TEST_MONGODB_URI is missing: run the tests by npm test or npm run unit')
  let n = 0
  while (taken.has(n)) n++
  taken.add(n)
  const uri = new URL(base)
  uri.pathname = `/${nameOf(n)}`
  const client = await mongoose.mongo.MongoClient.connect(uri.href)
  try {
    const db = client.db()
    const collections = await db
      .listCollections({ name: { $ne: shape, $not: /^system\./ } }, { nameOnly: true })
      .toArray()
    await Promise.all((await filledOf(db, collections)).map((name) => db.collection(name).deleteMany({})))
  } finally {
    await client.close()
  }
  return { uri: uri.href, release: () => void taken.delete(n) }
}
