// Jest's global tear-down: takes away the databases and the compiled programs of the run, and ends the server if the set-up started it.
import { rm } from 'node:fs/promises'
import { MongoClient } from 'mongodb'
import { inRoot } from './places.mjs'

export default async function stopDatabase() {
  const client = await MongoClient.connect(process.env.TEST_MONGODB_URI)
  const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true })
  const ours = databases.filter(({ name }) => name.startsWith(`t_${process.env.TEST_RUN}_`))
  await Promise.all(ours.map(({ name }) => client.db(name).dropDatabase()))
  await client.close()
  await rm(inRoot('node_modules', '.cache', 'suishoupai-tests', process.env.TEST_RUN), { recursive: true, force: true })
  await globalThis.stopTestDatabase()
}
