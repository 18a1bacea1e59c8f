/**
 * The whole server as `start` makes it, without the worker, in the tests' town; and beside it, in the same process and
 * on the same connections, the bare list: one indexed query through the driver, one Koa answer.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { readEnv } from '#config/env.ts'
import { Cases } from '#server/cases/index.ts'
import { addStaff } from '#config/demo-city/seed/staff.ts'
import { mongoose } from '#server/kernel/mongo.ts'
import { start } from '#server/start.ts'
import { password } from '#tests/support/server.ts'
import { town } from '#tests/support/city.ts'
import { ready } from '../kit/probe.ts'

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

/** The fields of a row, as server/cases/model.ts leaves the rest out. */
const projection = {
  ledger: 0,
  outbox: 0,
  search: 0,
  desks: 0,
  'reports.key': 0,
  'reports.requestHash': 0,
  'reports.contact': 0
}
const bare = new Koa()
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
