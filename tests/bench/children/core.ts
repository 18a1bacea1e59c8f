/**
 * The whole server as `start` makes it, without the worker, in the tests' town; and beside it, in the same process and
 * on the same connections, the bare list: one indexed query through the driver, one Koa answer.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import Koa from 'koa'
import { readEnv } from '#config/env.ts'
import { Cases } from '#server/cases/index.ts'
import { addStaff } from '#config/demo-city/seed/staff.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { start } from '#server/start.ts'
import { password } from '#tests/support/server.ts'
import { town } from '#tests/support/city.ts'
import { readCases } from '#server/statistics/index.ts'
import { openFields } from '#server/open-data/index.ts'
import { statisticsRoutes } from '#server/statistics/routes.ts'
import { answers, ready } from '../kit/probe.ts'

const env = readEnv({
  ...process.env,
  PORT: '0',
  ROLE: 'web',
  LOG_LEVEL: 'warn',
  RATE_LIMIT: '1000000000',
  PHOTO_DAY_MB: '0',
  SAME_REPORT_MINUTES: '0'
})
const started = await start({ env, city: town, seed: (_world, city) => addStaff(city, password) })

/** The figures of the public pages as they are kept, or from the cases: what they are, and the milliseconds of each time they were asked for. */
answers['figures'] = async (input) => {
  const { days, times, kept } = input as { days: '30' | '365'; times: number; kept: boolean }
  const took: number[] = []
  const now = started.context.now()
  const context = { now: () => now, city: started.context.city }
  let view: unknown
  for (let n = 0; n < times; n++) {
    const begun = performance.now()
    // Nothing is shared with the time before.
    const { stats } = statisticsRoutes(
      context as typeof started.context,
      kept ? {} : { read: readCases, withinMs: 600_000 }
    )
    view = await stats({ query: { days } } as never, { kind: 'guest' } as never, {} as never)
    took.push(performance.now() - begun)
  }
  return { view, took }
}

/** The fields of a row, as server/cases/model.ts leaves the rest out. */
const projection = {
  ledger: 0,
  outbox: 0,
  search: 0,
  searchText: 0,
  desks: 0,
  'reports.key': 0,
  'reports.requestHash': 0,
  'reports.contact': 0
}
const bare = new Koa()
/** The same cases as lines of JSON, straight from one cursor. */
bare.use(async (ctx, next) => {
  if (ctx.path !== '/lines') {
    await next()
    return
  }
  const cursor = Cases.collection.find({ publishedAt: { $type: 'date' } } as never, {
    projection: openFields,
    // As many at a time as the file reads: a batch of the driver's own size takes a cold disk longer than an answer may take.
    batchSize: 500
  })
  ctx.type = 'application/jsonl'
  ctx.body = Readable.from(
    (async function* () {
      for await (const doc of cursor) yield `${JSON.stringify(doc)}\n`
    })()
  )
})
bare.use(async (ctx) => {
  const at = new Date(String(ctx.query['at']))
  const id = new mongoose.Types.ObjectId(String(ctx.query['id']))
  ctx.body = await Cases.collection
    .find({ publishedAt: { $lte: at }, $or: [{ publishedAt: { $lt: at } }, { _id: { $lt: id } }] }, { projection })
    .sort({ publishedAt: -1, _id: -1 })
    .limit(21)
    .toArray()
})
const serve = bare.callback()
const server = createServer((req, res) => void serve(req, res))
server.listen(0, '127.0.0.1', () => {
  ready({ url: started.url, bare: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })
})
