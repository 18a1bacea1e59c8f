/** Fills a database with published cases, indexed as the server would and with its sums kept, and ends. */
import { readEnv } from '#config/env.ts'
import { Cases } from '#server/cases/index.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { makeLog } from '#server/kernel/log.ts'
import { connect, disconnect, prepare, takingLong } from '#server/kernel/mongo.ts'
import { migrateOnly } from '#server/start.ts'
import { checkKept } from '#server/statistics/index.ts'
import { town } from '#tests/support/city.ts'
import { seedCases, storeCases } from '../kit/cases.ts'
import { ready } from '../kit/probe.ts'

const { MONGODB_URI = '', CASES = '0', SEED } = process.env
// While it is empty, so that no server takes it for a database of an older version.
await migrateOnly(readEnv({ ...process.env, LOG_LEVEL: 'warn' }), true)
const count = Number(CASES)
const said = (done: number): void => {
  process.stdout.write(`${JSON.stringify({ progress: { done, of: count } })}\n`)
}
const city = makeSnapshot(town)
await takingLong(() =>
  SEED === undefined
    ? storeCases(MONGODB_URI, Cases, city, count, new Date())
    : seedCases(MONGODB_URI, Cases, city, { count, seed: Number(SEED), now: new Date(), onProgress: said })
)
// As a worker would have left it.
await connect(MONGODB_URI)
await takingLong(prepare)
await takingLong(() => checkKept(new Date(), makeLog('silent')))
await disconnect()
ready({})
