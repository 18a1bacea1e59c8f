/**
 * One worker as a process of its own, for tests that kill it. It does nothing by itself: each message is one turn at a
 * moment the parent names, so that time is the parent's and nobody sleeps. Told to, it dies after one of its steps, as
 * if the power had gone.
 */
import { noMail } from '#server/integrations/mail.ts'
import { makeSnapshot } from '#server/city/index.ts'
import { onStep } from '#server/kernel/failpoints.ts'
import { makeLog } from '#server/kernel/log.ts'
import { connect } from '#server/kernel/mongo.ts'
import { waysOut } from '#server/integrations/ways-out.ts'
import type { AppContext } from '#server/context.ts'
import { prepareSuggestions } from '#server/suggestions/index.ts'
import { turn } from '#server/worker.ts'
import { town } from './city.ts'

export interface Turn {
  now: string
  dieAfter?: string
}

const [uri = '', leaseMs = ''] = process.argv.slice(2)
await connect(uri)
const city = makeSnapshot(town)
let now = new Date()
const context: AppContext = {
  city: () => city,
  cityAt: () => Promise.resolve(city),
  published: () => Promise.resolve(),
  now: () => now,
  keys: undefined as never,
  sessions: undefined as never,
  secondFactor: 'offered',
  log: makeLog('silent'),
  photos: undefined as never,
  counts: undefined as never,
  records: undefined as never,
  rootPlaces: {},
  ...waysOut({ demo: true }, { keys: undefined as never, log: makeLog('silent'), now: () => now }),
  suggestDaily: false,
  quietHours: undefined,
  mail: noMail,
  publicUrl: 'http://127.0.0.1',
  staffChanged: () => Promise.resolve(),
  moved: () => undefined
}

await prepareSuggestions(context)

process.on('message', (said: Turn) => {
  now = new Date(said.now)
  onStep(
    said.dieAfter === undefined ? undefined : (step) => step === said.dieAfter && process.kill(process.pid, 'SIGKILL')
  )
  void turn(context, { leaseMs: Number(leaseMs) }, ['relay', 'work']).then(() => process.send?.('done'))
})
process.send?.('ready')
