// Jest's global set-up: the database of the run. `npm test` brings one (TEST_MONGODB_URI); Jest alone starts one that is gone afterwards.
import { randomBytes } from 'node:crypto'
import { testDatabase } from './mongod.mjs'

export default async function bringDatabase() {
  const { uri, stop } = await testDatabase()
  process.env.TEST_MONGODB_URI = uri
  // Servers of this run share databases of this name (tests/support/database.ts).
  process.env.TEST_RUN = randomBytes(4).toString('hex')
  globalThis.stopTestDatabase = stop
}
