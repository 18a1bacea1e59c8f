// Set-up and tear-down of a run of tests: the database of the run. `npm test` brings one (TEST_MONGODB_URI); tests started alone
// start one that is gone afterwards.
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { MongoClient } from 'mongodb'
import { testDatabase } from './mongod.mjs'
import { inRoot } from './places.mjs'

export default async function bringDatabase() {
  const { uri, stop } = await testDatabase()
  // Servers of this run share databases of this name (tests/support/database.ts).
  const run = randomBytes(4).toString('hex')
  Object.assign(process.env, { TEST_MONGODB_URI: uri, TEST_RUN: run })

  /** Takes away the databases and the compiled programs of the run, and ends the database if it was started here. */
  return async () => {
    const client = await MongoClient.connect(uri)
    const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true })
    const ours = databases.filter(({ name }) => name.startsWith(`t_${run}_`))
    await Promise.all(ours.map(({ name }) => client.db(name).dropDatabase()))
    await client.close()
    await rm(inRoot('node_modules', '.cache', 'suishoupai-tests', run), { recursive: true, force: true })
    await stop()
  }
}
