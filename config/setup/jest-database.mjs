// Jest's global set-up: the database of the run. `npm test` brings one (TEST_MONGODB_URI); Jest alone starts one that is gone afterwards.
import { testDatabase } from './mongod.mjs'

export default async function bringDatabase() {
  const { uri, stop } = await testDatabase()
  process.env.TEST_MONGODB_URI = uri
  globalThis.stopTestDatabase = stop
}
