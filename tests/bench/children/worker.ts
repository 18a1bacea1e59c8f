/** A worker as the program starts it, every schedule in its own rhythm, in the demo city; without the web it starts at once. */
import { noMail } from '#server/integrations/mail.ts'
import { loadCity } from '#config/city/index.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { makeLog } from '#server/kernel/log.ts'
import { connect, prepare } from '#server/kernel/mongo.ts'
import { waysOut } from '#server/integrations/ways-out.ts'
import type { AppContext } from '#server/context.ts'
import { prepareSuggestions } from '#server/suggestions/index.ts'
import { startWorker } from '#server/worker.ts'
import { ready } from '../kit/probe.ts'

await connect(process.env.MONGODB_URI ?? '')
await prepare()
const city = makeSnapshot(await loadCity())
const context: AppContext = {
  city: () => city,
  cityAt: () => Promise.resolve(city),
  published: () => Promise.resolve(),
  now: () => new Date(),
  keys: undefined as never,
  sessions: undefined as never,
  secondFactor: 'offered',
  log: makeLog('silent'),
  photos: undefined as never,
  counts: undefined as never,
  records: undefined as never,
  rootPlaces: {},
  ...waysOut({ demo: true }, { keys: undefined as never, log: makeLog('silent'), now: () => new Date() }),
  suggestDaily: false,
  quietHours: undefined,
  mail: noMail,
  publicUrl: 'http://127.0.0.1',
  staffChanged: () => Promise.resolve(),
  moved: () => undefined
}
await prepareSuggestions(context)
startWorker(context, { leaseMs: Number(process.env.JOB_LEASE_MS) })
ready({})
