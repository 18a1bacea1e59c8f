/** A worker as the program starts it, every chore in its own rhythm, in the demo city; without the web it starts at once. */
import { loadCity } from '#config/city/index.ts'
import { makeRegistry } from '#server/city/index.ts'
import { makeLog } from '#server/kernel/log.ts'
import { connect, prepare } from '#server/kernel/mongo.ts'
import type { World } from '#server/kernel/world.ts'
import { setUpSuggest } from '#server/suggest/index.ts'
import { startWorker } from '#server/worker.ts'
import { ready } from '../kit/probe.ts'

await connect(process.env.MONGODB_URI ?? '')
await prepare()
const city = makeRegistry(await loadCity())
const world: World = {
  city: () => city,
  cityAt: () => Promise.resolve(city),
  published: () => Promise.resolve(),
  now: () => new Date(),
  keys: undefined as never,
  log: makeLog('silent'),
  moved: () => undefined
}
await setUpSuggest(world, { daily: false })
startWorker(world, { leaseMs: Number(process.env.JOB_LEASE_MS) })
ready({})
