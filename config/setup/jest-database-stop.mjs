// Jest's global tear-down: takes away the databases of the run, and ends the server if the set-up started it.
import { MongoClient } from 'mongodb'

export default async function stopDatabase() {
  const client = await MongoClient.connect(process.env.TEST_MONGODB_URI)
  const { databases } = await client.db('admin').command({ listDatabases: 1, nameOnly: true })
  const ours = databases.filter(({ name }) => name.startsWith(`t_${process.env.TEST_RUN}_`))
  await Promise.all(ours.map(({ name }) => client.db(name).dropDatabase()))
  await client.close()
  await globalThis.stopTestDatabase()
}
